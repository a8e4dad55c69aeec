"""On which terms something is sent, and who may know of it: nothing shifts between looking and sending."""

from typing import Any

import pytest

from jobs.applications.models import Application
from jobs.openings import actions, drafting
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company
from tests.jobs.applications.conftest import Browse, place, typed
from tests.openings import fresh, membership, published

pytestmark = pytest.mark.journey


def changed(member: User, company: Company, opening: Opening, **said: Any) -> Opening:
    """The opening once a change of it has gone through the park."""
    mine = membership(member, company)
    drafting.change(actor=member, membership=mine, opening=fresh(opening))
    written = fresh(opening)
    assert written.draft
    drafting.save_draft(actor=member, membership=mine, opening=written, version=written.draft.version, **said)
    actions.submit(actor=member, membership=mine, opening=written)
    return published(fresh(written))


@pytest.mark.parametrize(
    "said",
    [
        {"is_blind": False},
        {"answer_days": 30},
        {"questions": [{"id": "q1", "text": "Will you work without pay?"}]},
    ],
)
def test_nothing_is_sent_on_other_terms_than_were_looked_at(
    browse: Browse, expert: User, member: User, company: Company, blind: Opening, said: dict[str, Any]
) -> None:
    hers = browse(expert)
    looked = hers.post(place(blind), typed() | {"then": "preview"}).url
    version, terms = 1, hers.get(looked).context["terms"]
    changed(member, company, blind, **said)
    refused = hers.post(looked, {"version": version, "terms": terms})
    assert refused.status_code == 400 and "has changed since you wrote" in refused.content.decode()
    assert hers.post(looked, {"version": version}).status_code == 400
    by_program = hers.post(f"/api/v1/jobs/{blind.key}/apply/send/", {"version": version}, "application/json")
    assert (by_program.status_code, by_program.json()["code"]) == (409, "terms_changed")
    assert Application.objects.get().state == "draft" and Application.objects.get().letter
    assert hers.post(looked, {"version": version, "terms": refused.context["terms"]}).status_code == 302
    assert Application.objects.get().state == "submitted"
