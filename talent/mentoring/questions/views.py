"""Asking a mentor in writing, answering, and one's questions on both sides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.trying import attempt, went_through
from talent.lib.errors import Absent
from talent.mentoring.models import Question
from talent.mentoring.pages import card
from talent.mentoring.projection import project
from talent.mentoring.question_states import Side, Verb
from talent.mentoring.questions import actions, pages
from talent.mentoring.questions.forms import AnswerForm, AskForm, ReasonForm, ThanksForm
from talent.mentoring.questions.permissions import askable, question_of
from talent.mentoring.readers import is_for, reader_of

VERBS: dict[Verb, Any] = {
    Verb.ANSWER: actions.answer,
    Verb.DECLINE: actions.decline,
    Verb.WITHDRAW: actions.withdraw,
    Verb.THANK: actions.thank,
}
FORMS: dict[Verb, type[Form]] = {
    Verb.ANSWER: AnswerForm,
    Verb.DECLINE: ReasonForm,
    Verb.WITHDRAW: Form,
    Verb.THANK: ThanksForm,
}


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks the mentor of an offer. Missing, hidden and closed ones answer alike."""
    user = _user(request)
    demand_notice(user)
    offer, form = askable(user, key), AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"offer": offer, "now": timezone.now(), **form.cleaned_data}
        if made := attempt(form, actions.ask, actor=user, **values):
            messages.success(
                request, _("Your question is with the mentor. The promised day stands beside it.")
            )
            return redirect("mentor_question", key=made.key)
    seen = project(offer, reader_of(user), is_open=True)
    if seen is None:
        raise Absent()
    fits = is_for(user, offer)
    page = {"card": card(seen, request.LANGUAGE_CODE), "form": form, "fits": fits}
    return render(
        request, "mentoring/ask.html", page | pages.promise(offer), status=400 if form.errors else 200
    )


@login_required
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """One's questions in writing: asked of me, and asked by me; who has to act, and since when."""
    return render(request, "mentoring/questions.html", pages.both_lists(_user(request)))


@login_required
@require_GET
def question(request: HttpRequest, key: UUID) -> HttpResponse:
    """One question, for either of the two."""
    found, side = question_of(_user(request), key)
    return _shown(request, found, side)


@login_required
@button_on("mentor_question", "key")
def move(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """One of the verbs on a question."""
    user = _user(request)
    found, side = question_of(user, key)
    form = FORMS[Verb(verb)](request.POST)
    values: dict[str, Any] = {"question": found, "now": timezone.now()}
    if form.is_valid() and went_through(form, VERBS[Verb(verb)], actor=user, **values, **form.cleaned_data):
        messages.success(request, _done(Verb(verb)))
        return redirect("mentor_question", key=key)
    return _shown(request, question_of(user, key)[0], side, Verb(verb), form)


def _shown(
    request: HttpRequest, found: Question, side: Side, tried: Verb | None = None, form: Form | None = None
) -> HttpResponse:
    """The page of a question, with a form for each verb; what was tried and refused stands there again."""
    forms = {verb.value: form if verb == tried else made() for verb, made in FORMS.items()}
    page = {"one": pages.one_question(found, side), "forms": forms, "tried": tried, "wrong": form}
    return render(request, "mentoring/question.html", page, status=400 if form else 200)


def _done(verb: Verb) -> str:
    said = {
        Verb.ANSWER: _("Answered. Whoever asked is told."),
        Verb.DECLINE: _("Declined. Whoever asked reads why."),
        Verb.WITHDRAW: _("Taken back. What you had asked is gone."),
        Verb.THANK: _("The mentor reads it."),
    }
    return said[verb]
