"""Openings over time: what stands beside what, what is told when, and what goes with whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.openings import actions, drafting
from jobs.openings.clock import tell_ending
from jobs.openings.models import Opening
from search.text.normalise import fold
from talent.accounts.leaving import erase_account
from talent.accounts.models import RoleName, User
from talent.companies.models import Company
from talent.experts.merging import merge_terms
from talent.lib.dates import park_today
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests import cast
from tests.jobs.openings.hand import HOME, move, start, write
from tests.openings import fresh, membership, posted

Browse = Callable[[User | None], Client]


@pytest.mark.parametrize("typed", [{"pay_min": "9000", "pay_max": "abc"}, {"pay_min": "9000"}])
def test_a_sum_is_judged_beside_the_one_that_stands(recruiter: Client, typed: dict[str, str]) -> None:
    opening = start(recruiter)
    write(recruiter, opening)
    answer = write(recruiter, opening, title_en="Typed along", **typed)
    said = fresh(opening).draft
    assert answer.status_code == 400 and "below the lowest" in answer.content.decode()
    assert said and said.title_en == "Typed along" and (said.pay_min, said.pay_max) == (2500, 3500)


def test_what_was_being_written_when_it_was_filled_is_there_again(
    recruiter: Client, member: User, company: Company
) -> None:
    opening = posted(member, company)
    move(recruiter, opening, "change")
    write(recruiter, opening, title_en="Half written", title_fa="", text_fa="")
    move(recruiter, opening, "fill")
    move(recruiter, opening, "reopen")
    assert "Half written" not in recruiter.get(HOME).content.decode()
    move(recruiter, opening, "change")
    assert fresh(opening).draft.title_en == "Half written"  # type: ignore[union-attr]


def test_every_end_is_told_a_week_before_and_waits_no_longer_than_it_may(
    recruiter: Client, member: User, company: Company
) -> None:
    opening, now = posted(member, company), timezone.now()
    tell_ending(now + timedelta(days=85))
    told = Notification.objects.filter(recipient=member).count()
    move(recruiter, opening, "keep_up")
    Opening.objects.filter(pk=opening.pk).update(ends_on=park_today() + timedelta(days=120))
    assert tell_ending(now + timedelta(days=115)) == 1
    assert Notification.objects.filter(recipient=member).count() == told + 1
    move(recruiter, opening, "withdraw")
    assert not Item.objects.filter(kind="opening_ends", closed_at=None).exists()


def test_a_merged_word_is_renamed_in_openings(member: User, company: Company, browse: Browse) -> None:
    opening = posted(member, company, skills=[{"slug": "go", "level": 3, "must": True}])
    before = fresh(opening).version
    editor = cast.staff(RoleName.EDITOR)
    merge_terms(actor=editor, keep=cast.term("skill", "rust"), lose=cast.term("skill", "go"), fold=fold)
    assert fresh(opening).shown.skills == [{"slug": "rust", "level": 3, "must": True}]  # type: ignore[union-attr]
    assert fresh(opening).version > before


def test_a_contact_goes_with_whoever_wrote_it(
    member: User, colleague: User, company: Company, recruiter: Client
) -> None:
    opening = posted(member, company, contact="Sara, head of data")
    mine = membership(colleague, company)
    drafting.change(actor=colleague, membership=mine, opening=opening)
    draft = fresh(opening).draft
    assert draft
    values: dict[str, Any] = {"actor": colleague, "membership": mine, "opening": opening}
    drafting.save_draft(**values, version=draft.version, places=4)
    actions.amend(**values)
    erase_account(actor=colleague)
    assert fresh(opening).shown.contact == "Sara, head of data"  # type: ignore[union-attr]
    erase_account(actor=member)
    assert fresh(opening).shown.contact == ""  # type: ignore[union-attr]
