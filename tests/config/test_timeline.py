"""A person's timeline: what comes and what has happened, for that person alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.actions import return_company
from talent.companies.joining import invite
from talent.companies.models import Company, MemberRole, Membership, Remark
from talent.companies.tasks import settle_waiting
from talent.conversations.models import Thread
from talent.conversations.tasks import tell
from talent.timeline.models import Item
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.conftest import address as address
from tests.jobs.contacts.conftest import asked as asked
from tests.talent.conversations.conftest import thread as thread
from tests.talent.conversations.test_conversations import NAME, mine, ours, page

pytestmark = pytest.mark.journey
PAST, API = "/en/timeline/", "/api/v1/timeline/"


def says(browse: Browse, who: User, thread: Thread, text: str) -> None:
    browse(who).post(ours(thread), {"text": text, "signed": NAME})
    tell()


def test_what_waits_is_what_comes_and_what_was_answered_has_happened(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    before = page(browse, expert, PAST)
    assert ">What comes</h2>" in before and "Still waits for you" in before and "asked you" in before
    browse(expert).post(f"/en/requests/{asked.key}/accept/")
    says(browse, member, Thread.objects.get(), "Good morning.")
    after = page(browse, expert, PAST)
    assert ">What comes</h2>" not in after and "wrote to you" in after and "You said yes" in after
    assert after.index("wrote to you") < after.index("asked you"), "the newest first"
    assert mine(Thread.objects.get()) in after and f"/en/requests/{asked.key}/" in after


def test_it_tells_the_same_to_programs(browse: Browse, expert: User, member: User, thread: Thread) -> None:
    says(browse, member, thread, "Good morning.")
    told = browse(expert).get(API).json()
    assert [(row["kind"], row["settled_on"] is None) for row in told["results"]] == [
        ("message_to_expert", True),
        ("contact_request", False),
    ]
    assert told["results"][0]["key"] == str(thread.key) and told["count"] == 2
    [waits] = browse(expert).get("/api/v1/in-tray/").json()["results"]
    assert waits == {key: told["results"][0][key] for key in ("kind", "key", "since", "due")}
    browse(expert).post(mine(thread), {"text": "Good morning to you."})
    tell()
    assert browse(expert).get("/api/v1/in-tray/").json() == {"results": []}
    [ours_waits] = browse(member).get("/api/v1/c/alborz/in-tray/").json()["results"]
    assert (ours_waits["kind"], ours_waits["key"]) == ("message_to_company", str(thread.key))


def test_nobody_else_reads_it(
    browse: Browse, other_expert: User, member: User, other_member: User, thread: Thread
) -> None:
    says(browse, member, thread, "Good morning.")
    for who in (other_expert, member, other_member):
        assert "Nothing has happened yet" in page(browse, who, PAST)
        assert browse(who).get(API).json()["results"] == []
        assert browse(who).get("/api/v1/in-tray/").json() == {"results": []}
    assert browse(other_member).get("/api/v1/c/alborz/in-tray/").status_code == 404
    for path in (API, "/api/v1/in-tray/", "/api/v1/c/alborz/in-tray/"):
        assert browse(None).get(path).status_code == 401


def test_whoever_blocks_a_company_reads_of_it_no_more(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, thread, "Good morning.")
    browse(expert).post(f"{mine(thread)}block/")
    assert "Nothing has happened yet" in page(browse, expert, PAST)
    assert browse(expert).get(API).json()["count"] == 0


def test_a_long_timeline_comes_in_full_pages_at_the_same_cost(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, thread, "Good morning.")
    reader = browse(expert)
    few = statements.of(lambda: reader.get(PAST))
    then = timezone.now() - timedelta(days=3)
    past: dict[str, Any] = {"kind": "message_to_expert", "ref": thread.key, "since": then, "closed_at": then}
    Item.objects.bulk_create(Item(owner_kind="person", owner=expert.pk, **past) for _ in range(95))
    assert len(statements.of(lambda: reader.get(PAST))) == len(few) and len(few) <= 8
    lines = [page(browse, expert, f"{PAST}?page={number}").count("wrote to you") for number in (1, 2, 3, 4)]
    assert lines == [29, 30, 30, 7], "one of 97 is the request"
    for odd in ("0", "-1", "x", "9" * 30):
        assert browse(expert).get(f"{PAST}?page={odd}").status_code == 200


def test_with_everything_waiting_at_once_the_in_tray_costs_eight_statements_at_most(
    browse: Browse, expert: User, member: User, moderator: User, other_company: Company, thread: Thread
) -> None:
    says(browse, member, thread, "Good morning.")
    boss = cast.member(moderator, other_company, "boss", MemberRole.OWNER)
    invite(actor=boss, company=other_company, email=expert.email, role=MemberRole.READER, language="en")
    names = {"name_fa": "الوند", "name_en": "Alvand"}
    mine = Company.objects.create(slug="new-1", state="submitted", by_itself=True, **names)
    Membership.objects.create(company=mine, email=expert.email, role=MemberRole.OWNER)
    return_company(actor=moderator, company=mine, comments={Remark.OTHER: "Call us."})
    ContactRequest.objects.update(state="waiting")
    Item.objects.filter(kind="contact_request").update(closed_at=None)
    settle_waiting()
    reader = browse(expert)
    kinds = {row["kind"] for row in reader.get("/api/v1/in-tray/").json()["results"]}
    assert kinds == {"contact_request", "message_to_expert", "registration_returned", "invitation"}
    for path in ("/en/in-tray/", PAST, "/api/v1/in-tray/"):
        assert len(statements.of(lambda path=path: reader.get(path))) <= 8, path
