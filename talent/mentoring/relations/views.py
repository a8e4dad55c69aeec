"""Proposing to meet several times, what comes of it, and what is said of a session that is over."""

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
from talent.mentoring.booking_pages import with_whom
from talent.mentoring.booking_states import Side
from talent.mentoring.models import Relation
from talent.mentoring.relation_states import Verb
from talent.mentoring.relations import actions, notes, pages
from talent.mentoring.relations.forms import FeedbackForm, NoteForm, ProposeForm, WhyForm
from talent.mentoring.relations.permissions import began_of, relation_of, session_of

VERBS: dict[Verb, Any] = {
    Verb.ACCEPT: actions.accept,
    Verb.DECLINE: actions.decline,
    Verb.WITHDRAW: actions.withdraw,
    Verb.COMPLETE: actions.complete,
    Verb.END: actions.end,
}
WITH_REASON = (Verb.DECLINE, Verb.END)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def propose(request: HttpRequest, origin: str, key: UUID) -> HttpResponse:
    """Proposes to meet several times, after a session or an answered question of one's own."""
    user = _user(request)
    demand_notice(user)
    began, form = began_of(user, origin, key), ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"began": began, "now": timezone.now(), **form.cleaned_data}
        if made := attempt(form, actions.propose, actor=user, **values):
            messages.success(request, _("Proposed. You read here what the other side decides."))
            return redirect("relation", key=made.key)
    page = {"form": form, "origin": origin, "key": key}
    return render(request, "mentoring/propose.html", page, status=400 if form.errors else 200)


@login_required
@require_GET
def relations(request: HttpRequest) -> HttpResponse:
    """With whom one meets several times, or has proposed to; who has to act, and since when."""
    user = _user(request)
    found = Relation.objects.of(user).select_related("offer__profile").order_by("-last_at", "pk")
    return render(
        request, "mentoring/relations.html", {"rows": pages.lines_of(list(found[: pages.MOST]), user)}
    )


@login_required
@require_GET
def relation(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of them, for either of the two."""
    return _shown(request, key)


@login_required
@button_on("relation", "key")
def move(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """One of the verbs on it."""
    user = _user(request)
    found, _part = relation_of(user, key)
    form = WhyForm(request.POST) if verb in WITH_REASON else Form(request.POST)
    values: dict[str, Any] = {"relation": found, "now": timezone.now()}
    if form.is_valid() and went_through(form, VERBS[Verb(verb)], actor=user, **values, **form.cleaned_data):
        messages.success(request, _done(Verb(verb)))
        return redirect("relation", key=key)
    return _shown(request, key, wrong=form)


@login_required
@button_on("relation", "key")
def write_note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Writes a note of one of the three kinds."""
    user = _user(request)
    found, _part = relation_of(user, key)
    form = NoteForm(request.POST, sessions=pages.choices(found, user))
    values: dict[str, Any] = {"relation": found, "now": timezone.now()}
    if form.is_valid() and went_through(form, notes.write_note, actor=user, **values, **form.cleaned_data):
        messages.success(request, _("Written."))
        return redirect("relation", key=key)
    return _shown(request, key, note=form)


@login_required
@button_on("relation", "key")
def drop_note(request: HttpRequest, key: UUID, note: UUID) -> HttpResponse:
    """Takes a note of one's own away."""
    user = _user(request)
    found, _part = relation_of(user, key)
    notes.drop_note(actor=user, relation=found, note=note)
    messages.success(request, _("Taken away."))
    return redirect("relation", key=key)


@login_required
def feedback(request: HttpRequest, key: UUID) -> HttpResponse:
    """What one says of a session that is over, and what the other side has said."""
    user, form = _user(request), FeedbackForm(request.POST or None)
    found = session_of(user, key)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"booking": found, "now": timezone.now(), **form.cleaned_data}
        if went_through(form, notes.give_feedback, actor=user, **values):
            messages.success(request, _("Said. The other side reads it as the page says."))
            return redirect("session_feedback", key=key)
    [one] = pages.sessions([found], user, timezone.now())
    back = found.relation.key if found.relation else None
    other = with_whom(found, found.side_of(user) or Side.GUEST)
    page = {"one": one, "form": form, "relation": back, "with": other}
    return render(request, "mentoring/feedback.html", page, status=400 if form.errors else 200)


def _shown(
    request: HttpRequest, key: UUID, wrong: Form | None = None, note: NoteForm | None = None
) -> HttpResponse:
    """The page of one of them; what was tried and refused stands there again."""
    user = _user(request)
    found, part = relation_of(user, key)
    page = {
        "one": pages.one_relation(found, part, user),
        "why": wrong if isinstance(wrong, WhyForm) else WhyForm(),
        "wrong": wrong,
        "note": note or NoteForm(sessions=pages.choices(found, user)),
    }
    return render(request, "mentoring/relation.html", page, status=400 if wrong or note else 200)


def _done(verb: Verb) -> str:
    said = {
        Verb.ACCEPT: _("Agreed. Sessions that you book with each other from now on belong to it."),
        Verb.DECLINE: _("Declined. The other side is told."),
        Verb.WITHDRAW: _("Taken back."),
        Verb.COMPLETE: _("Completed. Your notes stay for twelve months."),
        Verb.END: _("Ended. Sessions that are booked stay as they are."),
    }
    return said[verb]
