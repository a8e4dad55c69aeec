"""What allauth asks us: who is calling (never by address), and where mails' links lead."""

import hmac
import secrets
from ipaddress import IPv6Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

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
        return super().save_user(request, user, form, commit)
