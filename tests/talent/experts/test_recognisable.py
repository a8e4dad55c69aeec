"""One is told what gives one away, before it is saved; and whether few others look the same to companies."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from talent.experts.details import save_details, save_row
from talent.experts.models import Listing, Profile
from talent.experts.rarity import rarity
from talent.experts.traces import traces
from tests import cast

Browse = Callable[..., Client]
NAMES = ("نگار پارسا", "Negar Parsa")
EMPLOYERS = ("Nordlicht Bank GmbH", "شرکت البرز")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am Negar and I build ledgers", ("name",)),
        ("NEGAR", ("name",)),
        ("Négár", ("name",)),
        ("N e g a r", ("name",)),
        ("negar-parsa", ("name",)),
        ("من نگار هستم", ("name",)),
        ("ن گ ا ر", ("name",)),
        ("نگار\u200cپارسا", ("name",)),
        ("نگــار", ("name",)),
        ("at Nordlicht Bank since 2019", ("employer",)),
        ("nordlicht\u200cbank", ("employer",)),
        ("در البرز کار کردم", ("employer",)),
        ("me@example.net", ("email",)),
        ("me (at) example (dot) net", ("email",)),
        ("۰۹۱۲ ۳۴۵ ۶۷ ۸۹", ("phone",)),
        ("٠٩١٢\u200c٣٤٥\u200c٦٧٨٩", ("phone",)),
        ("+49 (30) 123-4567", ("phone",)),
        ("https://example.net/x", ("link",)),
        ("see t.me/somebody", ("link",)),
        ("telegram: @somebody", ("link",)),
        ("negar@example.net, https://negar.dev", ("name", "email", "link")),
        ("Data platform engineer who moved 2 banks in 2015-2019", ()),
        ("۱۳۹۵ تا ۱۳۹۸", ()),
        ("ASP.NET, socket.io and node.js", ()),
        ("parsable, negara, انگاره", ()),
        ("The Bank", ()),
        ("", ()),
    ],
)
def test_what_points_to_somebody_is_found_in_both_scripts(text: str, found: tuple[str, ...]) -> None:
    assert traces(text, names=NAMES, employers=EMPLOYERS) == found


def test_short_and_empty_names_find_nothing() -> None:
    assert traces("Li went to a bank", names=("Li", "", "  "), employers=("", "GmbH"))[:1] == ()


@pytest.fixture
def named(expert: Any) -> Any:
    profile = cast.profile_of(expert)
    names = {"name_native": NAMES[0], "name_latin": NAMES[1]}
    save_details(actor=expert, profile=profile, version=profile.version, part="names", **names)
    work: dict[str, Any] = {"title": "x", "employer": EMPLOYERS[0], "from_year": 2019, "to_year": None}
    save_row(actor=expert, profile=profile, version=profile.version, part="experience", **work, text="")
    return expert


def words(user: Any, **changes: str) -> dict[str, Any]:
    empty = {"headline_fa": "", "headline_en": "", "summary_fa": "", "summary_en": ""}
    return empty | {"version": cast.profile_of(user).version} | changes


@pytest.mark.parametrize("field", ["headline_fa", "headline_en", "summary_fa", "summary_en"])
def test_before_saving_one_is_warned_and_may_save_it_as_it_stands(
    browse: Browse, named: Any, field: str
) -> None:
    browser, form = browse(named), words(named, **{field: "Negar of Nordlicht Bank, me@example.net"})
    page = browser.post("/en/profile/words/", form)
    told = page.content.decode()
    assert page.status_code == 200 and "This may tell who you are" in told
    assert all(text in told for text in ("your name", "the name of an employer", "an e-mail address"))
    assert "Negar of Nordlicht Bank" in told and 'name="anyway"' in told
    assert getattr(cast.profile_of(named), field) != form[field]
    assert browser.post("/en/profile/words/", form | {"anyway": "1"}).status_code == 302
    assert getattr(cast.profile_of(named), field) == form[field]


def test_what_is_taken_out_is_saved_without_a_second_question(browse: Browse, named: Any) -> None:
    answer = browse(named).post("/en/profile/words/", words(named, headline_en="Engineer of ledgers"))
    assert answer.status_code == 302


def people(count: int, **facts: Any) -> None:
    for number in range(count):
        cast.expert(f"same{number}-{len(facts)}@experts.example.org", **facts)


@pytest.mark.parametrize(("others", "few"), [(0, True), (4, True), (5, False)])
def test_fewer_than_five_others_is_told_and_no_number(
    browse: Browse, expert: Any, others: int, few: bool
) -> None:
    people(others)
    page = browse(expert).get("/en/profile/recognisable/")
    assert page.context["few"] is few
    assert ("Fewer than 5 people" in page.content.decode()) is few


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, True),
        ({"languages": ["en", "fa"]}, True),
        ({"languages": ["fa", "en", "de"]}, False),
        ({"languages": ["fa"]}, False),
        ({"years": "5-9"}, False),
        ({"overlap_hours": 1}, True),
        ({"listing": Listing.NOBODY}, False),
    ],
)
def test_others_count_who_look_the_same_and_are_found(
    expert: Any, facts: dict[str, Any], counted: bool
) -> None:
    people(5, **facts)
    assert rarity(cast.profile_of(expert)).few is not counted


@pytest.mark.parametrize(("level", "counted"), [("me", False), ("by_my_yes", False), ("companies", True)])
def test_others_who_keep_their_facts_back_do_not_count(expert: Any, level: str, counted: bool) -> None:
    people(5)
    Profile.objects.exclude(user=expert).update(levels={"facts": level})
    assert rarity(cast.profile_of(expert)).few is not counted


def test_the_rarest_value_is_named(browse: Browse, expert: Any) -> None:
    people(5)
    Profile.objects.filter(user=expert).update(years="15+")
    page = browse(expert).get("/en/profile/recognisable/")
    assert (
        page.context["few"] and "Years of experience: <bdi>15 years and more</bdi>" in page.content.decode()
    )


def test_who_is_not_listed_is_told_so_and_who_says_nothing_has_nothing_to_compare(
    browse: Browse, db: None
) -> None:
    user = cast.expert("hidden@experts.example.org", listing=Listing.NOBODY)
    assert "You are not listed" in browse(user).get("/en/profile/recognisable/").content.decode()
    new = browse(cast.person("new@experts.example.org")).get("/en/profile/recognisable/")
    assert "Nothing to compare yet" in new.content.decode()


def test_it_takes_at_most_three_sql(expert: Any, django_assert_max_num_queries: Any) -> None:
    people(3)
    profile = cast.profile_of(expert)
    with translation.override("en"), django_assert_max_num_queries(3):
        rarity(profile)
