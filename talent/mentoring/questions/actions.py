"""Verbs on questions in writing. Each is one transaction: lock both people, rule, write, log, audit, what waits, what is
told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.audience import Audience
from talent.lib.dates import park_day
from talent.lib.errors import Absent, Conflict, Refused
from talent.mentoring.booking import NotForYou
from talent.mentoring.booking.moving import held_offer
from talent.mentoring.free import month_is_full
from talent.mentoring.marking import mark_times
from talent.mentoring.models import Offer, Question
from talent.mentoring.projection import name_of
from talent.mentoring.question_states import Side, State, Verb
from talent.mentoring.questions.moving import (
    MENTOR_ITEM,
    held,
    take,
    wait_for_asker,
    wait_for_mentor,
    write_step,
)
from talent.mentoring.questions.tellings import tell_asked, tell_news
from talent.mentoring.readers import is_for, reader_of
from talent.timeline.actions import forget_items

MOST_OPEN = 5


class AskedAlready(Conflict):
    code = "asked_already"
    text = _("A question of yours waits for this mentor already. Take it back, or wait for the answer.")


class TooManyOpen(Refused):
    code = "too_many_open"
    text = _("Five of your questions wait for an answer. Take one back first, or wait.")


class NoMoreThisMonth(Refused):
    code = "no_more_this_month"
    text = _("This mentor takes nothing more this month. Your text stands below; ask again in the next one.")


class OfferEnded(Refused):
    code = "offer_ended"
    text = _("Your offer has ended, and your open questions end with it. Whoever asked is told.")


@transaction.atomic
def ask(*, actor: User, offer: Offer, title: str, text: str, now: datetime) -> Question:
    """Asks a mentor in writing; the day by which the offer promises an answer stands on it. Raises Absent for an offer
    that the actor does not find or that answers nothing in writing, NoticeNeeded, NotForYou, AskedAlready,
    TooManyOpen, NoMoreThisMonth."""
    reader = reader_of(actor)
    locked, today = held_offer(actor, offer, reader), park_day(now)
    if today is None or locked.question_days is None:
        raise Absent()
    _demand_may_ask(actor, locked, reader, now)
    names = name_of(locked)
    made = Question(offer=locked, asker=actor, title=title, text=text, asked_at=now, last_at=now)
    made.name_fa, made.name_en = names["fa"], names["en"]
    made.due = today + timedelta(days=locked.question_days)
    made.save()
    write_step(made, Verb.ASK, Side.ASKER, actor, now)
    wait_for_mentor(made, now)
    tell_asked(made)
    mark_times(locked.profile.user)
    return made


@transaction.atomic
def answer(*, actor: User, question: Question, text: str, now: datetime) -> None:
    """The mentor answers; the asker is told. Raises Absent, QuestionMoved where it is over or was taken back,
    OfferEnded where the offer has ended and the clock has not been here yet."""
    locked = held(question, actor, Side.MENTOR)
    if locked.state == State.ASKED and locked.offer and locked.offer.has_ended:
        raise OfferEnded()
    take(locked, Verb.ANSWER, Side.MENTOR, actor, now, answer=text)
    wait_for_asker(locked, now)
    tell_news(locked.asker, locked, Verb.ANSWER)


@transaction.atomic
def decline(*, actor: User, question: Question, reason: str, now: datetime) -> None:
    """The mentor does not answer, and says why. Raises Absent, QuestionMoved."""
    locked = held(question, actor, Side.MENTOR)
    take(locked, Verb.DECLINE, Side.MENTOR, actor, now, reason=reason)
    tell_news(locked.asker, locked, Verb.DECLINE)


@transaction.atomic
def withdraw(*, actor: User, question: Question, now: datetime) -> None:
    """The asker takes it back; what was asked goes at once. Raises Absent, QuestionMoved where it was answered."""
    locked = held(question, actor, Side.ASKER)
    take(locked, Verb.WITHDRAW, Side.ASKER, actor, now, text="", title="")
    forget_items(ref=locked.key, kind=MENTOR_ITEM)


@transaction.atomic
def thank(*, actor: User, question: Question, helped: str, thanks: str = "", now: datetime) -> None:
    """The asker says whether the answer helped, once; the mentor reads it. Raises Absent, QuestionMoved."""
    locked = held(question, actor, Side.ASKER)
    take(locked, Verb.THANK, Side.ASKER, actor, now, helped=helped, thanks=thanks)
    if locked.offer:
        tell_news(locked.offer.profile.user, locked, Verb.THANK)


def erase_questions(user: User) -> None:
    """Whoever leaves takes along what they have written: an asker the whole question, a mentor answer and reason. To an
    asker a mentor who has left is one who does not answer: what waits ends on its day."""
    list(Question.objects.of(user).select_for_update(of=("self",)).order_by("pk"))
    for key in Question.objects.filter(asker=user).order_by("pk").values_list("key", flat=True):
        forget_items(ref=key)
    Question.objects.filter(asker=user).delete()
    Question.objects.given_to(user).update(answer="", reason="", offer=None)


def _demand_may_ask(actor: User, offer: Offer, reader: Audience, now: datetime) -> None:
    """What the actor themselves can mend comes first."""
    demand_notice(actor)
    if not is_for(actor, offer, reader):
        raise NotForYou()
    today = park_day(now)
    assert today
    mine = Question.objects.open(today).filter(asker=actor)
    if mine.filter(offer=offer).exists():
        raise AskedAlready()
    if mine.count() >= MOST_OPEN:
        raise TooManyOpen()
    if month_is_full(offer, now):
        raise NoMoreThisMonth()
