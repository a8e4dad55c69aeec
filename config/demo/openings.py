"""Openings of the demo companies: nine on the board, one with the park, one returned, one that is being written."""

import json
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings

from config.demo.requests import recruiter
from jobs.openings import actions, drafting
from jobs.openings.models import Opening
from jobs.openings.states import Remark
from talent.accounts.models import RoleName, User
from talent.companies.models import Company, Membership
from talent.lib.dates import park_today

FILE = Path(settings.BASE_DIR) / "data" / "demo_openings.json"
OFF_THE_BOARD = 3
CLOSES_AFTER = (12, None, 40, 25, 9, 60, None, 75, 33)
COMMENT = "لطفاً بنویسید این کار در کدام شهر است و چند روز در هفته حضوری است."


def make_openings() -> None:
    """Writes, sends and publishes them as people would; the board's days are spread over the last weeks."""
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["openings"]
    companies = list(Company.objects.verified().order_by("number")[:8])
    on_board = len(rows) - OFF_THE_BOARD
    for number, (said, company) in enumerate(zip(rows, cycle(companies), strict=False)):
        days = CLOSES_AFTER[number % len(CLOSES_AFTER)]
        closes_on = park_today() + timedelta(days=days) if days and number < on_board else None
        opening = _written(recruiter(company), said | {"closes_on": closes_on})
        if number < on_board:
            _published(opening, days_ago=3 * number)
        elif number == on_board:
            _sent(opening)
        elif number == on_board + 1:
            _returned(opening)


def _written(membership: Membership, said: dict[str, Any]) -> Opening:
    actor = User.objects.get(email=membership.email)
    made = drafting.start_opening(actor=actor, membership=membership)
    assert made.draft
    values: dict[str, Any] = {"version": made.draft.version} | said
    drafting.save_draft(actor=actor, membership=membership, opening=made, **values)
    return made


def _sent(opening: Opening) -> Opening:
    membership = recruiter(opening.company)
    actor = User.objects.get(email=membership.email)
    return actions.submit(actor=actor, membership=membership, opening=opening)


def _published(opening: Opening, *, days_ago: int) -> None:
    sent = _sent(opening)
    assert sent.draft
    actions.publish(actor=_moderator(), opening=sent, version=sent.draft.version)
    day = park_today() - timedelta(days=days_ago)
    Opening.objects.filter(pk=opening.pk).update(published_on=day)


def _returned(opening: Opening) -> None:
    sent = _sent(opening)
    assert sent.draft
    said = {Remark.PLACE: COMMENT}
    actions.send_back(actor=_moderator(), opening=sent, version=sent.draft.version, comments=said)


def _moderator() -> User:
    found = User.objects.filter(roles__name=RoleName.MODERATOR).order_by("pk").first()
    assert found
    return found
