"""Questions in writing: asked from an offer by those whom it is for, answered by the promised day or ended a week after
it; neither side learns who the other is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from talent.accounts.leaving import erase_account
from talent.accounts.models import User
from talent.lib.dates import park_today
from talent.mentoring import actions as offers
from talent.mentoring import tasks
from talent.mentoring.free import month_is_full, quarters_of
from talent.mentoring.models import Offer, Question, QuestionStep
from talent.mentoring.projection import name_of
from talent.mentoring.question_states import STEPS, Side, State, Verb, offered
from talent.mentoring.questions import actions, clock
from talent.mentoring.questions.moving import QuestionMoved
from talent.notifications.models import Notification
from talent.timeline.models import Item
from tests.mentoring import guest_of, offering

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
ASKED = {"title": "Which papers do I need?", "text": "I left nine years ago."}
MINE = "/en/mentoring/questions/"
API = "/api/v1/mentoring/questions/"


@pytest.fixture
def guest(db: None) -> User:
    return guest_of("guest")


@pytest.fixture
def question(expert: User, guest: User, browse: Browse) -> Question:
    """The guest has asked the expert, through the page."""
    offer = offering(expert)
    answer = browse(guest).post(f"/en/mentors/{offer.key}/ask/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return Question.objects.get()


def told(user: User) -> list[str]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def waiting(user: User) -> list[str]:
    return list(Item.objects.filter(owner=user.pk, closed_at=None).values_list("kind", flat=True))


def aged(question: Question, days: int) -> Question:
    """The same, asked that many days earlier."""
    past = timedelta(days=days)
    fields = {
        "due": question.due - past,
        "asked_at": question.asked_at - past,
        "last_at": question.last_at - past,
    }
    Question.objects.filter(pk=question.pk).update(**fields)
    QuestionStep.objects.filter(question=question).update(at=question.asked_at - past)
    question.refresh_from_db()
    return question


def test_the_table_lets_each_side_do_what_it_may() -> None:
    assert offered(Side.MENTOR, State.ASKED) == (Verb.ANSWER, Verb.DECLINE)
    assert offered(Side.ASKER, State.ASKED) == (Verb.WITHDRAW,)
    assert offered(Side.ASKER, State.ANSWERED) == (Verb.THANK,)
    assert offered(Side.ASKER, State.ANSWERED, frozenset({Verb.THANK})) == ()
    assert {one.after for one in STEPS} == set(State) - {State.ASKED}


@pytest.mark.locks
def test_a_question_is_asked_answered_and_thanked_for(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    hers, his = browse(expert), browse(guest)
    assert question.due == park_today() + timedelta(days=7)
    assert waiting(expert) == ["mentor_question"] and told(expert) == ["question_asked"]
    assert ASKED["title"] in hers.get("/en/in-tray/").content.decode()
    listed = hers.get(MINE).content.decode()
    assert "You have to act, since" in listed and "promised by" in listed
    assert "The mentor has to act, since" in his.get(MINE).content.decode()
    page = f"{MINE}{question.key}/"
    assert hers.post(f"{page}answer/", {"text": ""}).status_code == 400
    assert hers.post(f"{page}answer/", {"text": "Your old passport is enough."}).status_code == 302
    assert waiting(expert) == [] and waiting(guest) == ["mentor_answer"] and told(guest) == ["question_news"]
    assert "Your old passport is enough." in his.get(page).content.decode()
    assert his.post(f"{page}withdraw/").status_code == 400
    assert his.post(f"{page}thank/", {"helped": "yes", "thanks": "It is done."}).status_code == 302
    assert his.post(f"{page}thank/", {"helped": "no"}).status_code == 400
    assert "It helped" in hers.get(page).content.decode() and waiting(guest) == []
    assert told(expert) == ["question_asked", "question_news"]
    verbs = list(QuestionStep.objects.values_list("verb", "side"))
    assert verbs == [("ask", "asker"), ("answer", "mentor"), ("thank", "asker")]
    assert "A mentor answered you:" in his.get("/en/timeline/").content.decode()


def test_neither_side_learns_who_the_other_is(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    offer = Offer.objects.get()
    his, hers = (browse(user).get(f"{MINE}{question.key}/").content.decode() for user in (guest, expert))
    assert name_of(offer)["en"] in his and name_of(offer)["en"] not in hers
    for page, other in ((his, expert), (hers, guest)):
        assert other.email not in page and str(other.audit_key) not in page
    again = guest_of("another")
    browse(again).post(f"/en/mentors/{offer.key}/ask/", ASKED)
    first, second = (row["with"] for row in browse(expert).get(API).json()["results"])
    assert first != second


def test_a_question_is_declined_with_a_reason_and_taken_back_with_its_words(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    page = f"{MINE}{question.key}/"
    assert browse(expert).post(f"{page}decline/", {"reason": " "}).status_code == 400
    assert browse(expert).post(f"{page}decline/", {"reason": "Not my field."}).status_code == 302
    assert "Not my field." in browse(guest).get(page).content.decode()
    another = actions.ask(actor=guest, offer=Offer.objects.get(), now=timezone.now(), **ASKED)
    assert browse(guest).post(f"{MINE}{another.key}/withdraw/").status_code == 302
    another.refresh_from_db()
    assert (another.state, another.title, another.text) == ("withdrawn", "", "")
    assert browse(expert).post(f"{MINE}{another.key}/answer/", {"text": "Late."}).status_code == 400
    assert waiting(expert) == []


def test_only_those_ask_for_whom_the_offer_is_and_who_find_it(
    expert: User, guest: User, browse: Browse, member: User
) -> None:
    offer = offering(expert, for_whom=["returned"])
    path = f"/en/mentors/{offer.key}/ask/"
    assert browse(guest).post(path, ASKED).status_code == 403
    assert "other people" in browse(guest).get(path).content.decode()
    assert browse(expert).get(path).status_code == 404
    offer = offers.save_offer(actor=expert, version=offer.version, question_days=None)
    assert browse(guest).get(path).status_code == 404
    assert not Question.objects.exists()


def test_one_question_waits_for_a_mentor_at_a_time_and_five_in_all(expert: User, guest: User) -> None:
    offer, now = offering(expert), timezone.now()
    actions.ask(actor=guest, offer=offer, now=now, **ASKED)
    with pytest.raises(actions.AskedAlready):
        actions.ask(actor=guest, offer=offer, now=now, **ASKED)
    for number in range(4):
        other = offering(guest_of(f"mentor{number}"))
        actions.ask(actor=guest, offer=other, now=now, **ASKED)
    with pytest.raises(actions.TooManyOpen):
        actions.ask(actor=guest, offer=offering(guest_of("mentor5")), now=now, **ASKED)


@pytest.mark.locks
@pytest.mark.parametrize("lengths", [[30], []])
def test_sessions_and_questions_count_together_in_a_month(
    expert: User, guest: User, lengths: list[int]
) -> None:
    offer, now = offering(expert, a_month=1, lengths=lengths), timezone.now()
    made = actions.ask(actor=guest, offer=offer, now=now, **ASKED)
    assert month_is_full(offer, now)
    with pytest.raises(actions.NoMoreThisMonth):
        actions.ask(actor=guest_of("another"), offer=offer, now=now, **ASKED)
    before = quarters_of([offer], now)
    actions.withdraw(actor=guest, question=made, now=now)
    assert not month_is_full(offer, now)
    assert not lengths or len(quarters_of([offer], now)[offer.pk]) > len(before[offer.pk])


def test_mentors_are_reminded_at_half_time_and_on_the_promised_day(expert: User, question: Question) -> None:
    assert tasks.remind_of_questions() == 0
    for days in (3, 4):  # half of seven days, and then the day itself
        aged(question, days)
        assert tasks.remind_of_questions() == 1 and tasks.remind_of_questions() == 0
    assert told(expert) == ["question_asked", "question_reminded", "question_reminded"]


def test_a_week_beyond_its_day_a_question_ends(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    aged(question, 14)
    assert (
        tasks.let_questions_lapse() == 0
        and "is late" in browse(guest).get(f"{MINE}{question.key}/").content.decode()
    )
    aged(question, 1)
    assert question.state_at(park_today()) == State.LAPSED
    with pytest.raises(QuestionMoved):
        actions.answer(actor=expert, question=question, text="Late.", now=timezone.now())
    assert tasks.let_questions_lapse() == 1 and tasks.let_questions_lapse() == 0
    assert waiting(expert) == [] and told(guest) == ["question_news"]
    aged(question, 400)
    QuestionStep.objects.update(at=question.asked_at)
    assert tasks.forget_questions() == 1 and not Question.objects.exists() and not Item.objects.exists()


def test_an_answer_waits_two_weeks_for_a_word(expert: User, guest: User, question: Question) -> None:
    now = timezone.now()
    actions.answer(actor=expert, question=question, text="Yes.", now=now)
    assert clock.stop_waiting_for_thanks(now + timedelta(days=13)) == 0 and waiting(guest) == [
        "mentor_answer"
    ]
    assert clock.stop_waiting_for_thanks(now + timedelta(days=15)) == 1 and waiting(guest) == []


@pytest.mark.locks
def test_whoever_leaves_takes_their_words_along(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    actions.answer(actor=expert, question=question, text="Yes.", now=timezone.now())
    erase_account(actor=expert)
    question.refresh_from_db()
    assert (question.answer, question.offer) == ("", None)
    page = browse(guest).get(f"{MINE}{question.key}/").content.decode()
    assert "The answer is gone" in page and question.name_en in page
    erase_account(actor=guest)
    assert not Question.objects.exists() and not Item.objects.exists()


def test_an_unanswered_question_to_somebody_who_has_left_ends_on_its_day(
    expert: User, guest: User, question: Question, browse: Browse
) -> None:
    before = browse(guest).get(f"{MINE}{question.key}/").content
    erase_account(actor=expert)
    assert (
        b"Waits for an answer" in browse(guest).get(f"{MINE}{question.key}/").content
        and b"promises" in before
    )
    aged(question, 15)
    assert tasks.remind_of_questions() == 0 and tasks.let_questions_lapse() == 1


def test_programs_do_the_same(expert: User, guest: User, browse: Browse) -> None:
    offer, his, hers = offering(expert), browse(guest), browse(expert)

    def post(browser: Client, path: str, **body: Any) -> tuple[int, Any]:
        answer = browser.post(path, body, content_type="application/json")
        return answer.status_code, answer.json()

    status, made = post(his, f"/api/v1/mentors/{offer.key}/ask/", **ASKED)
    assert (status, made["state"], made["offered"], made["side"]) == (201, "asked", ["withdraw"], "asker")
    one = f"{API}{made['key']}/"
    [line] = hers.get(API).json()["results"]
    assert (line["acts"], line["side"], line["due"]) == ("you", "mentor", made["due"])
    assert post(his, f"{one}answer/", text="Mine.")[0] == 404
    assert post(hers, f"{one}answer/", text="Yes.")[1]["state"] == "answered"
    assert post(hers, f"{one}decline/", reason="No.")[0] == 409
    assert post(his, f"{one}thank/", helped="partly")[1]["helped"] == "partly"
    assert browse(guest_of("stranger")).get(one).status_code == 404
