"""Addresses of calendars, which are keys to them: kept so that only we can read them, each for its owner alone."""

from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase32
from struct import error as BadNumbers
from struct import pack, unpack

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


def feed_token(owner: int, number: int) -> str:
    """52 small letters and digits for an address, the same for the same numbers, which nobody else can make."""
    sealed = cipher(settings.CALENDAR_KEY).encrypt(pack(">QQ", owner, number), [b"feed"])
    return b32encode(sealed).decode().rstrip("=").lower()


def numbers_of_feed(token: str) -> tuple[int, int]:
    """The numbers behind it, or two zeros for any other text: no row has them."""
    try:
        content = cipher(settings.CALENDAR_KEY).decrypt(b32decode(token.upper() + "===="), [b"feed"])
        owner, number = unpack(">QQ", content)
    except (InvalidTag, BadBase32, BadNumbers, ValueError):
        return 0, 0
    return owner, number


def _bound(owner: int) -> bytes:
    return f"outside calendar of {owner}".encode()
