"""How far the indexes are behind the database, in numbers that cost two small SQL."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from search.models import RelayState
from talent.changes.models import Change


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds: since the relay's last round (None: it has never run), and the age of the oldest unsent
    change (None: nothing waits)."""

    last_round: float | None
    oldest_unsent: float | None


def lag() -> Lag:
    """Where the relay stands now."""
    oldest = Change.objects.order_by("id").values_list("marked_at", flat=True).first()
    return Lag(last_round=_age(RelayState.current().last_round), oldest_unsent=_age(oldest))


def _age(moment: datetime | None) -> float | None:
    return (timezone.now() - moment).total_seconds() if moment else None
