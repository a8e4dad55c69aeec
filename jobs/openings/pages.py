"""What pages and API show of openings to the company that posts them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.openings.drafting import means_the_same
from jobs.openings.fields import MUST, NICE
from jobs.openings.forms import PARTS, EditionForm
from jobs.openings.labels import BUTTONS, DONE, FAULTS, SERIOUS
from jobs.openings.models import Edition, Opening, OpeningStep
from jobs.openings.models.openings import REMARKS, STATES
from jobs.openings.places import cities
from jobs.openings.states import LIVE, OVER, WAITING, WRITABLE, Remark, Side, State, Verb, offered
from jobs.openings.wanted import MOST_QUESTIONS, missing
from talent.companies.models import MemberRole, Membership
from talent.experts.models import Level, TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_day, park_today
from talent.lib.tomans import tomans
from talent.timeline.kinds import Reader

A_PAGE = 25
ICONS = {
    **dict.fromkeys(WAITING, "hourglass"),
    State.RETURNED: "circle-alert",
    State.CHANGE_RETURNED: "circle-alert",
    State.PUBLISHED: "circle-check",
    State.CHANGING: "circle-check",
    State.FILLED: "circle-check",
    State.DRAFT: "circle-dashed",
}

AT: dict[Remark, tuple[str, ...]] = {
    Remark.TITLE: ("title_fa", "title_en"),
    Remark.TEXT: ("text_fa", "text_en"),
    Remark.SKILLS: ("skills",),
    Remark.PAY: ("pay_min",),
    Remark.PLACE: ("mode",),
    Remark.DISCRIMINATION: ("text_fa", "text_en"),
    Remark.LINKS: ("text_fa", "text_en"),
    Remark.QUESTIONS: ("questions",),
    Remark.OTHER: (),
}
"""The fields of the form that a remark of the park speaks of."""


def title_of(opening: Opening) -> str:
    """What the company calls it now: the text being written, or else the one on the board."""
    writes = opening.state_at() in (*WRITABLE, *WAITING)
    edition = (writes and opening.draft) or opening.shown or opening.draft
    title = edition.spoken("title", get_language() or "fa")[0] if edition else ""
    return title or _("Opening without a title")


def line(opening: Opening) -> dict[str, Any]:
    """One opening in the company's list."""
    state = opening.state_at()
    return {
        "key": opening.key,
        "title": title_of(opening),
        "state": state.value,
        "state_label": STATES[state],
        "icon": ICONS.get(state, "circle-dashed"),
        "created_on": park_day(opening.created_at),
        "published_on": opening.published_on,
        "ends_on": opening.ends_on if state in LIVE else None,
        "ended_on": opening.ended_on,
        "answer_by": opening.answer_by if state in WAITING else None,
        "late": bool(state in WAITING and opening.answer_by and opening.answer_by < park_today()),
        "needs_you": state in (State.RETURNED, State.CHANGE_RETURNED),
    }


def lines(openings: Iterable[Opening]) -> list[dict[str, Any]]:
    """The company's openings, in their order."""
    return [line(one) for one in openings]


def one_opening(opening: Opening, *, writes: bool) -> dict[str, Any]:
    """One opening of the company: how it stands, what the park has said, what may be done, what has happened."""
    state, steps = opening.state_at(), list(opening.steps.order_by("pk").prefetch_related("comments"))
    returned = state in (State.RETURNED, State.CHANGE_RETURNED, State.REMOVED)
    comments = list(steps[-1].comments.all()) if returned and steps else []
    return line(opening) | {
        "company": opening.company.slug,
        "is_live": state in LIVE,
        "is_over": state in OVER,
        "writable": writes and state in WRITABLE,
        "is_writable": state in WRITABLE,
        "copied": writes,
        "verbs": (verbs := buttons(opening) if writes else []),
        "has_serious": any(row["serious"] for row in verbs),
        "comments": [
            {"about": REMARKS[Remark(one.about)], "text": one.text, "fields": AT[Remark(one.about)]}
            for one in comments
        ],
        "history": [{"day": park_day(one.at), "what": DONE[Verb(one.verb)]} for one in reversed(steps)],
    }


def buttons(opening: Opening) -> list[dict[str, Any]]:
    """What the company may do now, by the table; of a change, either the small way or the park's."""
    may = offered(Side.COMPANY, opening.state_at())
    small = Verb.AMEND in may and means_the_same(opening)
    unfit = {Verb.SUBMIT if small else Verb.AMEND}
    return [
        {
            "verb": verb.value,
            "label": BUTTONS[verb],
            "serious": verb in SERIOUS,
            "means": SERIOUS.get(verb, ""),
        }
        for verb in may
        if verb not in unfit
    ]


def offered_verbs(opening: Opening) -> list[str]:
    """The same as codes."""
    return [row["verb"] for row in buttons(opening)]


def writing(form: EditionForm, edition: Edition) -> dict[str, Any]:
    """What the form's page shows beside its fields: parts, rows of skills and questions, cities to choose from."""
    language = get_language() or "fa"
    return {
        "parts": [
            {"name": name, "label": label, "fields": [form[field] for field in fields]}
            for name, label, fields in PARTS
        ],
        "skills": skill_rows(form),
        "typed": form.named_skills()[1],
        "levels": [(0, _("any level")), *Level.choices],
        "questions": question_rows(form),
        "tomans": in_tomans(edition),
        "cities": list(cities(language).values()),
        "missing": [] if form.errors else still_missing(form, edition),
    }


def still_missing(form: EditionForm, edition: Edition) -> list[dict[str, Any]]:
    """What keeps the text from going to the park, each with the field at which it is said."""
    return [
        {"label": form[name].label, "field": form[name], "text": FAULTS[fault]}
        for name, fault in missing(edition.said(), park_today())
    ]


def place_remarks(form: EditionForm, comments: Iterable[Mapping[str, Any]]) -> None:
    """Puts what the park has said at the fields that it speaks of: of those in two languages, at what is written."""
    for comment in comments:
        names = [name for name in comment["fields"] if form[name].value()] or comment["fields"][:1]
        for name in names:
            field: Any = form.fields[name]
            field.remarks = [*getattr(field, "remarks", ()), comment["text"]]


def in_tomans(edition: Edition) -> str:
    """Pay in rials as people say it, in tomans; "" where it is in another currency."""
    sums = [sum // 10 for sum in (edition.pay_min, edition.pay_max) if sum]
    if edition.pay_currency != "IRR" or not sums:
        return ""
    language = get_language() or "fa"
    said = [tomans(sum, language) for sum in dict.fromkeys(sums)]
    if len(said) == 1:
        return _("That is %(sum)s.") % {"sum": said[0]}
    return _("That is %(low)s to %(high)s.") % {"low": said[0], "high": said[1]}


def skill_rows(form: EditionForm) -> list[dict[str, Any]]:
    """Skills that are named so far, with their words."""
    language, words = get_language() or "fa", vocabulary()
    return [
        row
        | {
            "label": words.label(TermKind.SKILL, row["slug"], language),
            "weight": MUST if row["must"] else NICE,
        }
        for row in form.named_skills()[0]
    ]


def question_rows(form: EditionForm) -> list[dict[str, Any]]:
    """Five rows, as many of them filled as there are questions."""
    named = form.asked()
    return [*named, *({"id": "", "text": ""} for _n in range(MOST_QUESTIONS - len(named)))]


def reader_names(opening: Opening) -> dict[str, str]:
    """What those who write for the company are called among themselves, by address: what stands before the @, which is
    their name at work, and their role; the whole address where two would be called alike."""
    rows = Membership.objects.current().filter(company=opening.company_id).exclude(role=MemberRole.READER)
    roles = dict(rows.order_by().values_list("email", "role"))
    short = {email: email.partition("@")[0] for email in roles}
    taken = Counter(name.casefold() for name in short.values())
    return {
        email: f"{short[email] if taken[short[email].casefold()] == 1 else email} · {MemberRole(role).label}"
        for email, role in roles.items()
    }


def waiting_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a company: openings that came back."""
    mine = Opening.objects.filter(company=reader.membership.company_id, key__in=keys)
    rows = mine.select_related("company", "shown", "draft")
    return {one.key: line(one) | {"company": one.company.slug} for one in rows}


def returned_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """The same with the day on which the park has sent it back, and how much it has remarked."""
    rows = waiting_rows(keys, reader)
    sent = OpeningStep.objects.filter(opening__key__in=rows, verb=Verb.SEND_BACK).order_by("pk")
    told = sent.annotate(remarks=Count("comments")).values_list("opening__key", "at", "remarks")
    for key, at, remarks in told:  # the last one stays
        rows[key] |= {"returned_on": park_day(at), "remarks": remarks}
    return rows


def ending_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """The same of openings that end soon, while they are on the board."""
    return {key: row for key, row in waiting_rows(keys, reader).items() if row["state"] in LIVE}
