"""Telling the programme office something, and what comes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.trying import attempt, went_through
from talent.lib.dates import park_today
from talent.programmes.case_states import Side
from talent.programmes.cases import actions, pages
from talent.programmes.cases.forms import MoreForm, TellForm
from talent.programmes.cases.permissions import case_of
from talent.programmes.models import Version


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def tell_office(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens a case about a programme in force; of a self-check goes along what the box is ticked for."""
    demand_notice(_user(request))
    version, form = Version.objects.demand_in_force(slug), TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"version": version, **form.cleaned_data}
        if case := attempt(form, actions.send_case, actor=_user(request), **values):
            messages.success(request, _("Your message is with the programme office."))
            return redirect("case", key=case.key)
    return render_form(request, version, form)


@csrf_exempt  # it changes nothing: the self-check, from which it is reached, holds no token
@button_on("tell_office", "slug")
def tell_answers(request: HttpRequest, slug: str) -> HttpResponse:
    """The same form, begun from the result of a self-check: it holds the answers, and asks whether they go along.
    Whoever is not signed in is led there without them: what a self-check was told is kept nowhere."""
    if not request.user.is_authenticated:
        return redirect("tell_office", slug=slug)
    version = Version.objects.demand_in_force(slug)
    carried = pages.carried(version, request.POST.get("version", ""), request.POST.getlist("said"))
    if not carried:
        messages.warning(request, str(actions.OtherVersion.text))
    return render_form(request, version, TellForm(initial=carried))


def render_form(request: HttpRequest, version: Version, form: TellForm) -> HttpResponse:
    """The form, with what would go along of the answers that it holds."""
    user, today = _user(request), park_today()
    answers = str(form["answers"].value() or "")
    page = {
        "form": form,
        "slug": version.programme.slug,
        "living": pages.living(user, version),
        "due_on": actions.promised(version, today),
        "along": pages.along(version, answers, today, user.calendar),
        **pages.named(version, user.calendar),
    }
    return render(request, "programmes/cases/tell.html", page, status=400 if form.errors else 200)


@login_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """One's own cases: how each stands, and who has to act."""
    return render(request, "programmes/cases/list.html", {"rows": pages.mine(_user(request))})


@login_required
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """One's own case; something more is said here."""
    user, form = _user(request), MoreForm(request.POST or None)
    found = case_of(user, key)
    if request.method == "POST" and form.is_valid():
        if went_through(form, actions.write_more, actor=user, case=found, **form.cleaned_data):
            return redirect("case", key=key)
        found = case_of(user, key)
    page = {"one": pages.page(found, Side.PERSON, user.calendar), "form": form}
    return render(request, "programmes/cases/case.html", page, status=400 if form.errors else 200)


@login_required
@button_on("case", "key")
def withdraw_case(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes a case back."""
    return _done(request, key, actions.withdraw_case)


@login_required
@button_on("case", "key")
def read_answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """The answer has been read."""
    return _done(request, key, actions.mark_answer_read)


def _done(request: HttpRequest, key: UUID, verb: Any) -> HttpResponse:
    user = _user(request)
    try:
        verb(actor=user, case=case_of(user, key))
    except actions.CaseMoved as refusal:
        messages.warning(request, str(refusal.text))
    return redirect("case", key=key)
