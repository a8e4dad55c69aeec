"""Long lists of small things, written in one go: a page of results holds two hundred values and skills,
and as nodes of a template they took half of its time. Everything shown is escaped here."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop

from config.templatetags.frame import icon
from talent.lib.dates import digits

register = template.Library()

_VALUE = (
    '<li><label class="flex items-center gap-2.5 min-h-11 lg:pointer-fine:min-h-9 cursor-pointer">'
    '<input type="checkbox" name="{name}" value="{value}" id="{name}-{value}"'
    ' class="checkbox checkbox-sm checkbox-primary"{checked}>'
    '<span class="grow"><bdi>{label}</bdi></span>{count}</label></li>'
)
_COUNT = '<span class="text-sm quiet tnum">{}</span>'
_SKILL = '<li class="rounded-selector px-2 py-0.5 text-sm {look}">{mark}<bdi>{label}</bdi>{detail}</li>'
_LOOK = {True: "tint-primary font-medium", False: "border hairline"}
_MARK = '<span class="text-primary inline-block align-middle me-1">{}</span><span class="sr-only">{} </span>'
_DETAIL = ' <span class="quiet font-normal">· {}</span>'
_PLACE = '<div class="flex items-center gap-1.5"><dt>{}<span class="sr-only">{}</span></dt><dd>{}</dd></div>'
_PLACES = (
    ("region", "map-pin", gettext_noop("Region")),
    ("overlap", "clock", gettext_noop("Overlap with Tehran")),
    ("languages", "languages", gettext_noop("Languages")),
    ("ways", "briefcase-business", gettext_noop("Ways to work")),
)
_MORE = (
    '<li class="rounded-selector border hairline px-2 py-0.5 text-sm quiet"><bdi dir="ltr">+{}</bdi>'
    '<span class="sr-only"> {}</span></li>'
)


@register.simple_tag
def facet_values(name: str, rows: list[dict[str, Any]]) -> SafeString:
    """The values of a facet: box, label, count."""
    language = get_language() or "fa"
    return mark_safe("".join(_value(name, row, language) for row in rows))  # noqa: S308 (escaped below)


@register.simple_tag
def skill_items(skills: list[dict[str, Any]], more: int = 0) -> SafeString:
    """Skills with their levels, the matched ones marked, and how many more there are."""
    mark = _MARK.format(icon("check", "size-3.5"), escape(gettext("matches:")))
    items = [_skill(skill, mark) for skill in skills]
    if more:
        items.append(_MORE.format(digits(more, get_language() or "fa"), escape(gettext("more skills"))))
    return mark_safe("".join(items))  # noqa: S308 (escaped below)


@register.simple_tag
def place_items(card: dict[str, Any]) -> SafeString:
    """Region, overlap, languages and ways of a card, as far as they are said."""
    return detail_items([(drawing, gettext(name), card[key]) for key, drawing, name in _PLACES if card[key]])


@register.simple_tag
def detail_items(details: list[tuple[str, str, str]]) -> SafeString:
    """Details of a card: drawing, what it is, and in words."""
    return mark_safe("".join(_place(*detail) for detail in details))  # noqa: S308 (escaped below)


def _place(drawing: str, name: str, text: str) -> str:
    return _PLACE.format(icon(drawing, "size-4"), escape(name), escape(text))


def _value(name: str, row: dict[str, Any], language: str) -> str:
    count = "" if row["count"] is None else _COUNT.format(digits(row["count"], language))
    checked = " checked" if row["checked"] else ""
    label, value = escape(str(row["label"])), escape(str(row["value"]))
    return _VALUE.format(name=escape(name), value=value, checked=checked, label=label, count=count)


def _skill(skill: dict[str, Any], mark: str) -> str:
    matched = bool(skill["matched"])
    detail = _DETAIL.format(escape(str(skill["detail"]))) if skill["detail"] else ""
    label = escape(str(skill["label"]))
    return _SKILL.format(look=_LOOK[matched], mark=mark if matched else "", label=label, detail=detail)
