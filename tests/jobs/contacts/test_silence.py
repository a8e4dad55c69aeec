"""Whoever is not there any more looks to a company like somebody who does not answer, whatever the cause."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from jobs.contacts.actions import expire_due
from jobs.contacts.models import ContactRequest
from talent.accounts.leaving import erase_account, go_quiet
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions as experts
from talent.experts.models import Listing
from talent.notifications.models import Delivery
from talent.timeline.models import Item
from tests import cast
from tests.harness import statements

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


@pytest.mark.parametrize("accepted", [False, True], ids=["open", "accepted"])
@pytest.mark.parametrize("asked_back", [False, True], ids=["", "asked back"])
def test_five_causes_of_absence_give_the_company_the_same_request(
    browse: Browse, expert: User, member: User, company: Company, address: Address, asked: ContactRequest,
    accepted: bool, asked_back: bool,
) -> None:  # fmt: skip
    place = address(expert, company)
    if asked_back:
        browse(expert).post(f"/en/requests/{asked.key}/ask-back/", {"question": "How many hours a week?"})
    if accepted:
        browse(expert).post(f"/en/requests/{asked.key}/accept/")
    met = [
        _walk(browse, member, company, expert, asked, place, cause)
        for cause in (unlist, hide, quiet, erase, blocks)
    ]
    for one in met:
        for mine, other in zip(one, met[0], strict=True):
            assert mine == other
    first, last = met[0][1][1], met[0][6][1]
    assert ("Ended" if accepted else "Asked back" if asked_back else "Waiting for an answer") in first
    assert ("Ended" if accepted else "Ended without an answer") in last
    assert "How many hours a week?" not in first


def _walk(
    browse: Browse, member: User, company: Company, her: User, asked: ContactRequest, place: str, cause: Any
) -> list[tuple[int, str, int]]:
    """What the member meets after the cause, on that day and after two weeks; undone afterwards."""

    class Undone(Exception):
        pass

    met: list[tuple[int, str, int]] = []
    try:
        with transaction.atomic():
            cause(User.objects.get(pk=her.pk), company)
            Delivery.objects.all().delete()
            browser = browse(member)
            paths = (
                "/en/c/alborz/requests/",
                f"/en/c/alborz/requests/{asked.key}/",
                "/en/c/alborz/in-tray/",
                place,
                f"{place}ask/",
            )
            for _ in range(2):
                for path in paths:
                    answers: list[Any] = []
                    shapes = statements.shapes(
                        lambda path=path, answers=answers: answers.append(browser.get(path))
                    )
                    met.append((answers[0].status_code, _plain(answers[0].content.decode()), len(shapes)))
                ContactRequest.objects.update(expires_at=timezone.now())
                expire_due(timezone.now())
            met.append((len(kinds()), " ".join(kinds()), 0))
            raise Undone()
    except Undone:
        return met


def _plain(page: str) -> str:
    import re

    return re.sub(r'value="\w{64}"', "", page)


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
    erase_account(actor=expert)
    left = ContactRequest.objects.get()
    assert (
        left.profile is None
        and left.question == ""
        and not Item.objects.filter(owner=expert.pk, owner_kind="person")
    )
    erase_account(actor=member)
    assert ContactRequest.objects.get().asked_as == ""
