"""The one cipher that all rooms seal with. Pure; which key, and what a seal is bound to, is theirs to say."""

from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESSIV


@cache
def cipher(key: str) -> AESSIV:
    """Deterministic authenticated encryption (RFC 5297) under a key of 64 hex digits; made once for each key."""
    return AESSIV(bytes.fromhex(key))
