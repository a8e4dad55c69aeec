"""One's own hours: the week, other days, journeys, a calendar elsewhere."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import NO_FAULT_OF_A_FORM, went_through
from talent.lib.errors import Absent
from talent.schedule import feeds, hours, outside, pages
from talent.schedule.availability import availability_of
from talent.schedule.forms import AddressForm, DaysForm, FeedForm, HoursForm, JourneyForm

DAYS_ID, JOURNEY_ID = "days_%s", "journey_%s"
"""Fields of one name stand in several forms of the page."""
PARTS = ("days", "journeys", "calendar", "feed")
"""Parts of the page that are saved apart, and say so themselves."""


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def my_hours(request: HttpRequest) -> HttpResponse:
    """When one is there, with the next two weeks as they come out."""
    if request.method != "POST":
        return _page(request)
    user, now = _user(request), timezone.now()
    form = HoursForm(request.POST, owner=user, mine=availability_of(user), now=now)
    if form.is_valid() and _saved(form, user):
        messages.success(request, _("Saved. Below are the next two weeks as others will see them."))
        return redirect("hours")
    return _page(request, week_form=form)


@login_required
@button_on("hours")
def add_days(request: HttpRequest) -> HttpResponse:
    """Days with other hours than usual."""
    form = DaysForm(request.POST, auto_id=DAYS_ID)
    return _added(request, form, "days", "days_form", hours.add_days, today=timezone.localdate())


@login_required
@button_on("hours")
def drop_days(request: HttpRequest, key: UUID) -> HttpResponse:
    """These days are as usual again."""
    hours.drop_days(actor=_user(request), key=key)
    return _done(request, "days", _("Taken away. These days are as usual again."))


@login_required
@button_on("hours")
def add_journey(request: HttpRequest) -> HttpResponse:
    """Days on another clock."""
    form = JourneyForm(request.POST, now=timezone.now(), auto_id=JOURNEY_ID)
    return _added(request, form, "journeys", "journey_form", hours.add_journey, today=timezone.localdate())


@login_required
@button_on("hours")
def drop_journey(request: HttpRequest, key: UUID) -> HttpResponse:
    """The journey does not take place."""
    hours.drop_journey(actor=_user(request), key=key)
    return _done(request, "journeys", _("Taken away. On these days your usual clock counts again."))


@login_required
@button_on("hours")
def name_calendar(request: HttpRequest) -> HttpResponse:
    """Names a calendar that is kept elsewhere."""
    form = AddressForm(request.POST)
    return _added(request, form, "calendar", "calendar_form", outside.name_calendar, now=timezone.now())


@login_required
@button_on("hours")
def forget_calendar(request: HttpRequest) -> HttpResponse:
    """Forgets it, with what was read in it."""
    outside.forget_calendar(actor=_user(request))
    return _done(request, "calendar", _("The calendar is forgotten, with all that was read in it."))


@login_required
@button_on("hours")
def keep_feed(request: HttpRequest) -> HttpResponse:
    """A secret address for one's own times, and how much it says."""
    form = FeedForm(request.POST)
    feeds.keep_feed(actor=_user(request), says_more=form.is_valid() and form.cleaned_data["says_more"])
    return _done(request, "feed", _("Saved."))


@login_required
@button_on("hours")
def rotate_feed(request: HttpRequest) -> HttpResponse:
    """Another secret address."""
    feeds.rotate_feed(actor=_user(request))
    return _done(request, "feed", _("It has another address now. Give it to your calendar again."))


@login_required
@button_on("hours")
def end_feed(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    feeds.end_feed(actor=_user(request))
    return _done(request, "feed", _("The address leads nowhere any more."))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's times for the program that knows their secret address. Raises Absent for every other address."""
    found = feeds.feed_of(token, timezone.now())
    if found is None:
        raise Absent()
    tag = f'"{sha256(found.content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    whole = HttpResponse(found.content, content_type=found.type, headers=headers)
    answer: HttpResponse = get_conditional_response(request, etag=tag, response=whole) or whole
    return answer


def _saved(form: HoursForm, user: User) -> bool:
    """Whether the week was saved; a form that was stale is not any more."""
    passing = (*NO_FAULT_OF_A_FORM, hours.StaleHours)
    try:
        return went_through(form, hours.save_hours, passing=passing, actor=user, **form.values())
    except hours.StaleHours as refusal:
        form.stands_on(availability_of(user))
        form.add_error(None, str(refusal.text))
        return False


def _done(request: HttpRequest, part: str, text: str) -> HttpResponse:
    """Back to that part of the page, which says what was done."""
    messages.success(request, text, extra_tags=part)
    return redirect(f"{reverse('hours')}#{part}")


def _added(request: HttpRequest, form: Form, part: str, name: str, verb: Any, **values: Any) -> HttpResponse:
    if form.is_valid() and went_through(form, verb, actor=_user(request), **form.cleaned_data, **values):
        return _done(request, part, _("Saved."))
    return _page(request, **{name: form})


def _page(request: HttpRequest, **typed: Form) -> HttpResponse:
    user, now = _user(request), timezone.now()
    mine = availability_of(user)
    forms = {
        "week_form": HoursForm(owner=user, mine=mine, now=now),
        "days_form": DaysForm(auto_id=DAYS_ID),
        "journey_form": JourneyForm(now=now, auto_id=JOURNEY_ID),
        "calendar_form": AddressForm(),
    }
    said = list(messages.get_messages(request))
    told = {part: [one for one in said if one.extra_tags == part] for part in PARTS}
    rest = [one for one in said if one.extra_tags not in PARTS]  # these stand at the top
    context = pages.hours_page(user, mine, now) | forms | typed | {"told": told, "messages": rest}
    return render(request, "schedule/hours.html", context, status=400 if typed else 200)
