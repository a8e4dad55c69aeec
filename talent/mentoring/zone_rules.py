"""New rules of clocks: what was agreed on a wall clock stays on it, and moves for everybody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from talent.accounts.locks import hold_people
from talent.lib import zone_data
from talent.lib.rounds import each_alone
from talent.mentoring.booking import write
from talent.mentoring.booking_states import AGREED, Side, State, Verb
from talent.mentoring.models import Booking
from talent.mentoring.tellings import CLASHES, people, tell
from talent.mentoring.waits import ask_of_clash, settle_waits
from talent.schedule import actions as times
from talent.schedule.actions import SlotTaken
from talent.schedule.models import Block
from talent.schedule.slots import UnknownZone, instant, known_zone

BATCH = 200


def follow_rules(now: datetime) -> int:
    """Finds anew when sessions ahead begin that were agreed under other rules than those in force: moves them where
    everybody is free then, with a new invitation, and asks both people about the rest. Returns how many sessions were
    moved or asked about."""
    return each_alone(_in_turn(now)[:BATCH], lambda key: _follow(key, now))


def agreed_start(booking: Booking) -> datetime | None:
    """When the agreed wall time is by the rules in force; None where they have lost the zone."""
    try:
        home = known_zone(booking.zone)
    except UnknownZone:
        return None
    wall = datetime.fromisoformat(booking.wall)
    return instant(wall.date(), wall.hour * 60 + wall.minute, home)


def _in_turn(now: datetime) -> list[UUID]:
    """The sessions in the order in which each finds free what the one before it leaves: what moves to later hours from
    the last one backwards, then the others from the first one on."""
    outdated = Booking.objects.agreed().ahead(now).exclude(tzdata=zone_data.version())
    rows = outdated.only("session", "start", "zone", "wall").order_by("start", "pk")
    of_session = {one.session: one for one in rows}
    later, others = list[UUID](), list[UUID]()
    for key, one in of_session.items():
        (later if (agreed_start(one) or one.start) > one.start else others).append(key)
    return [*reversed(later), *others]


@transaction.atomic
def _follow(session: UUID, now: datetime) -> bool:
    known = _who_meets(session)
    hold_people(*known)
    rows = list(Booking.objects.locked().filter(session=session).standing().order_by("pk"))
    old = [one for one in rows if one.state_at(now) in AGREED and one.tzdata != zone_data.version()]
    if (
        not old or _who_meets(session) != known
    ):  # who has joined meanwhile is not locked: the next round has them
        return False
    start = agreed_start(old[0])
    for one in rows:
        one.tzdata = zone_data.version()
    if start is None or start == old[0].start:
        _leave(rows, now)
        return False
    if start > now and _moved(rows, start, now):
        return True
    _ask([one for one in rows if one.state_at(now) in AGREED], now)
    return True


def _who_meets(session: UUID) -> set[int]:
    """Keys of all people of a session, or of what is held of it."""
    rows = Booking.objects.filter(session=session).order_by().values_list("guest", "offer__profile__user")
    return {person for row in rows for person in row if person is not None}


def _leave(rows: Sequence[Booking], now: datetime) -> None:
    """The hour is the agreed one, perhaps again: nobody is asked about it any more."""
    for one in rows:
        if one.clashes:
            one.clashes = False
            settle_waits(one, now)
    Booking.objects.bulk_update(rows, ["tzdata", "clashes"])


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
        _move(one, start, end, now)
    return True


def _move(one: Booking, start: datetime, end: datetime, now: datetime) -> None:
    one.start, one.end, one.clashes = start, end, False
    if one.state_at(now) not in AGREED:  # who only holds a seat learns it on the page
        one.save(update_fields=["start", "end", "clashes", "tzdata"])
        return
    rises = one.sequence + 1 if one.state == State.CONFIRMED else one.sequence
    write(one, Verb.MOVE, Side.CLOCK, State(one.state), now, sequence=rises)


def _ask(rows: Sequence[Booking], now: datetime) -> None:
    for one in rows:
        one.clashes = True
        one.save(update_fields=["tzdata", "clashes"])
        ask_of_clash(one, now)
        tell(people(one), CLASHES, one, one.tzdata)
