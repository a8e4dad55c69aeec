"""After a yes two sides talk: each under the name the other knows, by the day, and until one of them leaves."""

import re
from typing import Any

import pytest

from jobs.contacts.models import ContactRequest
from talent.accounts.leaving import erase_account, everything_of
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.conversations.models import Message, Thread
from talent.conversations.tasks import tell
from talent.notifications.models import Delivery, Notification
from talent.notifications.sending import send_due
from talent.timeline.models import Item
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import Browse

pytestmark = pytest.mark.journey
TRAY, OUR_TRAY = "/en/in-tray/", "/en/c/alborz/in-tray/"
OFFER = "Two hours on Sundays, from anywhere."
NAME = "Sara Recruiter"


def mine(thread: Thread) -> str:
    return f"/en/conversations/{thread.key}/"


def ours(thread: Thread) -> str:
    return f"/en/c/alborz/conversations/{thread.key}/"


def says(browse: Browse, who: User, path: str, text: str, **more: str) -> str:
    """What the sender reads after sending."""
    answer = browse(who).post(path, {"text": text, "signed": NAME, **more})
    assert answer.status_code == 302, answer.content.decode()
    tell()
    return str(browse(who).get(path).content.decode())


def page(browse: Browse, who: User, path: str) -> str:
    answer = browse(who).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_yes_opens_one_conversation_that_both_sides_find(
    browse: Browse, expert: User, member: User, thread: Thread, asked: ContactRequest
) -> None:
    assert mine(thread) in page(browse, expert, "/en/conversations/")
    assert mine(thread) in page(browse, expert, f"/en/requests/{asked.key}/")
    assert ours(thread) in page(browse, member, "/en/c/alborz/conversations/")
    assert ours(thread) in page(browse, member, f"/en/c/alborz/requests/{asked.key}/")
    assert "You have said yes." in page(browse, expert, mine(thread))


def test_three_messages_and_what_waits_for_whom(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    assert mine(thread) in page(browse, expert, TRAY) and ours(thread) not in page(browse, member, OUR_TRAY)
    assert OFFER in page(browse, expert, mine(thread)) and NAME in page(browse, expert, mine(thread))
    says(browse, expert, mine(thread), "Gladly. Which bank?")
    assert mine(thread) not in page(browse, expert, TRAY) and ours(thread) in page(browse, member, OUR_TRAY)
    assert "Gladly. Which bank?" in says(browse, member, ours(thread), "A small one.")
    assert ours(thread) not in page(browse, member, OUR_TRAY)
    for who, path in ((expert, mine(thread)), (member, ours(thread))):
        said = re.findall(r"<article.*?</article>", page(browse, who, path), re.S)
        assert [OFFER in said[0], "Which bank" in said[1], "A small one" in said[2]] == [True] * 3
        assert not re.search(r"\d:\d\d", "".join(said)), "a day, never an hour"


def test_the_expert_goes_by_the_name_of_the_relation_alone(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, expert, mine(thread), "Gladly.")
    for path in (ours(thread), "/en/c/alborz/conversations/", OUR_TRAY):
        shown = page(browse, member, path)
        assert expert.email not in shown and str(cast.profile_of(expert).key) not in shown
    assert thread.handle_en in page(browse, member, ours(thread))


def test_mails_say_who_and_what_to_nobody(
    browse: Browse, expert: User, member: User, thread: Thread, company: Company, mailoutbox: Any
) -> None:
    Delivery.objects.all().delete()
    says(browse, member, ours(thread), OFFER)
    says(browse, expert, mine(thread), "Gladly.")
    assert send_due() == 2
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted([expert.email, member.email])
    for letter in mailoutbox:
        told = str(letter.message()).replace(letter.to[0], "")
        for secret in (company.name_en, company.slug, NAME, OFFER, "Gladly", thread.handle_en):
            assert secret not in told


def test_each_message_is_told_once_and_many_make_one_row(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    Notification.objects.all().delete()
    for text in ("One.", "Two.", "Three."):
        browse(member).post(ours(thread), {"text": text, "signed": NAME})
    assert (tell(), tell()) == (1, 0)
    assert [row.recipient for row in Notification.objects.filter(kind="message")] == [expert]
    assert Item.objects.filter(kind="message_to_expert", closed_at=None).count() == 1


@pytest.mark.parametrize("who", ["expert", "company"])
def test_whoever_leaves_ends_it_for_both_and_says_no_reason(
    browse: Browse, expert: User, member: User, thread: Thread, who: str
) -> None:
    says(browse, member, ours(thread), OFFER)
    leaver, path = (expert, mine(thread)) if who == "expert" else (member, ours(thread))
    assert browse(leaver).post(f"{path}leave/").url == path
    for reader, one in ((expert, mine(thread)), (member, ours(thread))):
        shown = page(browse, reader, one)
        assert "This conversation has ended" in shown and OFFER in shown and "<textarea" not in shown
        late = browse(reader).post(one, {"text": "Still there?", "signed": NAME})
        assert late.status_code == 400 and "Still there?" in late.content.decode()
    assert mine(thread) not in page(browse, expert, TRAY)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": " ", "signed": NAME}, "Write something first."),
        ({"text": "x" * 4001, "signed": NAME}, "at most 4000 characters"),
        ({"text": "Hello again", "signed": ""}, "This field is required"),
        ({"text": "Hello again", "signed": "n" * 81}, "at most 80 characters"),
    ],
)
def test_a_failed_send_loses_nothing(
    browse: Browse, member: User, thread: Thread, typed: dict[str, str], told: str
) -> None:
    answer = browse(member).post(ours(thread), typed)
    shown = answer.content.decode()
    assert answer.status_code == 400 and told in shown
    assert typed["text"].strip() in shown and typed["signed"] in shown and not Message.objects.exists()


def test_the_name_last_signed_with_is_there_the_next_time(
    browse: Browse, member: User, thread: Thread
) -> None:
    assert f'value="{NAME}"' in says(browse, member, ours(thread), OFFER)


def test_muting_stops_the_mails_of_this_conversation_alone(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    Notification.objects.all().delete()
    browse(expert).post(f"{mine(thread)}mute/", {"on": "1"})
    says(browse, member, ours(thread), OFFER)
    assert not Notification.objects.exists() and mine(thread) in page(browse, expert, TRAY)
    browse(expert).post(f"{mine(thread)}mute/", {"on": "0"})
    says(browse, member, ours(thread), OFFER)
    assert Notification.objects.count() == 1


def test_the_open_page_gets_what_is_new_and_nothing_where_nothing_is(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    shown = page(browse, expert, mine(thread))
    [asking] = re.findall(r'hx-get="(\?after=[0-9a-f-]+)"', shown)
    assert browse(expert).get(f"{mine(thread)}{asking}").status_code == 204
    says(browse, member, ours(thread), "And on Mondays.")
    new = page(browse, expert, f"{mine(thread)}{asking}")
    assert "And on Mondays." in new and OFFER not in new and "<html" not in new
    assert "?after=" in new
    for wrong in ("?after=nonsense", "?before=nonsense", "?before=00000000-0000-0000-0000-000000000000"):
        assert browse(expert).get(f"{mine(thread)}{wrong}").status_code == 200


def test_whoever_has_not_read_the_notice_in_force_reads_it_before_writing(
    browse: Browse, expert: User, thread: Thread
) -> None:
    User.objects.filter(pk=expert.pk).update(notice=None)
    answer = browse(expert).post(mine(thread), {"text": "Gladly."})
    assert answer.status_code == 302 and "/account/notice/" in answer.url
    api = browse(expert).post(f"/api/v1{mine(thread).removeprefix('/en')}", {"text": "Gladly."})
    assert api.status_code == 403 and not Message.objects.exists()


def test_a_long_conversation_comes_in_pages_at_the_same_cost(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), "The first of all.")
    readers = [(browse(expert), mine(thread)), (browse(member), ours(thread))]
    few = [len(statements.of(lambda b=b, p=p: b.get(p))) for b, p in readers]
    made = Message.objects.get()
    like = {"thread": thread, "author": member, "side": "company", "signed": NAME, "told_at": made.sent_at}
    Message.objects.bulk_create(
        Message(**like, text=f"Message {n}.", sent_on=made.sent_on, sent_at=made.sent_at)
        for n in range(1, 1000)
    )
    assert [len(statements.of(lambda b=b, p=p: b.get(p))) for b, p in readers] == few and max(few) <= 8
    path, met, pages = mine(thread), list[str](), 0
    while path:
        shown = page(browse, expert, path)
        met = re.findall(r"Message \d+\.|The first of all\.", shown) + met
        older = re.search(r'href="(/en/conversations/[^"]+\?before=[^"]+)"', shown)
        path, pages = older[1] if older else "", pages + 1
    assert met == ["The first of all.", *(f"Message {n}." for n in range(1, 1000))] and pages == 34


def test_nobody_else_finds_it(
    browse: Browse, other_expert: User, other_member: User, member: User, moderator: User, thread: Thread
) -> None:
    for who in (other_expert, other_member, moderator, member):
        for path in (mine(thread), f"{mine(thread)}?after={thread.key}"):
            assert browse(who).get(path).status_code == 404
        for verb in ("", "leave/", "mute/", "read/", "reading/", "block/"):
            assert browse(who).post(f"{mine(thread)}{verb}", {"text": "Hello"}).status_code == 404
    theirs = ours(thread).replace("alborz", "parto")
    for path in (ours(thread), theirs):
        assert browse(other_member).get(path).status_code == 404
        for verb in ("", "leave/", "mute/", "read/"):
            assert browse(other_member).post(f"{path}{verb}", {"text": "x", "signed": "y"}).status_code == 404
    assert not Message.objects.exists() and Thread.objects.get().ended_at is None


def test_members_who_only_read_read(
    browse: Browse, company: Company, moderator: User, member: User, thread: Thread
) -> None:
    reader = cast.member(moderator, company, "quiet", role=MemberRole.READER)
    says(browse, member, ours(thread), OFFER)
    assert OFFER in page(browse, reader, ours(thread)) and "<textarea" not in page(
        browse, reader, ours(thread)
    )
    for verb in ("", "leave/"):
        assert browse(reader).post(f"{ours(thread)}{verb}", {"text": "x", "signed": "y"}).status_code == 403
    assert Message.objects.count() == 1 and Thread.objects.get().ended_at is None


def test_a_member_removed_in_the_middle_is_out_at_the_next_request(
    browse: Browse, expert: User, member: User, colleague: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    Notification.objects.all().delete()
    Membership.objects.filter(email=member.email).update(ended_at=thread.opened_at)
    assert browse(member).post(ours(thread), {"text": "More", "signed": NAME}).status_code == 404
    says(browse, expert, mine(thread), "Gladly.")
    assert not Notification.objects.filter(recipient=member).exists()
    assert OFFER in page(browse, colleague, ours(thread)) and "Gladly." in page(
        browse, colleague, ours(thread)
    )


def test_what_a_person_said_goes_with_the_person(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    says(browse, expert, mine(thread), "From Munich, gladly.")
    assert everything_of(expert)["conversations.Message"][0]["text"] == "From Munich, gladly."
    assert everything_of(member)["conversations.Message"][0]["text"] == OFFER
    erase_account(actor=member)
    assert "the words with them" in page(browse, expert, mine(thread))
    erase_account(actor=expert)
    assert [(row.text, row.signed, row.author) for row in Message.objects.all()] == [("", "", None)]
    assert Thread.objects.get().profile is None


def test_one_answers_in_the_in_tray_and_stays_there(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    assert OFFER in page(browse, expert, TRAY)
    sent = browse(expert).post(mine(thread), {"text": "Gladly.", "from": "tray"})
    assert sent.url == TRAY and mine(thread) not in page(browse, expert, TRAY)
    tell()
    assert "Gladly." in page(browse, member, OUR_TRAY) and f'value="{NAME}"' in page(browse, member, OUR_TRAY)
    read = browse(member).post(f"{ours(thread)}read/", {"from": "tray"})
    assert read.url == OUR_TRAY and ours(thread) not in page(browse, member, OUR_TRAY)


def test_both_sides_know_who_is_who(browse: Browse, expert: User, member: User, thread: Thread) -> None:
    assert f"Here you are called {thread.handle_en}." in page(browse, expert, mine(thread))
    [path] = re.findall(r'href="(/en/c/alborz/experts/[^"/]{20,}/)"', page(browse, member, ours(thread)))
    assert thread.handle_en in page(browse, member, path)


def test_mails_do_not_show_the_rhythm_of_a_talk(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    Notification.objects.all().delete()
    for text in ("One.", "Two.", "Three."):
        says(browse, member, ours(thread), text)
    assert Notification.objects.filter(recipient=expert).count() == 1
    browse(expert).post(f"{mine(thread)}read/")
    says(browse, member, ours(thread), "Four.")
    assert Notification.objects.filter(recipient=expert).count() == 2


def test_the_first_message_reaches_a_page_that_was_open_and_empty(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    [asking] = re.findall(r'hx-get="(\?after=[0-9a-f-]+)"', page(browse, expert, mine(thread)))
    assert browse(expert).get(f"{mine(thread)}{asking}").status_code == 204
    says(browse, member, ours(thread), OFFER)
    assert OFFER in page(browse, expert, f"{mine(thread)}{asking}")


@pytest.mark.parametrize("below", ["", "report/"])
def test_on_the_company_s_side_the_company_s_pages_stay_at_hand(
    browse: Browse, member: User, thread: Thread, below: str
) -> None:
    text = page(browse, member, ours(thread) + below)
    assert 'aria-label="Pages of the company"' in text
    assert re.search(r'href="/en/c/alborz/conversations/"[^>]* aria-current="page"', text)


def test_a_conversation_counts_what_was_said_and_nothing_else(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    text = page(browse, expert, mine(thread))
    log = text.partition('<div role="log"')[2].partition("</div>")[0]
    assert len(re.findall(r"<li (?!id=\"newer\" hidden)", log)) == 1


def test_an_ended_conversation_offers_no_mail_about_what_cannot_come(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    sides = ((expert, mine(thread)), (member, ours(thread)))
    assert all(f"{path}mute/" in page(browse, who, path) for who, path in sides)
    browse(expert).post(f"{mine(thread)}leave/")
    assert not any(f"{path}mute/" in page(browse, who, path) for who, path in sides)
