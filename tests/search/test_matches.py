"""Matches: the same for both sides, equal to brute force, private to the expert, and never more than may be seen."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from config.demo.load import load_experts
from config.demo.openings import FILE
from config.demo.people import people
from jobs.contacts.models import ContactRequest
from jobs.matching import LADDER
from jobs.openings.fitting import fit
from jobs.openings.models import Opening
from search.matches import experts_for, openings_for, own
from talent.companies.models import Membership
from talent.experts import actions as experts
from talent.experts.audience import company as audience_of
from talent.experts.groups import FACTS, ME
from talent.experts.levels import set_level
from talent.experts.loading import load_vocabulary
from talent.experts.models import Listing, Profile
from talent.experts.projection import project
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from tests import cast
from tests.harness import statements
from tests.openings import SAID, drafted, posted

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Index = Callable[[], int]
SKILLS = ("python", "java", "go", "rust", "apache-kafka", "postgresql", "docker", "kubernetes", "react")


@pytest.fixture
def vocabulary_of_the_demo(db: None, settings: Any) -> None:
    """All words, for one test: they take seconds."""
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")


@pytest.fixture
def many(member: Any, company: Any, other_member: Any, other_company: Any, index: Index) -> list[Opening]:
    """Two dozen openings and experts of chance, the same chance at each run."""
    dice = random.Random(7)
    for number in range(24):
        _expert_of_chance(dice, number)
    made = [
        _opening_of_chance(dice, *dice.choice([(member, company), (other_member, other_company)]))
        for _n in range(24)
    ]
    index()
    return made


def _expert_of_chance(dice: random.Random, number: int) -> None:
    skills = tuple(f"{slug}:{dice.randrange(6)}" for slug in dice.sample(SKILLS, dice.randint(3, 6)))
    cast.expert(
        f"chance{number}@experts.example.org",
        skills=skills,
        seniority=cast.term("seniority", dice.choice(LADDER)),
        overlap_hours=dice.choice([None, 0, 2, 4, 6, 8]),
        languages=dice.sample(["fa", "en", "de"], dice.randint(1, 3)),
        ways=dice.sample(["remote", "visit", "return", "advise", "mentor"], 2),
    )


def _opening_of_chance(dice: random.Random, member: Any, company: Any) -> Opening:
    slugs = dice.sample(SKILLS, dice.randint(1, 5))
    return posted(
        member,
        company,
        skills=[
            {"slug": slug, "level": dice.randrange(6), "must": number == 0 or dice.random() < 0.5}
            for number, slug in enumerate(slugs)
        ],
        seniority=dice.choice(["", *LADDER]),
        languages=dice.sample(["fa", "en", "de"], dice.randrange(3)),
        kind=dice.choice(["employment", "advisory"]),
        mode="remote",
        overlap_hours=dice.randint(1, 8),
    )


def test_the_index_counts_exactly_what_matching_counts(
    many: list[Opening], company: Any, member: Any
) -> None:
    words, today, audience = vocabulary(), park_today(), audience_of(company.pk, member.pk)
    everybody = list(Profile.objects.visible_to(audience).order_by("pk").with_skills())
    for opening in many[:8]:
        assert opening.shown
        seen = [project(profile, audience, words=words, today=today) for profile in everybody]
        fits = [fit(one, opening.shown) for one in seen if one]
        right = sorted(found.order for found in fits if any(one.code == "skill" for one in found.reasons))
        page = experts_for(opening, audience, number=1, words=words, today=today)
        assert [one.match.order for one in page.found] == right[:20] and page.total == len(right)
    for profile in everybody[:8]:
        mine = own(profile, words, today)
        fits = [fit(mine, one.shown) for one in many if one.shown]
        right = sorted(found.order for found in fits if any(one.code == "skill" for one in found.reasons))
        mine_page = openings_for(profile, number=1, words=words, today=today)
        assert [one.match.order for one in mine_page.found] == right[:20] and mine_page.total == len(right)


def test_on_the_demo_set_too(vocabulary_of_the_demo: None, member: Any, company: Any, index: Index) -> None:
    load_experts(people(150, seed=3, today=park_today()))
    rows = json.loads(FILE.read_text(encoding="utf-8"))["openings"]
    made = [posted(member, company, **(SAID | {"pay_min": None, "pay_max": None} | row)) for row in rows]
    index()
    words, today, audience = vocabulary(), park_today(), audience_of(company.pk, member.pk)
    everybody = list(Profile.objects.visible_to(audience).order_by("pk").with_skills())
    for opening in made:
        assert opening.shown
        seen = [project(profile, audience, words=words, today=today) for profile in everybody]
        fits = [fit(one, opening.shown) for one in seen if one]
        right = sorted(found.order for found in fits if any(one.code == "skill" for one in found.reasons))
        page = experts_for(opening, audience, number=1, words=words, today=today)
        assert [one.match.order for one in page.found] == right[:20] and page.total == len(right)


def test_both_sides_read_the_same_reasons(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any
) -> None:
    opening = posted(member, company)
    index()
    mine = browse(expert).get("/en/jobs/for-me/").context["cards"]
    theirs = browse(member).get(f"/en/c/alborz/openings/{opening.key}/experts/").context["cards"]
    for part in ("points", "musts", "why", "missing"):
        assert mine[0][part] == theirs[0][part]
    assert "Python, expert" in str(mine[0]["why"])


def test_looking_at_openings_leaves_no_trace(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any
) -> None:
    posted(member, company)
    index()
    reader = browse(expert)
    sql = statements.of(lambda: reader.get("/en/jobs/for-me/"))
    assert sql and not [one for one in sql if one.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]


def test_an_opening_of_a_hidden_company_is_not_matched(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any
) -> None:
    posted(member, company)
    index()
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    page = browse(expert).get("/en/jobs/for-me/")
    assert page.context["total"] == 0 and not page.context["cards"]


@pytest.mark.parametrize("how", ["hidden", "unlisted", "facts for oneself"])
def test_a_company_is_matched_with_nobody_whom_it_does_not_see(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any, other_expert: Any, how: str
) -> None:
    opening = posted(member, company)
    index()
    profile = cast.profile_of(expert)
    page = f"/en/c/alborz/openings/{opening.key}/experts/"
    assert browse(member).get(page).context["total"] == 2
    if how == "hidden":
        experts.hide_from(actor=expert, profile=profile, company=company)
    elif how == "unlisted":
        experts.set_listing(actor=expert, profile=profile, listing=Listing.NOBODY)
    else:
        set_level(actor=expert, profile=profile, group=FACTS, level=ME)
    found = browse(member).get(page)
    assert found.context["total"] == 1 == len(found.context["cards"])


def test_the_list_spends_the_companys_budget(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any, other_expert: Any, settings: Any
) -> None:
    opening = posted(member, company)
    index()
    settings.LOOKS_PER_DAY = 1
    page = browse(member).get(f"/en/c/alborz/openings/{opening.key}/experts/")
    assert len(page.context["cards"]) == 1 and page.context["exhausted"]


def test_asking_is_one_step_from_a_match_and_names_the_opening(
    browse: Browse, index: Index, member: Any, company: Any, expert: Any
) -> None:
    opening = posted(member, company)
    index()
    card = browse(member).get(f"/en/c/alborz/openings/{opening.key}/experts/").context["cards"][0]
    form = browse(member).get(card["ask_url"])
    assert f'value="{opening.key}" selected' in form.content.decode()
    typed = {"purpose": "position", "message": "Hello.", "asked_as": "Sara", "opening": str(opening.key)}
    answer_by = form.context["form"].fields["answer_by"].initial
    browse(member).post(card["ask_url"], typed | {"answer_by": answer_by})
    asked = ContactRequest.objects.get()
    assert asked.opening == opening
    assert "Data engineer" in browse(expert).get(f"/en/requests/{asked.key}/").content.decode()
    wrong = drafted(member, company)
    refused = browse(member).post(
        card["ask_url"], typed | {"answer_by": answer_by, "opening": str(wrong.key)}
    )
    assert refused.status_code == 400 and "not on the board" in refused.content.decode()


def test_experts_are_matched_with_openings_on_the_board_alone(
    browse: Browse, index: Index, member: Any, company: Any
) -> None:
    opening = drafted(member, company)
    assert browse(member).get(f"/en/c/alborz/openings/{opening.key}/experts/").status_code == 404
    assert Membership.objects.exists()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_how_matching_works_is_worked_out_by_matching_itself(browse: Browse, db: None, language: str) -> None:
    page = browse(None).get(f"/{language}/matching/")
    first, second = page.context["example"]["experts"]
    assert first["complete"] and not second["complete"] and page.status_code == 200


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_preview_shows_what_is_written_however_little_it_is(
    browse: Browse, member: Any, company: Any, other_member: Any, language: str
) -> None:
    empty = dict.fromkeys(("title_fa", "title_en", "text_fa", "text_en", "kind", "mode", "pay_currency"), "")
    for said in (empty | {"skills": [], "pay_period": ""}, {"title_en": "A draft"}):
        opening = drafted(member, company, **said)
        here = f"/{language}/c/alborz/openings/{opening.key}/preview/"
        assert browse(member).get(here).status_code == 200
        assert browse(other_member).get(here.replace("alborz", "parto")).status_code == 404
    assert browse(None).get(f"/{language}/jobs/{opening.key}/").status_code == 404
