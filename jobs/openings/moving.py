"""Moving an opening on: its locks in one order, one row of the table, its log, and what the index has to learn."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.openings.models import Opening, OpeningStep
from jobs.openings.models.openings import UNTOUCHED_DAYS
from jobs.openings.states import LIVE, OVER, Side, State, Verb, step
from talent.accounts.models import User
from talent.changes.actions import mark
from talent.companies.models import Company, Membership
from talent.companies.permissions import demand_still_recruiter
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Conflict
from talent.lib.steps import Step
from talent.timeline.actions import close_items

SETTLED = (State.PUBLISHED, *OVER)
KIND, RETURNED_ITEM, ENDS_ITEM = "opening", "opening_returned", "opening_ends"


class OpeningMoved(Conflict):
    code = "opening_moved"
    text = _("This opening has moved on meanwhile. Below is how it stands now.")


def held(opening: Opening) -> Opening:
    """The opening as it is now, locked after its company. Raises Absent where it is gone."""
    list(
        Company.objects.select_for_update(no_key=True)
        .filter(pk=opening.company_id)
        .order_by()
        .values_list("pk")
    )
    rows = Opening.objects.select_for_update(of=("self",)).select_related("company", "shown", "draft")
    found = rows.filter(pk=opening.pk).first()
    if found is None:
        raise Absent()
    return found


def held_by_member(membership: Membership, opening: Opening) -> Opening:
    """The same, for a recruiter of its company at this moment. Raises Absent, ReaderOnly."""
    locked = held(opening)
    demand_still_recruiter(membership)
    if locked.company_id != membership.company_id or not locked.company.is_verified:
        raise Absent()
    return locked


def found_step(opening: Opening, verb: Verb, side: Side) -> Step[Verb, Side, State]:
    """The row of the table that the verb is now. Raises OpeningMoved."""
    found = step(verb, side, opening.state_at())
    if found is None:
        raise OpeningMoved()
    return found


def take(opening: Opening, verb: Verb, side: Side, actor: User | None, **written: object) -> OpeningStep:
    """Moves the locked opening on, and writes what belongs to the step. Raises OpeningMoved."""
    return write(opening, found_step(opening, verb, side), actor, **written)


def write(
    opening: Opening, found: Step[Verb, Side, State], actor: User | None, **written: object
) -> OpeningStep:
    """Writes a step and its row in the log; what waited because of where it stood waits no more."""
    before, now = State(opening.state), timezone.now()
    for name, value in written.items():
        setattr(opening, name, value)
    opening.state = found.after
    if found.after in OVER:
        opening.ended_on, opening.answer_by = park_today(), None
    opening.version += 1
    opening.save()
    if found.after in SETTLED:
        forget_returned(opening)
    close_items(ref=opening.key, now=now, kind=RETURNED_ITEM)
    if opening.told_on is None or found.after in OVER:
        close_items(ref=opening.key, now=now, kind=ENDS_ITEM)
    _tell_index(opening, before)
    return OpeningStep.objects.create(
        opening=opening,
        verb=found.verb,
        before=before,
        after=found.after,
        actor=actor.audit_key if actor else None,
        at=now,
    )


def forget_returned(opening: Opening) -> None:
    """What the park gave back is history once another text is published, or none will be."""
    if before := opening.returned:
        opening.returned = None
        opening.save(update_fields=["returned"])
        before.delete()


def last_day(opening: Opening) -> None:
    """Sets the last day on the board: the closing date, or when nobody of the company has touched it for long."""
    assert opening.shown and opening.touched_on
    untouched = opening.touched_on + timedelta(days=UNTOUCHED_DAYS)
    closes = opening.shown.closes_on
    opening.ends_on = min(closes, untouched) if closes else untouched


def _tell_index(opening: Opening, before: State) -> None:
    leaves = before in LIVE and opening.state not in LIVE
    if leaves or opening.state in LIVE:
        mark(kind=KIND, key=opening.key, version=opening.version, narrowing=leaves)
