"""A mentor's offer: written as one types, open only when it is whole, found by whom its mentor chooses and by nobody
from whom they hide."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from talent.accounts.holdings import quieters
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts import actions as experts
from talent.experts.audience import PUBLIC, Audience, network
from talent.experts.audience import company as company_audience
from talent.lib.dates import park_today
from talent.mentoring import actions
from talent.mentoring.clock import resume_due
from talent.mentoring.models import Offer, OfferStep
from talent.mentoring.projection import name_of, project
from talent.mentoring.states import STEPS, Side, State, Verb, offered
from talent.schedule.models import Availability
from tests import cast
from tests.mentoring import SAID, offering, there

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
OFFER = "/en/mentoring/offer/"
FORM: dict[str, Any] = {
    "version": 0,
    "headline_fa": "راه بازگشت",
    "text_fa": "سه سال پیش برگشتم.",
    "topics": "python، Rust",
    "languages": ["fa"],
    "lengths": ["30"],
    "for_whom": ["abroad"],
    "place_kind": "phone",
    "place": "+98 21 1234",
    "listing": "network",
    "a_month": "۶",
}


@pytest.fixture
def reader(db: None) -> User:
    """Somebody of the network at another host than the mentor's."""
    return cast.person("reader@elsewhere.example.net")


def visible(audience: Audience) -> list[Offer]:
    return list(Offer.objects.visible_to(audience).order_by("pk"))


def test_the_table_lets_each_side_do_what_it_may() -> None:
    assert offered(Side.MENTOR, State.DRAFT) == (Verb.OPEN, Verb.END)
    assert offered(Side.MENTOR, State.OPEN) == (Verb.PAUSE, Verb.END)
    assert offered(Side.MENTOR, State.PAUSED) == (Verb.PAUSE, Verb.RESUME, Verb.END)
    assert offered(Side.MENTOR, State.ENDED) == () and offered(Side.CLOCK, State.PAUSED) == (
        Verb.PAUSE,
        Verb.RESUME,
    )
    assert {one.after for one in STEPS} == {State.OPEN, State.PAUSED, State.ENDED}


def test_an_offer_is_written_opened_paused_gone_on_with_and_ended(expert: User, browse: Browse) -> None:
    mine = browse(expert)
    refused = mine.post(OFFER, FORM | {"do": "open"})  # no hours yet
    assert refused.status_code == 400 and "Not open yet" in refused.content.decode()
    assert "Not saved yet" not in refused.content.decode(), "it was"
    assert Offer.objects.get().state == "draft" and Offer.objects.get().topics == ["python", "rust"]
    there(expert)
    again = FORM | {"version": Offer.objects.get().version, "do": "open"}
    assert mine.post(OFFER, again).status_code == 302
    assert Offer.objects.get().state == "open" and Offer.objects.get().a_month == 6
    day = park_today() + timedelta(days=30)
    assert mine.post(f"{OFFER}pause/", {"until": day.isoformat()}).status_code == 302
    assert Offer.objects.get().state_at() == "paused" and visible(network(expert.pk)) == []
    assert "Paused until " in mine.get(OFFER).content.decode()
    assert mine.post(f"{OFFER}pause/", {"until": "2020-01-01"}).status_code == 400
    assert mine.post(f"{OFFER}resume/").status_code == 302
    assert mine.post(f"{OFFER}end/").status_code == 302
    ended = Offer.objects.get()
    assert ended.state == "ended" and ended.text_fa == "" and ended.place == ""
    verbs = list(OfferStep.objects.values_list("verb", flat=True))
    assert verbs == ["open", "pause", "resume", "end"]
    assert mine.post(OFFER, FORM).status_code == 302 and Offer.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"topics": "Python, sorcery"}, "sorcery"),
        ({"seats": "99"}, "outside the range"),
        ({"question_days": "soon"}, "Write a whole number"),
        ({"place_kind": "url", "place": "javascript:alert(1)"}, "begins with https://"),
        ({"text_fa": "x" * 1_000_000}, "at most 4000 characters"),
        ({"listing": "public"}, "not opened the public directory"),
        ({"lengths": ["31"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    expert: User, browse: Browse, typed: dict[str, Any], told: str
) -> None:
    answer = browse(expert).post(OFFER, FORM | typed)
    assert answer.status_code == 400 and told in answer.content.decode()
    held = Offer.objects.get()
    assert held.headline_fa == FORM["headline_fa"] and held.state == "draft"


def test_what_others_read_already_stays_whole(expert: User, browse: Browse) -> None:
    offer = offering(expert)
    mine = browse(expert)
    form = FORM | {"version": offer.version, "headline_fa": "", "text_fa": ""}
    assert mine.post(OFFER, form).status_code == 400
    offer.refresh_from_db()
    assert offer.headline_en == SAID["headline_en"] and offer.topics == ["python"]
    stale = mine.post(OFFER, FORM | {"version": offer.version - 1})
    assert stale.status_code == 400 and "another tab" in stale.content.decode()


def test_a_draft_is_saved_as_one_types(expert: User, browse: Browse) -> None:
    sent = {"version": 0, "tab": "0123456789abcdef", "headline_fa": "نیمه"}
    for _save in range(2):  # two saves of one tab may overtake each other
        answer = browse(expert).post(OFFER, sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and 'value="' in answer.content.decode()
    assert Offer.objects.get().headline_fa == "نیمه" and Offer.objects.get().version == 2


def test_listings_reach_whom_they_name(expert: User, reader: User, member: User, company: Company) -> None:
    cast.open_public_directory()
    ours, anybody = company_audience(company.pk, member.pk), network(reader.pk)
    offer = offering(expert)
    for listing, reached in (
        ("public", (PUBLIC, anybody, ours)),
        ("network", (anybody, ours)),
        ("companies", (ours,)),
        ("nobody", ()),
    ):
        offer = actions.save_offer(actor=expert, version=offer.version, listing=listing)
        assert [one for one in (PUBLIC, anybody, ours) if visible(one)] == list(reached)
        assert [one for one in (PUBLIC, anybody, ours) if project(offer, one)] == list(reached)


def test_the_hide_list_acts_on_people_in_every_listing(
    expert: User, member: User, company: Company, other_member: User, other_company: Company
) -> None:
    offering(expert)
    experts.hide_from(actor=expert, profile=cast.profile_of(expert), company=company)
    assert visible(network(member.pk)) == [] == visible(company_audience(company.pk, member.pk))
    assert visible(network(other_member.pk)) and visible(company_audience(other_company.pk, other_member.pk))
    with pytest.raises(actions.NotForAnyone):
        cast.open_public_directory()
        actions.save_offer(actor=expert, version=Offer.objects.get().version, listing="public")


def test_a_visitor_gets_nothing_typed_and_no_lasting_address(expert: User) -> None:
    cast.open_public_directory()
    offer = offering(expert, listing="public")
    seen, known = project(offer, PUBLIC), project(offer, network(1))
    assert seen and known
    assert (seen.key, seen.name, seen.headline, seen.text, seen.questions) == (None, {}, {}, {}, ())
    assert known.headline == {"en": SAID["headline_en"]} and known.name == name_of(offer)
    actions.end_offer(actor=expert)
    assert name_of(offering_again(expert)) != known.name


def offering_again(user: User) -> Offer:
    return actions.save_offer(actor=user, version=0, **SAID)


def test_a_pause_that_is_over_is_over_before_a_clock_writes_it(expert: User, reader: User) -> None:
    offer = offering(expert)
    Offer.objects.update(state="paused", paused_until=park_today())
    offer.refresh_from_db()
    assert offer.state_at() == State.OPEN and visible(network(reader.pk)) == [offer]
    assert resume_due(park_today()) == 1 and resume_due(park_today()) == 0
    offer.refresh_from_db()
    assert offer.state == "open" and OfferStep.objects.filter(verb="resume").count() == 1


def test_who_falls_silent_is_found_by_nobody(expert: User, reader: User) -> None:
    offering(expert)
    assert visible(network(reader.pk)) != []
    for quiet in quieters:
        quiet(expert)
    assert visible(network(reader.pk)) == []


def test_the_preview_is_what_others_get(expert: User, browse: Browse) -> None:
    offer, mine = offering(expert), browse(expert)
    page = mine.get(f"{OFFER}preview/").content.decode()
    assert name_of(offer)["en"] in page and SAID["headline_en"] in page and "meet.example.org" not in page
    assert "do not find it" in mine.get(f"{OFFER}preview/?as=public").content.decode()


def test_programs_write_and_open_the_same_offer(expert: User, browse: Browse) -> None:
    mine, place = browse(expert), "/api/v1/mentoring/offer/"

    def send(method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = getattr(mine, method)(place + path, json.dumps(body), "application/json")
        return answer.status_code, answer.json()

    assert mine.get(place).json()["version"] == 0
    status, told = send("patch", "", SAID | {"version": 0})
    assert status == 200 and set(told["missing"]) == {"lengths"}
    assert send("post", "open/", {})[1]["code"] == "unfit"
    there(expert)
    assert send("post", "open/", {})[1]["state"] == "open"
    assert send("post", "open/", {})[0] == 409
    assert send("patch", "", {"version": told["version"], "a_month": 3})[0] == 409
    assert send("post", "pause/", {"until": None})[1]["offered"] == ["resume", "end"]
    assert Availability.objects.get().owner == expert
