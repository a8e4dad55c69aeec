"""An expert who is not there any more: to the company the conversation has ended, whatever the cause."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from jobs.contacts.clock import expire_due
from jobs.contacts.clock import forget_over as forget_requests
from jobs.contacts.models import ContactRequest, ContactStep
from talent.accounts.leaving import everything_of
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.conversations.clock import forget_over
from talent.conversations.models import Message, Report, Thread
from talent.conversations.reports import look
from talent.conversations.tasks import tell
from talent.experts import actions as experts
from talent.experts.models import KeptApart
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.test_silence import CAUSES, Undone, erase, hide, hide_from_host, unlist
from tests.talent.conversations.test_conversations import NAME, OFFER, mine, ours
from tests.test_noninterference import no_throttle as no_throttle

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_throttle")]
SECRET = "From Munich, gladly."
LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def talked(browse: Browse, expert: User, member: User, thread: Thread) -> Thread:
    """Both have said something; the company has not read the last of it."""
    browse(member).post(ours(thread), {"text": OFFER, "signed": NAME})
    browse(expert).post(mine(thread), {"text": SECRET})
    browse(expert).post(f"{mine(thread)}reading/", {"on": "1"})
    tell()
    return thread


def block_here(her: User, company: Company) -> None:
    client = Client()
    cast.sign_in(client, her)
    assert client.post(f"{mine(Thread.objects.get())}block/").url == "/en/conversations/"


def test_every_cause_gives_the_company_the_same_conversation(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, talked: Thread
) -> None:
    readers = browse(member), browse(colleague)
    assert SECRET in readers[0].get(ours(talked)).content.decode()
    causes = (*CAUSES, block_here)
    met = {cause: _walk(readers, expert, member, company, talked, cause) for cause in causes}
    for cause in causes:
        for one, other in zip(met[cause], met[unlist], strict=True):
            assert one == other, cause
    first = {name: body for name, _, body, _ in met[unlist]}[f"get {ours(talked)}"]
    assert "This conversation has ended" in first and OFFER in first and SECRET not in first


def _walk(
    readers: tuple[Client, Client], her: User, member: User, company: Company, talked: Thread, cause: Any
) -> list[tuple[str, int, str, list[str]]]:
    """What members meet after the cause: pages, what is new, what is sent, mails, their data; undone afterwards."""
    met: list[tuple[str, int, str, list[str]]] = []
    asked = f"{ours(talked)}?after={Message.objects.order_by('pk')[0].key}"
    hers = Message.objects.get(text=SECRET).key
    api = f"/api/v1{ours(talked).removeprefix('/en')}"
    paths = (
        api,
        "/api/v1/c/alborz/conversations/",
        ours(talked),
        asked,
        f"{ours(talked)}report/",
        *(f"{place}?{part}={hers}" for place in (ours(talked), api) for part in ("before", "after")),
        "/en/c/alborz/conversations/",
        "/en/c/alborz/in-tray/",
        "/en/c/alborz/in-tray/count/",
    )
    with pytest.raises(Undone), transaction.atomic():
        cause(User.objects.get(pk=her.pk), company)
        Notification.objects.all().delete()
        for reader in readers:
            met += [_step(reader, "get", path) for path in paths]
        for verb, sent in (("", {"text": "There?", "signed": NAME}), ("mute/", {"on": "1"}), ("read/", {"through": str(hers)}), ("read/", {}), ("leave/", {})):  # fmt: skip
            met += [_step(readers[0], "post", f"{path}{verb}", sent) for path in (ours(talked), api)]
            met += [_step(reader, "get", path) for reader in readers for path in paths]
        tell()
        met.append(
            ("told", Notification.objects.count(), str(everything_of(member)["conversations.Message"]), [])
        )
        raise Undone()
    return met


def _step(
    reader: Client, method: str, path: str, sent: dict[str, str] | None = None
) -> tuple[str, int, str, list[str]]:
    answers: list[Any] = []
    shapes = statements.shapes(lambda: answers.append(getattr(reader, method)(path, sent)))
    [answer] = answers
    body = re.sub(r'value="\w{64}"', "", answer.content.decode()) + answer.headers.get("Location", "")
    return f"{method} {path}", answer.status_code, body, shapes


def test_a_colleague_from_a_hidden_company_finds_nothing_of_it(
    browse: Browse, expert: User, member: User, colleague: User, other_company: Company, talked: Thread
) -> None:
    Membership.objects.create(company=other_company, email=colleague.email, role=MemberRole.RECRUITER)
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    theirs, here = browse(colleague), browse(member)
    assert theirs.get(ours(talked)).status_code == 404 and here.get(ours(talked)).status_code == 200
    for path in ("/en/c/alborz/conversations/", "/en/c/alborz/in-tray/"):
        assert [str(talked.key) in one.get(path).content.decode() for one in (theirs, here)] == [False, True]
    counts = [one.get("/en/c/alborz/in-tray/count/").content.decode() for one in (theirs, here)]
    assert ["tint-accent" in count for count in counts] == [False, True]
    for verb in ("", "mute/", "read/", "leave/"):
        assert theirs.post(f"{ours(talked)}{verb}", {"text": "x", "signed": "y"}).status_code == 404


@pytest.mark.parametrize("cause", [hide, erase, block_here, hide_from_host], ids=lambda cause: cause.__name__)
def test_what_was_kept_from_one_colleague_does_not_appear_when_the_expert_hides_from_all_or_leaves(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, other_company: Company,
    talked: Thread, cause: Any,
) -> None:  # fmt: skip
    Membership.objects.create(company=other_company, email=colleague.email, role=MemberRole.RECRUITER)
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    ContactRequest.objects.update(asked_by=colleague)
    cause(User.objects.get(pk=expert.pk), company)
    request = ContactRequest.objects.get()
    theirs, here = browse(colleague), browse(member)
    for path in (ours(talked), f"/en/c/alborz/requests/{request.key}/"):
        assert [one.get(path).status_code for one in (theirs, here)] == [404, 200]
    for path in ("/en/c/alborz/conversations/", "/en/c/alborz/requests/", "/en/c/alborz/in-tray/"):
        assert request.handle_en not in theirs.get(path).content.decode()
    counts = [one.get("/en/c/alborz/in-tray/count/").content.decode() for one in (theirs, here)]
    assert ["tint-accent" in count for count in counts] == [False, True]
    ContactRequest.objects.update(created_at=LONG_AGO, expires_at=LONG_AGO)
    ContactStep.objects.update(at=LONG_AGO)
    Thread.objects.update(last_at=LONG_AGO)
    expire_due(timezone.now())
    assert forget_over(timezone.now()) + forget_requests(timezone.now()) == 2
    assert not KeptApart.objects.exists(), "it goes with what it was about"


def test_nothing_the_expert_sends_reaches_a_company_that_does_not_see_them(
    browse: Browse, expert: User, member: User, company: Company, talked: Thread
) -> None:
    hide(expert, company)
    answer = browse(expert).post(mine(talked), {"text": "Are you there?"})
    assert answer.status_code == 400 and "Are you there?" in answer.content.decode()
    assert Message.objects.count() == 2


def test_blocking_takes_it_out_of_sight_and_hides_from_whoever_wrote(
    browse: Browse, expert: User, member: User, company: Company, talked: Thread
) -> None:
    block_here(expert, company)
    assert browse(expert).get(mine(talked)).status_code == 404
    assert not Item.objects.filter(owner_kind="person", closed_at=None).exists()
    assert [str(row.person) for row in _blocked(expert)] == [str(member)]


def test_whoever_asked_is_blocked_where_nothing_was_said_yet(
    expert: User, member: User, company: Company, thread: Thread
) -> None:
    block_here(expert, company)
    assert [row.person for row in _blocked(expert)] == [member]


def test_everybody_who_wrote_for_the_company_is_blocked(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, talked: Thread
) -> None:
    browse(colleague).post(ours(talked), {"text": "I take over.", "signed": "Omid"})
    browse(member).post(ours(talked), {"text": "Good.", "signed": NAME})
    block_here(expert, company)
    assert {row.person for row in _blocked(expert)} == {member, colleague}


def _blocked(her: User) -> Any:
    from talent.experts.models import BlockedPerson

    return BlockedPerson.objects.filter(entry__profile__user=her)


def test_a_message_on_its_way_while_the_expert_blocks_reaches_nobody(
    browse: Browse, expert: User, member: User, company: Company, talked: Thread
) -> None:
    browse(member).post(ours(talked), {"text": "One more thing.", "signed": NAME})
    block_here(expert, company)
    Notification.objects.all().delete()
    assert tell() == 1 and not Notification.objects.exists()
    assert not Item.objects.filter(kind="message_to_expert", closed_at=None).exists()
    assert Thread.objects.filter(silenced_at__lte=timezone.now()).exists()


def counted(reader: Client) -> bool:
    return "tint-accent" in reader.get("/en/c/alborz/in-tray/count/").content.decode()


def test_what_somebody_does_after_hiding_changes_nothing_for_the_company(
    browse: Browse, expert: User, member: User, moderator: User, company: Company, talked: Thread
) -> None:
    hide(expert, company)
    paths = (ours(talked), f"{ours(talked)}report/", "/en/c/alborz/in-tray/", "/en/c/alborz/conversations/")
    before = [_step(browse(member), "get", path)[1:3] for path in paths]
    assert counted(browse(member))
    shown = {"messages": [str(Message.objects.get(text=OFFER).key)], "reason": "spam"}
    assert browse(expert).post(f"{mine(talked)}report/", shown).status_code == 302
    look(actor=moderator, report=Report.objects.get())
    browse(expert).post(f"{mine(talked)}leave/")
    assert [_step(browse(member), "get", path)[1:3] for path in paths] == before and counted(browse(member))


def test_a_conversation_that_was_blocked_stays_over_when_the_company_is_shown_again(
    browse: Browse, expert: User, member: User, company: Company, talked: Thread
) -> None:
    block_here(expert, company)
    experts.unhide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    for path in (ours(talked), "/en/c/alborz/conversations/", "/en/c/alborz/in-tray/"):
        assert SECRET not in browse(member).get(path).content.decode()
    assert "This conversation has ended" in browse(member).get(ours(talked)).content.decode()
    [line] = browse(member).get("/api/v1/c/alborz/conversations/").json()["results"]
    assert (line["ended"], line["unread"]) == (True, False)
