"""Demo data: invented, the same for the same seed, and row for row what the actions would have made."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from config.demo.load import load_experts
from config.demo.people import Person, people
from talent.accounts.models import RoleName, User
from talent.changes.models import Change
from talent.companies.models import Company, Invitation, Membership, State
from talent.experts import actions
from talent.experts.details import save_details, save_row
from talent.experts.loading import load_vocabulary
from talent.experts.models import Details, Education, Experience, Listing, Profile, Term
from talent.lib.dates import park_today
from talent.mentoring.models import Offer, Question, Relation
from tests import cast


@pytest.fixture
def vocabulary_of_the_demo(db: None, settings: Any) -> None:
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")


def first(**changes: Any) -> Person:
    person = next(people(1, seed=7, today=park_today()))
    return replace(person, listing="companies", confirmed_on=park_today(), **changes)


def test_the_same_seed_makes_the_same_people() -> None:
    today = park_today()
    assert list(people(20, seed=3, today=today)) == list(people(20, seed=3, today=today))
    assert list(people(20, seed=3, today=today)) != list(people(20, seed=4, today=today))


def test_people_are_bilingual_and_nobody_has_an_address_of_the_real_world() -> None:
    made = list(people(300, seed=1, today=park_today()))
    assert all(person.email.endswith("@experts.example.org") for person in made)
    assert len({person.email for person in made}) == 300 == len({person.tie for person in made})
    assert (
        sum(bool(person.headline_fa) for person in made) > 150
        and sum(bool(person.headline_en) for person in made) > 100
    )
    assert {person.listing for person in made} == {"nobody", "companies", "public"}


def columns(profile: Profile) -> dict[str, Any]:
    names = {field.attname for field in Profile._meta.concrete_fields} - {
        "id",
        "key",
        "version",
        "tie",
        "user_id",
    }
    return {name: getattr(profile, name) for name in names}


def talkative() -> Person:
    """Somebody who has filled in everything."""
    made = people(60, seed=7, today=park_today())
    person = next(one for one in made if one.name_latin and one.experience and one.education)
    return replace(person, listing="companies", confirmed_on=park_today())


def tell_details(user: User, profile: Profile, person: Person) -> None:
    names = {"name_native": person.name_native, "name_latin": person.name_latin}
    save_details(actor=user, profile=profile, version=profile.version, part="names", **names)
    for part in ("experience", "education"):
        for row in getattr(person, part):
            save_row(actor=user, profile=profile, version=profile.version, part=part, **asdict(row))


def details(profile: Profile) -> list[dict[str, Any]]:
    """Names, work and education as rows, without keys."""
    rows = (Details, Experience, Education)
    found = [row for model in rows for row in model.objects.filter(profile=profile).values()]
    return [
        {name: value for name, value in row.items() if name not in ("id", "key", "profile_id")}
        for row in found
    ]


def test_a_bulk_row_equals_one_made_by_actions(vocabulary_of_the_demo: None) -> None:
    person = talkative()
    load_experts([person])
    bulk = Profile.objects.get()
    user = cast.person("by.hand@experts.example.org")
    profile = actions.start_profile(actor=user)
    for slug, level, last_used in person.skills:
        actions.set_skill(
            actor=user,
            profile=profile,
            skill=Term.objects.get(kind="skill", slug=slug),
            level=level,
            last_used=last_used,
        )
    actions.save_facts(
        actor=user,
        profile=profile,
        version=profile.version,
        seniority=cast.term("seniority", person.seniority),
        years=person.years,
        region=cast.term("region", person.region),
        overlap_hours=person.overlap_hours,
        languages=list(person.languages),
        ways=list(person.ways),
        free_from=person.free_from,
    )
    words = {
        name: getattr(person, name) for name in ("headline_fa", "headline_en", "summary_fa", "summary_en")
    }
    actions.save_words(actor=user, profile=profile, version=profile.version, **words)
    tell_details(user, profile, person)
    Change.objects.all().delete()
    actions.set_listing(actor=user, profile=profile, listing=Listing.COMPANIES)
    assert details(bulk) == details(profile)
    assert columns(bulk) == columns(Profile.objects.get(user=user))
    rows = [
        list(one.skills.order_by("skill").values("skill", "level", "last_used")) for one in (bulk, profile)
    ]
    assert rows[0] == rows[1]
    assert Change.objects.get().kind == "expert" and bulk.user.emailaddress_set.get().verified


def test_bulk_rows_are_marked_once_each_unless_nobody_may_see_them(vocabulary_of_the_demo: None) -> None:
    seen, unseen = first(), first(email="x@experts.example.org", key_bits=1, tie=1)
    load_experts([seen, replace(unseen, listing="nobody", confirmed_on=None)])
    listed = Profile.objects.get(listing="companies")
    assert list(Change.objects.values_list("key", "version", "narrowing")) == [
        (listed.key, listed.version, False)
    ]


def test_the_command_makes_one_account_per_role_that_can_sign_in(
    vocabulary_of_the_demo: None, settings: Any, tmp_path: Path, rf: Any, browse: Any
) -> None:
    settings.VAR = tmp_path
    call_command("demo", "--experts", "12", "--companies", "2", stdout=StringIO())
    path = tmp_path / "demo-accounts.json"
    accounts = json.loads(path.read_text())
    roles = [account["role"] for account in accounts]
    assert set(roles) >= {*RoleName.values, "expert", "company owner", "company recruiter", "company reader"}
    assert {"mentor", "guest of mentors"} <= set(roles)
    assert roles.count("moderator") == 2 and path.stat().st_mode & 0o077 == 0
    assert {"role", "email", "password"} == set(accounts[0])
    for account in accounts:
        assert authenticate(rf.post("/"), email=account["email"], password=account["password"]), account[
            "role"
        ]
    assert Company.objects.verified().count() == 2 and Membership.objects.count() == 4 + 4
    assert sorted(Company.objects.values_list("state", flat=True).distinct().order_by()) == sorted(State)
    assert Invitation.objects.get().state == "waiting"
    assert Profile.objects.count() == 13 + 13  # experts; mentors and their guest
    assert [Offer.objects.live(park_today()).count(), Question.objects.count(), Relation.objects.count()] == [
        12,
        3,
        1,
    ]
    first = Company.objects.verified().order_by("number")[0]
    recruiter = User.objects.get(email=f"recruiter@{first.domain}")
    assert browse(recruiter).get(f"/en/c/{first.slug}/shortlist/").context["total"] == 2


def test_it_refuses_beside_real_users_and_in_production(db: None, expert: Any, settings: Any) -> None:
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo")
    Profile.objects.all().delete()
    User.objects.all().delete()
    settings.DEV_PAGES = False
    with pytest.raises(CommandError, match="production"):
        call_command("demo")


def test_demo_experts_are_found(
    vocabulary_of_the_demo: None, index: Callable[[], int], browse: Any, moderator: Any
) -> None:
    load_experts(people(40, seed=2, today=park_today()))
    index()
    company = cast.company(moderator, "alborz")
    member = cast.member(moderator, company, "member")
    page = browse(member).get("/fa/c/alborz/experts/", {"way": "remote"})
    listed = Profile.objects.exclude(listing="nobody")
    assert page.context["page"].total == sum("remote" in profile.ways for profile in listed) > 0
