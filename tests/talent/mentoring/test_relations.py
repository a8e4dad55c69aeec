"""Meeting several times: proposed by either side after a session or an answered question, agreed on, kept in one place;
what somebody writes for themselves never leaves them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.holdings import holdings
from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.experts import actions as experts
from talent.mentoring import actions as offers
from talent.mentoring import booking, tasks
from talent.mentoring.models import Booking, Feedback, Offer, PrivateNote, Relation, RelationStep
from talent.mentoring.projection import name_of
from talent.mentoring.questions import actions as questions
from talent.mentoring.relation_states import STEPS, Side, State, Verb, offered
from talent.mentoring.relations import actions, notes
from talent.mentoring.relations.moving import RelationMoved
from talent.mentoring.relations.permissions import began_of
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests.mentoring import SAID, guest_of, offering, read

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONDAY = datetime(2026, 12, 1, 2, tzinfo=UTC)
FORM = {"goals": "Find work in Tehran.", "sessions": "۴", "rhythm": "weekly"}
PLACE = "/en/mentoring/relations/"


@pytest.fixture(autouse=True)
def on_a_saturday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


def booked(user: User, offer: Offer, start: datetime = MONDAY) -> Booking:
    held = booking.hold_slot(actor=user, offer=offer, start=start, minutes=30, now=NOW)
    return booking.book(actor=user, booking=held, answers={SAID["questions"][0]: "All."}, now=NOW)


@pytest.fixture
def session(expert: User, guest: User) -> Booking:
    return booked(guest, offering(expert))


@pytest.fixture
def relation(session: Booking, guest: User, browse: Browse) -> Relation:
    """The guest has proposed it after the session, through the page."""
    answer = browse(guest).post(f"/en/mentoring/propose/booking/{session.key}/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    return Relation.objects.get()


@pytest.fixture
def agreed(relation: Relation, expert: User) -> Relation:
    actions.accept(actor=expert, relation=relation, now=NOW)
    relation.refresh_from_db()
    return relation


def told(user: User) -> list[str]:
    rows = Notification.objects.filter(recipient=user, kind__startswith="mentoring_")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def waiting(user: User) -> list[str]:
    return list(Item.objects.filter(owner=user.pk, closed_at=None).values_list("kind", flat=True))


def test_the_table_lets_each_side_do_what_it_may() -> None:
    assert offered(Side.ASKED, State.PENDING) == (Verb.ACCEPT, Verb.DECLINE)
    assert offered(Side.PROPOSER, State.PENDING) == (Verb.WITHDRAW,)
    for side in (Side.ASKED, Side.PROPOSER):
        assert offered(side, State.ACCEPTED) == (Verb.END,)
        assert offered(side, State.ACTIVE) == (Verb.COMPLETE, Verb.END)
        assert not any(offered(side, one) for one in (State.COMPLETED, State.ENDED, State.DECLINED))
    assert {one.after for one in STEPS} == set(State) - {State.PENDING}


@pytest.mark.locks
def test_it_is_proposed_agreed_on_begun_by_a_session_and_completed(
    expert: User, guest: User, relation: Relation, browse: Browse
) -> None:
    hers, his, page = browse(expert), browse(guest), f"{PLACE}{relation.key}/"
    assert (relation.sessions, relation.proposed_by, waiting(expert)) == (4, "guest", ["mentoring_proposal"])
    assert "proposes to meet several times" in hers.get("/en/in-tray/").content.decode()
    assert "You have to act, since" in hers.get(PLACE).content.decode()
    assert his.post(f"{page}accept/").status_code == 400
    assert hers.post(f"{page}accept/").status_code == 302 and waiting(expert) == []
    assert told(expert) == ["mentoring_proposed"] and told(guest) == ["mentoring_news"]
    assert hers.post(f"{page}complete/").status_code == 400  # nobody has met yet
    later = booked(guest, Offer.objects.get(), MONDAY + timedelta(days=1))
    relation.refresh_from_db()
    assert (later.relation, relation.state) == (relation, "active")
    stranger = booked(guest_of("stranger"), Offer.objects.get(), MONDAY + timedelta(days=2))
    assert stranger.relation is None
    assert hers.post(f"{page}complete/").status_code == 302
    verbs = list(RelationStep.objects.values_list("verb", "side"))
    assert verbs == [("propose", "proposer"), ("accept", "asked"), ("begin", "clock"), ("complete", "asked")]
    assert "Completed" in his.get(page).content.decode()


def test_hiding_and_unlisting_are_alike_where_two_have_agreed(
    expert: User, guest: User, agreed: Relation, browse: Browse
) -> None:
    offer, mine = Offer.objects.get(), browse(guest)
    pages = (f"/en/mentors/{offer.key}/times/", f"/en/mentors/{offer.key}/", f"{PLACE}{agreed.key}/")
    before = [read(mine, page) for page in pages]
    offers.save_offer(actor=expert, version=offer.version, listing="nobody")
    assert [read(mine, page) for page in pages] == before
    domain = guest.email.partition("@")[2]
    experts.hide_from_domain(actor=expert, profile=offer.profile, domain=domain)
    assert [read(mine, page) for page in pages] == before
    later = booked(guest, offer, MONDAY + timedelta(days=1))
    assert later.relation == agreed
    assert browse(guest_of("stranger")).get(pages[0]).status_code == 404


def test_a_mentor_proposes_after_an_answer(expert: User, guest: User, browse: Browse) -> None:
    asked = questions.ask(actor=guest, offer=offering(expert), title="Where?", text="To begin.", now=NOW)
    path = f"/en/mentoring/propose/question/{asked.key}/"
    assert browse(expert).get(path).status_code == 404  # not answered yet
    questions.answer(actor=expert, question=asked, text="Here.", now=NOW)
    assert browse(guest_of("stranger")).get(path).status_code == 404
    assert browse(expert).post(path, FORM | {"sessions": "1"}).status_code == 400
    assert browse(expert).post(path, FORM).status_code == 302
    made = Relation.objects.get()
    page = f"{PLACE}{made.key}/"
    his, hers = (browse(user).get(page).content.decode() for user in (guest, expert))
    assert name_of(made.offer)["en"] in his and guest.email not in hers and expert.email not in his  # type: ignore[arg-type]
    listed = browse(expert).get(f"/en/mentoring/questions/{asked.key}/").context["one"]["with"]
    assert browse(expert).get(page).context["one"]["with"] == listed  # whom she knows already
    assert browse(guest).post(f"{page}decline/", {"reason": "No time."}).status_code == 302
    assert "No time." in browse(expert).get(page).content.decode()
    assert browse(expert).post(path, FORM).status_code == 400  # within 30 days


def test_one_stands_at_a_time_and_nobody_is_asked_who_cannot_be_found(
    expert: User, guest: User, session: Booking, relation: Relation
) -> None:
    values: dict[str, Any] = {"goals": "Once more.", "sessions": 3, "rhythm": "monthly", "now": NOW}
    for user in (guest, expert):
        with pytest.raises(actions.StandsAlready):
            actions.propose(actor=user, began=began_of(user, "booking", session.key), **values)
    actions.withdraw(actor=guest, relation=relation, now=NOW)
    relation.refresh_from_db()
    assert (relation.state, relation.goals) == ("withdrawn", "")
    later = values | {"now": NOW + timedelta(days=31)}
    offers.pause_offer(actor=expert, today=NOW.date())
    with pytest.raises(actions.NothingToPropose):
        actions.propose(actor=guest, began=began_of(guest, "booking", session.key), **later)
    actions.propose(actor=expert, began=began_of(expert, "booking", session.key), **later)


def test_a_proposal_waits_for_two_weeks(
    expert: User, guest: User, relation: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tasks.let_proposals_lapse() == 0
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=14))
    assert relation.state_at(timezone.now()) == State.LAPSED
    with pytest.raises(RelationMoved):
        actions.accept(actor=expert, relation=relation, now=timezone.now())
    assert tasks.let_proposals_lapse() == 1 and waiting(expert) == [] and told(guest) == ["mentoring_news"]
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=14 + 366))
    assert tasks.forget_relations() == 1 and not Relation.objects.exists()


def test_notes_for_both_and_for_oneself(expert: User, guest: User, agreed: Relation, browse: Browse) -> None:
    later = booked(guest, Offer.objects.get(), MONDAY + timedelta(days=1))
    hers, his, page = browse(expert), browse(guest), f"{PLACE}{agreed.key}/"
    agenda = {"kind": "agenda", "text": "My CV", "session": str(later.key)}
    assert his.post(f"{page}notes/", agenda).status_code == 302
    assert his.post(f"{page}notes/", {"kind": "shared", "text": "Write to two companies."}).status_code == 302
    assert hers.post(f"{page}notes/", {"kind": "private", "text": "He is shy."}).status_code == 302
    assert hers.post(f"{page}notes/", {"kind": "shared", "text": ""}).status_code == 400
    both = hers.get(page).content.decode()
    assert "My CV" in both and "Write to two companies." in both and "He is shy." in both
    assert "He is shy." not in his.get(page).content.decode()
    key = agreed.shared_notes.get(kind="agenda").key
    assert hers.post(f"{page}notes/{key}/drop/").status_code == 404  # it is his
    assert his.post(f"{page}notes/{key}/drop/").status_code == 302
    private = PrivateNote.objects.get()
    assert his.post(f"{page}notes/{private.key}/drop/").status_code == 404
    [held] = [one for one in holdings if one.model is PrivateNote]
    assert list(held.rows(expert)) == [private] and not held.rows(guest).exists()
    actions.end(actor=guest, relation=agreed, reason="I move.", now=NOW)
    assert his.post(f"{page}notes/", {"kind": "shared", "text": "More."}).status_code == 400
    assert his.post(f"{page}notes/", {"kind": "private", "text": "For me."}).status_code == 302


def test_what_one_says_of_a_session_waits_for_what_the_other_says(
    expert: User, guest: User, session: Booking, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers, his, page = browse(expert), browse(guest), f"/en/mentoring/sessions/{session.key}/feedback/"
    said = {"score": "4", "words": "He asked well."}
    assert hers.post(page, said).status_code == 400  # not over yet
    over = MONDAY + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: over)
    assert hers.post(page, {"score": "6"}).status_code == 400
    assert hers.post(page, said).status_code == 302 and hers.post(page, said).status_code == 400
    assert "He asked well." not in his.get(page).content.decode()
    assert browse(guest_of("stranger")).get(page).status_code == 404
    his.post(page, {"score": "5"})
    assert "He asked well." in his.get(page).content.decode()
    Feedback.objects.filter(author=guest).delete()
    monkeypatch.setattr(timezone, "now", lambda: over + timedelta(days=7))
    assert Feedback.objects.open_to(guest, timezone.now()).exists()


@pytest.mark.locks
def test_whoever_leaves_takes_their_words_along_and_the_other_is_told(
    expert: User, guest: User, agreed: Relation, browse: Browse
) -> None:
    for user, text in ((guest, "From him"), (expert, "From her")):
        notes.write_note(actor=user, relation=agreed, kind="shared", text=text, now=NOW)
    erase_account(actor=guest)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.goals, agreed.guest) == ("ended", "", None)
    page = browse(expert).get(f"{PLACE}{agreed.key}/").content.decode()
    assert "From her" in page and "From him" not in page and "somebody who has left" in page
    assert told(expert) == ["mentoring_proposed", "mentoring_news"]
    erase_account(actor=expert)
    assert not Relation.objects.exists()


def test_a_mentor_who_leaves_ends_it_too(expert: User, guest: User, agreed: Relation, browse: Browse) -> None:
    erase_account(actor=expert)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.goals, agreed.offer) == ("ended", FORM["goals"], None)
    assert agreed.name_en in browse(guest).get(f"{PLACE}{agreed.key}/").content.decode()
    assert told(guest) == ["mentoring_news"] * 2  # agreed, and ended


def test_programs_do_the_same(expert: User, guest: User, session: Booking, browse: Browse) -> None:
    his, hers, api = browse(guest), browse(expert), "/api/v1/mentoring/"

    def post(browser: Client, path: str, **body: Any) -> tuple[int, Any]:
        answer = browser.post(f"{api}{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    said = {"goals": "Work.", "sessions": 4, "rhythm": "weekly"}
    status, made = post(his, f"propose/booking/{session.key}/", **said)
    assert (status, made["state"], made["offered"], made["part"]) == (201, "pending", ["withdraw"], "guest")
    one = f"relations/{made['key']}/"
    assert hers.get(f"{api}relations/").json()["results"][0]["acts"] == "you"
    assert post(his, f"{one}accept/")[0] == 409 and post(hers, f"{one}accept/")[1]["state"] == "accepted"
    noted = post(hers, f"{one}notes/", kind="private", text="Mine.")[1]
    assert noted["private"][0]["text"] == "Mine." and his.get(f"{api}{one}").json()["private"] == []
    assert post(hers, f"{one}notes/{noted['private'][0]['key']}/drop/")[1]["private"] == []
    assert post(his, f"sessions/{session.key}/feedback/", score=5)[0] == 400
    assert post(his, f"{one}end/", reason="I move.")[1]["state"] == "ended"
    assert browse(guest_of("stranger")).get(f"{api}{one}").status_code == 404


def test_what_does_not_go_on_takes_notes_for_oneself_alone_and_loses_none(
    expert: User, guest: User, relation: Relation, browse: Browse
) -> None:
    his, hers, page = browse(guest), browse(expert), f"{PLACE}{relation.key}/"
    radio = 'type="radio" name="kind"'
    assert radio not in his.get(page).content.decode(), "nobody has agreed yet"
    hers.post(f"{page}accept/")
    assert radio in his.get(page).content.decode()
    actions.end(actor=expert, relation=relation, now=NOW)
    stale = his.post(f"{page}notes/", {"kind": "shared", "text": "Our next step."})
    read = stale.content.decode()
    assert stale.status_code == 400 and "Our next step." in read and radio not in read
    assert his.post(f"{page}notes/", {"kind": "private", "text": "Our next step."}).status_code == 302
