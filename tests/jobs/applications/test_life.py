"""The life of an application, through the buttons of both sides and the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.applications.models import Application, ApplicationStep
from jobs.applications.states import STEPS, Side, State, Verb
from jobs.applications.tasks import lapse_applications, remind_companies, settle_applications
from jobs.openings import actions as openings
from jobs.openings.models import Opening
from talent.accounts.models import User
from talent.companies.models import Company, MemberRole
from talent.conversations.models import Thread
from talent.experts.models import Grant
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests import cast
from tests.jobs.applications.conftest import Browse, desk, move, own, sent
from tests.openings import fresh, membership, posted

pytestmark = pytest.mark.journey
URLS = {
    Verb.REVIEW: "review",
    Verb.SHORTLIST: "shortlist",
    Verb.OFFER: "offer",
    Verb.RESCIND: "rescind",
    Verb.REFUSE: "refuse",
    Verb.ACCEPT: "accept",
    Verb.DECLINE: "decline",
    Verb.WITHDRAW: "withdraw",
    Verb.UNDO: "undo",
}
STATES = [state for state in State if state != State.DRAFT]


def kinds() -> set[str]:
    return set(Notification.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("state", STATES)
def test_each_side_may_do_what_the_table_says_and_nothing_else(
    browse: Browse, expert: User, member: User, opening: Opening, state: State
) -> None:
    made = sent(browse(expert), opening)
    hers, ours = browse(expert), browse(member)
    for verb, url in URLS.items():
        Application.objects.filter(pk=made.pk).update(state=state, reason="other", moved_at=timezone.now())
        for side, press in ((Side.EXPERT, own), (Side.COMPANY, move)):
            known = {one.verb for one in STEPS if one.side == side}
            if verb not in known:
                continue
            allowed = [one for one in STEPS if (one.verb, one.side) == (verb, side) and state in one.before]
            answer = press(hers if side == Side.EXPERT else ours, made, url, **({"reason": "terms"} if press is move else {}))  # fmt: skip
            made.refresh_from_db()
            assert answer.status_code == (302 if allowed else 400), (verb, state)
            assert made.state == (allowed[0].after if allowed else state), (verb, state)


def test_from_the_letter_to_the_offer_both_sides_know_whose_turn_it_is(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    hers, ours = browse(expert), browse(member)
    made = sent(hers, opening)
    assert "1 application waits for your answer" in ours.get("/en/c/alborz/in-tray/").content.decode()
    move(ours, made, "review", "shortlist")
    thread = Thread.objects.get(ref=made.key)
    said = ours.post(f"/en/c/alborz/conversations/{thread.key}/", {"text": "Hello", "signed": "Sara"})
    assert said.status_code == 302 and "On the shortlist" not in hers.get("/en/in-tray/").content.decode()
    move(ours, made, "offer")
    assert "waits for your answer" not in ours.get("/en/c/alborz/in-tray/").content.decode()
    assert "You have an offer" in hers.get("/en/in-tray/").content.decode()
    own(hers, made, "accept")
    assert "Offer accepted" in ours.get(f"{desk(made)}{made.key}/").content.decode()
    assert {"application_news", "application_answer"} <= kinds()
    log = list(ApplicationStep.objects.values_list("verb", "before", "after"))
    assert log[0] == ("submit", "draft", "submitted") and log[-1] == ("accept", "offered", "accepted")
    assert ApplicationStep.objects.get(verb="offer").actor == member.audit_key


def test_a_no_is_told_at_once_and_its_reason_only_where_it_is_shared(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    hers, ours = browse(expert), browse(member)
    made = sent(hers, opening)
    assert "Choose a reason." in move(ours, made, "refuse").content.decode()
    made.refresh_from_db()
    assert made.state == "submitted"
    move(ours, made, "refuse", reason="language")
    page = hers.get(f"/en/applications/{made.key}/").content.decode()
    assert "The company said no" in page and "A language that is needed" not in page
    other = posted(member, company)
    shared = sent(hers, other)
    move(ours, shared, "refuse", reason="language", shares_reason="on")
    assert "A language that is needed" in hers.get(f"/en/applications/{shared.key}/").content.decode()
    assert not Grant.objects.filter(until=None).exists()
    answer = hers.post(f"/en/jobs/{opening.key}/apply/", {"version": 0, "letter": "Again", "answer_q1": "x"})
    assert answer.status_code == 302
    again = hers.post(f"/en/jobs/{opening.key}/apply/preview/", {"version": 1})
    assert "the company has answered" in again.content.decode()


def test_accepting_ends_the_others_and_undoing_brings_them_back(
    browse: Browse, expert: User, member: User, other_member: User, company: Company, other_company: Company
) -> None:
    hers, ours, theirs = browse(expert), browse(member), browse(other_member)
    mine, other = posted(member, company), posted(other_member, other_company)
    accepted, listed = sent(hers, mine), sent(hers, other)
    move(theirs, listed, "shortlist")
    move(ours, accepted, "shortlist", "offer")
    own(hers, accepted, "accept")
    listed.refresh_from_db()
    assert (listed.state, fresh(mine).state) == ("obsolete", "filled")
    gone = theirs.get(f"{desk(listed)}{listed.key}/").content.decode()
    assert "No longer available" in gone and listed.letter not in gone
    assert Thread.objects.get(ref=listed.key).ended_at
    own(hers, accepted, "undo")
    listed.refresh_from_db()
    assert (listed.state, fresh(mine).state, fresh(other).state) == ("shortlisted", "published", "published")
    assert listed.letter in theirs.get(f"{desk(listed)}{listed.key}/").content.decode()
    assert not Thread.objects.get(ref=listed.key).ended_at
    own(hers, accepted, "accept")
    Application.objects.filter(pk=accepted.pk).update(moved_at=timezone.now() - timedelta(days=8))
    assert own(hers, accepted, "undo").status_code == 400


def test_the_last_place_ends_the_opening_and_the_others_are_told_kindly(
    browse: Browse, expert: User, member: User, company: Company
) -> None:
    hers, ours = browse(expert), browse(member)
    opening = posted(member, company, places=2)
    others = [browse(cast.expert(f"more{number}@experts.example.org")) for number in range(2)]
    first, second, third = sent(hers, opening), sent(others[0], opening), sent(others[1], opening)
    move(ours, third, "shortlist")
    for browser, one in ((hers, first), (others[0], second)):
        move(ours, one, "shortlist", "offer")
        assert fresh(opening).state == "published"
        own(browser, one, "accept")
    assert fresh(opening).state == "filled" and settle_applications() == 1
    page = others[1].get(f"/en/applications/{third.key}/").content.decode()
    assert "The last place has been filled" in page and "no judgement" in page
    own(others[0], second, "undo")
    assert fresh(opening).state == "published" and settle_applications() == 1
    third.refresh_from_db()
    assert (third.state, third.reason) == ("shortlisted", "")


def test_silence_is_answered_after_sixty_days_and_counted(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    assert (remind_companies(), lapse_applications()) == (0, 0)
    for days, told in ((1, 1), (2, 0), (8, 1), (15, 1), (20, 0)):
        Application.objects.filter(pk=made.pk).update(
            submitted_at=timezone.now() - timedelta(days=days),
            answer_by=made.answer_by and made.answer_by - timedelta(days=days),
            remind_on=made.remind_on and made.remind_on - timedelta(days=days),
        )
        assert remind_companies() == told, days
        now = Application.objects.get(pk=made.pk).remind_on
        made.remind_on = now and now + timedelta(days=days)
    Application.objects.filter(pk=made.pk).update(submitted_at=timezone.now() - timedelta(days=61))
    assert lapse_applications() == 1
    page = hers.get(f"/en/applications/{made.key}/").content.decode()
    assert "says nothing about you" in page and "application_news" in kinds()
    column = browse(member).get(desk(made)).context["ended"]
    assert {row["state"]: row["count"] for row in column}["lapsed"] == 1


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_what_happened(
    browse: Browse, expert: User, member: User, colleague: User, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    version = made.version
    move(browse(member), made, "shortlist")
    late = browse(colleague).post(f"{desk(made)}{made.key}/refuse/", {"version": version, "reason": "skills"})
    page = late.content.decode()
    assert late.status_code == 400 and "Somebody was quicker" in page and "Shortlisted" in page
    assert Application.objects.get().state == "shortlisted"


def test_readers_read_and_do_not_decide(
    browse: Browse, expert: User, moderator: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    reads = browse(cast.member(moderator, company, "reads", MemberRole.READER))
    page = reads.get(f"{desk(made)}{made.key}/").content.decode()
    assert made.letter in page and "Refuse the application" not in page
    assert move(reads, made, "shortlist").status_code == 403
    assert reads.post(f"{desk(made)}{made.key}/", {"note": "A note"}).status_code == 403


def test_what_was_sent_stays_answerable_when_the_opening_is_withdrawn(
    browse: Browse, expert: User, member: User, company: Company, opening: Opening
) -> None:
    made = sent(browse(expert), opening)
    openings.withdraw(actor=member, membership=membership(member, company), opening=opening)
    settle_applications()
    assert move(browse(member), made, "shortlist").status_code == 302


def test_groups_are_taken_back_and_the_application_goes_on(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    hers = browse(expert)
    made = sent(hers, opening)
    own(hers, made, "take-back")
    assert Grant.objects.get(source=made.source, until=None).groups == ["application", "facts"]
    made.refresh_from_db()
    assert made.state == "submitted"


def test_drafts_and_what_is_long_over_go(
    browse: Browse, expert: User, member: User, opening: Opening
) -> None:
    from jobs.applications.tasks import forget_applications

    hers = browse(expert)
    made = sent(hers, opening)
    move(browse(member), made, "refuse", reason="skills")
    hers.post(f"/en/jobs/{opening.key}/apply/", {"version": 0, "letter": "Again"})
    past = timezone.now() - timedelta(days=400)
    assert forget_applications() == 0
    Application.objects.filter(state="draft").update(touched_on=past.date())
    Application.objects.filter(state="refused").update(moved_at=past)
    assert forget_applications() == 2 and not Item.objects.filter(ref=opening.key).exists()
