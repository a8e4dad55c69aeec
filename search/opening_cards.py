"""What a page shows of an opening: cards in lists, and the whole of it. Built from the shown edition alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.openings.models import Edition, Opening
from jobs.openings.places import place_name
from search.board import Found, newest, reads
from search.board_wording import BoardWording
from search.criteria import Criteria
from search.plan import Part
from search.text.highlight import highlight
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today

SHOWN_SKILLS = 5
SOON = 7


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an opening says in the reader's language, or else in the other one: then `only` says so."""

    text: str
    language: str
    only: str


def spoken(shown: Edition, name: str, language: str) -> Spoken:
    """A field of the edition in that language or else the other."""
    text, said_in = shown.spoken(name, language)
    only = _("only in Persian") if said_in == "fa" else _("only in English")
    return Spoken(text, said_in or language, "" if said_in == language else only)


def cards(
    found: Iterable[Found], asked: Criteria, wording: BoardWording, today: date
) -> list[dict[str, Any]]:
    """The cards of a page of hits, with why each of them is there."""
    return [card(one.opening, wording, today, asked=asked, parts=one.parts) for one in found]


def newest_cards(user: object, count: int) -> list[dict[str, Any]]:
    """The openings that came on the board last, as this reader may see them."""
    wording, today = BoardWording(vocabulary(), {}), park_today()
    return [card(one, wording, today) for one in newest(reads(user), today, count)]


def card(
    opening: Opening,
    wording: BoardWording,
    today: date,
    *,
    asked: Criteria | None = None,
    parts: tuple[Part, ...] = (),
) -> dict[str, Any]:
    """One opening in a list."""
    shown = _shown(opening)
    title, asked = spoken(shown, "title", wording.language), asked or Criteria()
    wanted = {*asked.selected("skill"), *asked.ranking}
    rows = sorted(shown.skills, key=lambda row: (row["slug"] not in wanted, not row["must"]))
    return {
        "url": address(opening),
        "title": title,
        "title_parts": highlight(title.text, asked.words) if asked.words else [],
        "company": opening.company.name,
        "details": details(shown, wording),
        "pay": wording.pay(shown),
        "ends_on": opening.ends_on,
        "left": left(opening, today, wording),
        "soon": _is_soon(opening, today),
        "skills": [_tag(row, wording, row["slug"] in wanted) for row in rows[:SHOWN_SKILLS]],
        "more_skills": max(len(rows) - SHOWN_SKILLS, 0),
        "why": wording.reasons(parts),
        "missing": [wording.value("skill", slug) for slug in asked.ranking if slug not in _slugs(shown)],
    }


def whole(opening: Opening, wording: BoardWording, today: date) -> dict[str, Any]:
    """Everything that an opening says."""
    shown = _shown(opening)
    return {
        "key": opening.key,
        "title": spoken(shown, "title", wording.language),
        "text": spoken(shown, "text", wording.language),
        "facts": facts(shown, wording),
        "pay": wording.pay(shown),
        "rials": wording.in_rials(shown),
        "musts": [skill_tag(row, wording) for row in shown.skills if row["must"]],
        "extras": [skill_tag(row, wording) for row in shown.skills if not row["must"]],
        "relocation": wording.relocation(shown),
        "questions": [row["text"] for row in shown.questions],
        "contact": shown.contact,
        "blind": shown.is_blind,
        "answer": _answer(shown, wording),
        "published_on": opening.published_on,
        "ends_on": opening.ends_on,
        "closes": shown.closes_on is not None,
        "left": left(opening, today, wording),
        "soon": _is_soon(opening, today),
    }


def facts(shown: Edition, wording: BoardWording) -> list[dict[str, str]]:
    """Kind, place, mode, seniority, languages, number of places, as far as they are said."""
    place = place_name(shown.country, shown.city, wording.language)
    where = wording.joint.join(part for part in (shown.site, place) if part)
    mode = wording.value("mode", shown.mode) if shown.mode else ""
    overlap = wording.overlap(shown.overlap_hours) if shown.overlap_hours else ""
    rows = [
        (_("Kind of work"), wording.value("kind", shown.kind) if shown.kind else ""),
        (_("Where the work is done"), " · ".join(part for part in (mode, overlap) if part)),
        (_("Place"), where),
        (_("Seniority"), wording.value("seniority", shown.seniority) if shown.seniority else ""),
        (_("Languages"), wording.joint.join(wording.value("language", one) for one in shown.languages)),
        (_("Places to fill"), wording.number(shown.places)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def details(shown: Edition, wording: BoardWording) -> list[tuple[str, str, str]]:
    """Place, mode, kind and seniority of a card: drawing, what it is, and in words."""
    mode = wording.value("mode", shown.mode)
    overlap = wording.overlap(shown.overlap_hours) if shown.overlap_hours else ""
    kind = [wording.value("kind", shown.kind)]
    kind += [wording.value("seniority", shown.seniority)] if shown.seniority else []
    rows = [
        ("map-pin", _("Place"), place_name(shown.country, shown.city, wording.language)),
        ("globe", _("Where the work is done"), " · ".join(part for part in (mode, overlap) if part)),
        ("briefcase-business", _("Kind of work"), " · ".join(kind)),
    ]
    return [row for row in rows if row[2]]


def skill_tag(row: dict[str, Any], wording: BoardWording) -> dict[str, Any]:
    """A skill with the level that is asked."""
    label = wording.value("skill", row["slug"])
    return {"label": label, "matched": False, "detail": wording.level(row["level"])}


def left(opening: Opening, today: date, wording: BoardWording) -> str:
    """How many days are left on the board, the last one included."""
    if opening.ends_on is None:
        return ""
    days = (opening.ends_on - today).days
    if days <= 0:
        return _("last day today") if days == 0 else ""
    return wording.number(ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days})


def address(opening: Opening) -> str:
    """The page of an opening."""
    return reverse("opening", kwargs={"opening": opening.key})


def _tag(row: dict[str, Any], wording: BoardWording, matched: bool) -> dict[str, Any]:
    """A skill of a card: the level where it is needed, else that it is only welcome."""
    told = {"detail": _("a plus")} if not row["must"] else {}
    return skill_tag(row, wording) | told | {"matched": matched}


def _is_soon(opening: Opening, today: date) -> bool:
    return opening.ends_on is not None and (opening.ends_on - today).days <= SOON


def _answer(shown: Edition, wording: BoardWording) -> str:
    text = ngettext(
        "The company promises an answer within %(n)s day.",
        "The company promises an answer within %(n)s days.",
        shown.answer_days,
    )
    return wording.number(text % {"n": shown.answer_days})


def _slugs(shown: Edition) -> set[str]:
    return {row["slug"] for row in shown.skills}


def _shown(opening: Opening) -> Edition:
    assert opening.shown
    return opening.shown
