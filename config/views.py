"""Pages that join the rooms: the home page, the way on after signing in, the living page of components."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    """One sentence, three doors, and what is not kept."""
    return render(request, "home.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, as it looks in the page's language."""
    return render(request, "dev/components.html")


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Leads a signed-in person to where they work."""
    return redirect("settings")
