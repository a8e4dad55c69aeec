"""One hidden thing after another is changed: somebody who may see it does see the change, a company that may not and
visitors get the same bytes as before, in lists, on people's pages and at addresses that lead nowhere for them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.applications.drafting import save_draft, submit
from jobs.applications.models import Application
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.actions import add_member, change_company
from talent.companies.models import Company, MemberRole, Membership
from talent.experts import actions, curriculum
from talent.experts.details import save_details, save_row
from talent.experts.grants import grant_groups
from talent.experts.levels import set_level
from talent.experts.looks import note_looks
from talent.experts.models import Listing
from talent.experts.shortlist import keep
from talent.lib.dates import park_today
from tests import cast, planting
from tests.openings import posted
from tests.planting import token_of
from tests.talent.lib.files import saying
from tests.test_noninterference import DETAILS_OF, queries
from tests.test_noninterference import no_throttle as no_throttle

pytestmark = pytest.mark.journey
HIDING = ("parent", "domain", "owner")
"""Three who hide from `company` and from a strange one each; that one becomes family of `other_company` in three ways."""
PROFILE, LOOKS, DATA, OTHERS = (
    planting.PROFILE,
    planting.LOOKS,
    planting.DATA,
    "/fa/c/parto/experts/?q=python",
)


@dataclass(frozen=True)
class World:
    moderator: User
    company: Company
    other: Company
    strange: dict[str, Company]
    people: dict[str, User]
    wanted: dict[str, Opening]
    """Openings: of the company for all to see, of the company with blind review, of the other company."""

    def mine(self, name: str) -> dict[str, Any]:
        """Actor and profile, as verbs take them."""
        return {"actor": self.people[name], "profile": cast.profile_of(self.people[name])}

    def current(self, name: str) -> dict[str, Any]:
        """The same with the version, for verbs that refuse a stale form."""
        return self.mine(name) | {"version": cast.profile_of(self.people[name]).version}


@pytest.fixture
def world(
    moderator: User,
    company: Company,
    member: User,
    other_company: Company,
    other_member: User,
    settings: Any,
    tmp_path: Any,
) -> World:
    private = settings.STORAGES["private"]
    options = private["OPTIONS"] | {"location": tmp_path / "private"}
    settings.STORAGES = settings.STORAGES | {"private": private | {"OPTIONS": options}}
    cast.open_public_directory()
    listings = {"unlisted": Listing.NOBODY, "public": Listing.PUBLIC, "ticking": Listing.NOBODY}
    listings |= dict.fromkeys(HIDING, Listing.COMPANIES) | {f"{n}": Listing.PUBLIC for n in range(5)}
    people = {name: cast.expert(f"{name}@{name}.example.net", listing=one) for name, one in listings.items()}
    strange = {name: cast.company(moderator, f"strange-{name}") for name in HIDING}
    people["blind"] = cast.expert("blind@blind.example.net", listing=Listing.NOBODY)
    wanted = {"ours": posted(member, company), "blind": posted(member, company, is_blind=True)}
    wanted["theirs"] = posted(other_member, other_company)
    made = World(moderator, company, other_company, strange, people, wanted)
    apply(made, "blind", "blind")
    for name in HIDING:
        actions.hide_from(**made.mine(name), company=company)
        actions.hide_from(**made.mine(name), company=strange[name])
    actions.set_listing(**made.mine("ticking"), listing=Listing.TICKED, ticked=[other_company])
    return made


def apply(world: World, name: str, opening: str, **typed: Any) -> None:
    """Somebody writes to an opening and sends it."""
    to: dict[str, Any] = {"actor": world.people[name], "opening": world.wanted[opening]}
    written = {"version": 0, "letter": "I have moved two banks.", "answers": {}, "groups": []} | typed
    submit(**to, version=save_draft(**to, **written).version)


def application(world: World) -> None:
    apply(world, "public", "theirs", letter="zq rust", groups=["names"])


def blind_words(world: World) -> None:
    """What a card would show of somebody who applied without a name."""
    words = dict.fromkeys(("headline_fa", "headline_en", "summary_fa", "summary_en"), "zq rust")
    actions.save_words(**world.current("blind"), **words)


def of_the_absent(world: World) -> None:
    """Facts and words of somebody who hides."""
    words = dict.fromkeys(("headline_fa", "headline_en", "summary_fa", "summary_en"), "zq rust")
    actions.save_words(**world.current("parent"), **words)
    actions.set_skill(**world.mine("parent"), skill=cast.term("skill", "rust"), level=5)


def listing(world: World) -> None:
    actions.set_listing(**world.mine("unlisted"), listing=Listing.TICKED, ticked=[world.other])


def tick(world: World) -> None:
    actions.set_listing(
        **world.mine("ticking"), listing=Listing.TICKED, ticked=[world.other, world.strange["owner"]]
    )


def hide_entry(world: World) -> None:
    actions.hide_from(**world.mine("owner"), company=world.strange["domain"])


def hidden_host(world: World) -> None:
    actions.hide_from_domain(**world.mine("domain"), domain="zq.example.net")


def family_by_parent(world: World) -> None:
    one = world.strange["parent"]
    change_company(actor=world.moderator, company=one, **DETAILS_OF(one) | {"parent": world.other})


def family_by_domain(world: World) -> None:
    one = world.strange["domain"]
    change_company(actor=world.moderator, company=one, **DETAILS_OF(one) | {"domain": world.other.domain})


def family_by_owner(world: World) -> None:
    for one in (world.strange["owner"], world.other):
        add_member(actor=world.moderator, company=one, email="boss@zq.example.net", role=MemberRole.OWNER)


def _details(part: str, whose: str = "public", **typed: Any) -> Callable[[World], None]:
    return lambda world: save_details(**world.current(whose), part=part, **typed)


def _row(part: str, **typed: Any) -> Callable[[World], None]:
    return lambda world: save_row(**world.current("public"), part=part, **typed)


def _level(group: str, level: str) -> Callable[[World], None]:
    return lambda world: set_level(**world.mine("public"), group=group, level=level)


def cv(world: World) -> None:
    curriculum.save_cv(**world.current("public"), data=saying("zq"))


def grant(world: World) -> None:
    groups = ["names", "education"]
    grant_groups(**world.mine("public"), company=world.other, groups=groups, source="zq", now=timezone.now())


def look(world: World) -> None:
    pk = cast.profile_of(world.people["public"]).pk
    note_looks(world.strange["owner"].pk, [pk], today=park_today(), opened=True)


def shortlist(world: World) -> None:
    """The other company keeps an expert whom both see, with a note."""
    recruiter = User.objects.get(email__endswith=f"@{world.other.domain}")
    membership = Membership.objects.select_related("company").get(company=world.other, email=recruiter.email)
    kept = {"profile": cast.profile_of(world.people["public"]), "note": "zq rust"}
    keep(actor=recruiter, membership=membership, **kept)


CHANGES: dict[str, tuple[Callable[[World], None], str, str]] = {
    "facts and words of the absent": (of_the_absent, "other", OTHERS),
    "listing": (listing, "other", OTHERS),
    "tick": (tick, "ticking", DATA),
    "hidden host": (hidden_host, "domain", planting.HIDDEN),
    "family by parent": (family_by_parent, "other", OTHERS),
    "family by domain": (family_by_domain, "other", OTHERS),
    "family by owner": (family_by_owner, "other", OTHERS),
    "hide entry": (hide_entry, "owner", planting.HIDDEN),
    "names": (_details("names", name_native="زق", name_latin="zq"), "public", PROFILE),
    "contact": (_details("contact", phone="zq", messenger="zq", other_email="zq@zq.org"), "public", PROFILE),
    "links": (_details("links", links=["https://zq.example.net/"]), "public", PROFILE),
    "experience": (
        _row("experience", title="zq", employer="zq", from_year=2019, to_year=None, text="rust"),
        "public",
        PROFILE,
    ),
    "education": (
        _row("education", degree="zq", field="rust", institution="zq", year=2011),
        "public",
        PROFILE,
    ),
    "cv": (cv, "public", PROFILE),
    "level of employers": (_level("employers", "companies"), "public", PROFILE),
    **{f"level of {group}": (_level(group, "me"), "public", PROFILE) for group in ("experience", "contact")},
    "grant": (grant, "other", "PAGE"),
    "look": (look, "public", LOOKS),
    "shortlist": (shortlist, "other", "/en/c/parto/shortlist/"),
    "application": (application, "other", "PIPELINE"),
    "names of a blind applicant": (
        _details("names", "blind", name_native="زق", name_latin="zq"),
        "blind",
        PROFILE,
    ),
    "words of a blind applicant": (blind_words, "blind", PROFILE),
}
"""Each change, who sees it, and where (PAGE: the page of the public expert for the other company,
PIPELINE: the applications to its opening)."""


def _plain(page: bytes) -> bytes:
    """Without the token of a form, which is another one at every request."""
    return re.sub(rb'value="\w{64}"', b"", page)


def taken(browsers: dict[str, Client], world: World) -> dict[str, tuple[bytes, tuple[int, object]]]:
    """All answers of those from whom the changes are hidden."""
    asked = [*queries(2, 11), "skill=rust&q=zq"]
    paths = [("stranger", f"/fa/experts/?{query}") for query in asked]
    paths += [("network", f"/api/v1/experts/?{query}") for query in asked]
    paths += [("member", f"/en/c/alborz/experts/?{query}") for query in asked]
    paths += [("member", f"/api/v1/c/alborz/experts/?{query}") for query in asked]
    paths += [("member", f"{place}c/alborz/shortlist/") for place in ("/fa/", "/api/v1/")]
    for name in ("public", "unlisted", "ticking", *HIDING):
        place = f"c/alborz/experts/{token_of(world.people[name], world.company)}/"
        paths += [("member", path) for path in (f"/fa/{place}", f"/en/{place}cv/", f"/api/v1/{place}")[:3 if name in ("public", "owner") else 1]]  # fmt: skip
    paths += [("stranger", "/en/jobs/?q=python"), ("network", f"/fa/jobs/{world.wanted['ours'].key}/")]
    paths += [("member", path) for path in _of_openings(world)]
    got = {f"{who} {path}": browsers[who].get(path) for who, path in paths}
    return {
        path: (_plain(answer.getvalue()), (answer.status_code, sorted(answer.headers.items())))
        for path, answer in got.items()
    }


def _of_openings(world: World) -> list[str]:
    """Who fits an opening; the columns, the page and the file of applications without a name."""
    ours, blind = (f"/en/c/alborz/openings/{world.wanted[name].key}/" for name in ("ours", "blind"))
    one = Application.objects.get(opening=world.wanted["blind"])
    desk = f"{blind}applications/"
    lists = [f"{ours}experts/", f"{blind}experts/", f"{ours}applications/", desk]
    return [*lists, f"{desk}{one.key}/", f"{desk}export/", f"/api/v1{desk[3:]}{one.key}/"]


def test_no_hidden_thing_changes_a_byte_and_each_is_seen_by_somebody(
    world: World, browse: Any, member: User, other_member: User, index: Callable[[], int]
) -> None:
    browsers = {name: browse(user) for name, user in world.people.items()}
    browsers |= {
        "stranger": browse(),
        "network": browse(cast.person("n@experts.example.org")),
        "member": browse(member),
        "other": browse(other_member),
    }
    places = {"PIPELINE": f"/en/c/parto/openings/{world.wanted['theirs'].key}/applications/"}
    places["PAGE"] = f"/en/c/parto/experts/{token_of(world.people['public'], world.other)}/"
    index()
    taken(browsers, world)  # what is seen for the first time costs
    before = taken(browsers, world)
    assert {before[f"member {path}"][1][0] for path in _of_openings(world)} == {200}
    for name, (change, who, where) in CHANGES.items():
        where = places.get(where, where)
        witness = browsers[who].get(where).content
        change(world)
        index()
        assert browsers[who].get(where).content != witness, f"{name}: nobody sees it"
        after = taken(browsers, world)
        assert [path for path in before if before[path] != after[path]] == [], name
