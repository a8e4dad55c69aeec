"""New rules of clocks: what was agreed on a wall clock stays on it, and moves for everybody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from talent.accounts.locks import hold_people
from talent.lib import zone_data
from talent.lib.rounds import each_alone
from talent.mentoring.booking import write
from talent.mentoring.booking_states import Side, State, Verb
from talent.mentoring.models import Booking, BookingQuerySet
from talent.mentoring.tellings import CLASHES, people, tell
from talent.mentoring.waits import ask_of_clash
from talent.schedule import actions as times
from talent.schedule.actions import SlotTaken
from talent.schedule.models import Block
from talent.schedule.slots import UnknownZone, instant, known_zone

BATCH = 200


def follow_rules(now: datetime) -> int:
    """Finds anew when sessions ahead begin that were agreed under other rules than those in force: moves them where
    everybody is free then, with a new invitation, and asks both people about the rest. Returns how many sessions were
    moved or asked about."""
    keys = _outdated(now).order_by("session").values_list("session", flat=True).distinct()
    return each_alone(list(keys[:BATCH]), lambda key: _follow(key, now))


def agreed_start(booking: Booking) -> datetime | None:
    """When the agreed wall time is by the rules in force; None where they have lost the zone."""
    try:
        home = known_zone(booking.zone)
    except UnknownZone:
        return None
    wall = datetime.fromisoformat(booking.wall)
    return instant(wall.date(), wall.hour * 60 + wall.minute, home)


def _outdated(now: datetime) -> BookingQuerySet:
    stands = Booking.objects.ahead(now).filter(state__in=(State.REQUESTED, State.CONFIRMED))
    return stands.exclude(tzdata=zone_data.version())


@transaction.atomic
def _follow(session: UUID, now: datetime) -> bool:
    known = Booking.objects.filter(session=session).select_related("offer__profile")
    hold_people(*(one.guest_id for one in known), *(one.mentor_id for one in known))
    rows = list(Booking.objects.locked().filter(pk__in=_outdated(now), session=session).order_by("pk"))
    if not rows:
        return False
    start = agreed_start(rows[0])
    for one in rows:
        one.tzdata = zone_data.version()
    if start is None or start == rows[0].start:
        Booking.objects.bulk_update(rows, ["tzdata"])
        return False
    if start > now and _moved(rows, start, now):
        return True
    _ask(rows, now)
    return True


def _moved(rows: Sequence[Booking], start: datetime, now: datetime) -> bool:
    """Whether all who meet are free then; they are moved together or not at all."""
    end = start + timedelta(minutes=rows[0].minutes)
    try:
        with transaction.atomic():
            for block in Block.objects.filter(ref=rows[0].session).order_by("owner_id"):
                times.move(block=block, start=start, end=end, now=now)
    except SlotTaken:
        return False
    for one in rows:
        one.start, one.end = start, end
        rises = one.sequence + 1 if one.state == State.CONFIRMED else one.sequence
        write(one, Verb.MOVE, Side.CLOCK, State(one.state), now, sequence=rises)
    return True


def _ask(rows: Sequence[Booking], now: datetime) -> None:
    for one in rows:
        one.clashes = True
        one.save(update_fields=["tzdata", "clashes"])
        ask_of_clash(one, now)
        for user in people(one):
            tell(user, CLASHES, one, one.tzdata)
