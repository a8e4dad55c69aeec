"""Asking, for members of a company; answering, for experts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jobs.contacts import actions, pages
from jobs.contacts.forms import AcceptForm, AskForm, DeclineForm, QuestionForm, ReplyForm
from jobs.contacts.models import ContactRequest
from jobs.contacts.moving import NotNow
from jobs.contacts.permissions import asked_for, asked_of
from jobs.openings.models import Opening
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies.models import Membership
from talent.companies.permissions import demand_recruiter, membership_of
from talent.experts.addressed import addressed, name_in, note
from talent.experts.audience import Audience
from talent.experts.audience import company as company_audience
from talent.experts.models import Profile
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits, park_today, reader_calendar


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def ask(request: HttpRequest, company: str, token: str) -> HttpResponse:
    """Asks an expert for the company. Missing, hidden and foreign addresses answer alike, and cost alike."""
    user, membership = _user(request), membership_of(request.user, company)
    demand_recruiter(membership)
    audience = company_audience(membership.company_id, user.pk, waiting=membership.waiting)
    profile, seen = addressed(audience, token, words=vocabulary(), today=park_today())
    note(audience, profile.pk, park_today())
    form = _ask_form(request, membership, seen.asked_for)
    if request.method == "POST" and form.is_valid():
        values = {"membership": membership, "profile": profile, **form.cleaned_data}
        if went_through(form, actions.ask, actor=user, **values):
            messages.success(request, _asked())
            return redirect("company_requests", company=company)
    page = {"form": form, "company": membership.company, "token": token, "handle": _handle(audience, profile)}
    return render(request, "contacts/ask.html", page, status=400 if form.errors else 200)


def _ask_form(request: HttpRequest, membership: Membership, purposes: tuple[str, ...]) -> AskForm:
    openings = Opening.objects.live(park_today()).filter(company=membership.company_id)
    return AskForm(
        request.POST or None,
        initial={"opening": request.GET.get("opening", "")},
        purposes=purposes,
        openings=openings.select_related("shown", "draft"),
        calendar=reader_calendar(_user(request).calendar, _language()),
        language=_language(),
    )


@login_required
@require_GET
def company_requests(request: HttpRequest, company: str) -> HttpResponse:
    """What the company has asked, newest first."""
    user, membership = _user(request), membership_of(request.user, company)
    rows = ContactRequest.objects.read_by(user.pk, membership.company_id).select_related("company")
    page = Paginator(rows, pages.A_PAGE).get_page(request.GET.get("page"))
    lines = pages.sent_list(list(page), membership, user.pk)
    context = {"company": membership.company, "rows": lines, "number": page.number}
    return render(request, "contacts/sent_list.html", context | {"count": page.paginator.num_pages})


@login_required
def company_request(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """One request of the company; what the expert asked back is answered here."""
    user, membership = _user(request), membership_of(request.user, company)
    found = asked_for(membership, user, key)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"membership": membership, "request": found, **form.cleaned_data}
        if went_through(form, actions.answer, actor=user, **values):
            return redirect("company_request", company=company, key=key)
        found.refresh_from_db()
    page = {"company": membership.company, "one": pages.sent(found, membership, user.pk), "form": form}
    return render(request, "contacts/sent.html", page, status=400 if form.errors else 200)


@login_required
@button_on("my_companies")
def withdraw(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Takes a request back."""
    return _done_by_company(request, company, key, actions.withdraw)


@login_required
@button_on("my_companies")
def confirm_deleted(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Says that copies are deleted."""
    return _done_by_company(request, company, key, actions.confirm_deleted)


def _done_by_company(request: HttpRequest, company: str, key: UUID, verb: Any) -> HttpResponse:
    user, membership = _user(request), membership_of(request.user, company)
    try:
        verb(actor=user, membership=membership, request=asked_for(membership, user, key))
    except NotNow as refusal:
        messages.warning(request, str(refusal.text))
    return redirect("company_request", company=company, key=key)


@login_required
@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """What one was asked, newest first."""
    rows = ContactRequest.objects.to(_user(request)).select_related("company")
    page = Paginator(rows, pages.A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": pages.received_list(page), "number": page.number, "count": page.paginator.num_pages}
    return render(request, "contacts/received_list.html", context)


@login_required
@require_GET
def received(request: HttpRequest, key: UUID) -> HttpResponse:
    """One request, and what may be done about it."""
    return _received(request, asked_of(_user(request), key))


@login_required
@button_on("in_tray")
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Says yes, group by group."""
    return _answered(
        request, key, AcceptForm(request.POST), actions.accept, _("You said yes. The company is told.")
    )


@login_required
@button_on("in_tray")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Says no."""
    return _answered(
        request, key, DeclineForm(request.POST), actions.decline, _("You said no. The company is told.")
    )


@login_required
@button_on("in_tray")
def ask_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks one question first."""
    done = _("Your question is on its way. The company learns nothing else.")
    return _answered(request, key, QuestionForm(request.POST), actions.ask_back, done)


@login_required
@button_on("in_tray")
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes a yes back."""
    done = _(
        "Taken back. The company sees it no more; where it can still see you, it is asked to delete its copies."
    )
    return _answered(request, key, Form(request.POST), actions.take_back, done)


@login_required
@button_on("in_tray")
def block(request: HttpRequest, key: UUID) -> HttpResponse:
    """Never again from this company, nor from whoever wrote; they are not told."""
    done = _("Blocked. They are not told of it.")
    return _answered(request, key, Form(request.POST), actions.block, done)


def _answered(request: HttpRequest, key: UUID, form: Form, verb: Any, done: str) -> HttpResponse:
    user = _user(request)
    found = asked_of(user, key)
    if form.is_valid() and went_through(form, verb, actor=user, request=found, **form.cleaned_data):
        messages.success(request, done)
        return redirect("in_tray")
    found.refresh_from_db()
    return _received(request, found, form)


def _received(request: HttpRequest, found: ContactRequest, form: Form | None = None) -> HttpResponse:
    one = pages.received(found)
    page = {"one": one, "typed": form.data.get("question", "")[:1000] if form else ""}
    refusal = [error for errors in form.errors.values() for error in errors] if form else []
    return render(request, "contacts/received.html", page | {"refusal": refusal}, status=400 if form else 200)


def _asked() -> str:
    return _(
        "Asked. You read here what the expert decides; nobody outside your company and the expert learns that you asked."
    )


def _handle(audience: Audience, profile: Profile) -> str:
    return digits(name_in(audience, profile.pk, _language()), _language())


def _language() -> str:
    return get_language() or "fa"
