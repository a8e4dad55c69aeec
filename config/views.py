"""Pages that join the rooms: the home page, the way on after signing in, the living page of components."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override

from config.showcase import samples
from talent.accounts.models import User
from talent.companies.models import Membership


def home(request: HttpRequest) -> HttpResponse:
    """One sentence, three doors, and what is not kept."""
    return render(request, "home.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, in the language of ?language=."""
    language = "en" if request.GET.get("language") == "en" else "fa"
    with override(language):
        return render(request, "dev/components.html", samples(language))


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Leads a signed-in person to where they work: staff, members of companies, experts."""
    assert isinstance(request.user, User)
    if request.user.roles.exists():
        return redirect("wagtailadmin_home")
    if Membership.objects.current().of(request.user).exists():
        return redirect("my_companies")
    return redirect("profile")
