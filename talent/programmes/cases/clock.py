"""What happens to cases by itself: old ones go."""

from datetime import datetime, timedelta

from django.db import transaction

from talent.programmes.models import Case
from talent.timeline.actions import forget_items

DAYS = 365


def forget_cases(now: datetime) -> int:
    """Removes cases in which nothing has happened for twelve months, unless the office owes an answer; returns how
    many."""
    over = Case.objects.over_since(now - timedelta(days=DAYS)).order_by("pk")
    return sum(_forget(pk, now) for pk in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    """Asked again under its lock: somebody may have written since."""
    over = Case.objects.over_since(now - timedelta(days=DAYS)).order_by("pk")
    case = over.select_for_update(of=("self",)).filter(pk=pk).first()
    if case is None:
        return False
    forget_items(ref=case.key)
    case.delete()
    return True
