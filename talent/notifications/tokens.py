"""Words in mails that only we can read: keyed, without a meaning to anybody else, the same for the same content."""

import hmac
from base64 import b32decode, b32encode
from binascii import Error as BadBase32
from struct import error as BadNumbers
from struct import pack, unpack

from cryptography.exceptions import InvalidTag
from django.conf import settings

from talent.lib.ciphers import cipher


def seal(content: bytes, *, purpose: str) -> str:
    """The content as small letters and digits (mail servers do not tell capitals apart), for this purpose alone.

    Deterministic authenticated encryption, RFC 5297, under settings.MAIL_KEY (64 hex digits).
    """
    sealed = cipher(settings.MAIL_KEY).encrypt(content, [purpose.encode()])
    return b32encode(sealed).decode().rstrip("=").lower()


def unseal(text: str, *, purpose: str) -> bytes:
    """The content behind a token, or nothing for any other text."""
    try:
        sealed = b32decode(text.upper() + "=" * (-len(text) % 8))
        return cipher(settings.MAIL_KEY).decrypt(sealed, [purpose.encode()])
    except (InvalidTag, BadBase32, ValueError):
        return b""


def seal_numbers(*numbers: int, purpose: str) -> str:
    """Like `seal`, for keys of rows."""
    return seal(pack(f">{len(numbers)}Q", *numbers), purpose=purpose)


def unseal_numbers(text: str, count: int, *, purpose: str) -> tuple[int, ...]:
    """The numbers behind a token, or as many zeros for any other text: no row has such a key."""
    try:
        return tuple(unpack(f">{count}Q", unseal(text, purpose=purpose)))
    except BadNumbers:
        return (0,) * count


def mark_of(address: str) -> int:
    """A short number of an address, which cannot be turned back."""
    digest = hmac.digest(bytes.fromhex(settings.MAIL_KEY), b"address:" + address.lower().encode(), "sha256")
    return int.from_bytes(digest[:4], "big")


def opaque(*parts: object) -> str:
    """One event by which nothing can be looked up: the same for the same parts, 32 hex digits."""
    text = "\x1f".join(str(part) for part in parts)
    return hmac.digest(bytes.fromhex(settings.MAIL_KEY), b"event:" + text.encode(), "sha256").hex()[:32]
