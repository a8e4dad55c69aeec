"""Pages that join the rooms: the home page, the way on after signing in, the living page of components."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override

from cms.programme_pages import cards
from config.showcase import samples
from search.opening_cards import newest_cards
from talent.accounts import kept
from talent.accounts.models import User
from talent.companies.joining import waiting_for
from talent.companies.models import Membership

PROGRAMMES, OPENINGS = 4, 4
"""So many are shown at the door; the others stand in their index and on the board."""


def home(request: HttpRequest) -> HttpResponse:
    """One sentence, three doors, what is offered, and what is not kept."""
    calendar = str(getattr(request.user, "calendar", ""))
    shown = {"programmes": cards(calendar)[:PROGRAMMES], "openings": newest_cards(request.user, OPENINGS)}
    return render(request, "home.html", shown)


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, in the language of ?language=."""
    language = "en" if request.GET.get("language") == "en" else "fa"
    with override(language):
        return render(request, "dev/components.html", samples(language))


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Leads a signed-in person to where they work: staff, members of companies, experts."""
    assert isinstance(request.user, User)
    if way := _way_back(request):
        return redirect(way)
    if request.user.roles.exists():
        return redirect("wagtailadmin_home")
    if Membership.objects.living().of(request.user).exists() or waiting_for(request.user, timezone.now()):
        return redirect("my_companies")
    return redirect("profile")


def _way_back(request: HttpRequest) -> str:
    """Where somebody was going when something had to be done first: text that is kept, or a page; else ""."""
    if kept.read(request):
        return reverse("kept")
    way = str(request.session.pop("way_back", ""))
    return way if url_has_allowed_host_and_scheme(way, allowed_hosts=None) else ""
