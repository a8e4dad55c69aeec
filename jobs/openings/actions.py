"""Verbs on openings: the company's and the park's. Each is one transaction: lock, rule, write, log, audit, tell."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.openings.drafting import Unfit, means_the_same
from jobs.openings.models import Comment, Edition, Opening, Reviewer
from jobs.openings.moving import (
    RETURNED_ITEM,
    OpeningMoved,
    forget_returned,
    found_step,
    held,
    held_by_member,
    last_day,
    take,
    write,
)
from jobs.openings.states import Remark, Side, State, Verb
from jobs.openings.tellings import hold_told, tell_company
from jobs.openings.wanted import Fault, missing
from talent.accounts.locks import hold_person
from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.companies.actions import demand_apart
from talent.companies.models import Membership
from talent.lib.dates import park_today
from talent.lib.errors import Conflict, Refused
from talent.lib.steps import Step
from talent.lib.working_days import working_day_after
from talent.timeline.actions import open_item
from talent.timeline.models import Owner


class NoRemark(Refused):
    code = "no_remark"
    text = _("Say at least once what is to be mended: the company reads nothing else.")


class NeedsReview(Conflict):
    code = "needs_review"
    text = _("This changes what the opening means, so the park reads it first. Send it to the park.")


class DayPassed(Conflict):
    code = "day_passed"
    text = _("Its closing date is over. Return it, so that the company chooses another one.")


class NotAMember(Refused):
    code = "not_a_member"
    text = _("Only people who act for your company and do not merely read can read its applications.")


class LastReviewer(Refused):
    code = "last_reviewer"
    text = _("Somebody has to read the applications. Name another person first.")


@transaction.atomic
def submit(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Sends an opening, or a change of one, to the park, which promises an answer by a day
    (settings.WORKING_DAYS_PROMISED). Raises ReaderOnly, Absent, OpeningMoved, Unfit."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    found = found_step(locked, Verb.SUBMIT, Side.COMPANY)
    demand_fit(locked)
    promised = working_day_after(park_today(), settings.WORKING_DAYS_PROMISED, settings.WEEKEND)
    write(locked, found, actor, submitted_at=timezone.now(), answer_by=promised)
    record(actor=actor.audit_key, verb="opening.submitted", kind="opening", key=locked.key)
    return locked


@transaction.atomic
def amend(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Puts a change on the board that leaves what the opening means as it is: closing date, places, days to answer. Raises ReaderOnly, Absent, OpeningMoved, Unfit, NeedsReview."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    found = found_step(locked, Verb.AMEND, Side.COMPANY)
    demand_fit(locked)
    if not means_the_same(locked):
        raise NeedsReview()
    _put_on_board(locked)
    write(locked, found, actor)
    return locked


@transaction.atomic
def take_back(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Takes back what waits for the park, to write on. Raises ReaderOnly, Absent, OpeningMoved."""
    return _moved(actor, membership, opening, Verb.TAKE_BACK, submitted_at=None, answer_by=None)


@transaction.atomic
def keep_up(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Says that a published opening still stands: it is touched today. Raises ReaderOnly, Absent, OpeningMoved."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    found = found_step(locked, Verb.KEEP_UP, Side.COMPANY)
    locked.touched_on, locked.told_on = park_today(), None
    last_day(locked)
    write(locked, found, actor)
    return locked


@transaction.atomic
def fill(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Takes an opening off the board because its places are filled. Raises ReaderOnly, Absent, OpeningMoved."""
    return _moved(actor, membership, opening, Verb.FILL)


@transaction.atomic
def reopen(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Puts a filled opening on the board again, as long as its last day is not over. Raises ReaderOnly, Absent,
    OpeningMoved."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    if locked.ends_on and locked.ends_on < park_today():
        raise OpeningMoved()
    take(locked, Verb.REOPEN, Side.COMPANY, actor, ended_on=None)
    return locked


@transaction.atomic
def withdraw(*, actor: User, membership: Membership, opening: Opening) -> Opening:
    """Takes an opening back, published or not. Raises ReaderOnly, Absent, OpeningMoved."""
    found = _moved(actor, membership, opening, Verb.WITHDRAW)
    record(actor=actor.audit_key, verb="opening.withdrawn", kind="opening", key=found.key)
    return found


@transaction.atomic
def publish(*, actor: User, opening: Opening, version: int) -> Opening:
    """Puts what waits on the board. `version`: of the text that the moderator has read. Raises Forbidden, Absent,
    OpeningMoved where it does not wait or reads otherwise now, OwnCompany, Unfit, DayPassed."""
    locked = _held_for_park(actor, opening)
    found = found_step(locked, Verb.PUBLISH, Side.PARK)
    _demand_read(locked, version)
    if locked.draft and locked.draft.closes_on and locked.draft.closes_on < park_today():
        raise DayPassed()
    demand_fit(locked)
    locked.touched_on, locked.told_on = park_today(), None
    locked.published_on = locked.published_on or park_today()
    _put_on_board(locked)
    written = write(locked, found, actor, answer_by=None)
    record(actor=actor.audit_key, verb="opening.published", kind="opening", key=locked.key)
    tell_company(locked, written.pk)
    return locked


@transaction.atomic
def send_back(*, actor: User, opening: Opening, version: int, comments: Mapping[Remark, str]) -> Opening:
    """Gives a text back with what is to be mended, by what it is about; a published opening stays as it was. Raises
    like `publish`, and NoRemark where nothing is said."""
    locked = _held_for_park(actor, opening)
    found = found_step(locked, Verb.SEND_BACK, Side.PARK)
    _demand_read(locked, version)
    said = _said(actor, locked, found, comments, "opening.returned")
    _keep_returned(locked)
    return said


@transaction.atomic
def remove(*, actor: User, opening: Opening, comments: Mapping[Remark, str]) -> Opening:
    """Takes a published opening off the board, with the reason for its company. Raises Forbidden, Absent,
    OpeningMoved, OwnCompany, NoRemark."""
    locked = _held_for_park(actor, opening)
    found = found_step(locked, Verb.REMOVE, Side.PARK)
    return _said(actor, locked, found, comments, "opening.removed")


@transaction.atomic
def name_reviewers(*, actor: User, membership: Membership, opening: Opening, people: list[User]) -> None:
    """Says who of the company reads the applications to an opening, in place of those before. Raises ReaderOnly,
    Absent, LastReviewer for nobody, NotAMember for somebody who does not write for the company."""
    hold_person(actor)
    locked = held_by_member(membership, opening)
    if not people:
        raise LastReviewer(field="people")
    writers = set(writers_of(locked).values_list("pk", flat=True))
    if not {one.pk for one in people} <= writers:
        raise NotAMember(field="people")
    locked.reviewers.exclude(person__in=people).delete()
    for one in people:
        Reviewer.objects.get_or_create(opening=locked, person=one)
    record(actor=actor.audit_key, verb="opening.reviewers", kind="opening", key=locked.key)


def writers_of(opening: Opening) -> QuerySet[User]:
    """The people who act for the company of an opening now, and do not merely read."""
    writing = Membership.objects.current().filter(company=opening.company_id).exclude(role="reader")
    return User.objects.filter(email__in=writing.order_by().values("email"), is_active=True).order_by("email")


def demand_fit(opening: Opening) -> None:
    """Raises Unfit where the text that is being written is not complete, or something typed last was not saved."""
    assert opening.draft
    unread = dict.fromkeys(opening.draft.refused, Fault.UNREAD)
    if faults := unread | dict(missing(opening.draft.said(), park_today())):
        raise Unfit(faults)


def _moved(actor: User, membership: Membership, opening: Opening, verb: Verb, **written: object) -> Opening:
    hold_person(actor)
    locked = held_by_member(membership, opening)
    take(locked, verb, Side.COMPANY, actor, **written)
    return locked


def _held_for_park(actor: User, opening: Opening) -> Opening:
    demand_role(actor, RoleName.MODERATOR)
    hold_told(actor, opening)
    locked = held(opening)
    demand_apart(actor, locked.company)
    return locked


def _demand_read(opening: Opening, version: int) -> None:
    if opening.draft is None or opening.draft.version != version:
        raise OpeningMoved()


def _put_on_board(opening: Opening) -> None:
    opening.shown, opening.draft = opening.draft, None
    opening.touched_on, opening.told_on = park_today(), None
    last_day(opening)


def _keep_returned(opening: Opening) -> None:
    """Keeps what was given back beside the text, which goes on being written: for whoever reads it again."""
    assert opening.draft
    forget_returned(opening)
    opening.returned = Edition.objects.create(saved_by=opening.draft.saved_by, **opening.draft.copied())
    opening.save(update_fields=["returned"])


def _said(
    actor: User, opening: Opening, found: Step[Verb, Side, State], comments: Mapping[Remark, str], deed: str
) -> Opening:
    said = {about: text for about, text in comments.items() if text}
    if not said:
        raise NoRemark()
    written = write(opening, found, actor, answer_by=None)
    Comment.objects.bulk_create(Comment(step=written, about=about, text=text) for about, text in said.items())
    open_item(
        owner_kind=Owner.COMPANY,
        owner=opening.company_id,
        kind=RETURNED_ITEM,
        ref=opening.key,
        since=timezone.now(),
        due=None,
    )
    record(actor=actor.audit_key, verb=deed, kind="opening", key=opening.key)
    tell_company(opening, written.pk)
    return opening
