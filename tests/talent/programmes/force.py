"""Programmes in force, for tests that meet them as people do."""

from typing import Any

from talent.accounts.models import RoleName, User
from talent.programmes import actions
from talent.programmes.models import Version
from tests import cast
from tests.talent.programmes.building import document, leaf

ASKED = [
    {
        "id": "earlier_support",
        "type": "yes_no",
        "question": {"fa": "پیش‌تر پشتیبانی شده‌اید؟", "en": "Have you been supported?"},
        "stored": True,
    },
    {
        "id": "age",
        "type": "whole",
        "unit": "year",
        "question": {"fa": "چند سال دارید؟", "en": "How old are you?"},
    },
]
REASON = "The colleague who reads along is ill until the call opens."


def put_in_force(raw: Any = None) -> Version:
    """Imports a document (by default a small one: whether one was supported before, which may be kept) and publishes it."""
    email = "writer@park.example.org"
    writer = User.objects.filter(email=email).first() or cast.staff(RoleName.EDITOR, email)
    draft = actions.import_document(actor=writer, raw=raw or small())
    return actions.publish(actor=writer, draft=draft, revision=draft.revision, reason=REASON)


def small(**more: Any) -> dict[str, Any]:
    """A programme with one rule; what it asks may be kept, one's age may not."""
    titled = {"title": {"fa": "برنامهٔ کوچک", "en": "Small programme"}, "facts": ASKED}
    return document(**({"rules": leaf("earlier_support", "is", False, id="free")} | titled | more))
