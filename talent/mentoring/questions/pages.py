"""What pages and API show of questions in writing, to whoever asked and to the mentor."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy

from talent.accounts.models import User
from talent.lib.dates import digits, park_day, park_today
from talent.mentoring.models import PATIENCE, QUESTION_STATES, Helped, Offer, Question
from talent.mentoring.projection import guest_name
from talent.mentoring.question_states import Side, State, Verb, offered
from talent.timeline.kinds import Reader

MOST = 50
ICONS = {State.ANSWERED: "circle-check", State.DECLINED: "circle-x", State.ASKED: "hourglass"}
DONE = {
    Verb.ASK: gettext_lazy("Asked"),
    Verb.ANSWER: gettext_lazy("Answered"),
    Verb.DECLINE: gettext_lazy("Declined"),
    Verb.WITHDRAW: gettext_lazy("Taken back"),
    Verb.THANK: gettext_lazy("Thanked for"),
    Verb.LAPSE: gettext_lazy("Ended without an answer"),
}


def line(question: Question, side: Side, today: date) -> dict[str, Any]:
    """One question in a list: about what, with whom, how it stands, who has to act and since when."""
    state = question.state_at(today)
    waits = state == State.ASKED
    return {
        "key": question.key,
        "side": side.value,
        "is_mentor": side == Side.MENTOR,
        "title": question.title,
        "with": with_whom(question, side),
        "state": state.value,
        "state_label": QUESTION_STATES[state],
        "icon": ICONS.get(state, "circle-dashed"),
        "acts": _acts(question, side, state),
        "since": park_day(question.last_at),
        "asked_on": park_day(question.asked_at),
        "due": question.due if waits else None,
        "late": waits and today > question.due,
        "ends_on": question.due + PATIENCE if waits else None,
    }


def one_question(question: Question, side: Side) -> dict[str, Any]:
    """One question, whole. What may be done is what the table of its life offers this side."""
    today = park_today()
    shown = line(question, side, today)
    state, steps = State(shown["state"]), list(question.steps.order_by("-pk"))
    return shown | {
        "is_cut_off": state == State.DECLINED and steps[0].side == Side.CLOCK,
        "may_go_on": bool(question.answer and question.offer and not _is_over(question)),
        "text": question.text,
        "answer": question.answer,
        "reason": question.reason,
        "helped": Helped(question.helped).label if question.helped else "",
        "helped_value": question.helped,
        "thanks": question.thanks,
        "gone": state == State.ANSWERED and not question.answer,
        "offered": verbs(question, side, state),
        "history": [{"day": park_day(one.at), "what": DONE[Verb(one.verb)]} for one in steps],
    }


def verbs(question: Question, side: Side, state: State) -> list[str]:
    """What that side may do now; by an offer that has ended nothing is answered."""
    may = offered(side, state, question.done)
    return [verb.value for verb in may if not (_is_over(question) and verb == Verb.ANSWER)]


def both_lists(user: User) -> dict[str, Any]:
    """The person's questions: those that they are asked, by the promised day of what waits, and those that they have
    asked, newest first."""
    today = park_today()
    rows = Question.objects.select_related("offer__profile")
    given = list(rows.filter(offer__profile__user=user).order_by("-asked_at", "pk")[:MOST])
    given.sort(
        key=lambda one: (one.state_at(today) != State.ASKED, one.due if one.state == State.ASKED else today)
    )
    mine = rows.filter(asker=user).order_by("-asked_at", "pk")[:MOST]
    return {
        "given": [line(one, Side.MENTOR, today) for one in given],
        "asked": [line(one, Side.ASKER, today) for one in mine],
    }


def promise(offer: Offer) -> dict[str, Any]:
    """By which day an answer to what is asked today is promised."""
    return {"due": park_today() + timedelta(days=offer.question_days or 0)}


def lines_of(questions: Collection[Question], user: User) -> list[dict[str, Any]]:
    """Questions of the person on either side, as lines."""
    today = park_today()
    return [line(one, one.side_of(user) or Side.ASKER, today) for one in questions]


def rows(keys: Collection[UUID], reader: Reader) -> dict[UUID, Any]:
    """For the in-tray and the timeline: questions of the person, whatever became of them."""
    found = Question.objects.of(reader.user).filter(key__in=keys).select_related("offer__profile")
    mine = list(found.order_by("pk"))
    return {one.key: shown for one, shown in zip(mine, lines_of(mine, reader.user), strict=True)}


def with_whom(question: Question, side: Side) -> str:
    """The name by which the other side is known here: the offer's to whoever asked, to the mentor one made for this
    question."""
    language = get_language() or "fa"
    if side == Side.ASKER:
        return digits(question.name_fa if language == "fa" else question.name_en, language)
    return guest_name(question.asker_id, question.relation(), language)


def _is_over(question: Question) -> bool:
    return question.offer is not None and question.offer.has_ended


def _acts(question: Question, side: Side, state: State) -> str:
    """Who has to act: "you", "other", or "" where nobody has."""
    if state == State.ASKED:
        return "you" if side == Side.MENTOR else "other"
    if state == State.ANSWERED and not question.helped and side == Side.ASKER:
        return "you"
    return ""
