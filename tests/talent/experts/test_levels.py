"""Each group has a level of its own, chosen one by one; a yes opens it to one company, as long as it holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.audit.models import Entry
from talent.changes.models import Change
from talent.companies import actions as companies
from talent.experts import actions
from talent.experts.audience import COMPANIES, ME, PUBLIC, Audience
from talent.experts.audience import company as of_company
from talent.experts.grants import CannotGrant, grant_groups, withdraw_grant
from talent.experts.groups import LEVELS, RANGES, allowed, effective
from talent.experts.handles import token
from talent.experts.models import Grant, Listing, Profile
from talent.experts.projection import sees
from tests import cast

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
LISTINGS = [Listing.NOBODY, Listing.COMPANIES, Listing.PUBLIC]
REACHED = {Listing.NOBODY: "me", Listing.COMPANIES: "companies", Listing.PUBLIC: "public"}
GROUPS = {
    "facts": ("public", "public"),
    "words": ("companies", "companies"),
    "experience": ("by_my_yes", "companies"),
    "employers": ("me", "companies"),
    "education": ("by_my_yes", "companies"),
    "links": ("by_my_yes", "companies"),
    "cv": ("by_my_yes", "companies"),
    "names": ("by_my_yes", "by_my_yes"),
    "contact": ("by_my_yes", "by_my_yes"),
}


def test_the_groups_are_those_of_the_design() -> None:
    assert {group: tuple(limits) for group, limits in RANGES.items()} == GROUPS


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("group", GROUPS)
def test_every_group_at_every_level_is_for_its_audiences_alone(group: str, level: str, listing: str) -> None:
    profile = Profile(listing=listing, levels={group: level})
    cap = min(level, REACHED[Listing(listing)], key=LEVELS.index)
    expected = {
        "anyone": cap == "public",
        "companies": cap in ("companies", "public"),
        "with my yes": cap in ("by_my_yes", "companies", "public"),
        "with my yes to another group": cap in ("companies", "public"),
        "anyone, whatever was granted": cap == "public",
        "me": True,
    }
    other = next(name for name in GROUPS if name != group)
    assert {
        "anyone": sees(profile, group, PUBLIC),
        "companies": sees(profile, group, COMPANIES),
        "with my yes": sees(profile, group, COMPANIES, {group}),
        "with my yes to another group": sees(profile, group, COMPANIES, {other}),
        "anyone, whatever was granted": sees(profile, group, PUBLIC, {group}),
        "me": sees(profile, group, ME),
    } == expected


@pytest.mark.parametrize("group", GROUPS)
def test_where_nothing_is_chosen_the_default_holds(group: str) -> None:
    assert effective(Listing.PUBLIC, {}, group) == GROUPS[group][0]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("group", GROUPS)
def test_a_level_is_saved_up_to_the_loosest(browse: Browse, expert: Any, group: str, level: str) -> None:
    answer = browse(expert).post("/en/profile/level/", {"group": group, "level": level})
    fits = LEVELS.index(level) <= LEVELS.index(GROUPS[group][1])
    assert answer.status_code == (302 if fits else 400)
    assert cast.profile_of(expert).levels == ({group: level} if fits else {})
    assert (level in allowed(group)) is fits


@pytest.mark.parametrize("form", [{}, {"group": "x", "level": "me"}, {"group": "words", "level": "x"}])
def test_odd_choices_change_nothing(browse: Browse, expert: Any, form: dict[str, str]) -> None:
    version = cast.profile_of(expert).version
    browse(expert).post("/en/profile/level/", form)
    assert cast.profile_of(expert).version == version


def test_words_kept_back_are_gone_at_the_next_request(
    browse: Browse, expert: Any, member: Any, company: Any, index: Callable[[], int]
) -> None:
    index()
    page = f"/en/c/{company.slug}/experts/?q=platform"
    assert browse(member).get(page).context["page"].total == 1
    browse(expert).post("/en/profile/level/", {"group": "words", "level": "by_my_yes"})
    after = browse(member).get(page)
    assert "Data platform" not in after.content.decode() and after.context["page"].total == 0
    assert Change.objects.get(narrowing=True).key == cast.profile_of(expert).key
    index()
    assert browse(member).get(page).context["page"].total == 0


def test_facts_kept_for_me_take_one_out_of_every_answer(
    browse: Browse, expert: Any, member: Any, company: Any, index: Callable[[], int]
) -> None:
    index()
    browse(expert).post("/en/profile/level/", {"group": "facts", "level": "me"})
    for _ in range(2):
        page = browse(member).get(f"/en/c/{company.slug}/experts/?skill=python")
        assert page.context["page"].total == 0 and not page.context["cards"]
        index()


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("me", "Nobody finds you"),
        ("by_my_yes", "Nobody finds you"),
        ("companies", "Verified companies find you"),
    ],
)
def test_the_page_says_who_finds_one_now(browse: Browse, expert: Any, level: str, said: str) -> None:
    browser = browse(expert)
    browser.post("/en/profile/level/", {"group": "facts", "level": level})
    assert said in browser.get("/en/profile/").content.decode()


def test_facts_kept_for_me_cost_and_answer_like_no_expert_at_all(
    browse: Browse, expert: Any, member: Any, company: Any, settings: Any
) -> None:
    made = token(cast.profile_of(expert).pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)
    browse(expert).post("/en/profile/level/", {"group": "facts", "level": "me"})
    reader, counts = browse(member), []
    for address in (made, "A" * 32):
        reader.get(f"/en/c/{company.slug}/experts/{address}/")
        with CaptureQueriesContext(connection) as sql:
            assert reader.get(f"/en/c/{company.slug}/experts/{address}/").status_code == 404
        counts.append(len(sql))
    assert counts[0] == counts[1]


def test_facts_kept_for_companies_take_the_public_card_away(expert: Any, db: None) -> None:
    profile = cast.profile_of(expert)
    profile.listing, profile.levels = Listing.PUBLIC, {"facts": "companies"}
    assert not sees(profile, "facts", PUBLIC) and sees(profile, "facts", COMPANIES)


def give(expert: Any, company: Any, *groups: str) -> Grant:
    return grant_groups(
        actor=expert,
        profile=cast.profile_of(expert),
        company=company,
        groups=groups,
        source="request",
        now=timezone.now(),
    )


def live(expert: Any, company: Any) -> frozenset[str]:
    return Grant.objects.live(of_company(company.pk), timezone.now()).filter(profile__user=expert).groups()


def test_a_yes_opens_its_groups_to_its_company_alone(expert: Any, company: Any, other_company: Any) -> None:
    give(expert, company, "names", "contact")
    assert live(expert, company) == {"names", "contact"}
    assert live(expert, other_company) == frozenset()


def test_a_yes_that_is_taken_back_is_over_at_once(expert: Any, company: Any) -> None:
    given = give(expert, company, "names")
    for _ in range(2):
        withdraw_grant(actor=expert, grant=given, now=timezone.now())
    assert live(expert, company) == frozenset()
    assert Entry.objects.filter(verb="profile.grant_withdrawn").count() == 1


def test_a_yes_is_over_when_the_company_loses_its_verification_and_does_not_come_back(
    expert: Any, company: Any, moderator: Any
) -> None:
    give(expert, company, "names")
    companies.suspend_company(actor=moderator, company=company)
    assert live(expert, company) == frozenset()
    companies.verify_company(actor=moderator, company=company)
    assert live(expert, company) == frozenset()


def test_a_yes_does_not_hold_while_one_hides(expert: Any, company: Any) -> None:
    give(expert, company, "names")
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    assert live(expert, company) == frozenset()


def test_a_yes_does_not_hold_before_its_time_or_after_its_end(expert: Any, company: Any) -> None:
    given = give(expert, company, "names")
    audience, all_live = of_company(company.pk), Grant.objects.live
    assert not all_live(audience, given.since - timedelta(seconds=1)).exists()
    Grant.objects.update(until=given.since + timedelta(days=1))
    assert all_live(audience, given.since + timedelta(hours=23)).exists()
    assert not all_live(audience, given.since + timedelta(days=1)).exists()


@pytest.mark.parametrize("groups", [(), ("secrets",), ("names", "secrets")])
def test_a_yes_names_groups_that_exist(expert: Any, company: Any, groups: tuple[str, ...]) -> None:
    with pytest.raises(CannotGrant):
        give(expert, company, *groups)
    assert not Grant.objects.exists()


def test_nobody_says_yes_for_somebody_else_or_to_an_unverified_company(
    expert: Any, other_expert: Any, company: Any, moderator: Any
) -> None:
    with pytest.raises(CannotGrant):
        grant_groups(
            actor=other_expert,
            profile=cast.profile_of(expert),
            company=company,
            groups=["names"],
            source="request",
            now=timezone.now(),
        )
    given = give(expert, company, "names")
    with pytest.raises(CannotGrant):
        withdraw_grant(actor=other_expert, grant=given, now=timezone.now())
    with pytest.raises(CannotGrant):
        give(expert, cast.company(moderator, "new", verified=False), "names")
    assert live(expert, company) == {"names"}


def test_a_page_shows_words_by_my_yes_to_the_one_company_and_no_index_holds_them(
    browse: Browse,
    expert: Any,
    member: Any,
    company: Any,
    other_member: Any,
    other_company: Any,
    index: Callable[[], int],
    settings: Any,
) -> None:
    browse(expert).post("/en/profile/level/", {"group": "words", "level": "by_my_yes"})
    give(expert, company, "words")
    index()

    def page(reader: Any, firm: Any) -> str:
        relation = Audience(COMPANIES.kind, firm.pk).relation
        address = token(cast.profile_of(expert).pk, relation=relation, key=settings.RELATION_KEY)
        return browse(reader).get(f"/en/c/{firm.slug}/experts/{address}/").content.decode()

    assert "Data platform engineer" in page(member, company)
    assert "Data platform engineer" not in page(other_member, other_company)
    found = browse(member).get(f"/en/c/{company.slug}/experts/?q=platform")
    assert found.context["page"].total == 0


def test_the_owner_reads_beside_each_group_who_sees_it_now(
    browse: Browse, expert: Any, company: Any, django_assert_max_num_queries: Any
) -> None:
    give(expert, company, "words")
    browser = browse(expert)
    browser.post("/en/profile/level/", {"group": "words", "level": "by_my_yes"})
    with django_assert_max_num_queries(12):
        page = browser.get("/en/profile/")
    assert page.context["who"]["words"]["label"] == "Only by my yes"
    assert "1 company has your yes" in page.content.decode()
    browser.post("/en/profile/listing/", {"listing": "nobody"})
    shown = browser.get("/en/profile/").context["who"]
    assert shown["facts"]["label"] == "Only me"
    assert str(shown["words"]["note"]) == "as soon as you are listed: Only by my yes"
