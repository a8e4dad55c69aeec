"""What allauth asks us: who is calling (never by address), and where mails' links lead."""

import hmac
import secrets
from ipaddress import IPv6Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from talent.accounts import actions
from talent.accounts.fresh import is_fresh
from talent.accounts.models import User
from talent.accounts.step_zero import shown_notice
from talent.lib.dates import park_today

_DAY = 24 * 3600


def caller(request: HttpRequest) -> str:
    """A pseudonym of the caller's network address, of this day only, in the form of an address.

    The salt lives in the cache and dies with the day, so no stored number leads back to an address.
    """
    name = f"caller-salt:{timezone.now():%Y%j}"
    salt = cache.get_or_set(name, lambda: secrets.token_hex(32), _DAY) or name
    digest = hmac.digest(str(salt).encode(), _address(request).encode(), "sha256")
    return str(IPv6Address(b"\xfd" + digest[:15]))


def _address(request: HttpRequest) -> str:
    """The address that our outermost proxy saw; whatever a caller wrote before it is not believed."""
    passed = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(passed) >= proxies:
        return str(passed[-proxies].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


class Adapter(DefaultAccountAdapter):
    """allauth's adapter. Mail leaves through `send`, which the notifications room provides."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return caller(request)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.language = get_language() or user.language
        user.calendar = "jalali" if user.language == "fa" else "gregorian"
        user.time_zone = form.cleaned_data.get("time_zone") or user.time_zone
        user.notice, user.noticed_on = shown_notice(request), park_today()
        return super().save_user(request, user, form, commit)

    def is_safe_url(self, url: str) -> bool:
        """Addresses of this site alone, without a host: nothing of ours leads elsewhere."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(context.request)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        if request.session.session_key is None:  # another person's session was thrown away
            request.session.save()
        _note(request, user)

    def logout(self, request: HttpRequest) -> None:
        actions.forget_session(session_key=request.session.session_key)
        super().logout(request)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        actions.drop_squatters(email=email_address.email, owner=email_address.user)
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed


def _note(request: HttpRequest, user: User) -> None:
    agent = request.headers.get("User-Agent", "")
    actions.note_session(actor=user, session_key=str(request.session.session_key), user_agent=agent)


def keep_only_this_session(request: HttpRequest, user: User) -> None:
    """Signs `user` out everywhere but here, after a change of how one signs in. This session's key may be new."""
    here = request.session.session_key if request.user.is_authenticated else None
    actions.end_other_sessions(actor=user, keep=here)
    if here:
        _note(request, user)
