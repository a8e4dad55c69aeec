"""How one relation names and addresses a person. Another relation gets another name and another address."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from pathlib import Path
from struct import pack, unpack

from cryptography.exceptions import InvalidTag

from talent.lib.ciphers import cipher

WORDS = json.loads((Path(__file__).resolve().parents[2] / "data" / "handles.json").read_text())
TOKEN_LENGTH = 32


def token(pk: int, *, relation: str, key: str) -> str:
    """The address of `pk` for `relation`: 32 URL characters, always the same, meaningless to others.

    `key` is 64 hex digits. Deterministic authenticated encryption, RFC 5297.
    """
    sealed = cipher(key).encrypt(pack(">Q", pk), [relation.encode()])
    return urlsafe_b64encode(sealed).decode()


def opened(text: str, *, relation: str, key: str) -> int:
    """The primary key behind a token, or 0 (no row has it) for any other text: the caller runs the same SQL."""
    try:
        sealed = urlsafe_b64decode(text.encode()) if len(text) == TOKEN_LENGTH else b""
        return int(unpack(">Q", cipher(key).decrypt(sealed, [relation.encode()]))[0])
    except (InvalidTag, BadBase64, ValueError):
        return 0


def digest(text: str, *, relation: str, key: str) -> str:
    """A short name of an address that leads nowhere, of any length and kind; it cannot be turned back."""
    return hmac.digest(bytes.fromhex(key), f"missed:{relation}:{text}".encode(), "sha256").hex()[:32]


def label(pk: int, *, relation: str, key: str, language: str) -> str:
    """A name of two words and a number, parallel in both languages: "calm turquoise 72", «فیروزهٔ آرام 72».

    Not unique and never used as a key.
    """
    digest = hmac.digest(bytes.fromhex(key), f"label:{relation}:{pk}".encode(), "sha256")
    noun = WORDS["nouns"][digest[0] % len(WORDS["nouns"])]
    manner = WORDS["manners"][digest[1] % len(WORDS["manners"])]
    number = 10 + int.from_bytes(digest[2:4], "big") % 990
    if language == "fa":
        return f"{noun['fa']} {manner['fa']} {number}"
    return f"{manner['en']} {noun['en']} {number}"
