"""What tests of mentoring share: the time."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from tests.mentoring import NOW


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets what time it is; a Saturday to begin with."""

    def at(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    at(NOW)
    return at
