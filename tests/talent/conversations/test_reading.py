"""Reading: what waits until somebody says that they have read it, up to what they were shown."""

import re

import pytest

from talent.accounts.models import User
from talent.conversations.models import Message, Thread
from tests.jobs.contacts.conftest import Browse
from tests.talent.conversations.test_conversations import OFFER, OUR_TRAY, TRAY, mine, ours, page, says

pytestmark = pytest.mark.journey


def test_the_company_learns_that_the_expert_has_read_only_where_the_expert_lets_it(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    browse(expert).post(f"{mine(thread)}read/")
    assert mine(thread) not in page(browse, expert, TRAY)
    assert "Read on" not in page(browse, member, ours(thread))
    browse(expert).post(f"{mine(thread)}reading/", {"on": "1"})
    assert "Read on" in page(browse, member, ours(thread))
    browse(expert).post(f"{mine(thread)}reading/", {"on": "0"})
    assert "Read on" not in page(browse, member, ours(thread))
    says(browse, expert, mine(thread), "Gladly.")
    browse(member).post(f"{ours(thread)}read/")
    assert "Read on" in page(browse, expert, mine(thread))


def test_looking_is_not_reading_until_somebody_says_so(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    assert "Mark as read" in page(browse, expert, mine(thread))
    assert mine(thread) in page(browse, expert, TRAY)
    browse(expert).post(f"{mine(thread)}read/")
    assert "Mark as read" not in page(browse, expert, mine(thread))


def test_what_came_after_the_page_was_shown_goes_on_waiting(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    for who, path, tray in ((expert, mine(thread), TRAY), (member, ours(thread), OUR_TRAY)):
        other, there = (member, ours(thread)) if who == expert else (expert, mine(thread))
        says(browse, other, there, OFFER)
        shown = {"through": through(page(browse, who, path))}
        says(browse, other, there, "And on Mondays.")
        browse(who).post(f"{path}read/", shown)
        assert path in page(browse, who, tray) and "Mark as read" in page(browse, who, path)
        browse(who).post(f"{path}read/", {"through": through(page(browse, who, tray))})
        assert path not in page(browse, who, tray) and "Mark as read" not in page(browse, who, path)


def test_what_reaches_the_open_page_counts_as_read_once_it_is_seen_there(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    last = str(Message.objects.get().key)
    browse(expert).post(f"{mine(thread)}read/", {"through": last})
    says(browse, member, ours(thread), "And on Mondays.")
    new = page(browse, expert, f"{mine(thread)}?after={last}")
    assert f'hx-post="{mine(thread)}read/"' in new and "intersect" in new
    browse(expert).post(f"{mine(thread)}read/", {"through": through(new)})
    assert mine(thread) not in page(browse, expert, TRAY)
    assert "intersect" not in page(browse, expert, f"{mine(thread)}?after={last}")


def test_reading_an_old_page_again_takes_nothing_back(
    browse: Browse, expert: User, member: User, thread: Thread
) -> None:
    says(browse, member, ours(thread), OFFER)
    old = through(page(browse, expert, mine(thread)))
    says(browse, member, ours(thread), "And on Mondays.")
    browse(expert).post(f"{mine(thread)}read/")
    browse(expert).post(f"{mine(thread)}read/", {"through": old})
    assert "Mark as read" not in page(browse, expert, mine(thread))


@pytest.mark.parametrize("sent", ["nonsense", "00000000-0000-0000-0000-000000000001"])
def test_what_names_no_message_marks_nothing(
    browse: Browse, expert: User, member: User, thread: Thread, sent: str
) -> None:
    says(browse, member, ours(thread), OFFER)
    browse(expert).post(f"{mine(thread)}read/", {"through": sent})
    assert mine(thread) in page(browse, expert, TRAY) and "Mark as read" in page(browse, expert, mine(thread))
    api = f"/api/v1{mine(thread).removeprefix('/en')}read/"
    assert browse(expert).post(api, {"through": None}, "application/json").status_code == 200
    assert mine(thread) not in page(browse, expert, TRAY)


def through(shown: str) -> str:
    """Up to where the button on a page marks as read."""
    return re.findall(r'name="through" value="([0-9a-f-]+)"', shown)[-1]
