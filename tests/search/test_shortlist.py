"""A company's shortlist: whom it keeps, with a note that its members read, and nobody else but the expert."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from talent.accounts.leaving import erase_account, everything_of
from talent.accounts.models import User
from talent.audit.models import Entry
from talent.companies.actions import suspend_company
from talent.companies.models import Company, MemberRole
from talent.experts import actions
from talent.experts.models import Look, Shortlisted
from talent.lib.dates import park_today
from tests import cast
from tests.harness import statements
from tests.jobs.contacts.conftest import address as address

pytestmark = pytest.mark.journey
Browse = Callable[..., Client]
Address = Callable[[User, Company], str]
LIST = "/en/c/alborz/shortlist/"
NOTE = "Spoke at the March meetup; ask again in autumn."


@pytest.fixture
def reader(moderator: User, company: Company) -> User:
    return cast.member(moderator, company, "reader", MemberRole.READER)


@pytest.fixture
def kept(browse: Browse, expert: User, member: User, company: Company, address: Address) -> str:
    """The member has kept the expert, with a note; where the expert is found."""
    place = address(expert, company)
    assert browse(member).post(f"{place}keep/", {"note": NOTE}).url == place
    return place


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def put(browse: Browse, member: User, company: Company, address: Address, count: int) -> list[User]:
    """So many more experts, each kept by the member."""
    people = [cast.expert(f"p{n}@experts.example.org", headline_en=f"Number {n}") for n in range(count)]
    for person in people:
        browse(member).post(f"{address(person, company)}keep/", {"note": ""})
    return people


def headlines(browser: Client, path: str = LIST) -> list[str]:
    return [line["card"]["headline"] for line in browser.get(path).context["lines"]]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Put on the shortlist", "Private note"]), ("fa", ["افزودن به فهرست منتخب", "یادداشت خصوصی"])],
)
def test_an_expert_is_kept_from_their_page_and_colleagues_find_them_with_the_note(
    browse: Browse, expert: User, member: User, colleague: User, company: Company, address: Address,
    language: str, words: list[str],
) -> None:  # fmt: skip
    place = address(expert, company).replace("/en/", f"/{language}/")
    assert all(word in text(browse(member), place) for word in words)
    assert browse(member).post(f"{place}keep/", {"note": NOTE}).url == place
    page = text(browse(colleague), f"/{language}/c/alborz/shortlist/")
    assert NOTE in page and place in page
    assert NOTE in text(browse(colleague), place)
    assert Shortlisted.objects.get().saved_on == park_today()


def test_another_company_sees_nothing_of_it(
    browse: Browse, expert: User, other_member: User, other_company: Company, address: Address, kept: str
) -> None:
    theirs = browse(other_member)
    assert theirs.get("/en/c/parto/shortlist/").context["total"] == 0
    page = text(theirs, address(expert, other_company))
    assert NOTE not in page and "On your shortlist" not in page
    for path in (LIST, f"/api/v1{LIST.removeprefix('/en')}", kept):
        assert theirs.get(path).status_code == 404
    for verb in ("keep", "note", "drop"):
        assert theirs.post(f"{kept}{verb}/", {"note": "x", "version": "1"}).status_code == 404
    assert Shortlisted.objects.get().note == NOTE


def test_whoever_only_reads_reads_the_list_and_changes_nothing(
    browse: Browse, reader: User, kept: str
) -> None:
    theirs = browse(reader)
    for page in (text(theirs, LIST), text(theirs, kept)):
        assert NOTE in page and "Save the note" not in page and "Take off the shortlist" not in page
    for verb in ("keep", "note", "drop"):
        for place in (kept, f"/api/v1{kept.removeprefix('/en')}"):
            refused = theirs.post(f"{place}{verb}/", {"note": "x", "version": "1"})
            assert refused.status_code == 403, (verb, place)
    assert Shortlisted.objects.get().note == NOTE


@pytest.mark.parametrize("again", ["", NOTE], ids=["without a note", "with the same note"])
def test_keeping_twice_keeps_once(browse: Browse, colleague: User, kept: str, again: str) -> None:
    assert browse(colleague).post(f"{kept}keep/", {"note": again}).url == kept
    assert [row.note for row in Shortlisted.objects.all()] == [NOTE]
    assert Entry.objects.filter(verb="shortlist.kept").count() == 1


def test_who_keeps_with_another_note_reads_both_and_nothing_is_overwritten(
    browse: Browse, colleague: User, kept: str
) -> None:
    answer = browse(colleague).post(f"{kept}keep/", {"note": "My own view"})
    page = answer.content.decode()
    assert (
        answer.status_code == 400 and "with another note" in page and NOTE in page and "My own view" in page
    )
    assert Shortlisted.objects.get().note == NOTE
    assert browse(colleague).post(f"{kept}note/", {"note": "My own view", "version": "1"}).url == kept
    assert Shortlisted.objects.get().note == "My own view"


def test_a_note_that_a_colleague_has_changed_meanwhile_is_not_overwritten(
    browse: Browse, member: User, colleague: User, kept: str
) -> None:
    browse(colleague).post(f"{kept}note/", {"note": "Moves in May", "version": "1"})
    answer = browse(member).post(f"{kept}note/", {"note": "Likes Kafka", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "Moves in May" in page and "Likes Kafka" in page
    assert 'name="version" value="2"' in page
    assert Shortlisted.objects.get().note == "Moves in May"


def test_a_note_on_somebody_taken_off_meanwhile_is_not_lost(browse: Browse, member: User, kept: str) -> None:
    browse(member).post(f"{kept}drop/")
    answer = browse(member).post(f"{kept}note/", {"note": "Likes Kafka", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "off the shortlist meanwhile" in page and "Likes Kafka" in page
    assert f'action="{kept}keep/"' in page and not Shortlisted.objects.exists()


def test_who_is_taken_off_is_gone_with_the_note(
    browse: Browse, member: User, colleague: User, kept: str
) -> None:
    for who in (member, colleague):  # in two tabs
        assert browse(who).post(f"{kept}drop/").url == LIST
    assert browse(colleague).get(LIST).context["total"] == 0
    assert Entry.objects.filter(verb="shortlist.dropped").count() == 1
    browse(member).post(f"{kept}keep/", {"note": ""})
    assert NOTE not in text(browse(colleague), LIST)


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("", ""), ("  ", ""), ("Persian\u200cnote\0", "Persian\u200cnote"), ("a\r\nb", "a\nb"), ("ن" * 500, "ن" * 500)],
    ids=["empty", "blank", "with an invisible mark", "two lines", "the longest"],
)  # fmt: skip
def test_a_note_is_plain_text(
    browse: Browse, expert: User, member: User, company: Company, address: Address, typed: str, saved: str
) -> None:
    place = address(expert, company)
    assert browse(member).post(f"{place}keep/", {"note": typed}).status_code == 302
    assert Shortlisted.objects.get().note == saved


@pytest.mark.parametrize(
    "typed", ["x" * 501, "y" * 100_000, "z\0" * 600], ids=["long", "huge", "long with NUL"]
)
@pytest.mark.parametrize("verb", ["keep", "note"])
def test_what_is_refused_stays_in_the_field(
    browse: Browse, expert: User, member: User, company: Company, address: Address, typed: str, verb: str
) -> None:
    place = address(expert, company)
    if verb == "note":
        browse(member).post(f"{place}keep/", {"note": NOTE})
    answer = browse(member).post(f"{place}{verb}/", {"note": typed, "version": "1"})
    assert answer.status_code == 400 and answer.context["form"].errors["note"]
    assert typed.strip() in answer.content.decode()
    assert [row.note for row in Shortlisted.objects.all()] == ([NOTE] if verb == "note" else [])


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 30])
def test_a_version_that_never_was_changes_nothing(
    browse: Browse, member: User, kept: str, version: str
) -> None:
    answer = browse(member).post(f"{kept}note/", {"note": "Other", "version": version})
    assert answer.status_code == 400 and "Other" in answer.content.decode()
    assert Shortlisted.objects.get().note == NOTE


def test_the_list_leads_back_to_its_own_page_after_a_note_and_after_taking_off(
    browse: Browse, member: User, kept: str
) -> None:
    ours = browse(member)
    assert ours.post(f"{kept}note/?page=2", {"note": "Other", "version": "1"}).url == f"{LIST}?page=2"
    assert "Other" in text(ours, f"{LIST}?page=2")
    assert ours.post(f"{kept}drop/?page=1").url == LIST


def test_a_note_outlives_the_session_in_which_it_was_typed(browse: Browse, member: User, kept: str) -> None:
    browser = browse(member)
    browser.get(LIST)
    browser.session.flush()
    sent = browser.post(f"{kept}note/?page=1", {"note": "Typed for long", "version": "1"})
    assert "kept" in sent["Location"]
    browser.post("/en/account/login/", {"login": member.email, "password": cast.PASSWORD})
    page = text(browser, "/en/account/kept/")
    assert "Private note" in page and "Typed for long" in page and f"{kept}note/?page=1" in page


@pytest.mark.parametrize("verb", ["keep", "note", "drop"])
def test_a_button_s_address_without_the_button_does_nothing_and_leads_to_its_page(
    browse: Browse, member: User, kept: str, verb: str
) -> None:
    answer = browse(member).get(f"{kept}{verb}/")
    assert answer.url == (LIST if verb == "drop" else kept)
    assert Shortlisted.objects.get().version == 1


def test_newest_come_first_and_pages_are_full(
    browse: Browse, member: User, company: Company, address: Address
) -> None:
    people = put(browse, member, company, address, 23)
    Shortlisted.objects.filter(profile__user=people[7]).update(saved_on="2020-01-01")
    order = [f"Number {n}" for n in (*reversed(range(8, 23)), *reversed(range(7)), 7)]
    ours = browse(member)
    assert (headlines(ours), headlines(ours, f"{LIST}?page=2")) == (order[:20], order[20:])
    for hidden in people[20:]:
        actions.hide_from(actor=hidden, profile=cast.profile_of(hidden), company=company)
    page = ours.get(LIST)
    assert (page.context["total"], page.context["count"], headlines(ours)) == (20, 1, order[3:])
    assert headlines(ours, f"{LIST}?page=2") == headlines(ours, f"{LIST}?page=x") == order[3:]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    browse: Browse, member: User, company: Company, address: Address, kept: str
) -> None:
    paths = (LIST, "/api/v1/c/alborz/shortlist/")
    browser = browse(member)
    few = [len(statements.of(lambda path=path: browser.get(path))) for path in paths]  # type: ignore[misc]
    put(browse, member, company, address, 4)
    many = [len(statements.of(lambda path=path: browser.get(path))) for path in paths]  # type: ignore[misc]
    assert few == many and max(many) <= 9


def test_cards_of_the_list_cost_what_cards_of_the_directory_cost(
    browse: Browse, member: User, company: Company, address: Address, settings: Any
) -> None:
    put(browse, member, company, address, 4)
    Look.objects.all().delete()
    settings.LOOKS_PER_DAY = 2
    for path in (LIST, "/api/v1/c/alborz/shortlist/"):
        answer = browse(member).get(path)
        if path == LIST:
            assert answer.context["total"] == 4 and len(answer.context["lines"]) == 2
            assert "as many new profiles as it may for now" in answer.content.decode()
        else:
            told = answer.json()
            assert (told["count"], len(told["results"]), told["exhausted"]) == (4, 2, True)
    assert list(Look.objects.values_list("listed", "opened")) == [(2, 0)] * 2


def test_beyond_the_budget_no_button_tells_whether_somebody_is_there(
    browse: Browse, expert: User, member: User, company: Company, address: Address, settings: Any
) -> None:
    settings.LOOKS_PER_DAY = 0
    places = (address(expert, company), "/en/c/alborz/experts/" + "x" * 32 + "/")
    for verb in ("keep", "note", "drop"):
        answers = [browse(member).post(f"{place}{verb}/", {"note": "x", "version": "1"}) for place in places]
        assert {answer.status_code for answer in answers} == {429}, verb
    assert not Shortlisted.objects.exists()


def test_the_expert_s_log_says_that_the_company_saw_them_and_never_who(
    browse: Browse, expert: User, member: User, kept: str
) -> None:
    browse(member).get(LIST)
    page = text(browse(expert), "/en/profile/looks/")
    assert "Alborz Ltd" in page and member.email not in page and NOTE not in page


def test_the_expert_gets_the_note_with_their_data_and_not_who_wrote_it(
    browse: Browse, expert: User, member: User, company: Company, kept: str
) -> None:
    [line] = everything_of(expert)["experts.Shortlisted"]
    assert (line["company"], line["note"]) == (company.name, NOTE)
    assert str(line["saved_on"]) == park_today().isoformat()
    assert member.email not in str(line)
    assert "whoever downloads their data gets what you write here" in text(browse(member), kept)
    assert (
        "experts.Shortlisted" not in everything_of(member) or not everything_of(member)["experts.Shortlisted"]
    )


def test_the_note_goes_with_whom_it_is_about(expert: User, kept: str) -> None:
    erase_account(actor=expert)
    assert not Shortlisted.objects.exists()


def test_what_is_done_is_written_down_without_naming_the_expert(
    browse: Browse, expert: User, member: User, kept: str
) -> None:
    browse(member).post(f"{kept}note/", {"note": "Other", "version": "1"})
    browse(member).post(f"{kept}drop/")
    told = Entry.objects.filter(verb__startswith="shortlist.").order_by("pk")
    assert list(told.values_list("verb", "target_kind", "target_key")) == [
        (f"shortlist.{verb}", "company", "alborz") for verb in ("kept", "noted", "dropped")
    ]
    assert {entry.actor for entry in told} == {member.audit_key}


def test_a_company_that_is_suspended_has_no_shortlist(
    browse: Browse, moderator: User, member: User, company: Company, kept: str
) -> None:
    suspend_company(actor=moderator, company=company)
    for path in (LIST, "/api/v1/c/alborz/shortlist/"):
        assert browse(member).get(path).status_code == 404
    for verb in ("keep", "note", "drop"):
        assert browse(member).post(f"{kept}{verb}/", {"note": "x", "version": "1"}).status_code == 404


def test_an_expert_who_hides_from_one_member_apart_is_on_the_list_of_the_others(
    browse: Browse, moderator: User, expert: User, member: User, colleague: User, other_company: Company, kept: str
) -> None:  # fmt: skip
    from talent.companies.actions import add_member

    add_member(actor=moderator, company=other_company, email=colleague.email, role=MemberRole.READER)
    actions.hide_from(actor=expert, profile=cast.profile_of(expert), company=other_company)
    assert browse(colleague).get(LIST).context["total"] == 0 and NOTE not in text(browse(colleague), LIST)
    assert NOTE in text(browse(member), LIST)


def test_the_directory_marks_whom_the_company_keeps_for_nobody_else(
    browse: Browse, index: Callable[[], int], expert: User, other_expert: User, member: User, other_member: User,
    kept: str,
) -> None:  # fmt: skip
    index()
    query = "experts/?q=kafka"
    ours, theirs = (text(browse(who), f"/en/c/{place}/{query}") for who, place in ((member, "alborz"), (other_member, "parto")))  # fmt: skip
    assert (ours.count("On your shortlist"), theirs.count("On your shortlist")) == (1, 0)
    few = statements.of(lambda: browse(member).get(f"/en/c/alborz/{query}"))
    Shortlisted.objects.all().delete()
    assert len(statements.of(lambda: browse(member).get(f"/en/c/alborz/{query}"))) == len(few)


def test_the_pages_of_a_company_lead_to_the_list_and_the_empty_list_to_the_experts(
    browse: Browse, member: User
) -> None:
    assert f'href="{LIST}"' in text(browse(member), "/en/c/alborz/requests/")
    page = text(browse(member), LIST)
    assert "Nobody on the shortlist" in page and 'href="/en/c/alborz/experts/"' in page
