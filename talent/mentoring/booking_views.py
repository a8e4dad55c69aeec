"""Choosing a time, booking it, and one's sessions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.trying import NO_FAULT_OF_A_FORM, attempt
from talent.lib.dates import whole_or_none
from talent.lib.errors import Absent, Refused
from talent.mentoring import booking as actions
from talent.mentoring.booking_forms import AcceptForm, AnswersForm, HoldForm, OutcomeForm, ReasonForm
from talent.mentoring.booking_pages import A_PAGE, ahead, line, of_person, one_session, past, time_left
from talent.mentoring.booking_states import Outcome, State, Verb
from talent.mentoring.calendars import invitation_of
from talent.mentoring.grid import WEEKS, spoken_time, week_grid
from talent.mentoring.labels import TOLD, WITH_REASON, told_of_move
from talent.mentoring.models import Booking, Offer
from talent.mentoring.pages import card
from talent.mentoring.projection import project
from talent.mentoring.readers import is_for, reader_of
from talent.schedule.slots import Slot

REFUSALS = (
    *(actions.BookingMoved, actions.TooLate, actions.MovedOften, actions.NoTimesNow, actions.NotOver),
    *(actions.SeatStays, actions.AskAnew),
)
VERBS: dict[Verb, Any] = {
    Verb.LET_GO: actions.let_go,
    Verb.ACCEPT: actions.accept,
    Verb.DECLINE: actions.decline,
    Verb.CANCEL: actions.cancel,
}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def offer_of(user: User, key: UUID) -> Offer:
    """The offer with that key, where the person finds it and could book it. Raises Absent."""
    rows = Offer.objects.open_to(reader_of(user)).select_related("profile__user")
    found = rows.filter(key=key).exclude(profile__user=user).order_by().first()
    if found is None or not found.lengths:
        raise Absent()
    return found


def session_of(user: User, key: UUID) -> Booking:
    """The session with that key, of the person. Raises Absent."""
    found: Booking | None = of_person(user).filter(key=key).order_by().first()
    if found is None:
        raise Absent()
    return found


def given_to(user: User, key: UUID) -> Booking:
    """The same, for its guest alone, who may move it. Raises Absent."""
    found = session_of(user, key)
    if found.guest_id != user.pk or found.offer is None:
        raise Absent()
    return found


@login_required
@require_GET
def mentor_times(request: HttpRequest, key: UUID) -> HttpResponse:
    """A week of free times of one mentor."""
    demand_notice(_user(request))
    return _times(request, offer_of(_user(request), key))


@login_required
@button_on("mentor_times", "key")
def hold_time(request: HttpRequest, key: UUID) -> HttpResponse:
    """Holds a time for five minutes, while the form is filled in."""
    user, form = _user(request), HoldForm(request.POST)
    offer = offer_of(user, key)
    if not form.is_valid():
        return _times(request, offer, refused=str(actions.NotOffered.text))
    try:
        held = actions.hold_slot(actor=user, offer=offer, now=timezone.now(), **form.cleaned_data)
    except actions.NotOffered as refusal:
        return _times(request, offer, refused=str(refusal.text), others=refusal.others)
    except (actions.TooManyWaiting, actions.MissedTwice) as refusal:
        return _times(request, offer, refused=str(refusal.text))
    return redirect("session", key=held.key)


@login_required
def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """One session; while it is held, the form that books it."""
    user, now = _user(request), timezone.now()
    found = session_of(user, key)
    form = AnswersForm(request.POST or None, questions=found.offer.questions if found.offer else [])
    if request.method == "POST" and form.is_valid():
        values = {"actor": user, "booking": found, "answers": form.answers(), "now": now}
        try:
            if attempt(form, actions.book, passing=(*NO_FAULT_OF_A_FORM, actions.NotOffered), **values):
                messages.success(request, TOLD[Verb.ASK if found.of_offer.on_request else Verb.BOOK])
                return redirect("session", key=key)
        except actions.NotOffered as refusal:
            offer = offer_of(user, found.of_offer.key)
            return _times(request, offer, refused=str(refusal.text), others=refusal.others)
    return _session(request, found, form)


@login_required
@button_on("session", "key")
def step_session(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """One of the verbs on a session."""
    user, form = _user(request), ReasonForm(request.POST)
    found = session_of(user, key)
    values: dict[str, Any] = {"actor": user, "booking": found, "now": timezone.now()}
    if verb in WITH_REASON:
        if not form.is_valid():
            return _session(request, found, reason=form)
        values["reason"] = form.cleaned_data["reason"]
    elif verb == Verb.ACCEPT:
        read = AcceptForm(request.POST)
        values["start"] = read.cleaned_data["start"] if read.is_valid() else None
    _try(request, VERBS[Verb(verb)], values, TOLD[Verb(verb)])
    return _onward(request, key)


@login_required
@require_GET
def session_times(request: HttpRequest, key: UUID) -> HttpResponse:
    """A week of free times to which a session can be moved."""
    found = given_to(_user(request), key)
    return _unmovable(request, found) or _times(request, found.of_offer, moved=found)


@login_required
@button_on("session_times", "key")
def move_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Brings a session to another free time."""
    user, form = _user(request), HoldForm(request.POST)
    found = given_to(user, key)
    if refused := _unmovable(request, found):
        return refused
    if not form.is_valid():
        return _times(request, found.of_offer, refused=str(actions.NotOffered.text), moved=found)
    values: dict[str, Any] = {"actor": user, "booking": found, "now": timezone.now()}
    values["start"] = form.cleaned_data["start"]
    try:
        _try(request, actions.move, values, told_of_move(State(found.state)))
    except actions.NotOffered as refusal:
        return _times(request, found.of_offer, str(refusal.text), refusal.others, moved=found)
    return redirect("session", key=key)


@login_required
@button_on("session", "key")
def say_outcome(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of a session that is over."""
    user, form = _user(request), OutcomeForm(request.POST)
    found = session_of(user, key)
    if form.is_valid():
        said = Outcome(form.cleaned_data["said"])
        values = {"actor": user, "booking": found, "said": said, "now": timezone.now()}
        _try(request, actions.say_outcome, values, TOLD[Verb.SETTLE])
    return _onward(request, key)


@login_required
@require_GET
def join_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where one meets, and how long it is until then, on both clocks."""
    user, now = _user(request), timezone.now()
    found = session_of(user, key)
    one = one_session(found, user, now)
    if not one["may_join"]:
        return redirect("session", key=key)
    context = {"one": one, "time": one["time"], "now": spoken_time(now, now, user)}
    return render(request, "mentoring/join.html", context | {"left": time_left(found.start, now)})


@login_required
@require_GET
def session_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The session as a file for one's calendar. Raises Absent where none was ever agreed on."""
    user = _user(request)
    file = invitation_of(session_of(user, key), user)
    if file is None:
        raise Absent()
    headers = {
        "Content-Disposition": 'attachment; filename="meeting.ics"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(file.content, content_type=file.type, headers=headers)


@login_required
@require_GET
def meeting(request: HttpRequest, key: UUID) -> HttpResponse:
    """The address that stands in calendars, which says nothing of what is met for."""
    return redirect("session", key=session_of(_user(request), key).key)


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """One's sessions, as guest and as mentor: what is ahead, and what was."""
    user, now = _user(request), timezone.now()
    page = Paginator(past(user, now), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "ahead": ahead(user, now) if page.number == 1 else [],
        "past": [line(one, user, now) for one in page],
        "number": page.number,
        "count": page.paginator.num_pages,
    }
    return render(request, "mentoring/sessions.html", context)


def _try(request: HttpRequest, act: Any, values: dict[str, Any], done: Any) -> None:
    """Does it, and tells what came of it: `done`, or what was refused. What the free times themselves refuse goes on."""
    try:
        act(**values)
    except actions.NotOffered:
        raise
    except REFUSALS as refusal:
        messages.warning(request, str(refusal.text))
    else:
        messages.success(request, done)


def _unmovable(request: HttpRequest, found: Booking) -> HttpResponse | None:
    """Back to the session where its guest may not move it now, and why; None where they may. Whoever looks at times
    finds the offer at this moment."""
    try:
        actions.demand_movable(found, timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal.text))
        return redirect("session", key=found.key)
    return None


def _onward(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back to the list of what waits, for whoever has pressed the button there; else to the session."""
    if request.POST.get("from") == "tray":
        return redirect("in_tray")
    return redirect("session", key=key)


def _times(
    request: HttpRequest,
    offer: Offer,
    refused: str = "",
    others: tuple[Slot, ...] = (),
    moved: Booking | None = None,
) -> HttpResponse:
    user, now = _user(request), timezone.now()
    minutes = moved.minutes if moved else _minutes(request, offer)
    asked = request.GET.get("week") or request.POST.get("week", "")
    week = min(max(whole_or_none(asked) or 0, 0), WEEKS - 1)
    fits = moved is not None or is_for(user, offer)
    but = moved.session if moved else actions.own_hold(user, offer)
    context = {
        "card": _card(offer, user),
        "grid": week_grid(offer, user, minutes, week, now, but) if fits else None,
        "minutes": minutes,
        "lengths": [] if moved else sorted(offer.lengths),
        "moved": line(moved, user, now) if moved else None,
        "refused": refused,
        "others": [spoken_time(one.start, one.end, user) for one in others],
    }
    return render(request, "mentoring/times.html", context, status=409 if refused else 200)


def _card(offer: Offer, user: User) -> dict[str, Any]:
    """The offer as the person reads it. Raises Absent."""
    seen = project(offer, reader_of(user), is_open=True)
    if seen is None:
        raise Absent()
    return card(seen, get_language() or "fa")


def _minutes(request: HttpRequest, offer: Offer) -> int:
    """The length that is asked for, or the shortest one."""
    asked = whole_or_none(request.GET.get("minutes") or request.POST.get("minutes", ""))
    return asked if asked is not None and asked in offer.lengths else min(offer.lengths)


def _session(
    request: HttpRequest,
    found: Booking,
    form: AnswersForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    one = one_session(found, _user(request), timezone.now())
    asked = form or AnswersForm(questions=found.offer.questions if found.offer else [])
    context = {"one": one, "time": one["time"], "form": asked, "reason": reason or ReasonForm()}
    wrong = asked.errors or (reason and reason.errors)
    return render(request, "mentoring/session.html", context, status=400 if wrong else 200)
