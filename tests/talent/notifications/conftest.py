"""One thing that is told, by the room that tells it."""

from collections.abc import Callable
from typing import Any

import pytest

from talent.accounts.models import User
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque


@pytest.fixture
def tell() -> Callable[..., int]:
    """Tells somebody that something waits for them; another `event` is another thing."""

    def told(person: User, event: object = 1, kind: str = "contact_asked", **more: Any) -> int:
        path = more.pop("path", "/in-tray/")
        return notify(recipient=person, kind=kind, event=opaque(kind, event), path=path, **more)

    return told
