"""Addresses of calendars, which are keys to them: kept so that only we can read them, each for its owner alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from django.conf import settings

from talent.lib.ciphers import cipher


def seal(address: str, owner: int) -> str:
    """The address under settings.CALENDAR_KEY (64 hex digits), bound to the key of its owner."""
    sealed = cipher(settings.CALENDAR_KEY).encrypt(address.encode(), [_bound(owner)])
    return urlsafe_b64encode(sealed).decode()


def unseal(sealed: str, owner: int) -> str:
    """The address; empty for what was sealed for somebody else or under another key."""
    try:
        content = urlsafe_b64decode(sealed)
        return cipher(settings.CALENDAR_KEY).decrypt(content, [_bound(owner)]).decode()
    except (InvalidTag, ValueError):
        return ""


def _bound(owner: int) -> bytes:
    return f"outside calendar of {owner}".encode()
