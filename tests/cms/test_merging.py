"""Two skills become one: previewed, done at once, and search follows the database."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.indexes.engine import engine
from search.relay.whole import drift
from search.text.normalise import squash
from talent.accounts.models import RoleName, User
from talent.audit.models import Entry
from talent.changes.models import Change
from talent.experts import actions, merging
from talent.experts.loading import load_vocabulary
from talent.experts.models import Listing, ParkChoice, Profile, ProfileSkill, Term
from talent.lib.errors import Forbidden
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]


@pytest.fixture
def editor(db: None) -> User:
    return cast.staff(RoleName.EDITOR)


def skill(slug: str) -> Term:
    return cast.term("skill", slug)


def merge(editor: User, keep: str, lose: str) -> int:
    return merging.merge_terms(actor=editor, keep=skill(keep), lose=skill(lose), fold=squash)


def test_the_editor_sees_what_would_change_and_then_merges(
    browse: Browse, editor: User, expert: User, index: Callable[[], int], member: User, company: Any
) -> None:
    browser, lose, keep = browse(editor), skill("apache-kafka"), skill("apache-spark")
    number = ParkChoice.current().vocabulary_number
    choose = reverse("term:choose_kept", args=[lose.pk])
    assert choose in browser.get(reverse("term:change", args=[lose.pk])).content.decode()
    assert f'value="{lose.pk}"' not in browser.get(choose).content.decode()
    step = browser.post(choose, {"keep": keep.pk}).url
    merger = browser.get(step).context["merger"]
    assert (merger.profiles, merger.both) == (0, 0), "fewer than five are not counted"
    assert "Apache Kafka" in merger.gained_en and "کافکا" in " ".join(merger.gained_fa)
    assert Term.objects.filter(pk=lose.pk).exists() and not Entry.objects.filter(verb="term.merged").exists()
    assert browser.post(step).status_code == 302
    assert not Term.objects.filter(pk=lose.pk).exists()
    assert ParkChoice.current().vocabulary_number == number + 1
    assert Entry.objects.latest("id").verb == "term.merged"
    index()
    page = browse(member).get(f"/en/c/{company.slug}/experts/?q=kafka").context["page"]
    assert page.total == 1 and page.facets["skill"]["apache-spark"] == 1
    assert drift(engine()) == {}


def test_the_preview_does_not_tell_of_one_person_more(browse: Browse, editor: User) -> None:
    def told() -> tuple[int, str]:
        page = browse(editor).get(reverse("term:merge", args=[skill("go").pk, skill("java").pk]))
        return page.context["merger"].profiles, re.sub(r"\b\w{64}\b", "", page.content.decode())

    def joins(number: int, listing: Listing) -> None:
        cast.expert(f"p{number}@experts.example.org", skills=("go:3", "java:2", "python:1"), listing=listing)

    for number in range(5):
        joins(number, Listing.COMPANIES)
    before = told()
    assert before[0] == 5
    for number in range(5, 9):
        joins(number, Listing.NOBODY)
        assert told() == before
    joins(9, Listing.NOBODY)
    assert told()[0] == 10


def test_whom_a_merger_leaves_with_two_skills_stays_found_and_can_save_everything_else(
    browse: Browse, editor: User, expert: User
) -> None:
    profile, browser = cast.profile_of(expert), browse(expert)
    ProfileSkill.objects.filter(profile=profile).delete()
    for slug in ("java", "go", "rust"):
        ProfileSkill.objects.create(profile=profile, skill=skill(slug))
    merge(editor, "java", "go")
    typed = {
        "ways": ["remote"],
        "region": "western-europe",
        "seniority": "senior",
        "version": profile.version + 1,
    }
    assert browser.post("/en/profile/facts/", typed).status_code == 302
    assert browser.post("/en/profile/skills/drop/", {"skill": "rust"}).status_code == 400
    assert cast.profile_of(expert).listing == Listing.COMPANIES
    assert browser.post("/en/profile/listing/", {"listing": "nobody"}).status_code == 302
    assert browser.post("/en/profile/listing/", {"listing": "companies"}).status_code == 400
    assert cast.profile_of(expert).listing == Listing.NOBODY


@pytest.mark.parametrize(
    ("kept", "lost", "level", "year"),
    [
        ((2, 2020), (4, 2019), 4, 2020),
        ((5, None), (1, 2021), 5, 2021),
        ((None, 2018), (3, None), 3, 2018),
        ((None, None), (None, None), None, None),
    ],
)
def test_a_profile_that_has_both_keeps_the_higher_level_and_the_later_year(
    editor: User, expert: User, kept: Any, lost: Any, level: int | None, year: int | None
) -> None:
    profile = cast.profile_of(expert)
    for slug, (said, used) in (("java", kept), ("go", lost)):
        actions.set_skill(actor=expert, profile=profile, skill=skill(slug), level=said, last_used=used)
    before = cast.profile_of(expert).version
    Change.objects.all().delete()
    assert merge(editor, "java", "go") == 1
    rows = ProfileSkill.objects.filter(profile=profile, skill__slug__in=["java", "go"])
    assert list(rows.values_list("skill__slug", "level", "last_used")) == [("java", level, year)]
    assert cast.profile_of(expert).version == before + 1
    assert list(Change.objects.values_list("key", "version", "narrowing")) == [
        (profile.key, before + 1, False)
    ]


def test_narrower_words_move_and_nothing_stands_above_itself(editor: User) -> None:
    top, middle, low = skill("software-development"), skill("programming-languages"), skill("rust")
    Term.objects.filter(pk=middle.pk).update(broader=top)
    Term.objects.filter(pk=low.pk).update(broader=middle)
    merge(editor, "rust", "programming-languages")
    assert skill("rust").broader == top
    assert set(Term.objects.filter(broader=skill("rust")).values_list("slug", flat=True)) == {
        "python",
        "java",
        "go",
    }


def test_the_loader_does_not_bring_a_merged_word_back(editor: User, settings: Any) -> None:
    merge(editor, "java", "go")
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary", only=frozenset({"java", "go"}))
    assert not Term.objects.filter(slug="go", kind="skill").exists()
    assert "go" in skill("java").aliases_en.split("\n")


@pytest.mark.parametrize(("keep", "lose"), [("go", "go"), ("senior", "go"), ("go", "senior")])
def test_only_two_different_skills_merge(browse: Browse, editor: User, keep: str, lose: str) -> None:
    one, other = (Term.objects.get(slug=slug) for slug in (keep, lose))
    with pytest.raises(merging.NotTwoSkills):
        merging.merge_terms(actor=editor, keep=one, lose=other, fold=squash)
    address = reverse("term:merge", args=[other.pk, one.pk])
    assert browse(editor).post(address).status_code in (400, 404)
    assert Term.objects.filter(pk__in=[one.pk, other.pk]).count() == len({one.pk, other.pk})


def test_only_editors_merge(browse: Browse, moderator: User) -> None:
    keep, lose = skill("java"), skill("go")
    for address in (
        reverse("term:choose_kept", args=[lose.pk]),
        reverse("term:merge", args=[lose.pk, keep.pk]),
    ):
        assert (
            browse(moderator).get(address).status_code == browse(moderator).post(address).status_code == 403
        )
    with pytest.raises(Forbidden):
        merging.merge_terms(actor=moderator, keep=keep, lose=lose, fold=squash)


def test_afterwards_the_index_is_the_database_whoever_had_which(
    editor: User, index: Callable[[], int], settings: Any
) -> None:
    drawn = random.Random(7)
    slugs = ["python", "java", "go", "rust", "docker"]
    for number in range(12):
        said = tuple(f"{slug}:{drawn.randint(0, 5)}" for slug in drawn.sample(slugs, 3))
        cast.expert(f"p{number}@experts.example.org", skills=said)
    Profile.objects.filter(user__email__startswith="p1").update(listing="nobody")
    index()
    merging.BATCH, whole = 2, merging.BATCH
    try:
        for lose in ("java", "go", "rust"):
            knowing = ProfileSkill.objects.filter(skill__slug=lose).count()
            assert merge(editor, "python", lose) == knowing
            index()
            assert drift(engine()) == {}
    finally:
        merging.BATCH = whole
    assert set(ProfileSkill.objects.values_list("skill__slug", flat=True)) <= {"python", "docker"}


def test_a_merger_costs_a_few_statements_per_five_hundred_profiles(editor: User) -> None:
    def cost(count: int, keep: str, lose: str) -> int:
        for number in range(count):
            cast.expert(f"{lose}{number}@experts.example.org", skills=(f"{lose}:3", f"{keep}:2", "python:1"))
        with CaptureQueriesContext(connection) as queries:
            assert merge(editor, keep, lose) == count
        return len(queries)

    assert cost(1, "java", "go") == cost(6, "docker", "rust")
