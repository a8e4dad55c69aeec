"""Reporting: moderators read the messages that were shown to them and no other, and both sides read that they did."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.actions import give_role
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.companies.models import Company, MemberRole, Membership
from talent.conversations import reports
from talent.conversations.models import Attachment, Message, Report, ReportLook, Thread
from tests import cast
from tests.jobs.contacts.conftest import Browse
from tests.jobs.contacts.test_silence import hide
from tests.talent.conversations.test_conversations import NAME, mine, ours, page
from tests.talent.conversations.test_files import private as private
from tests.talent.conversations.test_files import sends
from tests.talent.lib import files

pytestmark = pytest.mark.journey
SAID = ("Who are you really?", "Tell me your street.", "I only asked.")


@pytest.fixture
def reported(browse: Browse, expert: User, member: User, thread: Thread) -> Report:
    """The expert has shown one message of three."""
    for text in SAID:
        browse(member).post(ours(thread), {"text": text, "signed": NAME})
    shown = {"messages": [key_of(SAID[1])], "reason": "identity", "note": "It frightens me."}
    assert browse(expert).post(f"{mine(thread)}report/", shown).status_code == 302
    return Report.objects.get()


@pytest.fixture
def officer(db: None) -> User:
    return cast.staff(RoleName.PRIVACY_OFFICER)


def key_of(text: str) -> str:
    return str(Message.objects.get(text=text).key)


def at(name: str, report: Report) -> str:
    return reverse(f"report:{name}", args=(report.pk,))


def reads(who: Client, report: Report) -> list[bool]:
    """Which of the three messages the report's page shows."""
    shown = who.get(at("inspect", report)).content.decode()
    return [text in shown for text in SAID]


def test_a_moderator_reads_what_was_chosen_after_asking_for_it_and_both_are_shown_the_day(
    browse: Browse, expert: User, member: User, moderator: User, thread: Thread, reported: Report
) -> None:
    looking = browse(moderator)
    assert "It frightens me." in looking.get(at("inspect", reported)).content.decode()
    assert reads(looking, reported) == [False, False, False]
    for who, path in ((expert, mine(thread)), (member, ours(thread))):
        assert "A moderator has read" not in page(browse, who, path)
    assert looking.post(at("look", reported)).status_code == 302
    assert reads(looking, reported) == [False, True, False]
    for who, path in ((expert, mine(thread)), (member, ours(thread))):
        assert "A moderator has read reported messages" in page(browse, who, path)
        assert "A moderator has read reported messages" in page(browse, who, f"{path}report/")
    assert Entry.objects.filter(verb="report.looked.reported", target_key=str(reported.key)).count() == 1


def test_one_moderator_s_look_opens_nothing_to_another(
    browse: Browse, moderator: User, reported: Report
) -> None:
    browse(moderator).post(at("look", reported))
    assert reads(browse(cast.second_moderator()), reported) == [False, False, False]
    ReportLook.objects.update(day="2026-01-01")
    assert reads(browse(moderator), reported) == [False, False, False], "a look ends with its day"


def test_more_needs_the_privacy_officer_and_a_written_reason(
    browse: Browse, expert: User, moderator: User, officer: User, thread: Thread, reported: Report
) -> None:
    assert browse(moderator).post(at("open", reported), {"reason": "I want to"}).status_code == 403
    assert browse(officer).post(at("open", reported), {"reason": " "}).status_code == 200
    assert Report.objects.get().whole_at is None
    browse(moderator).post(at("look", reported))
    assert (
        browse(officer).post(at("open", reported), {"reason": "One message does not tell."}).status_code
        == 302
    )
    assert reads(browse(officer), reported) == [False, False, False], "who opens does not read"
    assert reads(browse(moderator), reported) == [False, True, False], "the look was at what was reported"
    browse(moderator).post(at("look", reported))
    assert reads(browse(moderator), reported) == [True, True, True]
    assert "has read the whole conversation" in page(browse, expert, f"{mine(thread)}report/")
    browse(moderator).post(at("close", reported))
    assert reads(browse(moderator), reported) == [False, True, False], "closing ends what was opened"
    for name, who in (("open", officer), ("close", moderator)):
        answer = browse(who).post(at(name, reported), {"reason": "Again"})
        assert answer.status_code == 200 and "پیش‌تر بسته شده است" in answer.content.decode()


@pytest.mark.parametrize("side", ["expert", "company"])
@pytest.mark.parametrize("role", [RoleName.MODERATOR, RoleName.PRIVACY_OFFICER])
def test_whoever_is_on_one_of_the_sides_neither_reads_nor_decides(
    browse: Browse, expert: User, company: Company, reported: Report, role: RoleName, side: str
) -> None:
    own = expert if side == "expert" else cast.staff(role, "of-both@park.example.org")
    if side == "expert":
        give_role(actor=None, user=expert, name=role)
    else:
        Membership.objects.create(company=company, email=own.email, role=MemberRole.READER)
    browser = browse(own)
    assert at("inspect", reported) not in browser.get(reverse("report:index")).content.decode()
    for name in ("inspect", "look", "open", "close"):
        assert browser.get(at(name, reported)).status_code in (403, 404)
        assert browser.post(at(name, reported), {"reason": "Mine"}).status_code in (403, 404, 405)
    assert browser.get(at("inspect", reported)).status_code == 404
    with pytest.raises(reports.OwnReport):
        if role == RoleName.MODERATOR:
            reports.close_report(actor=own, report=reported)
        else:
            reports.open_whole(actor=own, report=reported, reason="Mine")
    if role == RoleName.MODERATOR:
        with pytest.raises(reports.OwnReport):
            reports.look(actor=own, report=reported)
        assert "Somebody wants you to read them." not in browser.get("/back-office/").content.decode()
    assert not ReportLook.objects.exists() and Report.objects.get().closed_at is None
    assert (
        at("inspect", reported)
        in browse(cast.second_moderator()).get(reverse("report:index")).content.decode()
    )


def test_what_is_closed_is_not_opened_by_a_look(browse: Browse, moderator: User, reported: Report) -> None:
    browse(moderator).post(at("close", reported))
    answer = browse(moderator).post(at("look", reported))
    assert answer.status_code == 200 and "پیش‌تر بسته شده است" in answer.content.decode()
    assert not ReportLook.objects.exists() and reads(browse(moderator), reported) == [False, False, False]


@pytest.mark.parametrize("role", [RoleName.EDITOR, RoleName.OPERATOR])
def test_no_other_role_comes_near(browse: Browse, reported: Report, role: RoleName) -> None:
    other = browse(cast.staff(role))
    for name in ("inspect", "look", "open", "close"):
        assert other.get(at(name, reported)).status_code in (302, 403, 404)
        assert other.post(at(name, reported), {"reason": "x"}).status_code in (302, 403, 404, 405)
    assert not ReportLook.objects.exists() and Report.objects.get().closed_at is None
    assert "It frightens me." not in other.get(reverse("report:index")).content.decode()


def test_the_other_side_learns_neither_that_nor_what_was_reported(
    browse: Browse, member: User, thread: Thread, reported: Report
) -> None:
    for path in (ours(thread), f"{ours(thread)}report/", "/en/c/alborz/in-tray/"):
        shown = page(browse, member, path)
        assert "It frightens me." not in shown and "Reported by your side" not in shown


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (lambda: {"reason": "spam"}, "Choose the messages"),
        (lambda: {"reason": "spam", "messages": ["nonsense"]}, "Choose the messages"),
        (lambda: {"reason": "spam", "messages": [key_of("Elsewhere.")]}, "Choose the messages"),
        (lambda: {"messages": [key_of(SAID[0])]}, "This field is required"),
        (
            lambda: {"reason": "spam", "messages": [key_of(SAID[0])], "note": "n" * 501},
            "at most 500 characters",
        ),
    ],
    ids=["none", "nonsense", "of another conversation", "no reason", "a long note"],
)
def test_what_cannot_be_reported_says_why_and_loses_nothing(
    browse: Browse, expert: User, member: User, company: Company, other_company: Company, thread: Thread,
    reported: Report, sent: Callable[[], dict[str, Any]], told: str,
) -> None:  # fmt: skip
    now = thread.opened_at
    other = Thread.objects.create(company=other_company, ref=thread.key, opened_at=now, last_at=now)
    Message.objects.create(thread=other, side="company", text="Elsewhere.", sent_on=now.date(), sent_at=now)
    answer = browse(expert).post(f"{mine(thread)}report/", {"note": "Look at this"} | sent())
    shown = answer.content.decode()
    assert answer.status_code == 400 and told in shown
    assert sent().get("note", "Look at this") in shown and Report.objects.count() == 1
    chosen = [key for key in sent().get("messages", []) if key == key_of(SAID[0])]
    assert len(re.findall(r"checkbox-primary\"\s+checked", shown)) == len(chosen)


def test_a_company_reports_what_it_reads_and_nothing_of_somebody_who_is_gone(
    browse: Browse, expert: User, member: User, company: Company, thread: Thread
) -> None:
    browse(expert).post(mine(thread), {"text": "Pay me first."})
    shown = {"messages": [key_of("Pay me first.")], "reason": "spam"}
    assert browse(member).post(f"{ours(thread)}report/", shown).status_code == 302
    hide(expert, company)
    assert browse(member).post(f"{ours(thread)}report/", shown).status_code == 400
    assert Report.objects.count() == 1


def test_a_moderator_gets_the_files_of_what_was_reported_and_no_other(
    browse: Browse, expert: User, member: User, moderator: User, officer: User, thread: Thread, private: Path
) -> None:
    for name in ("offer.pdf", "other.pdf"):
        assert sends(browse, member, ours(thread), (name, files.pdf()), text=name).status_code == 302
    shown = {"messages": [key_of("offer.pdf")], "reason": "spam"}
    browse(expert).post(f"{mine(thread)}report/", shown)
    report = Report.objects.get()
    paths = [reverse("report:file", args=(report.pk, one.key)) for one in Attachment.objects.order_by("pk")]
    looking = browse(moderator)
    assert [looking.get(path).status_code for path in paths] == [404, 404]
    looking.post(at("look", report))
    page_of_it = looking.get(at("inspect", report)).content.decode()
    assert paths[0] in page_of_it and paths[1] not in page_of_it
    answers = [looking.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert b"".join(answers[0].streaming_content).startswith(b"%PDF")
    assert answers[0]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for other, told in ((browse(officer), 403), (browse(cast.second_moderator()), 404)):
        assert [other.get(path).status_code for path in paths] == [told, told]


def test_nobody_reports_without_end(
    browse: Browse, expert: User, member: User, thread: Thread, reported: Report, settings: Any
) -> None:
    settings.REPORTS_PER_DAY = 2
    assert Entry.objects.filter(verb="report.made", target_key=str(reported.key)).count() == 1
    shown = {"messages": [key_of(SAID[0])], "reason": "spam", "note": "Again and again"}
    assert browse(expert).post(f"{mine(thread)}report/", shown).status_code == 302
    answer = browse(expert).post(f"{mine(thread)}report/", shown)
    told = answer.content.decode()
    assert answer.status_code == 400 and "as often today" in told and "Again and again" in told
    assert Report.objects.count() == 2
    assert browse(member).post(f"{ours(thread)}report/", shown).status_code == 302, "it is one's own limit"


def test_the_start_page_of_the_back_office_counts_them(
    browse: Browse, moderator: User, reported: Report
) -> None:
    User.objects.filter(pk=moderator.pk).update(language="en")
    home = browse(moderator).get("/back-office/").content.decode()
    assert "Somebody wants you to read them." in home
    browse(moderator).post(at("close", reported))
    assert "Nothing is reported." in browse(moderator).get("/back-office/").content.decode()
