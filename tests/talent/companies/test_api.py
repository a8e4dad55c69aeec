"""Companies for programs: the same verbs, the same refusals, as states, dates and fields."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.models import User
from talent.companies import actions
from talent.companies.clock import send_invitations
from talent.companies.models import Company, Invitation, Membership
from talent.companies.states import Remark
from talent.lib.dates import park_today
from talent.notifications.models import Delivery
from tests import cast
from tests.talent.companies.conftest import STEPS

Browse = Callable[..., Client]
API = "/api/v1"
ALL = {name: value for typed in STEPS.values() for name, value in typed.items()}
INSIDE = "new@alvand.example.org"


def send(browser: Client, path: str, method: str = "post", **typed: Any) -> Any:
    call = getattr(browser, method)
    return call(f"{API}/{path}?lang=en", typed, content_type="application/json")


def test_a_program_registers_a_company_reads_the_comments_and_invites(
    browse: Browse, founder: User, moderator: User
) -> None:
    browser = browse(founder)
    begun = send(browser, "companies/register/", name_fa="شرکت الوند", name_en="Alvand")
    assert begun.status_code == 201 and begun.json()["state"] == "draft"
    here = f"c/{begun.json()['slug']}"
    assert send(browser, f"{here}/registration/submit/").json()["code"] == "unfinished"
    saved = send(browser, f"{here}/registration/", "patch", **ALL).json()
    assert (saved["missing"], saved["written"]["national_id"]) == ([], "10380284790")
    sent = send(browser, f"{here}/registration/submit/").json()
    assert (
        sent["state"] == "submitted" and sent["answer_by"] > park_today().isoformat() and not sent["overdue"]
    )
    company = Company.objects.get()
    actions.return_company(
        actor=moderator, company=company, comments={Remark.DOMAIN: "No mail arrives there."}
    )
    stands = browser.get(f"{API}/{here}/registration/?lang=en").json()
    assert stands["comments"] == [
        {"about": "domain", "about_label": "Domain", "text": "No mail arrives there."}
    ]
    assert stands["offered"] == ["submit"]
    answer = send(browser, f"{here}/invitations/", email=INSIDE, role="reader", language="en")
    assert answer.status_code == 201 and answer.json()["invitations"][0]["state"] == "waiting"
    assert send_invitations(timezone.now()) == 1 and Delivery.objects.filter(kind="invitation").count() == 1


def test_a_program_accepts_changes_roles_ends_and_leaves(
    browse: Browse, founder: User, draft: Company
) -> None:
    browser, here = browse(founder), f"c/{draft.slug}"
    send(browser, f"{here}/registration/", "patch", domain="alvand.example.org")
    key = send(browser, f"{here}/invitations/", email=INSIDE, role="reader").json()["invitations"][0]["key"]
    hers = browse(cast.person(INSIDE))
    assert [one["company"] for one in hers.get(f"{API}/c/?lang=en").json()["invitations"]] == ["Alvand"]
    assert send(hers, f"invitations/{key}/accept/").json()["state"] == "joined"
    assert send(hers, f"invitations/{key}/accept/").json()["code"] == "invitation_over"
    members = send(browser, f"{here}/members/role/", email=INSIDE, role="recruiter").json()["members"]
    assert {one["email"]: one["role"] for one in members} == {founder.email: "owner", INSIDE: "recruiter"}
    assert send(browser, f"{here}/members/leave/").json()["code"] == "last_owner"
    assert send(hers, f"{here}/members/leave/").status_code == 204
    assert send(browser, f"{here}/members/end/", email=INSIDE).status_code == 404
    assert hers.get(f"{API}/c/").json() == {"companies": [], "suspended": [], "invitations": []}


@pytest.mark.parametrize(
    ("method", "path", "typed"),
    [
        ("get", "registration/", {}),
        ("patch", "registration/", {"name_en": "Other"}),
        ("post", "registration/submit/", {}),
        ("get", "members/", {}),
        ("post", "members/role/", {"email": INSIDE, "role": "reader"}),
        ("post", "members/end/", {"email": INSIDE}),
        ("post", "members/leave/", {}),
        ("post", "invitations/", {"email": INSIDE, "role": "reader"}),
        ("post", "invitations/12345678-1234-4234-8234-123456789abc/withdraw/", {}),
    ],
)
def test_strangers_sign_in_first_and_others_find_nothing(
    browse: Browse, draft: Company, expert: User, method: str, path: str, typed: dict[str, str]
) -> None:
    for slug in (draft.slug, "no-such-company"):
        if method == "get":
            answers = [one.get(f"{API}/c/{slug}/{path}") for one in (Client(), browse(expert))]
        else:
            answers = [send(one, f"c/{slug}/{path}", method, **typed) for one in (Client(), browse(expert))]
        assert [answer.status_code for answer in answers] == [401, 404], slug
    draft.refresh_from_db()
    assert draft.name_en == "Alvand" and Membership.objects.count() == 1 and not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"national_id": "12345678901"}, "national_id"),
        ({"domain": "no dots"}, "domain"),
        ({"wish": "not latin!"}, "wish"),
        ({"name_en": ""}, "name_en"),
    ],
)
def test_what_has_no_shape_is_named(
    browse: Browse, founder: User, draft: Company, typed: dict[str, str], field: str
) -> None:
    answer = send(browse(founder), f"c/{draft.slug}/registration/", "patch", **typed)
    assert answer.status_code == 400 and set(answer.json()["errors"]) == {field}


def test_an_empty_national_id_is_none(browse: Browse, founder: User, draft: Company) -> None:
    send(browse(founder), f"c/{draft.slug}/registration/", "patch", national_id="")
    draft.refresh_from_db()
    assert draft.national_id is None
