"""On which terms something is sent, and who may know of it: nothing shifts between looking and sending."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from jobs.applications.models import Application
from jobs.openings import actions, drafting
from jobs.openings.models import Opening
from jobs.openings.states import Remark
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole, Membership
from talent.experts.details import save_details
from talent.experts.grants import grant_groups
from talent.experts.groups import NAMES
from tests import cast
from tests.harness import statements
from tests.jobs.applications.conftest import HIS, LETTER, Browse, desk, place, sent, typed
from tests.openings import fresh, membership, park_moderator, posted, published

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
    ("said", "told"),
    [
        ({"is_blind": False}, ("yes", "no")),
        ({"answer_days": 30}, ("14", "30")),
        (
            {"questions": [{"id": "q1", "text": "Will you work without pay?"}]},
            ("Which stream was the largest?", "Will you work without pay?"),
        ),
    ],
)
def test_nothing_is_sent_on_other_terms_than_were_looked_at(
    browse: Browse,
    expert: User,
    member: User,
    company: Company,
    blind: Opening,
    said: dict[str, Any],
    told: tuple[str, str],
) -> None:
    hers = browse(expert)
    looked = hers.post(place(blind), typed() | {"then": "preview"}).url
    version, terms = 1, hers.get(looked).context["terms"]
    changed(member, company, blind, **said)
    refused = hers.post(looked, {"version": version, "terms": terms})
    assert refused.status_code == 400 and "has changed since you wrote" in refused.content.decode()
    assert [(row["before"], row["now"]) for row in refused.context["changed"]] == [told]
    assert hers.post(looked, {"version": version}).status_code == 400
    by_program = hers.post(f"/api/v1/jobs/{blind.key}/apply/send/", {"version": version}, "application/json")
    assert (by_program.status_code, by_program.json()["code"]) == (409, "terms_changed")
    assert Application.objects.get().state == "draft" and Application.objects.get().letter
    assert hers.post(looked, {"version": version, "terms": refused.context["terms"]}).status_code == 302
    assert Application.objects.get().state == "submitted"


def test_what_the_park_removed_is_gone_by_every_door_but_for_whoever_wrote_there(
    browse: Browse, expert: User, other_expert: User, opening: Opening
) -> None:
    browse(expert).post(place(opening), typed())
    actions.remove(actor=park_moderator(), opening=fresh(opening), comments={Remark.TITLE: "no"})
    other, missing = browse(other_expert), f"/en/jobs/{uuid4()}/apply/"
    assert other.get(f"/en/jobs/{opening.key}/").status_code == 404
    assert [other.get(path).status_code for path in (place(opening), missing)] == [404, 404]
    assert other.get(f"/api/v1/jobs/{opening.key}/apply/").status_code == 404
    costs = [len(statements.of(lambda path=path: other.get(path))) for path in (place(opening), missing)]
    assert costs[0] == costs[1]
    assert LETTER in browse(expert).get(place(opening)).content.decode()


def test_a_reviewer_who_merely_reads_by_now_reviews_no_more(
    browse: Browse, expert: User, member: User, blind: Opening
) -> None:
    made, ours = sent(browse(expert), blind), browse(member)
    assert LETTER in ours.get(f"{desk(made)}{made.key}/").content.decode()
    Membership.objects.filter(email=member.email).update(role=MemberRole.READER)
    assert LETTER not in ours.get(f"{desk(made)}{made.key}/").content.decode()


def test_an_answer_stands_below_the_question_that_was_asked(
    browse: Browse, expert: User, other_expert: User, member: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    changed(member, company, opening, questions=[{"id": "q1", "text": "Do you smoke?"}])
    later = sent(browse(other_expert), opening, groups=[], answer_q1="Never")
    answer = browse(member).get(f"{desk(made)}export/").content.decode("utf-8-sig")
    found = {row["Applicant"]: row for row in csv.DictReader(io.StringIO(answer))}
    one, other = found[made.handle_en], found[later.handle_en]
    assert (one["Which stream was the largest?"], one["Do you smoke?"]) == (HIS, "")
    assert (other["Which stream was the largest?"], other["Do you smoke?"]) == ("", "Never")


def test_numbers_give_the_order_as_long_as_somebody_is_a_number(
    browse: Browse, expert: User, other_expert: User, member: User, company: Company, blind: Opening
) -> None:
    first, second = (sent(browse(one), blind, groups=[]) for one in (expert, other_expert))
    Application.objects.filter(pk=first.pk).update(number=90)
    Application.objects.filter(pk=second.pk).update(number=3)
    changed(member, company, blind, is_blind=False)
    page = browse(member).get(desk(first)).content.decode()
    assert "Numbers are drawn" in page and page.index("Applicant 3") < page.index("Applicant 90")


def test_the_preview_holds_what_an_earlier_yes_shows(
    browse: Any, expert: User, company: Company, member: User
) -> None:
    profile = cast.profile_of(expert)
    save_details(
        actor=expert,
        profile=profile,
        version=profile.version,
        part=NAMES,
        name_native="",
        name_latin="Sara Test",
    )
    now = timezone.now()
    grant_groups(
        actor=expert, profile=profile, company=company, groups=["names"], source="contact:1", now=now
    )
    opening = posted(member, company)
    place = f"/en/jobs/{opening.key}/apply/"
    assert browse(expert).post(place, {"version": 0, "letter": "Hello."}).status_code == 302
    page = browse(expert).get(f"{place}preview/").content.decode()
    assert "Seen already by an earlier yes" in page and "Sara Test" in page
