"""Who acts for a company: the page of its owners, and leaving it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies import joining, pages
from talent.companies import members as verbs
from talent.companies.forms import EndForm, InviteForm, RoleForm
from talent.companies.models import MemberRole, Membership
from talent.companies.permissions import belonging, colleague_of, demand_owner, sent_by
from talent.lib.errors import Absent


@login_required
def members(request: HttpRequest, company: str) -> HttpResponse:
    """Members and invitations; an owner invites here. The answer is the same whoever has the address."""
    user, membership = _who(request, company)
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        demand_owner(membership)
    if request.method == "POST" and form.is_valid():
        values = {"email": form.cleaned_data["email"], "role": MemberRole(form.cleaned_data["role"])}
        language = get_language() or "fa"
        if went_through(
            form, joining.invite, actor=user, company=membership.company, language=language, **values
        ):
            messages.success(
                request, _("Invited. The invitation waits for two weeks; you see here what comes of it.")
            )
            return redirect("company_members", company=company)
    return _page(request, membership, form)


@login_required
@button_on("my_companies")
def withdraw(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Takes an invitation back."""
    user, membership = _who(request, company)
    done = _("The invitation is withdrawn.")
    return _done(request, membership, done, joining.withdraw, actor=user, invitation=sent_by(membership, key))


@login_required
@button_on("my_companies")
def role(request: HttpRequest, company: str) -> HttpResponse:
    """Makes a member something else."""
    user, membership = _who(request, company)
    values = _typed(RoleForm(request.POST))
    done = _("The role is changed, from the next request on.")
    return _done(
        request, membership, done, verbs.change_role, actor=user, company=membership.company, **values
    )


@login_required
@button_on("my_companies")
def remove(request: HttpRequest, company: str) -> HttpResponse:
    """Ends a membership."""
    user, membership = _who(request, company)
    values = _typed(EndForm(request.POST))
    done = _("The membership has ended.")
    return _done(request, membership, done, verbs.remove, actor=user, company=membership.company, **values)


@login_required
@button_on("my_companies")
def leave(request: HttpRequest, company: str) -> HttpResponse:
    """Ends one's own membership; nothing has to be done first."""
    assert isinstance(request.user, User)
    user, membership = request.user, belonging(request.user, company)
    done = _("You do not act for the company any more.")
    return _done(request, membership, done, verbs.leave, actor=user, company=membership.company)


def _who(request: HttpRequest, company: str) -> tuple[User, Membership]:
    assert isinstance(request.user, User)
    return request.user, colleague_of(request.user, company)


def _typed(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Absent()
    return form.cleaned_data


def _page(
    request: HttpRequest, membership: Membership, form: InviteForm, refusal: object = ""
) -> HttpResponse:
    shown = {"company": membership.company, "form": form, "refusal": refusal} | pages.members(membership)
    status = 400 if form.errors or refusal else 200
    return render(request, "companies/members.html", shown, status=status)


def _done(request: HttpRequest, membership: Membership, done: str, verb: Any, **values: Any) -> HttpResponse:
    """Back to the page on which the button stands, or to what is left to somebody who has put themselves out."""
    try:
        verb(**values)
    except (verbs.LastOwner, joining.InvitationOver) as refusal:
        return _page(request, membership, InviteForm(), refusal.text)
    messages.success(request, done)
    if Membership.objects.filter(pk=membership.pk, ended_at=None).exists() or verb == verbs.change_role:
        return redirect("company_members", company=membership.company.slug)
    return redirect("my_companies")
