"""Whoever hides, falls silent or leaves has withdrawn, for all that a company can tell."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from jobs.applications.models import Application
from jobs.applications.tasks import settle_applications
from jobs.openings.models import Opening
from talent.accounts.leaving import erase_account, everything_of, go_quiet
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions as experts
from talent.experts.levels import set_level
from talent.experts.models import Grant
from tests import cast
from tests.harness import statements
from tests.jobs.applications.conftest import LETTER, Browse, desk, move, own, sent
from tests.openings import posted

pytestmark = pytest.mark.journey
Cause = Callable[[User, Company, Application], Any]


def withdraw(her: User, company: Company, made: Application) -> None:
    browser = Client()
    cast.sign_in(browser, her)
    assert own(browser, made, "withdraw").status_code == 302


def hide(her: User, company: Company, made: Application) -> None:
    experts.hide_from(actor=her, profile=cast.profile_of(her), company=company)


def hide_from_host(her: User, company: Company, made: Application) -> None:
    experts.hide_from_domain(actor=her, profile=cast.profile_of(her), domain=company.domain)


def block(her: User, company: Company, made: Application) -> None:
    experts.block(actor=her, profile=cast.profile_of(her), company=company, people=[])


def quiet(her: User, company: Company, made: Application) -> None:
    go_quiet(actor=her)


def erase(her: User, company: Company, made: Application) -> None:
    erase_account(actor=her)


def join_family(her: User, company: Company, made: Application) -> None:
    Membership.objects.create(company=company, email=her.email, role=MemberRole.READER)
    settle_applications()


CAUSES: tuple[Cause, ...] = (withdraw, hide, hide_from_host, block, quiet, erase)


class Undone(Exception):
    """Ends a world."""


@pytest.mark.parametrize("stand", ["submitted", "shortlisted", "accepted", "blind", "refused"])
def test_causes_of_absence_give_the_company_what_withdrawing_gives(
    browse: Browse, expert: User, member: User, company: Company, stand: str
) -> None:
    opening = posted(member, company, is_blind=stand == "blind", places=3)
    made = sent(browse(expert), opening, answer_q1="", groups=["names"])
    ours = browse(member)
    ours.post(f"{desk(made)}{made.key}/", {"note": "Worth a talk"})
    if stand in ("shortlisted", "accepted"):
        move(ours, made, "shortlist")
    if stand == "accepted":
        move(ours, made, "offer")
        own(browse(expert), made, "accept")
    if stand == "refused":
        move(ours, made, "refuse", reason="skills")
    ours.get(desk(made))  # what was said of the last button is read
    causes = [cause for cause in CAUSES if stand != "refused" or cause != withdraw]
    met = {cause: _world(ours, member, company, expert, made, cause) for cause in causes}
    for cause in causes:
        for mine, other in zip(met[cause], met[causes[0]], strict=True):
            assert mine == other, cause
    page = met[causes[0]][1][0]
    assert ("Refused" if stand == "refused" else "Withdrawn") in page
    assert LETTER not in page and "Worth a talk" not in page


def _world(
    ours: Client, member: User, company: Company, her: User, made: Application, cause: Cause
) -> list[tuple[str, int, int]]:
    """What the company meets after the cause; undone afterwards. Pages, programs, table, and what its verbs answer."""
    met: list[tuple[str, int, int]] = []
    try:
        with transaction.atomic():
            cause(her, company, made)
            met = _walk(ours, made)
            raise Undone
    except Undone:
        return met


def _walk(ours: Client, made: Application) -> list[tuple[str, int, int]]:
    here, met = desk(made), []
    api = f"/api/v1{here.removeprefix('/en')}"
    gets = [here, f"{here}{made.key}/", f"{here}?state=withdrawn", f"{here}export/", f"{here}{made.key}/file/", api, f"{api}{made.key}/", "/en/c/alborz/in-tray/", "/en/c/alborz/conversations/"]  # fmt: skip
    for path in gets:
        met.append(_seen(ours, lambda path=path: ours.get(path)))
    for verb in ("review", "shortlist", "refuse"):
        sending = {"version": Application.objects.get(pk=made.pk).version, "reason": "skills"}
        met.append(
            _seen(ours, lambda verb=verb, sending=sending: ours.post(f"{here}{made.key}/{verb}/", sending))
        )
    return met


def _seen(ours: Client, ask: Callable[[], Any]) -> tuple[str, int, int]:
    answer: list[Any] = []
    cost = len(statements.of(lambda: answer.append(ask())))
    text = answer[0].content.decode() if not answer[0].streaming else ""
    return re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content|nonce|name="version" value)="[^"]+"', "", text), answer[0].status_code, cost  # fmt: skip


def test_what_a_change_of_places_hides_ends_without_anybody_doing_anything(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    Membership.objects.create(company=company, email=expert.email, role=MemberRole.READER)
    page = browse(member).get(f"{desk(made)}{made.key}/").content.decode()
    assert "Withdrawn" in page and LETTER not in page
    assert settle_applications() == 1
    made.refresh_from_db()
    assert made.state == "withdrawn" and not Grant.objects.filter(until=None).exists()


def test_showing_oneself_again_brings_nothing_back(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    hide(expert, company, made)
    experts.unhide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    assert LETTER not in browse(member).get(f"{desk(made)}{made.key}/").content.decode()
    assert sent(browse(expert), opening).pk != made.pk


def test_closing_ones_facts_ends_it_too_but_leaving_search_does_not(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    experts.set_listing(actor=expert, profile=cast.profile_of(expert), listing="nobody")
    assert LETTER in browse(member).get(f"{desk(made)}{made.key}/").content.decode()
    set_level(actor=expert, profile=cast.profile_of(expert), group="facts", level="me")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_member_from_whom_somebody_hides_apart_learns_of_no_application(
    browse: Browse,
    moderator: User,
    expert: User,
    member: User,
    company: Company,
    other_company: Company,
    opening: Opening,
) -> None:
    both = cast.member(moderator, company, "both")
    cast.accept_code(both, _joined(moderator, other_company, both))
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    made = sent(browse(expert), opening)
    theirs = browse(both)
    assert theirs.get(f"{desk(made)}{made.key}/").status_code == 404
    assert (
        theirs.get(desk(made)).context["total"] == 0
        and made.handle_en not in theirs.get(f"{desk(made)}export/").content.decode()
    )
    assert theirs.get("/en/c/alborz/in-tray/count/").context["count"] == 0
    assert browse(member).get("/en/c/alborz/in-tray/count/").context["count"] == 1


def _joined(moderator: User, company: Company, user: User) -> Membership:
    from talent.companies.actions import add_member

    return add_member(actor=moderator, company=company, email=user.email, role=MemberRole.RECRUITER)


def test_a_download_holds_what_was_sent_and_erasing_leaves_nothing_of_it(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    browse(member).post(f"{desk(made)}{made.key}/", {"note": "Worth a talk"})
    held = repr(everything_of(expert))
    assert LETTER in held and "Worth a talk" not in held and "written_on" in held
    assert "Worth a talk" in repr(everything_of(member))
    erase_account(actor=expert)
    made.refresh_from_db()
    assert (made.letter, made.answers, made.profile, made.comments.count()) == ("", {}, None, 0)
