"""Writing an opening as a recruiter does: through the pages."""

from typing import Any

from django.test import Client

from jobs.openings.models import Opening
from tests.openings import fresh

HOME = "/en/c/alborz/openings/"
TYPED: dict[str, Any] = {
    "title_en": "Data engineer",
    "text_en": "You build our streams.",
    "kind": "employment",
    "mode": "hybrid",
    "country": "IR",
    "city": "تهران",
    "add_must": "پایتون، postgresql",
    "add_nice": "Kubernetes",
    "pay_min": "۲٬۵۰۰",
    "pay_max": "3,500",
    "pay_currency": "EUR",
    "pay_period": "month",
    "places": "2",
    "answer_days": "10",
    "question": ["May you begin in spring?", "", ""],
    "question_id": ["", "", ""],
}


def start(recruiter: Client) -> Opening:
    answer = recruiter.post(f"{HOME}new/")
    assert answer.status_code == 302
    return Opening.objects.latest("pk")


def write(recruiter: Client, opening: Opening, **typed: Any) -> Any:
    version = fresh(opening).draft.version  # type: ignore[union-attr]
    return recruiter.post(f"{HOME}{opening.key}/write/", {"version": version} | TYPED | typed)


def move(recruiter: Client, opening: Opening, verb: str) -> Any:
    return recruiter.post(f"{HOME}{opening.key}/{verb}/", follow=True)
