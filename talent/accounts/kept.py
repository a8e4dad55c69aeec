"""What somebody typed into a form whose session had ended: kept for an hour, readable by that browser alone.

The fields lie encrypted in the (anonymous) session; the key is a cookie, so that neither the database nor the
cache can tell what was typed. Nothing is ever sent by itself: a page shows it, its button sends it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PLACE, COOKIE = "kept_text", "kept"
LARGEST = 64 * 1024
SECONDS = 3600
SECRET = ("password", "oldpassword", "password1", "password2", "code", "credential", "csrfmiddlewaretoken")

UNSEEN = ("version",)
"""Fields that go along, but that nobody typed."""
labels: dict[str, object] = {}
"""What fields are called on the page, by name; each room adds its own in AppConfig.ready()."""


@dataclass(frozen=True, slots=True)
class Text:
    """Where it was to go, and the fields in their order."""

    path: str
    fields: list[tuple[str, str]]


def put(request: HttpRequest) -> str | None:
    """Keeps the posted fields; returns the key, or None where there is nothing to keep (or too much).

    Never kept: files, tokens, passwords, anything posted to the pages of signing in and of the account.
    """
    if request.path.startswith(("/api/", "//")) or "/account/" in request.path:
        return None
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in SECRET
    ]
    plain = json.dumps({"path": request.get_full_path(), "fields": fields}).encode()
    if not fields or len(plain) > LARGEST:
        return None
    key = Fernet.generate_key()
    request.session[PLACE] = Fernet(key).encrypt(plain).decode()
    return key.decode()


def hand_over(answer: HttpResponseBase, key: str | None) -> None:
    """Gives the key to the browser, and to nobody else."""
    if key:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(COOKIE, key, SECONDS, httponly=True, samesite="Lax", secure=secure)


def read(request: HttpRequest) -> Text | None:
    """What this browser has left, or None: nothing, over an hour old, or not its own."""
    sealed, key = request.session.get(PLACE), request.COOKIES.get(COOKIE)
    if not sealed or not key:
        return None
    try:
        found: Mapping[str, object] = json.loads(Fernet(key).decrypt(sealed, ttl=SECONDS))
    except (InvalidToken, ValueError):
        return None
    fields = found["fields"]
    assert isinstance(fields, list)
    return Text(str(found["path"]), [(str(name), str(value)) for name, value in fields])


def drop(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Forgets it, in the session and in the browser."""
    request.session.pop(PLACE, None)
    answer.delete_cookie(COOKIE, samesite="Lax")
