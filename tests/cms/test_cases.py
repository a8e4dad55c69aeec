"""What officers see of cases: which is which, and what they answer to."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from talent.accounts.models import RoleName, User
from talent.programmes.cases.actions import answer_case, write_more
from talent.programmes.cases.pages import last_said
from talent.programmes.models import Case
from tests import cast
from tests.cms.programmes import text
from tests.talent.programmes.force import put_in_force

pytestmark = [pytest.mark.locks, pytest.mark.django_db]
Browse = Callable[..., Client]
TELL = "/en/programmes/small/tell/"


@pytest.fixture
def officer(db: None) -> User:
    return cast.staff(RoleName.CASE_OFFICER)


@pytest.fixture
def cases(expert: User, other_expert: User, browse: Browse) -> list[Case]:
    """Two cases of one programme."""
    put_in_force()
    for person, said in ((expert, "May I come in March?"), (other_expert, "Do you pay the flight?")):
        assert browse(person).post(TELL, {"text": said}).status_code == 302
    return list(Case.objects.order_by("pk"))


def test_two_cases_of_one_programme_are_told_apart_by_their_number(
    browse: Browse, officer: User, cases: list[Case]
) -> None:
    officer.language = "en"
    officer.save()
    browser = browse(officer)
    rows = text(browser.get(reverse("case:index"))).split("<tbody>")[1].split("</tbody>")[0]
    assert all(f">{case.pk}<" in "".join(rows.split()) for case in cases)
    for verb in ("inspect", "answer", "read"):
        page = text(browser.get(reverse(f"case:{verb}", args=[cases[1].pk])))
        assert f"· {cases[1].pk}" in page.split("<body")[1].split('class="back-office"')[0], verb


def test_whoever_answers_reads_what_the_person_wrote_last_above_the_field(
    browse: Browse, officer: User, expert: User, cases: list[Case]
) -> None:
    url = reverse("case:answer", args=[cases[0].pk])
    browser = browse(officer)
    shown = text(browser.get(url))
    assert shown.index("May I come in March?") < shown.index('name="text"')
    assert "Do you pay the flight?" not in shown
    answer_case(actor=officer, case=cases[0], text="You may.", seen=last_said(cases[0]))
    write_more(actor=expert, case=cases[0], text="And in <b>April</b>?")
    again = text(browser.get(url))
    assert "And in &lt;b&gt;April&lt;/b&gt;?" in again
    assert "May I come in March?" not in again and "You may." not in again


def test_what_is_refused_keeps_the_message_in_sight(browse: Browse, officer: User, cases: list[Case]) -> None:
    refused = browse(officer).post(
        reverse("case:answer", args=[cases[0].pk]), {"text": " ", "seen": last_said(cases[0])}
    )
    assert refused.status_code == 200 and refused.context["form"].errors.keys() == {"text"}
    assert "May I come in March?" in text(refused)
