"""Words of a query that name nothing to be found, folded; a few are grammar that ZWNJ cuts off."""

_ENGLISH = """
a about an and are as at be by expert experts experience experienced for from has have in into is it
lang language languages least less looking min minimum more my need needed of on or our over people
person plus someone than that the their to want we who with work working year years
"""
_PERSIAN = """
از است اش ام ان اند این ای با باشد بالا بالای باید بر برای بلد بلدم به بی بیش بیشتر تا تجربه تر ترین جهت حداقل
خود دارای دارد دارم داشته در دست دنبال را روی زبان سابقه سال ساله شد شده فرد ما متخصص مسلط من می نمی نیاز
نیازمند نیروی ها های هست هم و کار کارشناس کسی کم که یا یک
"""

STOP_WORDS = frozenset(_ENGLISH.split()) | frozenset(_PERSIAN.split())
