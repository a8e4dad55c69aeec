"""A company's openings through the API: the same verbs, the same refusals."""

from collections.abc import Callable

from django.test import Client

from jobs.openings.models import Opening
from jobs.openings.states import State
from talent.accounts.models import User
from talent.companies.models import Company
from tests.openings import SAID, posted

HOME = "/api/v1/c/alborz/openings/"


def test_a_program_writes_and_sends_an_opening(
    browse: Callable[[User | None], Client], member: User, company: Company, other_member: User
) -> None:
    client = browse(member)
    made = client.post(HOME)
    assert made.status_code == 201 and made.json()["state"] == "draft"
    one = f"{HOME}{made.json()['key']}/"
    refused = client.post(f"{one}submit/")
    assert refused.status_code == 400 and {"title_fa", "skills", "mode"} <= refused.json()["errors"].keys()
    sent = SAID | {"pay_min": 9000, "version": 1}
    wrong = client.patch(one, sent, content_type="application/json")
    assert wrong.status_code == 400 and list(wrong.json()["errors"]) == ["pay_max"]
    kept = client.patch(one, sent | {"pay_min": 3000}, content_type="application/json").json()
    assert kept["draft"]["pay_min"] == 3000 and kept["draft"]["version"] == 2 and "submit" in kept["offered"]
    alone = client.patch(one, {"version": 2, "pay_min": 9000}, content_type="application/json")
    assert alone.status_code == 400 and list(alone.json()["errors"]) == ["pay_min"]
    for odd in ({"seniority": "nonsense"}, {"country": "ZZ"}):
        assert client.patch(one, {"version": 2} | odd, content_type="application/json").status_code == 400
    stale = client.patch(one, sent | {"pay_min": 3000}, content_type="application/json")
    assert stale.status_code == 409 and stale.json()["code"] == "stale_opening"
    assert client.post(f"{one}submit/").json()["state"] == "in_review"
    assert client.post(f"{one}fill/").json()["code"] == "opening_moved"
    assert client.get(HOME).json()["count"] == 1
    theirs = one.replace("alborz", "parto")
    assert browse(other_member).get(theirs).status_code == 404
    assert browse(other_member).post(f"{theirs}withdraw/").status_code == 404


def test_a_copy_by_a_program_is_a_new_opening(
    browse: Callable[[User | None], Client], member: User, company: Company
) -> None:
    opening = posted(member, company)
    made = browse(member).post(f"{HOME}{opening.key}/copy/")
    assert made.status_code == 201 and made.json()["draft"]["title_en"] == "Data engineer"
    assert set(Opening.objects.values_list("state", flat=True)) == {State.PUBLISHED, State.DRAFT}
