"""A company registers itself: draft, submitted, returned with comments, verified; and what nobody learns by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from talent.accounts.models import User
from talent.companies import actions
from talent.companies.family import relatives
from talent.companies.models import Company, CompanyStep, MemberRole, Membership, State
from talent.companies.states import Remark
from talent.companies.tasks import forget_registrations
from talent.experts.models import Look, MissedLook
from talent.lib.dates import park_today
from talent.lib.working_days import working_day_after
from talent.notifications.models import Delivery
from talent.notifications.sending import send_due
from tests import cast
from tests.harness import statements
from tests.talent.companies.conftest import NAMES, STEPS, write

Browse = Callable[..., Client]
BEGUN = {"name_fa": "شرکت الوند", "name_en": "Alvand"}


def text(answer: Any) -> str:
    return answer.content.decode()


def page_of(company: Company) -> str:
    return f"/en/c/{company.slug}/registration/"


def test_a_registration_goes_from_draft_to_verified_and_every_step_is_in_its_log(
    browse: Browse, founder: User, moderator: User, submitted: Company
) -> None:
    back = {Remark.NAME: "", Remark.NATIONAL_ID: "This is the ID of another company."}
    actions.return_company(actor=moderator, company=submitted, comments=back)
    shown = text(browse(founder).get(page_of(submitted)))
    assert "Returned with comments" in shown and "This is the ID of another company." in shown
    assert "This is the ID" in text(browse(founder).get(f"{page_of(submitted)}papers/"))
    assert "This is the ID" not in text(browse(founder).get(f"{page_of(submitted)}domain/"))
    browse(founder).post(f"{page_of(submitted)}papers/", STEPS["papers"] | {"national_id": "14003344441"})
    assert browse(founder).post(f"{page_of(submitted)}submit/").status_code == 302
    cast.verify(moderator, submitted)
    submitted.refresh_from_db()
    assert (submitted.slug, submitted.state, submitted.verified_on) == ("alvand", "verified", park_today())
    log = CompanyStep.objects.order_by("pk").values_list("verb", "state", "actor", "day")
    me, park, second = founder.audit_key, moderator.audit_key, cast.second_moderator().audit_key
    assert list(log) == [
        ("submit", "submitted", me, park_today()),
        ("return", "returned", park, park_today()),
        ("submit", "submitted", me, park_today()),
        ("verify", "verified", second, park_today()),
    ]
    assert browse(founder).get("/en/c/alvand/experts/").url.endswith("/c/alvand/code/")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_park_promises_a_working_day_and_the_page_shows_it_in_both_calendars(
    browse: Browse, founder: User, submitted: Company, language: str, settings: Any
) -> None:
    promised = working_day_after(park_today(), settings.WORKING_DAYS_PROMISED, settings.WEEKEND)
    assert submitted.answer_by == promised
    shown = text(browse(founder).get(f"/{language}/c/{submitted.slug}/registration/"))
    year = str(promised.year)
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    assert (year.translate(digits) if language == "fa" else year) in shown
    assert ("۱۴۰" if language == "fa" else "140") in shown and (
        "۱۰" if language == "fa" else "10 working days"
    ) in shown


def test_a_promise_that_is_broken_is_said_to_both_sides(
    browse: Browse, founder: User, moderator: User, submitted: Company
) -> None:
    assert "The park is late" not in text(browse(founder).get(page_of(submitted)))
    Company.objects.update(answer_by=park_today() - timedelta(days=1))
    assert "The park is late" in text(browse(founder).get(page_of(submitted)))
    User.objects.update(language="en")
    card = browse(moderator).get(reverse("wagtailadmin_home")).context["queues"][0]
    assert card.urgent and card.note.startswith("1 of them later")
    for address in (reverse("company:index"), reverse("company:inspect", args=[submitted.pk])):
        assert "overdue" in text(browse(moderator).get(address))


@pytest.mark.parametrize("step", STEPS)
def test_a_draft_is_kept_as_it_is_step_by_step(
    browse: Browse, founder: User, draft: Company, step: str
) -> None:
    browser, address = browse(founder), f"{page_of(draft)}{step}/"
    assert browser.post(address, STEPS[step]).status_code == 302
    again = text(browser.get(address))
    assert all(value.lower() in again.lower() or value[0] > "٠" for value in STEPS[step].values())
    assert Company.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    ("step", "typed", "field", "said"),
    [
        ("papers", {"national_id": "12345678901"}, "national_id", "eleven digits, the last one checks"),
        ("domain", {"domain": "no dots"}, "domain", "This is not a domain."),
        ("domain", {"domain": "gmail.com"}, "domain", "Anybody gets an address at this host"),
        ("names", NAMES | {"wish": "not latin!"}, "wish", "Latin letters, digits and hyphens only"),
        ("names", NAMES | {"name_en": ""}, "name_en", "This field is required."),
        ("names", NAMES | {"name_en": "Win at www.evil.example"}, None, "without an address or a link"),
    ],
)
def test_what_is_refused_is_said_beside_it_and_stays_typed(
    browse: Browse,
    founder: User,
    draft: Company,
    step: str,
    typed: dict[str, str],
    field: str | None,
    said: str,
) -> None:
    answer = browse(founder).post(f"{page_of(draft)}{step}/", typed)
    assert answer.status_code == 400 and said in text(answer)
    assert set(answer.context["form"].errors) == {field or "__all__"}
    assert all(f'value="{value}"' in text(answer) for value in typed.values() if value)
    draft.refresh_from_db()
    assert (draft.wish, draft.domain, draft.national_id) == ("", "", None)


@pytest.mark.parametrize("name", ["wish", "national_id", "contract_number", "domain", "makes_fa", "makes_en"])
def test_what_is_missing_is_named_and_nothing_is_sent(
    browse: Browse, founder: User, draft: Company, name: str
) -> None:
    write(browse(founder), draft.slug, **{name: ""})
    answer = browse(founder).post(f"{page_of(draft)}submit/")
    assert answer.status_code == 400 and "nothing was sent to the park" in text(answer)
    assert answer.context["one"]["missing"] == (name,)
    assert not CompanyStep.objects.exists() and Company.objects.get().state == State.DRAFT


def test_what_the_park_looks_at_is_not_changed_meanwhile(
    browse: Browse, founder: User, submitted: Company
) -> None:
    answer = browse(founder).post(f"{page_of(submitted)}domain/", {"domain": "other.example.org"})
    assert answer.status_code == 400 and "has moved on meanwhile" in text(answer)
    assert browse(founder).get(f"{page_of(submitted)}domain/").status_code == 302
    assert browse(founder).post(f"{page_of(submitted)}submit/").status_code == 302
    submitted.refresh_from_db()
    assert submitted.domain == "alvand.example.org" and submitted.steps.count() == 1


def test_nobody_but_its_members_sees_a_draft(
    browse: Browse, founder: User, moderator: User, draft: Company, expert: User
) -> None:
    for page in ("", "names/"):
        assert browse(expert).get(f"{page_of(draft)}{page}").status_code == 404
        assert browse(moderator).get(f"{page_of(draft)}{page}").status_code == 404
    assert browse(founder).get(page_of(draft)).status_code == 200
    assert "Alvand" not in text(browse(moderator).get(reverse("company:index")))
    for verb in ("inspect", "verify", "send_back", "suspend", "change"):
        assert browse(moderator).get(reverse(f"company:{verb}", args=[draft.pk])).status_code == 404
    for act in (actions.verify_company, actions.suspend_company):
        with pytest.raises(actions.NotNow):
            act(actor=moderator, company=draft)


@pytest.mark.parametrize("taken", ["a verified company’s", "a draft’s", "nobody’s"])
def test_whoever_registers_does_not_learn_what_exists(
    browse: Browse, moderator: User, founder: User, draft: Company, taken: str
) -> None:
    """The same pages, the same statements, whether another company has this address and this national ID or not."""
    other = cast.company(moderator, "alborz")
    if taken == "a draft’s":
        stranger = cast.person("stranger@experts.example.org")
        Company.objects.filter(pk=other.pk).update(
            state="draft", number=None, by_itself=True, slug="new-1", wish="alborz"
        )
        Membership.objects.create(company=other, email=stranger.email, role=MemberRole.OWNER)
    claims = {"wish": "alborz", "national_id": other.national_id or ""} if taken != "nobody’s" else {}
    browser, cost = browse(founder), []
    for step, typed in STEPS.items():
        sent = {name: claims.get(name, value) for name, value in typed.items()}
        cost.append(
            len(statements.of(lambda step=step, sent=sent: browser.post(f"{page_of(draft)}{step}/", sent)))
        )
    cost.append(len(statements.of(lambda: browser.post(f"{page_of(draft)}submit/"))))
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED
    assert cost == [5, 5, 5, 5, 8]
    shown = text(browser.get(page_of(draft)))
    assert "Alborz Ltd" not in shown and "has this address" not in shown


def test_the_park_sees_a_clash_and_nobody_is_verified_twice_over(
    browse: Browse, moderator: User, founder: User, draft: Company, company: Company
) -> None:
    write(browse(founder), draft.slug, wish="alborz", national_id=company.national_id or "")
    browse(founder).post(f"{page_of(draft)}submit/")
    shown = browse(moderator).get(reverse("company:inspect", args=[draft.pk]))
    assert shown.context["same_id"] == [company]
    with pytest.raises(actions.TakenAddress):
        actions.verify_company(actor=moderator, company=draft)
    actions.change_company(actor=moderator, company=draft, slug="alvand")
    with pytest.raises(actions.TakenAddress):
        actions.verify_company(actor=moderator, company=draft)
    actions.change_company(actor=moderator, company=draft, national_id="14003344441")
    assert cast.verify(moderator, Company.objects.get(pk=draft.pk)).slug == "alvand"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "pending"},
        {"state": "verified"},
        {"state": "returned", "answer_by": "2026-12-01"},
        {"national_id": True, "number": 900},
    ],
)
def test_the_database_holds_what_a_company_may_be(
    submitted: Company, company: Company, wrong: dict[str, Any]
) -> None:
    if "national_id" in wrong:
        wrong = wrong | {"national_id": company.national_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=submitted.pk).update(**wrong)


def test_before_verification_members_see_invented_people_and_no_other_door_opens(
    browse: Browse, founder: User, submitted: Company, expert: User, index: Callable[[], int]
) -> None:
    index()
    browser, here = browse(founder), f"/en/c/{submitted.slug}"
    shown = browser.get(f"{here}/examples/")
    assert text(shown).count("<article") == 3 and "These people are invented" in text(shown)
    for door in ("experts/?q=python", "requests/", "in-tray/", "code/"):
        assert browser.get(f"{here}/{door}").status_code == 404, door
    assert browser.get(f"/api/v1/c/{submitted.slug}/experts/?q=python").status_code == 404
    assert not Look.objects.exists() and not MissedLook.objects.exists()


def test_a_returned_company_is_told_by_a_mail_that_names_nothing(
    founder: User, moderator: User, submitted: Company, mailoutbox: Any
) -> None:
    Delivery.objects.all().delete()
    actions.return_company(actor=moderator, company=submitted, comments={Remark.OTHER: "Call us."})
    send_due()
    [mail] = mailoutbox
    told = str(mail.message())
    assert mail.to == [founder.email] and "Alvand" not in told and "Call us." not in told


@pytest.mark.parametrize("comments", [{}, {Remark.NAME: ""}])
def test_nothing_is_returned_without_a_word(
    moderator: User, submitted: Company, comments: dict[Remark, str]
) -> None:
    with pytest.raises(actions.NoComment):
        actions.return_company(actor=moderator, company=submitted, comments=comments)
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_a_suspended_company_is_out_at_the_next_request_whatever_it_was(
    browse: Browse, founder: User, moderator: User, submitted: Company
) -> None:
    browser = browse(founder)
    assert browser.get(page_of(submitted)).status_code == 200
    actions.suspend_company(actor=moderator, company=submitted)
    for page in ("registration/", "members/", "examples/"):
        assert browser.get(f"/en/c/{submitted.slug}/{page}").status_code == 404
    assert browser.get(f"/en/companies/{submitted.slug}/").status_code == 404


def test_one_person_has_few_registrations_under_way(
    browse: Browse, founder: User, draft: Company, settings: Any
) -> None:
    for _ in range(settings.REGISTRATIONS_AT_ONCE - 1):
        assert browse(founder).post("/en/companies/register/", BEGUN).status_code == 302
    answer = browse(founder).post("/en/companies/register/", BEGUN)
    assert answer.status_code == 400 and "as many registrations under way" in text(answer)
    assert 'value="Alvand"' in text(answer)


def test_what_somebody_claims_makes_no_family_of_others(
    browse: Browse, moderator: User, company: Company, other_company: Company
) -> None:
    """An owner of one company begins a registration at another one's domain: whoever hides from the one is not hidden
    from the other by that, before the park has verified it."""
    owner = cast.member(moderator, other_company, "owner", MemberRole.OWNER)
    browse(owner).post("/en/companies/register/", BEGUN)
    claimed = Company.objects.get(name_en="Alvand")
    write(browse(owner), claimed.slug, domain=company.domain)
    assert relatives(company) == [] and relatives(other_company) == []
    claimed.refresh_from_db()
    assert set(relatives(claimed)) == {company, other_company}
    browse(owner).post(f"{page_of(claimed)}submit/")
    verified = cast.verify(moderator, claimed)
    assert set(relatives(company)) == {verified, other_company}


def test_a_draft_that_was_begun_a_year_ago_goes_and_what_the_park_knows_stays(
    draft: Company, company: Company
) -> None:
    for days, left in ((360, 2), (370, 1)):
        long_ago = draft.created_at - timedelta(days=days)
        Company.objects.update(created_at=long_ago)
        forget_registrations()
        assert Company.objects.count() == left
    assert Company.objects.get() == company


def test_a_recruiter_reads_the_registration_and_an_owner_writes_it(
    browse: Browse, founder: User, draft: Company
) -> None:
    colleague = cast.person("colleague@alvand.example.org")
    Membership.objects.create(company=draft, email=colleague.email, role=MemberRole.RECRUITER)
    browser = browse(colleague)
    shown = browser.get(page_of(draft))
    assert shown.status_code == 200 and not shown.context["one"]["editable"]
    assert browser.get(f"{page_of(draft)}names/").status_code == 403
    assert browser.post(f"{page_of(draft)}names/", NAMES).status_code == 403
    assert browser.post(f"{page_of(draft)}submit/").status_code == 403


def test_a_moderator_does_not_decide_about_their_own_company(
    browse: Browse, moderator: User, submitted: Company
) -> None:
    Membership.objects.create(company=submitted, email=moderator.email, role=MemberRole.READER)
    with pytest.raises(actions.OwnCompany):
        actions.verify_company(actor=moderator, company=submitted)
    assert browse(moderator).post(reverse("company:verify", args=[submitted.pk])).status_code == 403
    assert not submitted.approvals.exists()


OWN: dict[str, dict[str, str]] = {
    "change": cast.DETAILS("alvand") | {"makes_en": "Clocks"},
    "send_back": {"other": "Call us."},
    "suspend": {},
    "add_member": {"email": "friend@elsewhere.example.net", "role": "owner"},
    "end_membership": {},
}


@pytest.mark.parametrize("verb", OWN)
def test_a_moderator_neither_changes_nor_stops_their_own_company_nor_its_members(
    browse: Browse, moderator: User, submitted: Company, verb: str
) -> None:
    mine = Membership.objects.create(company=submitted, email=moderator.email, role=MemberRole.READER)
    before = Company.objects.filter(pk=submitted.pk).values().get(), Membership.objects.count()
    args = [submitted.pk, mine.pk] if verb == "end_membership" else [submitted.pk]
    path = reverse(f"company:{verb}", args=args)
    assert browse(moderator).post(path, OWN[verb]).status_code == 403
    assert (Company.objects.filter(pk=submitted.pk).values().get(), Membership.objects.count()) == before
    mine.refresh_from_db()
    assert mine.ended_at is None
    other = browse(cast.second_moderator()).post(path, OWN[verb])
    assert other.status_code == 302, other.content.decode()


def test_whoever_acts_for_a_suspended_company_is_told(browse: Browse, moderator: User, member: User) -> None:
    actions.suspend_company(actor=moderator, company=Company.objects.get())
    page = text(browse(member).get("/en/c/"))
    assert "The park has suspended this company" in page and "Alborz Ltd" in page
    assert "/c/alborz/" not in page
