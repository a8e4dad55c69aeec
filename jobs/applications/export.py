"""A company's own applications to one opening, as a file: what its pages show the same member, and nothing more."""

from collections.abc import Iterator

from django.utils.text import slugify
from django.utils.translation import gettext as _

from jobs.applications.models import REASONS, Application
from jobs.applications.moving import SHOWN
from jobs.applications.permissions import Desk
from jobs.applications.pipeline import name_of, present_ones
from jobs.applications.states import Reason, State
from jobs.applications.table import table
from jobs.applications.wording import TO_COMPANY
from jobs.openings.models import Opening
from talent.lib.dates import park_day, park_today

Question = tuple[str, str]
"""Its id, which stays while it is edited, and its words: an answer stands below what was asked."""


def exported(desk: Desk) -> str:
    """The table. Of an applicant without a name: number, state and promised day."""
    head = [
        _("Applicant"),
        _("State"),
        _("Sent on"),
        _("Answer promised by"),
        _("Reason"),
        _("Letter"),
    ]
    rows = list(desk.applications.select_related("edition").order_by("number"))
    asked = list(dict.fromkeys(one for row in rows for one in _asked(row)))
    return table([*head, *(text for _key, text in asked)], _rows(desk, rows, asked))


def file_name(opening: Opening) -> str:
    """What the file is called: after the opening and the day, never after a person, in plain letters."""
    title = slugify(opening.shown.title_en if opening.shown else "")[:40].strip("-")
    return f"applications-{title or 'opening'}-{park_today().isoformat()}.csv"


def _asked(one: Application) -> list[Question]:
    """What was asked when it was sent."""
    assert one.edition
    return [(question["id"], question["text"]) for question in one.edition.questions]


def _rows(desk: Desk, rows: list[Application], asked: list[Question]) -> Iterator[list[str]]:
    there = present_ones(desk, rows)
    for one in rows:
        gone = one.pk not in there
        state = State.WITHDRAWN if gone and one.state in SHOWN else State(one.state)
        reads = not gone and not one.is_nameless and desk.opens(one)
        own = set(_asked(one))
        yield [
            name_of(one, desk),
            str(TO_COMPANY[state]),
            "" if one.is_blind else str(park_day(one.submitted_at) or ""),
            str(one.answer_by or ""),
            str(REASONS[Reason(one.reason)]) if one.reason and desk.opens(one) else "",
            one.letter if reads else "",
            *(one.answers.get(key, "") if reads and (key, text) in own else "" for key, text in asked),
        ]
