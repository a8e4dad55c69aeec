"""Sensitive pages ask for the password (or a second factor) again when the last time is over five minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from talent.accounts import kept
from talent.accounts.models import User

View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session proved within the last minutes who is there, by signing in or by being asked again."""
    if not request.user.is_authenticated:
        return False
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - moments[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh_sign_in(view: View) -> View:
    """Opens the view to those who are signed in freshly; others are asked first, and what they typed is kept."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_fresh(request):
            raise ReauthenticationRequired()
        return view(request, *args, **kwargs)

    return guarded


def fresh_factor(view: View) -> View:
    """Like `fresh_sign_in`; whoever has a second factor must have given that one, not the password."""

    @fresh_sign_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)
        records = get_authentication_records(request, request.user)
        recent = [
            one for one in records if time.time() - one["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        ]
        if request.user.has_second_factor and all(one["method"] != "mfa" for one in recent):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': reverse('leave')})}")
        return view(request, *args, **kwargs)

    return guarded


def ask_again(request: HttpRequest) -> HttpResponse:
    """Leads to the password page and back. (allauth's own way stores the request, address of the caller and all.)"""
    back, token = request.get_full_path(), None
    if request.method == "POST":
        token = kept.put(request)
        back = reverse("kept") if token else request.path
    page = "account_reauthenticate" if request.user.is_authenticated else "account_login"
    answer = redirect(f"{reverse(page)}?{urlencode({'next': back})}")
    kept.hand_over(answer, token)
    return answer
