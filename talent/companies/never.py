"""Addresses that want no invitation: a keyed digest, and the signed link that leads to it without an account. Pure."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64

from cryptography.exceptions import InvalidTag

from talent.lib.ciphers import cipher

_FOR = [b"never invite"]
_BYTES = 16


def digest(address: str, *, key: str) -> str:
    """What is kept of an address: 32 hex digits that cannot be turned back. `key` is 64 hex digits."""
    read = address.strip().lower()
    return hmac.digest(bytes.fromhex(key), f"invite:{read}".encode(), "sha256")[:_BYTES].hex()


def token(address: str, *, key: str) -> str:
    """The part of the link that names the address to us alone, as URL characters (AES-SIV, RFC 5297)."""
    sealed = cipher(key).encrypt(bytes.fromhex(digest(address, key=key)), _FOR)
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def opened(text: str, *, key: str) -> str:
    """The digest behind such a link. Raises ValueError for any other text."""
    try:
        return cipher(key).decrypt(urlsafe_b64decode(f"{text}=".encode()), _FOR).hex()
    except (InvalidTag, BadBase64, ValueError):
        raise ValueError("no such link") from None
