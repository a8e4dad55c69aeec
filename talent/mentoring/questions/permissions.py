"""Whose question it is, and which offer can be asked."""

from uuid import UUID

from talent.accounts.models import User
from talent.lib.errors import Absent
from talent.mentoring.models import Offer, Question
from talent.mentoring.question_states import Side
from talent.mentoring.readers import reader_of


def question_of(user: User, key: UUID) -> tuple[Question, Side]:
    """The question with that key and the side on which the person is. Raises Absent for everybody else's."""
    found = Question.objects.of(user).select_related("offer__profile").filter(key=key).first()
    side = found.side_of(user) if found else None
    if found is None or side is None:
        raise Absent()
    return found, side


def askable(user: User, key: UUID) -> Offer:
    """The offer with that key, where the person finds it and it answers in writing. Raises Absent."""
    rows = Offer.objects.open_to(reader_of(user)).select_related("profile__user")
    found = rows.filter(key=key, question_days__isnull=False).order_by().first()
    if found is None or found.profile.user_id == user.pk:
        raise Absent()
    return found
