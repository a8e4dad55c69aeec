"""Two recruiters, two tabs, and an opening that closes in the same second: one wins, and the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from jobs.applications import actions, deciding, drafting
from jobs.applications.models import Application, ApplicationStep
from jobs.applications.moving import NotNow
from jobs.applications.states import Verb
from jobs.openings import actions as openings
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.lib.errors import Conflict
from tests.faults.test_side_by_side import words as words
from tests.openings import membership, posted

pytestmark = [pytest.mark.faults, pytest.mark.locks, pytest.mark.django_db(transaction=True)]
ROUNDS = 4


def together(*works: Callable[[], Any]) -> list[str]:
    """Runs all at the same moment, each with a connection of its own; "done", or the code of what refused it."""
    start = Barrier(len(works))

    def one(work: Callable[[], Any]) -> str:
        start.wait()
        try:
            work()
            return "done"
        except Conflict as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def written(her: User, opening: Opening) -> Application:
    typed: dict[str, Any] = {"version": 0, "letter": "Hello", "answers": {}, "groups": []}
    return drafting.save_draft(actor=her, opening=opening, **typed)


def test_of_recruiters_who_decide_at_once_one_wins(
    expert: User, member: User, colleague: User, company: Company
) -> None:
    for _round in range(ROUNDS):
        opening = posted(member, company)
        made = drafting.submit(actor=expert, opening=opening, version=written(expert, opening).version)
        seen: dict[str, Any] = {"application": made, "version": made.version}
        met = together(
            lambda seen=seen: deciding.decide(
                actor=member, membership=membership(member, company), wanted=Verb.SHORTLIST, **seen
            ),
            lambda seen=seen: deciding.decide(
                actor=colleague,
                membership=membership(colleague, company),
                wanted=Verb.REFUSE,
                reason="skills",
                **seen,
            ),
        )
        assert sorted(met) == ["done", "moved"]
        assert ApplicationStep.objects.filter(application=made).count() == 2


def test_sent_many_times_at_once_it_is_sent_once(expert: User, member: User, company: Company) -> None:
    opening = posted(member, company)
    version = written(expert, opening).version
    met = together(
        *[lambda: drafting.submit(actor=expert, opening=opening, version=version) for _ in range(ROUNDS)]
    )
    assert set(met) == {"done"} and ApplicationStep.objects.count() == 1


def test_in_the_second_in_which_it_closes_it_is_sent_before_or_not_at_all(
    expert: User, member: User, company: Company
) -> None:
    for _round in range(ROUNDS):
        opening = posted(member, company)
        version = written(expert, opening).version
        sent, closed = together(
            lambda opening=opening, version=version: drafting.submit(
                actor=expert, opening=opening, version=version
            ),
            lambda opening=opening: openings.withdraw(
                actor=member, membership=membership(member, company), opening=opening
            ),
        )
        made = Application.objects.get(opening=opening)
        assert closed == "done" and (sent, made.state) in (("done", "submitted"), ("opening_over", "draft"))
        assert made.letter == "Hello"


@pytest.mark.parametrize(
    ("verb", "given", "after"),
    [(Verb.REFUSE, {"reason": "terms"}, "refused"), (Verb.RESCIND, {}, "shortlisted")],
)
def test_accepting_and_ending_an_offer_at_once_end_in_one_of_the_two(
    expert: User, member: User, company: Company, verb: Verb, given: dict[str, Any], after: str
) -> None:
    for _round in range(ROUNDS):
        opening = posted(member, company)
        made = drafting.submit(actor=expert, opening=opening, version=written(expert, opening).version)
        mine = membership(member, company)
        for one in (Verb.SHORTLIST, Verb.OFFER):
            made.refresh_from_db()
            deciding.decide(actor=member, membership=mine, application=made, wanted=one, version=made.version)
        made.refresh_from_db()
        seen: dict[str, Any] = {"application": made, "version": made.version}
        accepted, ended = together(
            lambda seen=seen: actions.accept(actor=expert, **seen),
            lambda seen=seen, mine=mine: deciding.decide(
                actor=member, membership=mine, wanted=verb, **seen, **given
            ),
        )
        made.refresh_from_db()
        filled = Opening.objects.get(pk=opening.pk).state == "filled"
        assert (accepted, ended, made.state, filled) in (
            ("done", "moved", "accepted", True),
            (NotNow.code, "done", after, False),
        )


def test_two_who_take_back_crosswise_do_not_wait_for_each_other(
    expert: User,
    other_expert: User,
    member: User,
    company: Company,
    other_member: User,
    other_company: Company,
) -> None:
    here, there = posted(member, company, places=9), posted(other_member, other_company, places=9)
    sides = {here: membership(member, company), there: membership(other_member, other_company)}
    actors = {here: member, there: other_member}
    accepted = []
    for her, mine, other in ((expert, here, there), (other_expert, there, here)):
        made, _left = (
            drafting.submit(actor=her, opening=one, version=written(her, one).version)
            for one in (mine, other)
        )
        for verb in (Verb.SHORTLIST, Verb.OFFER):
            made.refresh_from_db()
            step: dict[str, Any] = {"application": made, "wanted": verb, "version": made.version}
            deciding.decide(actor=actors[mine], membership=sides[mine], **step)
        accepted.append((her, made))
    for _round in range(ROUNDS):
        for verb in (actions.accept, actions.undo):
            met = together(*(partial(verb, actor=her, application=made) for her, made in accepted))
            assert met == ["done", "done"]
