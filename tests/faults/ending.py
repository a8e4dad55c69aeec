"""The hand's orders for openings whose last day is over: makes them, has them ended, counts what came of it."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from config.broker import SCHEDULE
from config.celery import app
from jobs.openings.models import Edition, Opening, OpeningStep
from jobs.openings.states import Verb
from talent.accounts.models import User
from talent.changes.actions import mark_many
from talent.companies.models import Company
from talent.lib.dates import park_today
from talent.notifications.models import Notification

MARK = "Over since yesterday"


def openings_over(count: int) -> int:
    """Openings on the board that ended yesterday, each with somebody to be told; returns how many."""
    company = Company.objects.verified().filter(slug="alborz").get()
    reader = User.objects.get(email="recruiter@alborz.example.org")
    since, over = park_today() - timedelta(days=40), park_today() - timedelta(days=1)
    editions = Edition.objects.bulk_create(Edition(title_en=MARK) for _ in range(count))
    days = {"published_on": since, "touched_on": since, "ends_on": over, "created_at": timezone.now()}
    made = Opening.objects.bulk_create(
        Opening(company=company, state="published", shown=one, **days) for one in editions
    )
    for one in made:
        one.reviewers.create(person=reader)
    mark_many(kind="opening", subjects=[(one.key, one.version) for one in made])
    return len(made)


def end_openings() -> None:
    """Asks the set's own worker to do what the clock asks of it every minute."""
    app.send_task(SCHEDULE["expire-openings"]["task"])


def openings_ended() -> dict[str, int]:
    """How many are still up; how many ended; the most log rows, and the most notices, that one of them has."""
    ours = Opening.objects.filter(shown__title_en=MARK)
    steps = OpeningStep.objects.filter(opening__in=ours, verb=Verb.EXPIRE).order_by()
    logged = Counter(steps.values_list("opening", flat=True))
    paths = [f"/c/alborz/openings/{key}/" for key in ours.order_by().values_list("key", flat=True)]
    told = Counter(Notification.objects.filter(path__in=paths).order_by().values_list("path", flat=True))
    return {
        "up": ours.filter(state="published").count(),
        "logged": len(logged),
        "told": len(told),
        "most": max([*logged.values(), *told.values()], default=0),
    }


ORDERS = {one.__name__: one for one in (openings_over, end_openings, openings_ended)}
