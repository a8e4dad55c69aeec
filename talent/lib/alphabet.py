"""The order of the alphabet, Persian and Latin, which is not that of the code points. Pure."""

_PERSIAN = {letter: place for place, letter in enumerate("آاأإبپتثجچحخدذرزژسشصضطظعغفقکگلمنوؤهیئ")}


def alphabetical(name: str) -> list[tuple[int, str]]:
    """Where a name stands among others: a key to sort by."""
    return [(_PERSIAN.get(sign, -1), sign) for sign in name.casefold()]
