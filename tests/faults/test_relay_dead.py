"""The relay stands still: whoever leaves is gone at the next request all the same; afterwards the index is right."""

import json
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from bench.running import RunningSet, signal_to, until
from bench.visitor import Visitor
from tests.faults.conftest import caught_up
from tests.faults.hand import Hand

pytestmark = pytest.mark.faults
HEADLINE = "Data platform engineer and adviser"
QUESTION = "skill=persian-nlp&skill=python&skill=apache-kafka"
THEIRS = {"region": "western-europe", "seniority": "lead", "years": "10-14", "skill": "persian-nlp"}


@pytest.fixture
def findable(running: RunningSet, hand: Hand, visiting_expert: Visitor, settled: None) -> Iterator[Visitor]:
    """The demo expert, found under a headline of their own; and so again afterwards."""
    _list(visiting_expert, "companies")
    _write(visiting_expert, hand, running)
    caught_up(hand)
    yield visiting_expert
    again = {"company": "alborz", "show": "1"}
    visiting_expert.post("/en/profile/hidden/hide/", again, form="/en/profile/hidden/")
    _list(visiting_expert, "companies")


@pytest.fixture
def still(running: RunningSet) -> Iterator[int]:
    """The worker, standing still: it neither works nor dies, so nobody starts another."""
    pid = running.pid_of("config.worker")
    signal_to(pid, signal.SIGSTOP)
    yield pid
    signal_to(pid, signal.SIGCONT)


def _list(expert: Visitor, listing: str) -> None:
    assert expert.post("/en/profile/listing/", {"listing": listing}, form="/en/profile/").status == 302


def _write(expert: Visitor, hand: Hand, running: RunningSet) -> None:
    version = hand.ask("version", email=running.accounts("expert")[0]["email"])
    words = {
        "headline_en": HEADLINE,
        "headline_fa": "",
        "summary_fa": "",
        "summary_en": "",
        "version": version,
    }
    assert expert.post("/en/profile/words/", words).status == 302


def _asked(visitor: Visitor, company: str = "alborz") -> dict[str, Any]:
    answer = visitor.get(f"/api/v1/c/{company}/experts/?{QUESTION}", Accept="application/json")
    assert answer.status == 200, answer.text[:200]
    told: dict[str, Any] = json.loads(answer.text)
    return told


def _counts(told: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {
        (facet["name"], one["slug"]): one["count"] or 0 for facet in told["facets"] for one in facet["values"]
    }


def _links(told: dict[str, Any]) -> list[str]:
    return [one["link"] for one in told["results"] if one["headline"] == HEADLINE]


def _gone(member: Visitor, before: dict[str, Any], link: str) -> None:
    """Not on the page, not in the API, not in a total, not in a facet, not at their address."""
    after = _asked(member)
    assert after["count"] == before["count"] - 1
    assert _links(after) == []
    for pair in THEIRS.items():
        assert _counts(after).get(pair, 0) == _counts(before)[pair] - 1, pair
    assert HEADLINE not in member.get(f"/en/c/alborz/experts/?{QUESTION}").text
    assert member.get(link).status == 404


def test_unlisting_holds_at_once(
    running: RunningSet, hand: Hand, findable: Visitor, visiting_member: Visitor, still: int
) -> None:
    before = _asked(visiting_member)
    [link] = _links(before)
    assert visiting_member.get(link).status == 200
    _list(findable, "nobody")
    _gone(visiting_member, before, link)
    assert hand.ask("truth")["wrong"], "the index should not know it yet, else nothing was tried"
    signal_to(still, signal.SIGCONT)
    caught_up(hand)
    _gone(visiting_member, before, link)


def test_hiding_holds_at_once_and_for_that_company_alone(
    running: RunningSet, hand: Hand, findable: Visitor, visiting_member: Visitor, still: int
) -> None:
    before = _asked(visiting_member)
    [link] = _links(before)
    other = Visitor(running.port).sign_in(running.accounts("company recruiter")[1])
    answer = findable.post("/en/profile/hidden/hide/", {"company": "alborz"}, form="/en/profile/hidden/")
    assert answer.status == 302
    _gone(visiting_member, before, link)
    assert len(_links(_asked(other, "parto"))) == 1
    signal_to(still, signal.SIGCONT)
    until(lambda: hand.ask("unsent") == 0, 60, "the relay")
    _gone(visiting_member, before, link)
    assert len(_links(_asked(other, "parto"))) == 1


def test_a_member_removed_while_the_form_is_open_is_out_at_the_next_request(
    running: RunningSet, hand: Hand
) -> None:
    account = running.accounts("company recruiter")[-1]
    company = account["email"].partition("@")[2].partition(".")[0]
    gone = Visitor(running.port).sign_in(account)
    assert gone.get(f"/en/c/{company}/experts/?q=python").status == 200
    hand.ask("remove_member", email=account["email"])
    assert gone.get(f"/en/c/{company}/experts/?q=python").status == 404
    assert gone.get(f"/api/v1/c/{company}/experts/?q=python", Accept="application/json").status == 404
