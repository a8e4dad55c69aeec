"""When a mentor's sessions can begin: hours, policy and what is taken, put together for one offer or for many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from talent.accounts.models import User
from talent.lib.dates import zone
from talent.mentoring.models import Offer, Question
from talent.schedule.availability import availability_of, elsewhere, holidays_around, schedule_of
from talent.schedule.models import Availability, Block, OutsideCalendar
from talent.schedule.slots import (
    Busy,
    Limit,
    Period,
    Policy,
    RollingDays,
    Schedule,
    Span,
    UnknownZone,
    free_slots,
    reach,
)
from talent.schedule.slots.limits import Used

KIND = "mentoring"
"""The kind of blocks that sessions take."""
QUARTER = 15 * 60
FORTNIGHT = timedelta(days=14)
LONG_AGO, FAR = timedelta(days=45), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class There:
    """When a mentor is there by their own word: their hours, and what is busy in their calendar elsewhere."""

    schedule: Schedule
    elsewhere: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one mentor's time."""

    schedule: Schedule
    busy: tuple[Busy, ...]


def policy_of(offer: Offer) -> Policy:
    """How the offer's sessions are offered."""
    return Policy(
        tuple(sorted(offer.lengths)),
        before=offer.before,
        after=offer.after,
        notice=offer.notice_hours * 60,
        horizon=RollingDays(offer.horizon_days),
        limits=(Limit(Period.MONTH, sessions=offer.a_month),),
        seats=offer.seats,
    )


def there_of(owner: User, now: datetime) -> There | None:
    """When somebody is there, whatever we have taken of it; None where they have said no hours, or the zone data have
    lost a name of theirs. Asks nothing that a booking changes: verbs read it before their transaction."""
    mine = availability_of(owner)
    schedule = _schedule(mine, holidays_around(now)) if mine else None
    if schedule is None:
        return None
    return There(schedule, tuple(elsewhere(owner)))


def known_of(
    offer: Offer, window: Span, now: datetime, *, guest: int = 0, but: UUID | None = None
) -> Known | None:
    """One mentor's time, as far as that window needs it, for the guest with that key; None where the mentor has said no
    hours, or the zone data have lost a name of theirs. `but`: a session that is left out of what is taken."""
    there = there_of(offer.profile.user, now)
    return known_with(there, offer, window, now, guest=guest, but=but) if there else None


def known_with(
    there: There, offer: Offer, window: Span, now: datetime, *, guest: int = 0, but: UUID | None = None
) -> Known:
    """The same, of somebody of whom one knows when they are there."""
    owner, around = offer.profile.user, reach(policy_of(offer), window, now)
    others = Block.objects.exclude(ref=but) if but else Block.objects.all()
    taken = others.busy(owner, around, now, counting=(KIND,), guest=guest)
    taken += [busy for _owner, busy in _written([owner.pk], around)]
    return Known(there.schedule, (*taken, *there.elsewhere))


def quarters_of(offers: Sequence[Offer], now: datetime) -> dict[int, tuple[str, ...]]:
    """The quarter-hours of the next fourteen days in which a session can begin, by key of the offer, as whole quarters
    since 1970 in UTC; six statements, however many there are."""
    live = [one for one in offers if one.lengths]
    known = _known_of_many([one.profile.user_id for one in live], now)
    window = Span(now, now + FORTNIGHT)
    found = {}
    for one in live:
        if mine := known.get(one.profile.user_id):
            slots = free_slots(mine.schedule, policy_of(one), mine.busy, window, now)
            starts = sorted({int(slot.start.timestamp()) // QUARTER for slot in slots})
            found[one.pk] = tuple(map(str, starts))
    return found


def month_is_full(offer: Offer, now: datetime) -> bool:
    """Whether the mentor gives no more in this month of their own: sessions and questions in writing count together."""
    window = Span(now, now + timedelta(minutes=1))
    known, policy = known_of(offer, window, now), policy_of(offer)
    if known is None:  # without hours there are no sessions, and the month is that of the account
        user, around = offer.profile.user, reach(policy, window, now)
        asked = tuple(busy for _owner, busy in _written([user.pk], around))
        known = Known(Schedule(zone(user.time_zone), calendar=user.calendar), asked)
    counted = [one for one in known.busy if one.counts]
    return Used(known.schedule, policy.limits, counted).full(now, 0)


def _written(owners: Iterable[int], span: Span) -> Iterator[tuple[int, Busy]]:
    """Questions in writing, by their mentor: they count among what is given in a month, and take no time. Each stands
    so far back that no session which can still be booked comes near it."""
    rows = Question.objects.counted().filter(offer__profile__user__in=list(owners))
    since = rows.filter(asked_at__gte=span.start, asked_at__lt=span.end).order_by("pk")
    for owner, before, asked_at in since.values_list("offer__profile__user", "offer__before", "asked_at"):
        moment = asked_at - timedelta(minutes=before)
        yield owner, Busy(moment, moment, counts=True)


def _known_of_many(owners: Iterable[int], now: datetime) -> dict[int, Known]:
    rows = Availability.objects.filter(owner__in=list(owners)).select_related("owner").order_by("pk")
    holidays, busy = holidays_around(now), _busy_of_many(owners, now)
    found = {}
    for mine in rows.prefetch_related("other_days", "journeys"):
        if schedule := _schedule(mine, holidays):
            found[mine.owner_id] = Known(schedule, tuple(busy[mine.owner_id]))
    return found


def _busy_of_many(owners: Iterable[int], now: datetime) -> dict[int, list[Busy]]:
    """What all of these have given away around now, and what is busy in their calendars elsewhere."""
    found: dict[int, list[Busy]] = defaultdict(list)
    span = Span(now - LONG_AGO, now + FAR)
    taken = Block.objects.filter(owner__in=list(owners)).standing(now).touching(span)
    for block in taken.order_by("start", "pk"):
        found[block.owner_id].append(block.as_busy((KIND,)))
    for owner, asked in _written(owners, span):
        found[owner].append(asked)
    for calendar in OutsideCalendar.objects.filter(owner__in=list(owners)).order_by("pk"):
        found[calendar.owner_id] += calendar.times
    return found


def _schedule(mine: Availability, holidays: frozenset[date]) -> Schedule | None:
    try:
        return schedule_of(mine, holidays)
    except UnknownZone:
        return None
