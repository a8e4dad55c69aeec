"""Addresses that only a button sends to, and the page on which that button stands."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]


def button_on(page: str, *named: str) -> Callable[[View], View]:
    """Makes a view answer POST alone. Whoever comes by GET is led to `page`, and told that nothing has happened:
    it is where somebody lands who had to sign in again before the button could do its work. `named`: which values
    of its own address that page's address needs."""

    def made(view: View) -> View:
        @wraps(view)
        def pressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["POST"])
            if request.method == "GET":
                messages.info(request, _("Nothing has happened yet. Press the button once more."))
            return redirect(reverse(page, kwargs={name: kwargs[name] for name in named}))

        return pressed

    return made
