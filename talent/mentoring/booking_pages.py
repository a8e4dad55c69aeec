"""What pages and API show of sessions, to the guest and to the mentor."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.lib.dates import digits
from talent.lib.errors import Refused
from talent.mentoring.booking import (
    AskAnew,
    MovedOften,
    SeatStays,
    TooLate,
    demand_movable,
    is_short_notice,
)
from talent.mentoring.booking_states import (
    AGREED,
    MET,
    STANDING,
    Outcome,
    Side,
    State,
    Verb,
    missing_side,
    offered,
)
from talent.mentoring.calendars import is_known
from talent.mentoring.grid import clock_of, spoken_time
from talent.mentoring.labels import (
    CANCELLED_LATE,
    DONE_WITH,
    ICONS,
    MISSED_BY,
    SAID,
    SESSION_BUTTONS,
    WITH_REASON,
    YOU_SAID,
)
from talent.mentoring.models import (
    BOOKING_STATES,
    Booking,
    BookingQuerySet,
    BookingStep,
    Feedback,
    Offer,
    PlaceKind,
)
from talent.mentoring.projection import guest_name, name_of
from talent.mentoring.readers import reader_of
from talent.mentoring.states import State as OfferState
from talent.mentoring.zone_rules import agreed_start
from talent.timeline.kinds import Reader

A_PAGE = 20
MOST_AHEAD = 500  # more than anybody can have given away in three weeks
JOIN_BEFORE = timedelta(minutes=15)
SOON, A_DAY = timedelta(hours=1), timedelta(days=1)


def of_person(user: User) -> BookingQuerySet:
    """The person's sessions on either side, with all that a line needs."""
    return Booking.objects.shown_to(user).select_related("offer__profile__user", "guest")


def ahead(user: User, now: datetime) -> list[dict[str, Any]]:
    """What stands and is not over, the next first."""
    rows = of_person(user).ahead(now).order_by("start", "pk")[:MOST_AHEAD]
    return [line(one, user, now) for one in rows]


def past(user: User, now: datetime) -> BookingQuerySet:
    """Everything else, the latest first; holds that came to nothing are nobody's concern."""
    rows = of_person(user).exclude(pk__in=Booking.objects.ahead(now).order_by().values("pk"))
    nothing = Booking.objects.came_to_nothing().order_by().values("pk")
    return rows.exclude(pk__in=nothing).order_by("-start", "-pk")


def line(booking: Booking, user: User, now: datetime) -> dict[str, Any]:
    """One session in a list, for one of the two."""
    state, side = booking.state_at(now), booking.side_of(user)
    assert side
    for_mentor = state == State.REQUESTED and side == Side.MENTOR
    return {
        "key": booking.key,
        "state": state.value,
        "state_label": _("Waits for your answer") if for_mentor else in_words(booking, now),
        "icon": ICONS.get(state, "circle-dashed"),
        "is_mentor": side == Side.MENTOR,
        "with": with_whom(booking, side),
        "time": spoken_time(booking.start, booking.end, user),
        "turn": _turn(booking, state, side, now),
        "held_until": booking.held_until if state in (State.HELD, State.REQUESTED) else None,
    }


def in_words(booking: Booking, now: datetime) -> object:
    """How it stands; nothing is confirmed any more that is over."""
    state = booking.state_at(now)
    return _("Over") if state == State.CONFIRMED and booking.end <= now else BOOKING_STATES[state]


def one_session(booking: Booking, user: User, now: datetime) -> dict[str, Any]:
    """How a session stands for one of the two: with whom, what may be done, and, once it is confirmed, where."""
    state, side = booking.state_at(now), booking.side_of(user)
    assert side
    offer = booking.offer
    return line(booking, user, now) | {
        "offer": _found_again(booking, user) if side == Side.GUEST and state not in STANDING else None,
        "stands": state in AGREED and booking.end > now,
        "is_held": state == State.HELD and side == Side.GUEST,
        "held_left": time_left(booking.held_until, now) if booking.held_until else "",
        "on_request": bool(offer and offer.on_request),
        "seats": offer.seats if offer and offer.seats > 1 else 0,
        "left": not booking.has_both,
        "is_paused": bool(offer and side == Side.GUEST and offer.state_at() != OfferState.OPEN),
        "clashes": booking.clashes and state == State.CONFIRMED,
        "agreed": _agreed(booking, user) if booking.clashes else None,
        "answers": booking.answers,
        "reason": booking.reason,
        "verbs": verbs(booking, side, now),
        "is_late": bool(offer and state == State.CONFIRMED and is_short_notice(booking, offer, now)),
        **moving(booking, side, now),
        "may_go_on": bool(offer and booking.guest_id and not offer.has_ended) and state in MET,
        **outcome(booking, side, user, now),
        "has_file": is_known(booking),
        "history": [_done(step, side, user) for step in booking.steps.order_by("pk")],
        **place(booking, now),
    }


def _found_again(booking: Booking, user: User) -> UUID | None:
    """The offer, where its guest still finds it, to choose another time of it."""
    if booking.offer is None:
        return None
    open_to = Offer.objects.open_to(reader_of(user)).filter(pk=booking.offer.pk)
    return open_to.order_by().values_list("key", flat=True).first()


def place(booking: Booking, now: datetime) -> dict[str, Any]:
    """Where they meet, while it is confirmed and not over; how soon, for the page on which one joins."""
    offer = booking.offer
    shown = offer is not None and booking.state_at(now) == State.CONFIRMED and booking.end > now
    known = shown and offer is not None and offer.place_kind
    return {
        "place": offer.place if known and offer else "",
        "place_kind": PlaceKind(offer.place_kind).label if known and offer else "",
        "is_link": bool(known and offer and offer.place_kind == PlaceKind.URL),
        "may_join": shown,
        "is_on": shown and booking.start <= now,
        "is_near": shown and booking.start - now <= SOON,
        "is_soon": shown and booking.start - now <= JOIN_BEFORE,
    }


def time_left(until: datetime, now: datetime) -> str:
    """How long it is until then: minutes and seconds, and hours where there are any; a day or more in words."""
    if until - now >= A_DAY:
        return _in_days(int((until - now) / timedelta(hours=1)))
    minutes, seconds = divmod(max(0, int((until - now).total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _in_days(hours: int) -> str:
    days, rest = divmod(hours, 24)
    in_days = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    if not rest:
        return in_days
    in_hours = ngettext("%(number)s hour", "%(number)s hours", rest) % {"number": rest}
    return _("%(days)s and %(hours)s") % {"days": in_days, "hours": in_hours}


def verbs(booking: Booking, side: Side, now: datetime) -> list[dict[str, Any]]:
    """What may be done now by a button, by the table."""
    may = offered(side, booking.state_at(now)) if booking.start > now and booking.has_both else ()
    return [
        {"verb": verb.value, "label": _button(verb, booking), "reason": verb in WITH_REASON}
        for verb in may
        if verb in SESSION_BUTTONS
    ]


def _button(verb: Verb, booking: Booking) -> object:
    """What the button says: nothing is a session yet that waits for a yes."""
    asked = verb == Verb.CANCEL and booking.state == State.REQUESTED
    return _("Take the request back") if asked else SESSION_BUTTONS[verb]


def moving(booking: Booking, side: Side, now: datetime) -> dict[str, Any]:
    """Whether the guest may choose another time now; where they may not, why, as far as it helps them."""
    if side != Side.GUEST:
        return {"may_move": False, "unmoved": ""}
    try:
        demand_movable(booking, now)
    except (AskAnew, MovedOften, SeatStays, TooLate) as refusal:
        return {"may_move": False, "unmoved": refusal.text}
    except Refused:
        return {"may_move": False, "unmoved": ""}
    return {"may_move": True, "unmoved": ""}


def asks_outcome(booking: Booking, side: Side, now: datetime) -> bool:
    """Whether this side is still to say what became of it."""
    over = booking.state == State.CONFIRMED and booking.end <= now and booking.has_both
    return over and not booking.said_by(side)


def outcome(booking: Booking, side: Side, user: User, now: datetime) -> dict[str, Any]:
    """What became of one that is over: what this side is asked or has said of it, and why it counts as missed."""
    own, over = booking.said_by(side), booking.end <= now
    waits = over and own and booking.state == State.CONFIRMED and booking.has_both
    may_say = over and booking.state in MET and booking.has_both and own != Outcome.OTHER_MISSED
    return {
        "is_over": over,
        "asks_outcome": asks_outcome(booking, side, now),
        "you_said": YOU_SAID[own] if waits and own else "",
        "verdict": _missed(booking, side) if booking.state == State.MISSED else "",
        "may_say": may_say,
        "has_said": may_say and Feedback.objects.of(user).filter(booking=booking).exists(),
    }


def _missed(booking: Booking, side: Side) -> object:
    """By whose word it counts as missed, and what follows for whoever was missing."""
    missing = missing_side(booking.said_by(Side.MENTOR), booking.said_by(Side.GUEST))
    return MISSED_BY[missing if missing in (None, side) else Side.CLOCK]


def with_whom(booking: Booking, side: Side) -> str:
    """The name by which the other side is known here: the offer's for a guest, one made for this session for a
    mentor."""
    language = get_language() or "fa"
    if not booking.has_both:
        return _("somebody who has left")
    if side == Side.GUEST:
        return digits(name_of(booking.of_offer)[language], language)
    return guest_name(booking.guest_id or 0, f"booking:{booking.key}", language)


def request_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of a mentor: requests that wait for an answer."""
    return _rows(keys, reader, of_person(reader.user).filter(state=State.REQUESTED))


def over_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray of both: sessions that are over, of which they have not said what became."""
    return _rows(keys, reader, of_person(reader.user).filter(state=State.CONFIRMED))


def past_rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the timeline: whatever became of it."""
    return _rows(keys, reader, of_person(reader.user))


def _rows(keys: Collection[UUID], reader: Reader, rows: BookingQuerySet) -> dict[UUID, Any]:
    now = timezone.now()
    return {one.key: line(one, reader.user, now) for one in rows.filter(key__in=keys)}


def _turn(booking: Booking, state: State, side: Side, now: datetime) -> bool:
    """Whether something waits for this side."""
    if state == State.HELD:
        return side == Side.GUEST
    if state == State.REQUESTED:
        return side == Side.MENTOR
    return asks_outcome(booking, side, now) or (booking.clashes and state == State.CONFIRMED)


def _agreed(booking: Booking, user: User) -> dict[str, Any] | None:
    """When the agreed hour is by the rules of clocks that are in force."""
    start = agreed_start(booking)
    return spoken_time(start, start + timedelta(minutes=booking.minutes), user) if start else None


def _done(step: BookingStep, side: Side, user: User) -> dict[str, Any]:
    """A step in words, with when it was to begin after it where it was moved."""
    words = CANCELLED_LATE if step.late else DONE_WITH[Verb(step.verb)]
    own = clock_of(user)
    moved = spoken_time(step.start, step.start, user)["own"] if step.verb == Verb.MOVE else None
    return {
        "verb": step.verb,
        "what": words,
        "by": ""
        if step.side == Side.CLOCK
        else (_("by you") if step.side == side else SAID[Side(step.side)]),
        "at": step.at.astimezone(own),
        "moved_to": moved,
    }
