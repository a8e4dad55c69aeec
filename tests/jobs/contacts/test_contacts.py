"""A company asks, the expert decides what it learns; whoever is not there any more looks like somebody silent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from jobs.contacts.clock import expire_due
from jobs.contacts.models import ContactRequest, ContactStep
from jobs.contacts.tasks import tell
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts.models import Grant, Profile
from talent.lib.dates import park_today
from talent.notifications.models import Delivery
from talent.timeline.models import Item
from tests import cast
from tests.jobs.contacts.conftest import WORDS, form
from tests.post import sent_to, words

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]
TRAY, OUR_TRAY = "/en/in-tray/", "/en/c/alborz/in-tray/"


def waiting(user: User, browse: Browse) -> str:
    return browse(user).get("/en/in-tray/").content.decode()


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


def page_of(browse: Browse, member: User, asked: ContactRequest) -> str:
    answer = browse(member).get(f"/en/c/alborz/requests/{asked.key}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


# asking


def test_the_expert_reads_company_person_and_purpose_and_what_it_sees_now(
    browse: Browse, expert: User, asked: ContactRequest
) -> None:
    told = waiting(expert, browse)
    assert all(words in told for words in ("Alborz Ltd", "Sara Recruiter", "Advice", WORDS))
    assert "This company sees now:" in told and "Skills, experience and ways to work" in told
    assert (
        browse(expert).get("/en/notifications/").content.decode().count("Somebody has asked you something")
        == 1
    )
    [mail] = sent_to(expert.email)
    for secret in ("Alborz", "Sara", WORDS):
        assert secret.lower() not in words(mail).lower()


def test_the_company_never_learns_a_name_from_asking(
    browse: Browse, member: User, expert: User, asked: ContactRequest
) -> None:
    told = page_of(browse, member, asked)
    assert asked.handle_en in told and "Waiting for an answer" in told
    assert expert.email not in told and str(cast.profile_of(expert).key) not in told


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"asked_for": ["talk"]}, "Select a valid choice"),
        ({"asked_for": []}, "does not want to be written to"),
        ({"ask_from": timedelta(days=40)}, "does not want to be asked yet"),
    ],
    ids=["another purpose", "nothing", "not before"],
)
def test_a_request_outside_what_may_be_asked_is_not_sent(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    address: Address,
    limits: dict[str, Any],
    told: str,
) -> None:
    values = {name: park_today() + value if name == "ask_from" else value for name, value in limits.items()}
    Profile.objects.filter(user=expert).update(**values)
    answer = browse(member).post(f"{address(expert, company)}ask/", form())
    assert answer.status_code == 400 and told in answer.content.decode()
    assert not ContactRequest.objects.exists() and kinds() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"message": ""},
        {"message": "x" * 2001},
        {"answer_by": "2001-01-01"},
        {"answer_by": "no day"},
        {"purpose": "marriage"},
        {"asked_as": "x" * 81},
    ],
    ids=str,
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    browse: Browse, expert: User, member: User, company: Company, address: Address, changes: dict[str, str]
) -> None:
    answer = browse(member).post(f"{address(expert, company)}ask/", form(**changes))
    told = answer.content.decode()
    assert answer.status_code == 400 and 'role="alert"' in told
    assert "Sara Recruiter" in told or "asked_as" in changes
    assert WORDS in told or "message" in changes
    assert not ContactRequest.objects.exists()


def test_two_tabs_and_two_recruiters_never_make_two_open_requests(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    address: Address,
    asked: ContactRequest,
    moderator: Any,
) -> None:
    colleague = cast.member(moderator, company, "colleague")
    for somebody in (member, colleague):
        answer = browse(somebody).post(f"{address(expert, company)}ask/", form())
        assert answer.status_code == 400 and "has asked this expert already" in answer.content.decode()
    copy = ContactRequest.objects.get()
    copy.pk, copy.key = None, __import__("uuid").uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_a_company_asks_so_many_a_day(
    browse: Browse, expert: User, other_expert: User, member: User, company: Company, address: Address,
    asked: ContactRequest, settings: Any,
) -> None:  # fmt: skip
    settings.CONTACTS_PER_DAY = 1
    answer = browse(member).post(f"{address(other_expert, company)}ask/", form())
    assert answer.status_code == 400 and "as many experts today as it may" in answer.content.decode()
    ContactRequest.objects.update(asked_on=park_today() - timedelta(days=1))
    assert browse(member).post(f"{address(other_expert, company)}ask/", form()).status_code == 302


def test_a_reader_asks_nobody(
    browse: Browse, expert: User, company: Company, address: Address, moderator: Any
) -> None:
    reader = cast.member(moderator, company, "reader", MemberRole.READER)
    assert browse(reader).post(f"{address(expert, company)}ask/", form()).status_code == 403
    assert not ContactRequest.objects.exists()


def test_the_card_and_the_page_say_what_may_be_asked(
    browse: Browse, expert: User, member: User, company: Company, address: Address, index: Callable[[], int]
) -> None:
    Profile.objects.filter(user=expert).update(asked_for=["talk", "mentoring"], asks_a_month=2)
    index()
    for path in (f"/en/c/{company.slug}/experts/?q=python", address(expert, company)):
        told = browse(member).get(path).content.decode()
        assert "A talk or a workshop · Mentoring · up to 2 requests in 30 days" in told


def test_its_owner_chooses_what_may_be_asked(browse: Browse, expert: User) -> None:
    browser, version = browse(expert), cast.profile_of(expert).version
    sent = {"version": version, "asked_for": ["talk"], "asks_a_month": "3", "ask_in": "1"}
    assert browser.post("/en/profile/asking/", sent).status_code == 302
    mine = cast.profile_of(expert)
    assert (mine.asked_for, mine.asks_a_month) == (["talk"], 3) and mine.ask_from > park_today()
    assert browser.post("/en/profile/asking/", sent).status_code == 400, "a stale form"
    assert "A talk or a workshop" in browser.get("/en/profile/").content.decode()


# answering


def test_a_yes_reveals_the_ticked_groups_to_that_company_alone(
    browse: Browse, expert: User, member: User, other_member: User, company: Company, other_company: Company,
    address: Address, asked: ContactRequest,
) -> None:  # fmt: skip
    from talent.experts.details import save_details

    mine = cast.profile_of(expert)
    for part, values in (
        ("names", {"name_native": "نگار پارسا", "name_latin": "Negar Parsa"}),
        ("contact", {"phone": "+49 30 1234567", "messenger": "", "other_email": ""}),
    ):
        save_details(actor=expert, profile=mine, version=mine.version, part=part, **values)
    answer = browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    assert answer.url == "/en/in-tray/"
    seen = browse(member).get(address(expert, company)).content.decode()
    assert "Negar Parsa" in seen and "1234567" not in seen
    assert "Negar Parsa" not in browse(other_member).get(address(expert, other_company)).content.decode()
    assert "Accepted" in page_of(browse, member, asked)
    assert "Nothing waits for you" in waiting(expert, browse)
    assert kinds() == ["contact_asked", "contact_news"]
    assert Grant.objects.get().source == f"contact:{asked.key.hex[:8]}"


def test_a_yes_without_a_tick_reveals_nothing(browse: Browse, expert: User, asked: ContactRequest) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/accept/")
    assert ContactRequest.objects.get().state == "accepted" and not Grant.objects.exists()


def test_only_an_open_request_says_when_it_ends(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    sides = ((expert, f"/en/requests/{asked.key}/"), (member, f"/en/c/alborz/requests/{asked.key}/"))
    assert all("ends by itself on" in browse(who).get(path).content.decode() for who, path in sides)
    browse(expert).post(f"/en/requests/{asked.key}/accept/")
    for who, path in sides:
        text = browse(who).get(path).content.decode()
        assert "ends by itself on" not in text and "hopes for an answer" not in text


def test_a_yes_taken_back_shows_nothing_from_the_next_request_and_copies_are_to_be_deleted(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    from talent.experts.details import save_details

    mine, ours, hers = cast.profile_of(expert), browse(member), browse(expert)
    names = {"name_native": "نگار پارسا", "name_latin": "Negar Parsa"}
    save_details(actor=expert, profile=mine, version=mine.version, part="names", **names)
    hers.post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    assert "and by your yes: Name" in hers.get(f"/en/requests/{asked.key}/").content.decode()
    assert "Negar Parsa" in ours.get(address(expert, company)).content.decode()
    assert hers.post(f"/en/requests/{asked.key}/take-back/").url == "/en/in-tray/"
    assert "Negar Parsa" not in ours.get(address(expert, company)).content.decode()
    assert "We have deleted it" in ours.get("/en/c/alborz/in-tray/").content.decode()
    for _ in range(2):  # twice is once
        assert ours.post(f"/en/c/alborz/requests/{asked.key}/deleted/").status_code == 302
    assert "its copies are deleted" in hers.get(f"/en/requests/{asked.key}/").content.decode()
    assert "Nothing waits for you" in ours.get("/en/c/alborz/in-tray/").content.decode()
    steps = list(ContactStep.objects.values_list("verb", flat=True))
    assert steps == ["accept", "take_back", "confirm"] and kinds().count("contact_news") == 2


def test_who_no_longer_acts_for_the_company_hears_no_news(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    Membership.objects.filter(email=member.email).update(ended_at=timezone.now())
    browse(expert).post(f"/en/requests/{asked.key}/decline/")
    assert ContactRequest.objects.get().state == "declined" and "contact_news" not in kinds()


@pytest.mark.parametrize(("reason", "told"), [("", "Declined"), ("not_now", "Declined · Not now")])
def test_of_a_no_the_company_learns_that_and_the_reason_if_there_is_one(
    browse: Browse, expert: User, member: User, asked: ContactRequest, reason: str, told: str
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/decline/", {"reason": reason})
    assert told in page_of(browse, member, asked)


def test_one_question_is_asked_back_and_answered_without_revealing(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours a week?"})
    assert "How many hours a week?" in page_of(browse, member, asked)
    assert "How many hours a week?" in browse(member).get("/en/c/alborz/in-tray/").content.decode()
    assert "Nothing waits for you" in waiting(expert, browse)
    answer = browse(member).post(f"/en/c/alborz/requests/{asked.key}/", {"reply": "Four at most"})
    assert answer.status_code == 302 and tell() == 1
    told = waiting(expert, browse)
    assert "Four at most" in told and "Ask back first" not in told
    again = browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "And from when?"})
    assert again.status_code == 400 and "has moved on" in again.content.decode()
    assert list(ContactStep.objects.values_list("verb", flat=True)) == ["ask_back", "answer"]


@pytest.mark.parametrize("verb", ["accept", "decline", "ask-back", "block"])
def test_a_request_is_nobody_else_s(
    browse: Browse, other_expert: User, member: User, asked: ContactRequest, verb: str
) -> None:
    for somebody in (other_expert, member):
        answer = browse(somebody).post(f"/en/requests/{asked.key}/{verb}/", {"question": "x"})
        assert answer.status_code == 404
    assert ContactRequest.objects.get().state == "waiting"


def test_another_company_s_request_does_not_exist(
    browse: Browse, other_member: User, other_company: Company, asked: ContactRequest
) -> None:
    place = f"/en/c/{other_company.slug}/requests/{asked.key}/"
    for answer in (browse(other_member).get(place), browse(other_member).post(place, {"reply": "x"})):
        assert answer.status_code == 404
    assert browse(other_member).post(f"{place}withdraw/").status_code == 404
    assert (
        asked.handle_en
        not in browse(other_member).get(f"/en/c/{other_company.slug}/requests/").content.decode()
    )


def test_what_is_over_is_over_even_before_the_clock_has_written_it(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    ContactRequest.objects.update(expires_at=timezone.now())
    answer = browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    assert answer.status_code == 400 and "has moved on" in answer.content.decode()
    assert not Grant.objects.exists() and "Ended without an answer" in page_of(browse, member, asked)
    assert expire_due(timezone.now()) == 1 and expire_due(timezone.now()) == 0
    assert kinds() == ["contact_asked", "contact_news"]
    assert not Item.objects.filter(closed_at=None).exists()


def test_a_request_taken_back_waits_for_nobody(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    browse(member).post(f"/en/c/alborz/requests/{asked.key}/withdraw/")
    assert "Nothing waits for you" in waiting(expert, browse)
    ContactRequest.objects.update(told_at=None)
    assert tell() == 0


@pytest.mark.parametrize(("days", "status"), [(29, 400), (31, 302)])
@pytest.mark.parametrize("taken_back", [True, False], ids=["taken back", "declined"])
def test_a_company_asks_the_same_expert_again_after_thirty_days(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest,
    taken_back: bool, days: int, status: int,
) -> None:  # fmt: skip
    if taken_back:
        browse(member).post(f"/en/c/alborz/requests/{asked.key}/withdraw/")
    else:
        browse(expert).post(f"/en/requests/{asked.key}/decline/")
    ContactRequest.objects.update(
        created_at=timezone.now() - timedelta(days=days), asked_on=park_today() - timedelta(days=days)
    )
    answer = browse(member).post(f"{address(expert, company)}ask/", form())
    assert answer.status_code == status
    assert ("within the last 30 days" in answer.content.decode()) == (status == 400)


@pytest.mark.parametrize(("days", "status"), [(29, 400), (31, 302)])
def test_requests_of_all_companies_count_for_thirty_days(
    browse: Browse, expert: User, other_member: User, other_company: Company, address: Address,
    asked: ContactRequest, days: int, status: int,
) -> None:  # fmt: skip
    version = cast.profile_of(expert).version
    sent = {"version": version, "asked_for": ["advice"], "asks_a_month": "1", "ask_in": ""}
    assert browse(expert).post("/en/profile/asking/", sent).status_code == 302
    ContactRequest.objects.update(created_at=timezone.now() - timedelta(days=days))
    answer = browse(other_member).post(f"{address(expert, other_company)}ask/", form())
    assert answer.status_code == status
    assert ("takes no more requests" in answer.content.decode()) == (status == 400)


def test_a_day_that_is_used_up_says_nothing_about_the_expert(
    browse: Browse, expert: User, other_expert: User, member: User, company: Company, address: Address,
    asked: ContactRequest, settings: Any,
) -> None:  # fmt: skip
    settings.CONTACTS_PER_DAY = 1
    Profile.objects.filter(user=other_expert).update(ask_from=park_today() + timedelta(days=40))
    for somebody in (expert, other_expert):
        answer = browse(member).post(f"{address(somebody, company)}ask/", form())
        assert answer.status_code == 400 and "as many experts today as it may" in answer.content.decode()
