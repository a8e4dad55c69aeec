"""Sessions with mentors for programs: the same verbs as the pages', on both sides."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import PAGE, Mine, acts, paged, reads, user_of, valid
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.lib.dates import whole_or_none
from talent.mentoring import booking as actions
from talent.mentoring.booking_pages import A_PAGE, line, of_person, one_session
from talent.mentoring.booking_shapes import (
    AcceptingSerializer,
    BookingSerializer,
    HoldingSerializer,
    MovingSerializer,
    OutcomeSerializer,
    SessionLineSerializer,
    SessionListSerializer,
    SessionSerializer,
    SlotListSerializer,
    WhySerializer,
)
from talent.mentoring.booking_states import Outcome, State, Verb
from talent.mentoring.booking_views import VERBS, given_to, offer_of, session_of
from talent.mentoring.labels import WITH_REASON
from talent.mentoring.models import Booking, Offer
from talent.mentoring.readers import is_for
from talent.schedule.slots import Slot, Span

MINUTES = OpenApiParameter(
    "minutes", OpenApiTypes.INT, description="Length; else the shortest that is offered."
)
AHEAD = timedelta(days=22)
SENT = {Verb.ACCEPT: AcceptingSerializer} | dict.fromkeys(WITH_REASON, WhySerializer)
_reads = partial(reads, "mentoring")
_verb = partial(acts, "mentoring", answered=SessionSerializer)


class MentorTimes(Mine):
    @_reads("mentor_times", SlotListSerializer, MINUTES)
    def get(self, request: Request, key: UUID) -> Response:
        """When the reader can meet this mentor; nothing where the offer is for others."""
        user, now = user_of(request), timezone.now()
        demand_notice(user)
        offer = offer_of(user, key)
        minutes = _minutes(request, offer)
        fits, ahead = is_for(user, offer), Span(now, now + AHEAD)
        mine = actions.own_hold(user, offer) if fits else None
        found = actions.free_times(user, offer, minutes, ahead, now, mine) if fits else []
        return _slots(minutes, found)


class HoldTime(Mine):
    @_verb("hold_time", HoldingSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Holds a free time for five minutes."""
        user, offer = user_of(request), offer_of(user_of(request), key)
        values = valid(HoldingSerializer, request)
        made = actions.hold_slot(actor=user, offer=offer, now=timezone.now(), **values)
        return _one(user, made.key)


class Sessions(Mine):
    @_reads("sessions", SessionListSerializer, PAGE)
    def get(self, request: Request) -> Response:
        """One's sessions on both sides, the latest first."""
        user, now = user_of(request), timezone.now()
        rows = of_person(user).exclude(state=State.LAPSED, pk__in=_nothing()).order_by("-start", "-pk")
        page, around = paged(request, rows, A_PAGE)
        shown = [_line(one, line(one, user, now)) for one in page]
        return Response(SessionListSerializer(around | {"results": shown}).data)


class Session(Mine):
    @_reads("session", SessionSerializer)
    def get(self, request: Request, key: UUID) -> Response:
        """One session, and what may be done."""
        return _one(user_of(request), key)


class _Step(Mine):
    """What one of the two does with a session."""

    def done(self, request: Request, key: UUID, verb: Callable[..., Booking], **values: Any) -> Response:
        """The session after the verb."""
        user = user_of(request)
        verb(actor=user, booking=session_of(user, key), now=timezone.now(), **values)
        return _one(user, key)


class BookSession(_Step):
    @_verb("book_session", BookingSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Makes a held time a session, or a request for one."""
        given = valid(BookingSerializer, request)["answers"]
        return self.done(request, key, actions.book, answers=given)


class SessionTimes(Mine):
    @_reads("session_times", SlotListSerializer, refusals=(400, 401, 403, 404, 409, 429))
    def get(self, request: Request, key: UUID) -> Response:
        """To which free times of the same length its guest can move it; refused where they cannot move it at all."""
        user, now = user_of(request), timezone.now()
        found = given_to(user, key)
        actions.demand_movable(found, now)
        ahead = Span(now, now + AHEAD)
        slots = actions.free_times(user, found.of_offer, found.minutes, ahead, now, found.session)
        return _slots(found.minutes, slots)


class MoveSession(_Step):
    @_verb("move_session", MovingSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Brings it, or what was asked for, to another free time of the same length."""
        return self.done(request, key, actions.move, **valid(MovingSerializer, request))


class SayOutcome(_Step):
    @_verb("say_outcome", OutcomeSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says what became of it."""
        said = Outcome(valid(OutcomeSerializer, request)["said"])
        return self.done(request, key, actions.say_outcome, said=said)


def step_view(verb: Verb) -> Any:
    """The address of one verb."""
    sent = SENT.get(verb)

    class Step(_Step):
        @_verb(f"{verb.value}_session", sent)
        def post(self, request: Request, key: UUID) -> Response:
            """Does what its address says; refused where the session stands otherwise."""
            return self.done(request, key, VERBS[verb], **(valid(sent, request) if sent else {}))

    return Step.as_view()


def _slots(minutes: int, found: Sequence[Slot]) -> Response:
    rows = [{"start": one.start, "end": one.end, "seats": one.seats} for one in found]
    return Response(SlotListSerializer({"minutes": minutes, "results": rows}).data)


def _nothing() -> Any:
    """Keys of what was held for a few minutes and came to nothing."""
    return Booking.objects.came_to_nothing().order_by().values("pk")


def _minutes(request: Request, offer: Offer) -> int:
    asked = whole_or_none(request.query_params.get("minutes", ""))
    return asked if asked is not None and asked in offer.lengths else min(offer.lengths)


def _one(user: User, key: UUID) -> Response:
    booking, now = session_of(user, key), timezone.now()
    one = one_session(booking, user, now)
    may = [row["verb"] for row in one["verbs"]] + (["move"] if one["may_move"] else [])
    may += ["book"] if one["is_held"] else []
    may += ["outcome"] if one["asks_outcome"] else []
    whole = _line(booking, one) | {"offered": may, "sequence": booking.sequence}
    return Response(SessionSerializer(one | whole).data)


def _line(booking: Booking, shown: dict[str, Any]) -> dict[str, Any]:
    more = {"with_whom": shown["with"], "waits_for_me": shown["turn"], "start": booking.start}
    return dict(SessionLineSerializer(shown | more | {"minutes": booking.minutes}).data)
