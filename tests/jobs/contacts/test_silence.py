"""Whoever is not there any more looks to a company like somebody who does not answer, whatever the cause."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from jobs.contacts.clock import expire_due
from jobs.contacts.models import ContactRequest
from jobs.contacts.tasks import tell
from talent.accounts.leaving import come_back, erase_account, everything_of, go_quiet
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions as experts
from talent.experts.details import save_details
from talent.experts.freshness import unlist_stale
from talent.experts.levels import set_level
from talent.experts.models import Listing, Profile
from talent.lib.dates import park_today
from talent.notifications.models import Delivery, Notification
from talent.timeline.models import Item
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import WORDS, form

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("kind", flat=True))


def unlist(her: User, company: Company) -> None:
    experts.set_listing(actor=her, profile=cast.profile_of(her), listing=Listing.NOBODY)


def hide(her: User, company: Company) -> None:
    experts.hide_from(actor=her, profile=cast.profile_of(her), company=company)


def quiet(her: User, company: Company) -> None:
    go_quiet(actor=her)


def erase(her: User, company: Company) -> None:
    erase_account(actor=her)


def blocks(her: User, company: Company) -> None:
    client = Client()
    cast.sign_in(client, her)
    key = ContactRequest.objects.get().key
    assert client.post(f"/en/requests/{key}/block/").url == "/en/in-tray/"


def close(her: User, company: Company) -> None:
    set_level(actor=her, profile=cast.profile_of(her), group="facts", level="me")


def close_but_for_a_yes(her: User, company: Company) -> None:
    set_level(actor=her, profile=cast.profile_of(her), group="facts", level="by_my_yes")


def hide_from_host(her: User, company: Company) -> None:
    experts.hide_from_domain(actor=her, profile=cast.profile_of(her), domain=company.domain)


def lapse(her: User, company: Company) -> None:
    past = park_today() - timedelta(days=200)
    Profile.objects.filter(user=her).update(confirmed_on=past, asked_on=past + timedelta(days=150))
    assert unlist_stale(park_today()) == 1


def is_silent(her: User, company: Company) -> None:
    """Nothing happens: she is there, and does not answer."""


CAUSES = (unlist, hide, quiet, erase, blocks, close, close_but_for_a_yes, hide_from_host, lapse)
Step = tuple[str, int, str, list[str]]


class Undone(Exception):
    """Ends a world."""


@pytest.fixture
def colleague(moderator: User, company: Company) -> User:
    """Another recruiter of the company."""
    return cast.member(moderator, company, "colleague")


@pytest.mark.parametrize("accepted", [False, True], ids=["open", "accepted"])
@pytest.mark.parametrize("asked_back", [False, True], ids=["", "asked back"])
def test_causes_of_absence_give_the_company_the_same_request(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, address: Address,
    asked: ContactRequest, accepted: bool, asked_back: bool,
) -> None:  # fmt: skip
    if asked_back:
        browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours a week?"})
    if accepted:
        browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    readers = (browse(member), browse(colleague))
    place = address(expert, company)
    met = {cause: _walk(readers, member, company, expert, asked, place, cause) for cause in CAUSES}
    for cause in CAUSES:
        for mine, other in zip(met[cause], met[unlist], strict=True):
            assert mine == other, cause
    told = {one[0]: one[2] for one in met[unlist]}
    first, last = told[f"at once GET {REQUEST}{asked.key}/"], told[f"later GET {REQUEST}{asked.key}/"]
    assert ("Ended" if accepted else "Asked back" if asked_back else "Waiting for an answer") in first
    assert ("Ended" if accepted else "Ended without an answer") in last
    assert "How many hours a week?" not in first
    if not accepted and not asked_back:
        _silence_is_the_same(met[unlist], _walk(readers, member, company, expert, asked, place, is_silent))


REQUEST = "/en/c/alborz/requests/"


def _silence_is_the_same(absent: list[Step], silent: list[Step]) -> None:
    """Of the request itself the company gets what it gets of somebody who is there and does not answer."""
    of_request = [(a, b) for a, b in zip(absent, silent, strict=True) if "/experts/" not in a[0]]
    assert len(of_request) > 12
    for mine, other in of_request:
        assert mine == other


def _walk(
    readers: tuple[Client, Client], member: User, company: Company, her: User, asked: ContactRequest,
    place: str, cause: Any,
) -> list[Step]:  # fmt: skip
    """What the company's members meet after the cause, on that day and after two weeks; undone afterwards."""
    met: list[Step] = []
    with pytest.raises(Undone), transaction.atomic():
        cause(User.objects.get(pk=her.pk), company)
        Delivery.objects.all().delete()
        for when in ("at once", "later"):
            met += [_step(reader, "get", path, when) for reader in readers for path in _paths(asked, place)]
            met += [_verb(readers[0], asked, path, sent, when) for path, sent in _verbs(asked, place)]
            met.append((f"{when} export", 0, str(everything_of(member)["contacts.ContactRequest"]), []))
            ContactRequest.objects.update(expires_at=timezone.now())
            expire_due(timezone.now())
        met.append(("mails", len(kinds()), " ".join(kinds()), []))
        Membership.objects.filter(email=member.email).update(ended_at=timezone.now())
        met += [_step(readers[0], "get", path, "no member") for path in _paths(asked, place)]
        met.append(("no member export", 0, str(everything_of(member)["contacts.ContactRequest"]), []))
        raise Undone()
    return met


def _paths(asked: ContactRequest, place: str) -> tuple[str, ...]:
    ours = REQUEST, f"{REQUEST}{asked.key}/", "/en/c/alborz/in-tray/"
    api = "/api/v1/c/alborz/requests/", f"/api/v1/c/alborz/requests/{asked.key}/"
    return *ours, *api, place, f"{place}ask/"


def _verbs(asked: ContactRequest, place: str) -> tuple[tuple[str, dict[str, str]], ...]:
    return (
        (f"{REQUEST}{asked.key}/", {"reply": "Four"}),
        (f"{REQUEST}{asked.key}/withdraw/", {}),
        (f"{REQUEST}{asked.key}/deleted/", {}),
        (f"/api/v1/c/alborz/requests/{asked.key}/answer/", {"reply": "Four"}),
        (f"/api/v1/c/alborz/requests/{asked.key}/withdraw/", {}),
        (f"{place}ask/", form()),
    )


def _verb(reader: Client, asked: ContactRequest, path: str, sent: dict[str, str], when: str) -> Step:
    """What the verb answers and costs, and what the request's page says after it; undone at once."""
    met: list[Step] = []
    with pytest.raises(Undone), transaction.atomic():
        met = [_step(reader, "post", path, when, sent), _step(reader, "get", f"{REQUEST}{asked.key}/", when)]
        raise Undone()
    done, after = met
    return done[0], done[1], done[2] + after[2], done[3]


def _step(reader: Client, method: str, path: str, when: str, sent: dict[str, str] | None = None) -> Step:
    answers: list[Any] = []
    typed = {"content_type": "application/json"} if path.startswith("/api/") and sent is not None else {}
    shapes = statements.shapes(lambda: answers.append(getattr(reader, method)(path, sent, **typed)))
    [answer] = answers
    body = _plain(answer.content.decode()) + answer.headers.get("Location", "")
    return f"{when} {method.upper()} {path}", answer.status_code, body, shapes


def _plain(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page)


UNDO: dict[Any, Callable[[User, Company], None]] = {
    unlist: lambda her, company: _listed_again(her),
    lapse: lambda her, company: _listed_again(her),
    close: lambda her, company: set_level(
        actor=her, profile=cast.profile_of(her), group="facts", level="public"
    ),
    hide: lambda her, company: experts.unhide_from(actor=her, profile=cast.profile_of(her), company=company),
    blocks: lambda her, company: experts.unhide_from(
        actor=her, profile=cast.profile_of(her), company=company
    ),
    hide_from_host: lambda her, company: experts.unhide_from_domain(
        actor=her, profile=cast.profile_of(her), domain=company.domain
    ),
    quiet: lambda her, company: (come_back(actor=her), _listed_again(User.objects.get(pk=her.pk)))[0],
}


def _listed_again(her: User) -> None:
    experts.set_listing(actor=her, profile=cast.profile_of(her), listing=Listing.COMPANIES)


def test_showing_oneself_again_does_not_tell_which_cause_it_was(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest
) -> None:
    mine, place, ours = cast.profile_of(expert), address(expert, company), browse(member)
    names = {"name_native": "نگار پارسا", "name_latin": "Negar Parsa"}
    save_details(actor=expert, profile=mine, version=mine.version, part="names", **names)
    browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    assert "Negar Parsa" in ours.get(place).content.decode()
    met = {}
    for cause, undo in UNDO.items():
        with pytest.raises(Undone), transaction.atomic():
            cause(User.objects.get(pk=expert.pk), company)
            undo(User.objects.get(pk=expert.pk), company)
            pages = [ours.get(path).content.decode() for path in (place, f"{REQUEST}{asked.key}/")]
            met[cause] = [_plain(page) for page in pages]
            raise Undone()
    for cause, pages in met.items():
        assert "Negar Parsa" not in pages[0] and "Accepted" in pages[1], cause
        assert pages == met[unlist], cause


@pytest.mark.parametrize("cause", [hide, unlist, None], ids=["hides", "unlisted", "there"])
def test_a_reply_while_nobody_is_there_waits_for_the_expert_all_the_same(
    browse: Browse, expert: User, member: User, company: Company, asked: ContactRequest, cause: Any
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours?"})
    if cause:
        cause(expert, company)
    browse(member).post(f"{REQUEST}{asked.key}/", {"reply": "Four at most"})
    Delivery.objects.all().delete()
    assert tell() == 1 and tell() == 0
    tray = browse(expert).get("/en/in-tray/").content.decode()
    assert "Four at most" in tray and kinds() == ([] if cause else ["contact_asked"])
    assert ("This company sees now:" in tray) == (not cause)
    assert ("This company cannot see you at the moment" in tray) == bool(cause)


def test_what_is_silenced_or_erased_is_told_to_nobody(
    browse: Browse, expert: User, member: User, company: Company, asked: ContactRequest
) -> None:
    ContactRequest.objects.update(told_at=None)
    browse(expert).post(f"/en/requests/{asked.key}/block/")
    assert tell() == 0
    ContactRequest.objects.update(silenced_at=None)
    erase(expert, company)
    assert tell() == 0 and not Item.objects.filter(closed_at=None).exists()


def test_of_a_member_from_a_hidden_company_not_even_the_row_is_there(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, other_company: Company,
    asked: ContactRequest,
) -> None:  # fmt: skip
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours a week?"})
    Membership.objects.create(company=other_company, email=colleague.email, role=MemberRole.RECRUITER)
    theirs, ours, one = browse(colleague), browse(member), f"{REQUEST}{asked.key}/"
    api = "/api/v1/c/alborz/requests/"
    assert theirs.get(one).status_code == 200
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    for path in (one, f"{api}{asked.key}/"):
        assert theirs.get(path).status_code == 404 and ours.get(path).status_code == 200
    for path in (REQUEST, "/en/c/alborz/in-tray/", api):
        assert str(asked.key) not in theirs.get(path).content.decode()
        assert str(asked.key) in ours.get(path).content.decode()
    ContactRequest.objects.update(asked_by=colleague)
    Notification.objects.all().delete()
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours?"})
    assert not Notification.objects.filter(recipient=colleague).exists(), "nor is one told of it"
    for path, sent in ((one, {"reply": "x"}), (f"{one}withdraw/", {})):
        assert theirs.post(path, sent).status_code == 404
    counts = [one.get("/en/c/alborz/in-tray/count/").content.decode() for one in (theirs, ours)]
    assert ["tint-accent px-2" in count for count in counts] == [False, True]
    browse(expert).post(f"/en/requests/{asked.key}/accept/", {"groups": ["names"]})
    browse(expert).post(f"/en/requests/{asked.key}/take-back/")
    assert "We have deleted it" in ours.get("/en/c/alborz/in-tray/").content.decode()
    assert "We have deleted it" not in theirs.get("/en/c/alborz/in-tray/").content.decode()


def test_whoever_was_blocked_does_not_find_them_through_another_company_either(
    browse: Browse, expert: User, member: User, company: Company, other_company: Company, address: Address,
    asked: ContactRequest, moderator: Any,
) -> None:  # fmt: skip
    blocks(expert, company)
    Membership.objects.filter(email=member.email).delete()  # as if twelve months had gone by
    User.objects.filter(pk=member.pk).update(email="sara@elsewhere.example.net")
    moved = User.objects.get(pk=member.pk)
    row = Membership.objects.create(company=other_company, email=moved.email, role=MemberRole.RECRUITER)
    cast.accept_code(moved, row)
    assert browse(moved).get(address(expert, other_company)).status_code == 404


@pytest.mark.parametrize("verb", ["accept", "decline", "ask-back"])
def test_nothing_reaches_a_company_that_one_hides_from(
    browse: Browse, expert: User, member: User, company: Company, asked: ContactRequest, verb: str
) -> None:
    hide(expert, company)
    answer = browse(expert).post(f"/en/requests/{asked.key}/{verb}/", {"question": "x"})
    assert answer.status_code == 400 and "cannot see you" in answer.content.decode()
    assert ContactRequest.objects.get().state == "waiting" and kinds() == ["contact_asked"]


def test_who_leaves_leaves_no_words_behind(
    browse: Browse, expert: User, member: User, asked: ContactRequest
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "From Munich, how many hours?"})
    browse(member).post(f"{REQUEST}{asked.key}/", {"reply": "Four, from anywhere"})
    tell()
    browse(expert).post(f"/en/requests/{asked.key}/decline/", {"reason": "terms"})
    erase_account(actor=expert)
    left = ContactRequest.objects.get()
    assert (left.profile, left.question, left.reason, left.silenced_at) == (None, "", "", None)
    assert (left.message, left.asked_as, left.reply) == (WORDS, "Sara Recruiter", "Four, from anywhere")
    assert not Item.objects.filter(owner=expert.pk, owner_kind="person")
    erase_account(actor=member)
    left.refresh_from_db()
    assert (left.asked_by, left.asked_as, left.message, left.reply) == (None, "", "", "")


def test_what_is_silenced_stays_so_when_whoever_asked_leaves(
    browse: Browse, expert: User, member: User, company: Company, asked: ContactRequest
) -> None:
    blocks(expert, company)
    erase_account(actor=member)
    assert browse(expert).get(f"/en/requests/{asked.key}/").status_code == 404


def test_each_takes_along_what_they_wrote_and_the_asker_nothing_that_was_decided(
    browse: Browse, expert: User, member: User, company: Company, asked: ContactRequest
) -> None:
    browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "From Munich, how many hours?"})
    [line] = everything_of(member)["contacts.ContactRequest"]
    assert set(line) == {"company", "asked_as", "purpose", "opening", "message", "answer_by", "asked_on"}
    assert everything_of(member)["contacts.ContactStep"] == []
    blocks(expert, company)
    kept = everything_of(expert)
    [mine] = kept["contacts.ContactRequest"]
    assert (
        mine["question"] == "From Munich, how many hours?"
        and mine["silenced_at"]
        and mine["message"] == WORDS
    )
    assert [step["verb"] for step in kept["contacts.ContactStep"]] == ["ask_back"]
    assert kept["experts.BlockedPerson"] == [{"company": company.name}]
