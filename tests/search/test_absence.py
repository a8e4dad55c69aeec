"""Hidden equals absent: from cards, totals, facets and addresses, whatever the relay does."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.changes.models import Change
from talent.experts import actions
from talent.experts.models import Listing, Profile
from tests import cast
from tests.harness import statements
from tests.search.test_directory import names

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]


def test_who_hides_is_gone_from_cards_total_facets_and_address(
    search: Any, index: Index, three: Any, company: Any, browse: Browse, member: Any
) -> None:
    index()
    link = next(
        card["link"]
        for card in search(q="kafka").context["cards"]
        if card["headline"] == "Both at their best"
    )
    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    page = search(q="python")
    assert "Both at their best" not in names(page) and page.context["page"].total == 2
    assert page.context["page"].facets["skill"]["apache-kafka"] == 1
    assert browse(member).get(link).status_code == 404


def test_a_page_stays_full_when_somebody_hides(search: Any, index: Index, company: Any, db: None) -> None:
    people = [
        cast.expert(f"p{n}@experts.example.org", skills=("python:3", "go:1", "rust:1")) for n in range(23)
    ]
    index()
    for user in people[:2]:
        actions.hide_from(actor=user, profile=cast.profile_of(user), company=company)
    page = search(q="python")
    assert (page.context["page"].total, len(names(page))) == (21, 20)


def test_who_leaves_is_gone_although_the_relay_is_dead(search: Any, index: Index, three: Any) -> None:
    index()
    actions.set_listing(actor=three[0], profile=cast.profile_of(three[0]), listing=Listing.NOBODY)
    page = search(q="python")
    assert Change.objects.filter(narrowing=True).count() == 1
    assert page.context["page"].total == 2 and page.context["page"].facets["skill"]["apache-kafka"] == 1


def test_a_stale_hit_is_projected_anew_or_dropped(search: Any, index: Index, three: Any) -> None:
    index()
    profile = cast.profile_of(three[1])
    actions.set_skill(actor=three[1], profile=profile, skill=cast.term("skill", "apache-kafka"), level=5)
    page = search(q="python")
    card = next(card for card in page.context["cards"] if card["headline"] == "Python only")
    assert "Apache Kafka" in [skill["label"] for skill in card["skills"]]
    Change.objects.all().delete()
    Profile.objects.filter(pk=profile.pk).update(version=999)
    profile.skills.filter(skill__slug="python").delete()
    assert "Python only" not in names(search(skill="python"))


def test_a_company_knows_a_person_by_its_own_name_and_address(
    browse: Browse, index: Index, three: Any, company: Any, other_company: Any, member: Any, other_member: Any
) -> None:
    index()
    ours = browse(member).get(f"/en/c/{company.slug}/experts/", {"q": "python"}).context["cards"][0]
    theirs = (
        browse(other_member).get(f"/en/c/{other_company.slug}/experts/", {"q": "python"}).context["cards"][0]
    )
    assert ours["title_line"] != theirs["title_line"]
    foreign = ours["link"].replace(f"/c/{company.slug}/", f"/c/{other_company.slug}/")
    assert browse(other_member).get(foreign).status_code == 404
    assert browse(other_member).get(theirs["link"]).status_code == 200


def test_a_hide_list_acts_on_people_through_whatever_company_they_come(
    browse: Browse, search: Any, index: Index, three: Any, moderator: Any, member: Any, other_company: Any
) -> None:
    """Somebody of a company that one hides from sees nothing through another company either, for a year."""
    from talent.companies.actions import add_member, end_membership

    index()
    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=other_company)
    assert search(q="python").context["page"].total == 3
    second = add_member(actor=moderator, company=other_company, email=member.email, role="reader")
    assert search(q="python").context["page"].total == 2
    end_membership(actor=moderator, membership=second)
    assert search(q="python").context["page"].total == 2
    type(second).objects.filter(pk=second.pk).update(ended_at=timezone.now() - timedelta(days=400))
    assert search(q="python").context["page"].total == 3


def test_an_account_that_is_switched_off_leaves_total_and_facets(
    search: Any, index: Index, three: Any
) -> None:
    index()
    type(three[0]).objects.filter(pk=three[0].pk).update(is_active=False)
    page = search(q="python")
    assert page.context["page"].total == 2 and page.context["page"].facets["skill"]["apache-kafka"] == 1


def test_missing_hidden_and_foreign_addresses_answer_byte_for_byte_alike(
    browse: Browse, index: Index, three: Any, company: Any, other_company: Any, member: Any, settings: Any
) -> None:
    from talent.experts.handles import token

    hidden, foreign = cast.profile_of(three[0]).pk, cast.profile_of(three[1]).pk
    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    addresses = {
        "hidden": token(hidden, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
        "foreign": token(foreign, relation=f"company:{other_company.pk}", key=settings.RELATION_KEY),
        "missing": token(10**9, relation=f"company:{company.pk}", key=settings.RELATION_KEY),
        "nonsense": "x" * 32,
    }
    browser = browse(member)
    answers = {}
    for name, address in addresses.items():
        answer = browser.get(f"/en/c/{company.slug}/experts/{address}/")
        body = answer.content.replace(address.encode(), b"ADDRESS")
        answers[name] = (answer.status_code, body, sorted(answer.headers.items()))
    assert len({repr(answer) for answer in answers.values()}) == 1
    assert answers["hidden"][0] == 404


def test_each_kind_of_absence_costs_the_same_sql(
    browse: Browse, index: Index, three: Any, company: Any, member: Any, settings: Any
) -> None:
    from talent.experts.handles import token

    def address(pk: int) -> str:
        return token(pk, relation=f"company:{company.pk}", key=settings.RELATION_KEY)

    actions.hide_from(actor=three[0], profile=cast.profile_of(three[0]), company=company)
    hidden = address(cast.profile_of(three[0]).pk)
    browser = browse(member)
    browser.get(f"/en/c/{company.slug}/experts/{hidden}/")
    asked = [f"/en/c/{company.slug}/experts/{one}/" for one in (hidden, "x" * 32, address(10**9))]
    found = [statements.shapes(partial(browser.get, one)) for one in asked]
    assert found[0] == found[1] == found[2] != []
