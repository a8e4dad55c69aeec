"""What both sides of a question are told."""

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.mentoring.models import Question
from talent.notifications.kinds import Kind, add_kinds
from talent.notifications.telling import notify
from talent.notifications.tokens import opaque

ASKED = Kind(
    name="question_asked",
    label=_("Somebody asks me something in writing, as a mentor"),
    sentence=_("Somebody has asked you something in writing. The day that you promised stands beside it."),
    subject=_("Something waits for your answer"),
    mail=_("Something waits for you, with a day beside it. What it is, you read after signing in."),
    button=_("Read it"),
)
REMINDED = Kind(
    name="question_reminded",
    label=_("The day is near that I promised an answer for"),
    sentence=_("A question in writing waits for your answer; the day that you promised is near or has come."),
    subject=_("Something still waits for you"),
    mail=_("Something still waits for you, and its day is near or has come. You read more after signing in."),
    button=_("Look and answer"),
)
NEWS = Kind(
    name="question_news",
    label=_("Something that I asked a mentor has moved on"),
    sentence=_("Something that you asked a mentor, or answered as one, has moved on."),
    subject=_("There is news for you"),
    mail=_("Something that you take part in has moved on. What it is, you read after signing in."),
    button=_("See what is new"),
)


def add() -> None:
    """Makes this room's kinds known."""
    add_kinds(ASKED, REMINDED, NEWS)


def path_of(question: Question) -> str:
    """The page of a question."""
    return f"/mentoring/questions/{question.key}/"


def tell_asked(question: Question) -> None:
    """Tells the mentor that somebody has asked: once."""
    _tell(ASKED, _mentor(question), question)


def remind(question: Question, number: int) -> None:
    """Reminds the mentor: once at half-time (1), once on the promised day (2)."""
    _tell(REMINDED, _mentor(question), question, number)


def tell_news(recipient: User, question: Question, verb: str) -> None:
    """Tells one of the two that the question has come to another state, or was thanked for: each once."""
    _tell(NEWS, recipient, question, verb)


def _tell(kind: Kind, recipient: User, question: Question, *event: object) -> None:
    told = opaque(kind.name, question.key, *event)
    notify(recipient=recipient, kind=kind.name, event=told, path=path_of(question))


def _mentor(question: Question) -> User:
    assert question.offer
    return question.offer.profile.user
