"""What somebody typed into a form whose session had ended: kept for an hour, readable by that browser alone.

The fields lie encrypted in the (anonymous) session; the key is a cookie, so that neither the database nor the
cache can tell what was typed. Another cookie says whose browser this was when the session ended, to nobody but us:
whoever signs in next on a shared machine does not read what somebody else left. Nothing is ever sent by itself: a page shows it, its button sends it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

from talent.accounts.models import User

PLACE, COOKIE, OWNER = "kept_text", "kept", "kept_for"
LARGEST = 64 * 1024
SECONDS = 3600
SECRET = ("password", "oldpassword", "password1", "password2", "code", "credential", "csrfmiddlewaretoken")
TOLD_IN_PASSING = ("answers", "said")
"""Answers of a self-check: whoever gives them is promised that they are kept nowhere."""

UNSEEN = ("version", "revision", "tab")
"""Fields that go along, but that nobody typed."""
labels: dict[str, dict[str, object]] = {}
"""What fields are called, by the page that they are posted to (its URL's name); each room adds its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """Where it was to go, and the fields in their order."""

    path: str
    fields: list[tuple[str, str]]


def name_fields(forms: Mapping[str, type[Form]]) -> None:
    """Tells what the fields of these forms are called, by the URL's name of each. For AppConfig.ready()."""
    for page, form in forms.items():
        labels[page] = {name: field.label for name, field in form.base_fields.items() if field.label}


def labels_of(text: "Text") -> Mapping[str, object]:
    """What the fields of a kept text are called; nothing where nobody has said it."""
    try:
        return labels.get(resolve(urlsplit(text.path).path).view_name, {})
    except Resolver404:
        return {}


def put(request: HttpRequest) -> str | None:
    """Keeps the posted fields; returns the key, or None where there is nothing to keep (or too much).

    Never kept: files, tokens, passwords, anything posted to the pages of signing in and of the account, and what
    comes from a browser in which nobody was signed in.
    """
    owner = _owner(request.user) or request.COOKIES.get(OWNER)
    if request.path.startswith(("/api/", "//")) or "/account/" in request.path:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in (*SECRET, *TOLD_IN_PASSING)
    ]
    plain = json.dumps({"path": request.get_full_path(), "fields": fields, "owner": owner}).encode()
    if not owner or not fields or len(plain) > LARGEST:
        return None
    key = Fernet.generate_key()
    request.session[PLACE] = Fernet(key).encrypt(plain).decode()
    return key.decode()


def hand_over(answer: HttpResponseBase, key: str | None) -> None:
    """Gives the key to the browser, and to nobody else."""
    if key:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(COOKIE, key, SECONDS, httponly=True, samesite="Lax", secure=secure)


def know_owner(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Notes in the browser whose it is; it outlives the session, and goes with signing out."""
    owner, known = _owner(request.user), request.COOKIES.get(OWNER)
    if owner and owner != known:
        age, secure = 2 * settings.SESSION_COOKIE_AGE, settings.SESSION_COOKIE_SECURE
        answer.set_cookie(OWNER, owner, age, httponly=True, samesite="Lax", secure=secure)


def forget_owner(answer: HttpResponseBase) -> None:
    """Somebody signs out: the browser is nobody's."""
    answer.delete_cookie(OWNER, samesite="Lax")


def _owner(user: object) -> str:
    """A name for the person that only we can make, and that nobody can read back."""
    return salted_hmac("kept text", str(user.audit_key)).hexdigest()[:32] if isinstance(user, User) else ""


def read(request: HttpRequest) -> Text | None:
    """What this browser has left, or None: nothing, over an hour old, not its own, or somebody else's."""
    sealed, key = request.session.get(PLACE), request.COOKIES.get(COOKIE)
    if not sealed or not key:
        return None
    try:
        found: Mapping[str, object] = json.loads(Fernet(key).decrypt(sealed, ttl=SECONDS))
    except (InvalidToken, ValueError):
        return None
    if found.get("owner") != _owner(request.user):
        return None
    fields = found["fields"]
    assert isinstance(fields, list)
    return Text(str(found["path"]), [(str(name), str(value)) for name, value in fields])


def drop(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Forgets it, in the session and in the browser."""
    request.session.pop(PLACE, None)
    answer.delete_cookie(COOKIE, samesite="Lax")
