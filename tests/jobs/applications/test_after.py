"""What remains of an application after it: no door stays open, no decision of a company is overturned."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from jobs.applications.clock import forget_over
from jobs.applications.models import Application
from jobs.applications.tasks import settle_applications
from jobs.openings import actions
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies import actions as companies
from talent.companies.models import Company
from talent.conversations.models import Thread
from talent.experts.audience import company as company_audience
from talent.experts.models import Grant, Profile
from talent.experts.presence import present
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests import cast
from tests.jobs.applications.conftest import Browse, desk, move, own, sent
from tests.jobs.applications.test_absence import CAUSES, Cause
from tests.openings import fresh, membership

pytestmark = pytest.mark.journey


def test_what_was_accepted_long_ago_leaves_nothing_open(
    browse: Browse, member: User, company: Company, opening: Opening
) -> None:
    her = cast.expert("nobody@home.example.net", listing="nobody")
    made = sent(browse(her), opening)
    move(browse(member), made, "shortlist", "offer")
    own(browse(her), made, "accept")
    assert forget_over(timezone.now() + timedelta(days=400)) == 1
    assert not Application.objects.exists() and not Grant.objects.filter(until=None).exists()
    assert not Thread.objects.filter(ended_at=None).exists()
    assert not Item.objects.filter(ref=made.key).exists()
    audience = company_audience(company.pk, member.pk)
    assert not present(audience, {cast.profile_of(her).pk}, timezone.now())


@pytest.mark.parametrize("decided", ["the company fills it", "somebody else has the place"])
def test_undoing_overturns_no_decision_and_gives_no_place_twice(
    browse: Browse,
    expert: User,
    other_expert: User,
    member: User,
    company: Company,
    opening: Opening,
    decided: str,
) -> None:
    ours, mine = browse(member), membership(member, company)
    first, second = sent(browse(expert), opening), sent(browse(other_expert), opening, groups=[])
    for one in (first, second):
        move(ours, one, "shortlist", "offer")
    own(browse(expert), first, "accept")
    actions.reopen(actor=member, membership=mine, opening=fresh(opening))
    if decided == "the company fills it":
        actions.fill(actor=member, membership=mine, opening=fresh(opening))
    else:
        own(browse(other_expert), second, "accept")
    own(browse(expert), first, "undo")
    first.refresh_from_db()
    assert (first.state, fresh(opening).state) == ("offered", "filled")


def suspend(company: Company, moderator: User) -> None:
    companies.suspend_company(actor=moderator, company=company)


def test_a_suspended_company_settles_nothing_and_gets_no_yes(
    browse: Browse, expert: User, member: User, moderator: User, company: Company, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    move(browse(member), made, "shortlist", "offer")
    suspend(company, moderator)
    assert settle_applications() == 0
    refused = own(hers, made, "accept")
    assert refused.status_code == 400 and "has suspended this company" in refused.content.decode()
    made.refresh_from_db()
    assert (made.state, fresh(opening).state) == ("offered", "published")
    assert "Accept the offer" not in hers.get(f"/en/applications/{made.key}/").content.decode()


def test_an_acceptance_is_not_undone_while_the_company_is_suspended(
    browse: Browse, expert: User, member: User, moderator: User, company: Company, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    move(browse(member), made, "shortlist", "offer")
    own(hers, made, "accept")
    suspend(company, moderator)
    assert "has suspended this company" in own(hers, made, "undo").content.decode()
    made.refresh_from_db()
    assert (made.state, fresh(opening).state) == ("accepted", "filled")


def test_what_the_system_withdrew_is_told_as_what_it_is(
    browse: Browse, expert: User, company: Company, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening, groups=[])
    Grant.objects.update(until=timezone.now())
    Profile.objects.filter(user=expert).update(listing="nobody")
    assert settle_applications() == 1
    assert Notification.objects.filter(recipient=expert, kind="application_news").count() == 1
    for path in ("/en/applications/", f"/en/applications/{made.key}/"):
        page = hers.get(path).content.decode()
        assert "is not shown you any more" in page and "You withdrew it" not in page


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("cause", CAUSES, ids=lambda one: one.__name__)
def test_reviewers_learn_alike_of_every_end_after_an_offer(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    opening: Opening,
    cause: Cause,
    answered: bool,
) -> None:
    made = sent(browse(expert), opening)
    move(browse(member), made, "shortlist", "offer")
    if answered:
        own(browse(expert), made, "accept")
    told = Notification.objects.filter(recipient=member, kind="application_answer")
    before = told.count()
    cause(expert, company, Application.objects.get(pk=made.pk))
    assert told.count() == before
    settle_applications(), settle_applications()
    assert told.count() == before + 1
    assert "Withdrawn" in browse(member).get(f"/en{told.order_by('-pk')[0].path}").content.decode()


def test_both_read_the_same_reasons_why_it_fits(
    browse: Browse, expert: User, member: User, opening: Opening, blind: Opening
) -> None:
    hers, ours = browse(expert), browse(member)
    made = sent(hers, opening)
    fits = hers.get(f"/en/jobs/{opening.key}/").context["fits"]
    read = ours.get(f"{desk(made)}{made.key}/")
    assert fits["why"] and read.context["one"]["expert"]["fits"] == fits
    for page in (read, hers.get(f"/en/applications/{made.key}/")):
        assert all(text in unescape(page.content.decode()) for text in (*fits["why"], *fits["missing"]))
    nameless = sent(hers, blind)
    assert "fits the opening" not in ours.get(f"{desk(nameless)}{nameless.key}/").content.decode()
    assert (
        "On the shortlist the company reads" in hers.get(f"/en/applications/{nameless.key}/").content.decode()
    )
