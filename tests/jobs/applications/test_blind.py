"""Under blind review a company knows a number alone until it shortlists: nothing that it gets leads to the person."""

import re
from typing import Any

import pytest
from django.test import Client

from jobs.applications.models import Application
from jobs.applications.tasks import remind_companies
from jobs.openings.actions import name_reviewers
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from talent.experts.details import save_details
from talent.experts.handles import token
from talent.experts.models import Grant
from talent.notifications.models import Delivery, Notification
from tests import cast
from tests.jobs.applications.conftest import HIS, LETTER, Browse, desk, move, pdf, sent
from tests.openings import membership

pytestmark = pytest.mark.journey
GROUPS = ["names", "contact", "experience", "education", "links", "cv"]
NAMES = {"name_native": "زرین‌تاج یکتا", "name_latin": "Zarrintaj Yekta"}
CONTACT = {"phone": "+49 170 1234567", "messenger": "zarrin", "other_email": "zarrintaj@home.example.net"}


@pytest.fixture
def her(db: None) -> User:
    user = cast.expert("zq1@home.example.net", headline_en="Zqheadline of streams")
    for part, values in (("names", NAMES), ("contact", CONTACT)):
        profile = cast.profile_of(user)
        save_details(actor=user, profile=profile, version=profile.version, part=part, **values)
    return user


def traces_of(user: User, company: Company, settings: Any) -> list[str]:
    """All by which a company could know the person."""
    profile, relation = cast.profile_of(user), f"company:{company.pk}"
    made = Application.objects.filter(profile=profile).first()
    known = [
        *NAMES.values(),
        *CONTACT.values(),
        "Zqheadline",
        user.email,
        str(profile.key),
        str(user.audit_key),
    ]
    from talent.experts.handles import label

    labels = [
        label(profile.pk, relation=relation, key=settings.RELATION_KEY, language=one) for one in ("en", "fa")
    ]
    address = token(profile.pk, relation=relation, key=settings.RELATION_KEY)
    return [*known, *labels, address, *([made.source] if made else [])]


def everything(browser: Client, made: Application) -> str:
    """All that the company gets of an application: pages, in-tray, table, programs."""
    here = desk(made)
    paths = [
        *(here, f"{here}?state=submitted", f"{here}{made.key}/", f"{here}export/"),
        *("/en/c/alborz/in-tray/", "/en/c/alborz/conversations/", "/en/c/alborz/requests/"),
        f"/en/c/alborz/openings/{made.opening.key}/",
        *(f"/api/v1{here.removeprefix('/en')}", f"/api/v1{here.removeprefix('/en')}{made.key}/"),
    ]
    answers = [browser.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}, [a.status_code for a in answers]
    return "\n".join(answer.content.decode() + repr(answer.headers) for answer in answers)


def test_until_shortlisted_nothing_that_the_company_gets_leads_to_the_person(
    browse: Browse, her: User, member: User, company: Company, blind: Opening, settings: Any
) -> None:
    made = sent(browse(her), blind, groups=GROUPS[:2], cv=pdf("Zarrintaj Yekta"))
    ours = browse(member)
    move(ours, made, "review")
    page = everything(ours, made)
    Application.objects.update(remind_on="2020-01-01")
    assert remind_companies() == 1
    told = repr(list(Notification.objects.filter(recipient=member).values())) + repr(
        list(Delivery.objects.values())
    )
    assert [one for one in traces_of(her, company, settings) if one in page + told] == []
    assert f"Applicant {made.number}" in page and LETTER in page and HIS in page and "PDF" not in page
    assert ours.get(f"{desk(made)}{made.key}/file/").status_code == 404
    assert not Grant.objects.exists()
    move(ours, made, "shortlist")
    named = ours.get(f"{desk(made)}{made.key}/").content.decode()
    assert NAMES["name_latin"] in named and CONTACT["phone"] in named and "PDF" in named
    file = ours.get(f"{desk(made)}{made.key}/file/")
    assert b"".join(file.streaming_content) and "Zarrin" not in file["Content-Disposition"]


def test_finding_asking_and_keeping_tell_nothing_of_an_application(
    browse: Browse, her: User, member: User, company: Company, blind: Opening, index: Any, settings: Any
) -> None:
    address = f"/en/c/alborz/experts/{token(cast.profile_of(her).pk, relation=f'company:{company.pk}', key=settings.RELATION_KEY)}/"  # fmt: skip
    paths = ["/en/c/alborz/experts/?q=python", address, f"{address}ask/", "/en/c/alborz/shortlist/", "/en/c/alborz/experts/?q=x"]  # fmt: skip

    def met() -> list[str]:
        index()
        ours = browse(member)
        pages = [ours.get(path).content.decode() for path in paths]
        return [
            re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content|nonce)="[^"]+"', "", page)
            for page in pages
        ]

    met()
    before = met()
    sent(browse(her), blind)
    assert met() == before


def test_only_the_people_named_for_the_opening_read_and_decide(
    browse: Browse, her: User, member: User, colleague: User, company: Company, blind: Opening
) -> None:
    made = sent(browse(her), blind)
    others = browse(colleague)
    page = (
        others.get(f"{desk(made)}{made.key}/").content.decode()
        + others.get(f"{desk(made)}export/").content.decode()
    )
    assert f"Applicant {made.number}" in page and LETTER not in page and HIS not in page
    assert move(others, made, "shortlist").status_code == 403
    move(browse(member), made, "shortlist")
    page = others.get(f"{desk(made)}{made.key}/").content.decode() + others.get(desk(made)).content.decode()
    assert made.handle_en == "" and "Zarrin" not in page and LETTER not in page
    name_reviewers(actor=member, membership=membership(member, company), opening=blind, people=[colleague])
    assert LETTER in others.get(f"{desk(made)}{made.key}/").content.decode()


def test_numbers_and_days_do_not_tell_who_came_when(
    browse: Browse, member: User, blind: Opening, settings: Any
) -> None:
    made = [sent(browse(cast.expert(f"n{n}@experts.example.org")), blind) for n in range(5)]
    ours = browse(member).get(desk(made[0])).context["columns"][0]["rows"]
    assert [row["name"] for row in ours] == [f"Applicant {n}" for n in sorted(one.number for one in made)]
    assert {row["sent_on"] for row in ours} == {None} and {one.answer_by.weekday() for one in made} == {4}
    page = browse(member).get(f"{desk(made[0])}{made[0].key}/").content.decode()
    assert "sent on" not in page


def test_the_writer_is_warned_about_names_and_may_send_all_the_same(
    browse: Browse, her: User, blind: Opening, opening: Opening
) -> None:
    letter = "Ask for Zarrintaj, or write to zq1@home.example.net."
    hers = browse(her)
    for one in (blind, opening):
        hers.post(
            f"/en/jobs/{one.key}/apply/", {"version": 0, "letter": letter, "answer_q1": "+49 170 1234567"}
        )
    warned = hers.get(f"/en/jobs/{blind.key}/apply/preview/").content.decode()
    assert "This may tell who you are" in warned and "Send it as it stands" in warned
    assert "This may tell" not in hers.get(f"/en/jobs/{opening.key}/apply/preview/").content.decode()
    assert hers.post(f"/en/jobs/{blind.key}/apply/preview/", {"version": 1}).status_code == 302
