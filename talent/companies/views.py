"""The companies one acts for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from talent.accounts.models import User
from talent.companies.models import Membership


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Leads a member of exactly one company there; lets others choose."""
    assert isinstance(request.user, User)
    memberships = list(Membership.objects.current().of(request.user).order_by("company__name_en"))
    if len(memberships) == 1:
        return redirect("company_directory", company=memberships[0].company.slug)
    return render(request, "companies/mine.html", {"memberships": memberships})
