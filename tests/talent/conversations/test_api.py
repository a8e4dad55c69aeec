"""The same verbs for programs: same rules, same silence, problems instead of pages."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config.uploads import LARGEST
from talent.accounts.models import User
from talent.conversations.models import Message, Thread
from talent.conversations.tasks import tell
from tests.jobs.contacts.conftest import Browse
from tests.talent.conversations.test_conversations import NAME, OFFER
from tests.talent.conversations.test_files import private as private
from tests.talent.conversations.test_files import stored
from tests.talent.lib import files

pytestmark = pytest.mark.journey
MINE, OURS = "/api/v1/conversations/", "/api/v1/c/alborz/conversations/"


def post(browser: Client, path: str, **data: Any) -> Any:
    return browser.post(path, data, content_type="application/json")


def test_two_sides_talk_and_one_ends_it(browse: Browse, expert: User, member: User, thread: Thread) -> None:
    hers, theirs = browse(expert), browse(member)
    said = post(theirs, f"{OURS}{thread.key}/", text=OFFER, signed=NAME)
    assert said.status_code == 200, said.content
    tell()
    [line] = hers.get(MINE).json()["results"]
    assert (line["key"], line["unread"], line["ended"]) == (str(thread.key), True, False)
    [message] = hers.get(f"{MINE}{thread.key}/").json()["messages"]
    assert (message["text"], message["by"], message["mine"]) == (OFFER, NAME, False)
    assert set(message) == {"key", "mine", "by", "text", "sent_on", "files"}, "a day, never an hour"
    assert post(hers, f"{MINE}{thread.key}/read/").json()["unread"] is False
    answered = post(hers, f"{MINE}{thread.key}/", text="Gladly.").json()
    assert [one["text"] for one in answered["messages"]] == [OFFER, "Gladly."]
    after = theirs.get(f"{OURS}{thread.key}/?after={message['key']}").json()["messages"]
    assert [one["text"] for one in after] == ["Gladly."]
    assert post(theirs, f"{OURS}{thread.key}/mute/", on=True).json()["muted"] is True
    assert post(theirs, f"{OURS}{thread.key}/leave/").json()["open"] is False
    refused = post(hers, f"{MINE}{thread.key}/", text="Still there?")
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_over")


@pytest.mark.usefixtures("private")
def test_a_file_goes_and_comes_back(browse: Browse, expert: User, member: User, thread: Thread) -> None:
    file = SimpleUploadedFile("offer.pdf", files.pdf(Author="Secret Author"), "application/pdf")
    sent = browse(member).post(f"{OURS}{thread.key}/", {"signed": NAME, "attachments": [file]})
    [one] = sent.json()["messages"][0]["files"]
    answer = browse(expert).get(f"{MINE}{thread.key}/files/{one['key']}/")
    assert b"Secret" not in b"".join(answer.streaming_content) and one["name"] == "offer.pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="offer.pdf"'


@pytest.mark.parametrize("count", [4, 6])
def test_more_than_three_files_are_refused(
    browse: Browse, expert: User, thread: Thread, private: Path, count: int
) -> None:
    given = [SimpleUploadedFile(f"{number}.pdf", files.pdf()) for number in range(count)]
    answer = browse(expert).post(f"{MINE}{thread.key}/", {"text": "Here", "attachments": given})
    assert answer.status_code == 400
    assert stored(private) == [] and not Message.objects.exists()


@pytest.mark.parametrize("side", ["expert", "company"])
@pytest.mark.usefixtures("private")
def test_a_file_too_large_to_be_received_is_not_left_out_in_silence(
    browse: Browse, expert: User, member: User, thread: Thread, side: str
) -> None:
    who, place = (expert, MINE) if side == "expert" else (member, OURS)
    file = SimpleUploadedFile("offer.pdf", b"%PDF-" + b"x" * LARGEST, "application/pdf")
    sent = {"text": OFFER, "signed": NAME, "attachments": [file]}
    answer = browse(who).post(f"{place}{thread.key}/", sent, headers={"accept-language": "en"})
    assert answer.status_code == 400 and "larger than 10 MB" in answer.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("data", [{"text": "x" * 4001, "signed": NAME}, {"text": OFFER}, {"signed": NAME}])
def test_what_is_not_as_it_should_be_is_refused(
    browse: Browse, member: User, thread: Thread, data: dict[str, str]
) -> None:
    assert post(browse(member), f"{OURS}{thread.key}/", **data).status_code == 400
    assert not Message.objects.exists()


def test_nobody_else_is_answered(
    browse: Browse, expert: User, member: User, other_member: User, other_expert: User, thread: Thread
) -> None:
    verbs = ("", "leave/", "mute/", "read/")
    for who in (other_expert, other_member, member):
        assert browse(who).get(f"{MINE}{thread.key}/").status_code == 404
        for verb in (*verbs, "reading/", "block/"):
            assert post(browse(who), f"{MINE}{thread.key}/{verb}", text="x", on=True).status_code == 404
    for who in (other_expert, other_member, expert):
        assert browse(who).get(f"{OURS}{thread.key}/").status_code == 404
        for verb in verbs:
            sent = post(browse(who), f"{OURS}{thread.key}/{verb}", text="x", signed="y", on=True)
            assert sent.status_code == 404
    for path in (MINE, f"{MINE}{thread.key}/", OURS):
        assert browse().get(path).status_code == 401


def test_blocking_ends_it_in_silence(browse: Browse, expert: User, member: User, thread: Thread) -> None:
    assert post(browse(expert), f"{MINE}{thread.key}/block/").status_code == 204
    assert browse(expert).get(f"{MINE}{thread.key}/").status_code == 404
    assert browse(member).get(f"{OURS}{thread.key}/").json()["open"] is False
