"""The companies one acts for."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from talent.accounts.models import User
from talent.companies import actions
from talent.companies.code import current_code
from talent.companies.models import Membership
from talent.companies.permissions import member_of
from talent.lib.dates import whole_or_none


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Leads a member of exactly one company there; lets others choose."""
    assert isinstance(request.user, User)
    memberships = list(Membership.objects.current().of(request.user).order_by("company__name_en"))
    if len(memberships) == 1:
        return redirect("company_directory", company=memberships[0].company.slug)
    return render(request, "companies/mine.html", {"memberships": memberships})


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
