"""Registering a company, step by step, and how its registration stands."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.trying import attempt, went_through
from talent.companies import pages, registration
from talent.companies.actions import NotNow
from talent.companies.forms import STEPS, RegisterForm
from talent.companies.models import Membership
from talent.companies.permissions import colleague_of, demand_owner
from talent.companies.states import EDITABLE
from talent.lib.errors import Refused


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """What registering means, and the two names that it begins with."""
    assert isinstance(request.user, User)
    demand_notice(request.user)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, registration.register, actor=request.user, **form.cleaned_data)
        if isinstance(made, Membership):
            return redirect("registration_names", company=made.company.slug)
    return render(request, "companies/register.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_GET
def overview(request: HttpRequest, company: str) -> HttpResponse:
    """How the registration stands."""
    return _overview(request, colleague_of(request.user, company))


@login_required
def step(request: HttpRequest, company: str, name: str) -> HttpResponse:
    """One step of a registration, while it is the owner's to write; saved as it is, complete or not."""
    assert isinstance(request.user, User)
    membership = colleague_of(request.user, company)
    demand_owner(membership)
    written = pages.values_of(membership.company, name)
    form = STEPS[name](request.POST or None, initial=written)
    if request.method == "POST" and form.is_valid():
        values = {"actor": request.user, "company": membership.company, **form.cleaned_data}
        if went_through(form, registration.save_draft, **values):
            return _onward(company, name)
    elif membership.company.state not in EDITABLE:
        return redirect("registration", company=company)
    context = {
        "company": membership.company,
        "form": form,
        "comments": pages.comments_on(membership.company, name),
    }
    shown = context | {"label": pages.STEPS[name], "steps": _steps(membership, name)}
    return render(request, "companies/step.html", shown, status=400 if form.errors else 200)


@login_required
@button_on("my_companies")
def submit(request: HttpRequest, company: str) -> HttpResponse:
    """Sends the registration to the park."""
    assert isinstance(request.user, User)
    membership = colleague_of(request.user, company)
    try:
        registration.submit(actor=request.user, company=membership.company)
    except registration.Unfinished as refusal:
        return _overview(request, membership, refusal)
    except NotNow as refusal:
        messages.warning(request, str(refusal.text))
    else:
        messages.success(request, _("Sent to the park. You read here, and by mail, what it answers."))
    return redirect("registration", company=company)


@login_required
@require_GET
def examples(request: HttpRequest, company: str) -> HttpResponse:
    """What the directory will look like: invented people."""
    membership = colleague_of(request.user, company)
    shown = {"company": membership.company, "cards": pages.examples()}
    return render(request, "companies/examples.html", shown)


def _overview(request: HttpRequest, membership: Membership, refusal: Refused | None = None) -> HttpResponse:
    stands = pages.registration(membership.company, membership)
    context = {"company": membership.company, "one": stands, "refusal": refusal.text if refusal else ""}
    return render(request, "companies/registration.html", context, status=400 if refusal else 200)


def _onward(company: str, name: str) -> HttpResponse:
    following = pages.next_step(name)
    return redirect(f"registration_{following}" if following else "registration", company=company)


def _steps(membership: Membership, name: str) -> list[dict[str, Any]]:
    rows = pages.registration(membership.company, membership)["steps"]
    return [
        row | {"state": "current" if row["name"] == name else "done" if row["done"] else "waiting"}
        for row in rows
    ]
