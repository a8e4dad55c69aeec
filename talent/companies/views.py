"""The companies one acts for, and those that invite one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.companies import actions, joining, pages
from talent.companies.code import current_code
from talent.companies.invitation_states import State
from talent.companies.models import Membership
from talent.companies.permissions import invited, member_of
from talent.lib.dates import whole_or_none


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Leads a member of exactly one company there, unless asked for all; lets others choose."""
    assert isinstance(request.user, User)
    shown = pages.my_companies(request.user)
    companies = shown["companies"]
    if len(companies) == 1 and not shown["invitations"] and "all" not in request.GET:
        page = "company_directory" if companies[0]["verified"] else "registration"
        return redirect(page, company=companies[0]["slug"])
    return render(request, "companies/mine.html", shown)


@login_required
@button_on("my_companies")
def accept_invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Accepts to act for a company."""
    return _answered(request, key, joining.accept)


@login_required
@button_on("my_companies")
def decline_invitation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Declines it."""
    return _answered(request, key, joining.decline)


def _answered(request: HttpRequest, key: UUID, verb: Any) -> HttpResponse:
    assert isinstance(request.user, User)
    invitation = invited(request.user, key)
    try:
        state = verb(actor=request.user, invitation=invitation)
    except joining.InvitationOver as over:
        messages.warning(request, str(over.text))
    else:
        messages.success(request, _told(state))
    return redirect("in_tray" if request.POST.get("from") == "tray" else "my_companies")


def _told(state: State | None) -> str:
    if state == State.JOINED:
        return _("You act for the company now.")
    if state == State.PARK:
        return _("Accepted. Your address is not at the company’s domain, so the park has a look first.")
    return _("Declined. The company learns that, and nothing else.")


def never_invite(request: HttpRequest, token: str) -> HttpResponse:
    """Wants no invitation to the address behind the link any more, or takes that back: a page with one button, for
    whoever has the mail."""
    if request.method == "POST":
        verb = joining.allow_again if "again" in request.POST else joining.never_again
        verb(token=token)
        return redirect("never_invite", token=token)
    shown = {"none": joining.wants_none(token=token), "token": token}
    return render(request, "companies/never.html", shown)


@login_required
def code(request: HttpRequest, company: str) -> HttpResponse:
    """The company code: read, and accepted."""
    assert isinstance(request.user, User)
    membership = member_of(request.user, company)
    refusal: object = ""
    if request.method == "POST":
        version = whole_or_none(request.POST.get("version", "")) or 0
        try:
            actions.accept_code(actor=request.user, membership=membership, version=version)
        except actions.OldCode as old:
            refusal = old.text
        else:
            return redirect("start")
    page = _code_page(request, membership, refusal)
    return render(request, "companies/code.html", page, status=400 if refusal else 200)


def _code_page(request: HttpRequest, membership: Membership, refusal: object) -> dict[str, Any]:
    newest = current_code()
    return {
        "company": membership.company,
        "accepted": membership.code_accepted,
        "rules": [rule[get_language() or "fa"] for rule in newest.rules],
        "version": newest.version,
        "refusal": refusal,
    }
