"""The pages on which people check themselves. Nothing of what is typed here is kept, and nothing changes."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from talent.accounts.traceless import traceless
from talent.programmes import all_at_once, calculating, pages

either = require_http_methods(["GET", "HEAD", "POST"])


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _calendar(request: HttpRequest) -> str:
    return str(getattr(request.user, "calendar", ""))


def _standing(request: HttpRequest, programme: str) -> pages.Standing:
    return pages.standing(programme, request.POST.get("version", ""), _calendar(request))


@traceless
@either
def check(request: HttpRequest, programme: str) -> HttpResponse:
    """One programme: a question at a time, then the result."""
    template, shown, status = pages.checked(_standing(request, programme), _typed(request))
    return render(request, template, shown, status=status)


@traceless
@either
def check_all(request: HttpRequest) -> HttpResponse:
    """All open programmes at once, each fact asked once."""
    template, shown, status = all_at_once.checked(_typed(request), _calendar(request))
    return render(request, template, shown, status=status)


@traceless
@either
def calculator(request: HttpRequest, programme: str) -> HttpResponse:
    """What a programme is worth: all its questions on one form, and every line with how it came about."""
    shown, status = calculating.calculated(_standing(request, programme), _typed(request))
    return render(request, "programmes/calculator.html", shown, status=status)
