"""Calendars elsewhere: naming one, taking it away, reading it. Requests never reach out; a task does."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talent.accounts.locks import hold_person
from talent.accounts.models import User
from talent.audit.actions import record
from talent.lib.errors import Refused
from talent.lib.fetch import WIRE, BadAddress, NotFetched, Wire, fetch, target_of
from talent.schedule.apart import busy_apart
from talent.schedule.models import OutsideCalendar
from talent.schedule.reading import NotRead
from talent.schedule.sealing import seal, unseal
from talent.schedule.slots import Span

BEHIND, AHEAD = timedelta(days=1), timedelta(days=90)
AGAIN = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
ADDRESS_LETTERS = 2000
SEALED_BY_ANOTHER_KEY = "lost_key"


class UnusableAddress(Refused):
    code = "unusable_address"
    text = _("This is not the address of a calendar: it begins with https:// and names a public server.")


@transaction.atomic
def name_calendar(*, actor: User, address: str, now: datetime, wire: Wire = WIRE) -> OutsideCalendar:
    """Keeps the address of the actor's calendar, in place of another one; it is read within a minute. Raises
    UnusableAddress."""
    hold_person(actor)
    plain = _plain(address, wire)
    begun: dict[str, object] = {"sealed": seal(plain, actor.pk), "busy": [], "read_at": None, "due_at": now}
    calendar, _made = OutsideCalendar.objects.update_or_create(
        owner=actor, defaults=begun | {"trouble": "", "failures": 0}
    )
    record(actor=actor.audit_key, verb="calendar.named", kind="user", key=actor.audit_key)
    return calendar


@transaction.atomic
def forget_calendar(*, actor: User) -> None:
    """Takes the actor's calendar away, with all that was read in it."""
    hold_person(actor)
    if OutsideCalendar.objects.filter(owner=actor).delete()[0]:
        record(actor=actor.audit_key, verb="calendar.forgotten", kind="user", key=actor.audit_key)


@transaction.atomic
def claim_due(now: datetime, count: int) -> list[OutsideCalendar]:
    """Calendars to be read now. Each is due again later, so that nobody else takes it up meanwhile, and one whose
    reader dies is not lost."""
    due = OutsideCalendar.objects.due(now).select_for_update(skip_locked=True, of=("self",))
    found = list(due.select_related("owner")[:count])
    later = now + AGAIN
    OutsideCalendar.objects.filter(pk__in=[one.pk for one in found]).update(due_at=later)
    return found


def read_calendar(calendar: OutsideCalendar, now: datetime, wire: Wire = WIRE) -> None:
    """Reads one and keeps its busy times; what was read before stays where it fails. Outside of any transaction: the
    network may take its time."""
    window = Span(now - BEHIND, now + AHEAD)
    address = unseal(calendar.sealed, calendar.owner_id)
    try:
        if not address:
            raise BadAddress()
        spans = busy_apart(fetch(address, wire), window, calendar.owner.time_zone)
    except (NotFetched, NotRead) as refusal:
        _keep_trouble(calendar, refusal.code if address else SEALED_BY_ANOTHER_KEY, now)
        return
    busy = [[span.start.timestamp(), span.end.timestamp()] for span in spans]
    found = {"busy": busy, "read_at": now, "due_at": now + AGAIN, "trouble": "", "failures": 0}
    _same(calendar).update(**found)


def _keep_trouble(calendar: OutsideCalendar, code: str, now: datetime) -> None:
    """Each failure doubles the pause before the next try."""
    failures = min(calendar.failures + 1, 10)
    pause = min(AGAIN * 2 ** (failures - 1), LONGEST)
    _same(calendar).update(trouble=code, failures=failures, due_at=now + pause)


def _same(calendar: OutsideCalendar) -> QuerySet[OutsideCalendar]:
    """The row, unless another address was named while this one was read."""
    return OutsideCalendar.objects.filter(pk=calendar.pk, sealed=calendar.sealed)


def _plain(address: str, wire: Wire) -> str:
    """The address as it is fetched; "webcal" is what calendars call https. Raises UnusableAddress."""
    plain = address.strip()
    if plain.lower().startswith("webcal://"):
        plain = "https://" + plain[len("webcal://") :]
    try:
        if len(plain) > ADDRESS_LETTERS:
            raise BadAddress()
        target_of(plain, wire)
    except BadAddress:
        raise UnusableAddress(field="address") from None
    return plain
