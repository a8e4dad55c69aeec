"""A company's openings: the list, one of them, writing it, and its verbs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jobs.openings import actions, drafting, pages
from jobs.openings.forms import EditionForm, ReviewersForm
from jobs.openings.models import Opening
from jobs.openings.moving import OpeningMoved
from jobs.openings.permissions import opening_of
from jobs.openings.states import WRITABLE, Verb
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies.models import Membership
from talent.companies.permissions import demand_recruiter, membership_of, recruits
from talent.experts.models import TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import reader_calendar
from talent.lib.errors import Refused
from talent.lib.text import folded

VERBS = {
    Verb.SUBMIT: actions.submit,
    Verb.TAKE_BACK: actions.take_back,
    Verb.CHANGE: drafting.change,
    Verb.AMEND: actions.amend,
    Verb.DROP_CHANGE: drafting.drop_change,
    Verb.KEEP_UP: actions.keep_up,
    Verb.FILL: actions.fill,
    Verb.REOPEN: actions.reopen,
    Verb.WITHDRAW: actions.withdraw,
}
COMPLETIONS = 8


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@button_on("company_openings", "company")
def start(request: HttpRequest, company: str) -> HttpResponse:
    """Begins an opening, empty."""
    return _started(request, membership_of(request.user, company))


@login_required
@button_on("company_opening", "company", "opening")
def copy(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """Begins an opening that says what this one says."""
    membership = membership_of(request.user, company)
    return _started(request, membership, opening_of(membership, opening))


def _started(request: HttpRequest, membership: Membership, like: Opening | None = None) -> HttpResponse:
    company = membership.company.slug
    try:
        made = drafting.start_opening(actor=_user(request), membership=membership, like=like)
    except drafting.TooManyDrafts as refusal:
        messages.warning(request, str(refusal.text))
        return redirect("company_openings", company=company)
    return redirect("write_opening", company=company, opening=made.key)


@login_required
@require_GET
def opening(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """One opening of the company."""
    membership = membership_of(request.user, company)
    return _opening(request, membership, opening_of(membership, opening))


@login_required
def write(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """Writes an opening; saved as one types, complete or not, and sent to the park by a button of the same form."""
    membership = membership_of(request.user, company)
    demand_recruiter(membership)
    found = opening_of(membership, opening)
    if found.state_at() not in WRITABLE or found.draft is None:
        return redirect("company_opening", company=company, opening=opening)
    form = _form(request, found)
    saved = request.method == "POST" and _save(form, _user(request), membership, found)
    if request.headers.get("HX-Request"):
        told = {"saved": saved, "form": form, "draft": found.draft, "tomans": pages.in_tomans(found.draft)}
        return render(request, "openings/saved.html", told)
    if saved and not form.errors:
        return _onward(request, membership, found, form)
    return _writing(request, membership, found, form)


@login_required
@button_on("company_opening", "company", "opening")
def move(request: HttpRequest, company: str, opening: UUID, verb: str) -> HttpResponse:
    """One of the company's verbs."""
    membership = membership_of(request.user, company)
    found = opening_of(membership, opening)
    try:
        VERBS[Verb(verb)](actor=_user(request), membership=membership, opening=found)
    except (OpeningMoved, actions.NeedsReview, drafting.Unfit) as refusal:
        messages.warning(request, str(refusal.text))
        unfit = isinstance(refusal, drafting.Unfit)
    else:
        messages.success(request, _done(Verb(verb)))
        unfit = False
    page = "write_opening" if unfit or verb in (Verb.CHANGE, Verb.TAKE_BACK) else "company_opening"
    return redirect(page, company=company, opening=opening)


@login_required
@button_on("company_opening", "company", "opening")
def reviewers(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """Says who reads the applications."""
    membership = membership_of(request.user, company)
    found = opening_of(membership, opening)
    form = ReviewersForm(request.POST, people=actions.writers_of(found), names=pages.reader_names(found))
    values: dict[str, Any] = {"actor": _user(request), "membership": membership, "opening": found}
    if form.is_valid() and went_through(
        form, actions.name_reviewers, **values, people=list(form.cleaned_data["people"])
    ):
        messages.success(request, _("Saved."))
        return redirect("company_opening", company=company, opening=opening)
    return _opening(request, membership, found, form)


@login_required
@require_GET
def skill_names(request: HttpRequest, company: str) -> HttpResponse:
    """Names of skills that begin with the last word of what was typed, to choose from."""
    membership_of(request.user, company)
    typed = folded((request.GET.get("add_must") or request.GET.get("add_nice") or "")[-60:])
    last, language = typed.replace("،", ",").split(",")[-1].strip(), get_language() or "fa"
    names = [one.labels[language] for one in vocabulary().of_kind(TermKind.SKILL)] if last else []
    found = [name for name in names if folded(name).startswith(last)][:COMPLETIONS]
    return render(request, "openings/skill_names.html", {"names": found})


def _form(request: HttpRequest, found: Opening) -> EditionForm:
    assert found.draft
    calendar = reader_calendar(_user(request).calendar, get_language() or "fa")
    form = EditionForm(request.POST or None, edition=found.draft, calendar=calendar)
    if not form.is_bound:
        form.tell_again()
    return form


def _save(form: EditionForm, user: User, membership: Membership, found: Opening) -> bool:
    """Whether what reads well was saved; the rest is said at its field, and nothing typed is lost."""
    values: dict[str, Any] = {"actor": user, "membership": membership, "opening": found}
    fit = form.fit()
    while True:  # what is told leaves `fit`: at most once for each field
        try:
            found.draft = drafting.save_draft(**values, **fit, refused=form.refused())
            return True
        except drafting.Unfit as refusal:
            form.tell(refusal)
            fit = {name: value for name, value in fit.items() if name not in refusal.faults}
        except (OpeningMoved, drafting.StaleOpening) as refusal:
            form.add_error(None, str(refusal.text))
            if isinstance(refusal, drafting.StaleOpening):
                form.tell_elsewhere()
            return False


def _onward(request: HttpRequest, membership: Membership, found: Opening, form: EditionForm) -> HttpResponse:
    """After saving: to the park, to the preview, or to the same form."""
    company, asked = membership.company.slug, request.POST.get("do", "")
    if asked == "send":
        small = drafting.means_the_same(found)
        verb = actions.amend if small else actions.submit
        try:
            verb(actor=_user(request), membership=membership, opening=found)
        except drafting.Unfit as refusal:
            form.tell(refusal)
            return _writing(request, membership, found, form)
        except Refused as refusal:
            messages.warning(request, str(refusal.text))
        else:
            messages.success(request, _done(Verb.AMEND if small else Verb.SUBMIT))
        return redirect("company_opening", company=company, opening=found.key)
    if asked == "preview":
        return redirect("opening_preview", company=company, opening=found.key)
    messages.success(request, _("Saved."))
    return redirect("write_opening", company=company, opening=found.key)


def _writing(request: HttpRequest, membership: Membership, found: Opening, form: EditionForm) -> HttpResponse:
    assert found.draft
    context: dict[str, Any] = {"company": membership.company, "form": form}
    context["one"] = pages.one_opening(found, writes=True)
    pages.place_remarks(form, context["one"]["comments"])
    shown = context | pages.writing(form, found.draft) | {"draft": found.draft}
    return render(request, "openings/write.html", shown, status=400 if form.is_bound and form.errors else 200)


def _opening(
    request: HttpRequest, membership: Membership, found: Opening, form: ReviewersForm | None = None
) -> HttpResponse:
    mine = list(found.reviewers.order_by("pk").values_list("person", flat=True))
    people: dict[str, Any] = {"people": actions.writers_of(found), "names": pages.reader_names(found)}
    asked = form or ReviewersForm(initial={"people": mine}, **people)
    one = pages.one_opening(found, writes=recruits(membership))
    context = {"company": membership.company, "one": one, "form": asked}
    return render(request, "openings/one.html", context, status=400 if asked.errors else 200)


def _done(verb: Verb) -> str:
    said = {
        Verb.SUBMIT: _("Sent to the park. You read here, and by mail, what it answers."),
        Verb.AMEND: _("The change is on the board."),
        Verb.TAKE_BACK: _("Taken back. You can go on writing."),
        Verb.CHANGE: _("The old text stays on the board until the park has read the change."),
        Verb.DROP_CHANGE: _("The change is thrown away."),
        Verb.KEEP_UP: _("Confirmed. It stays up for another 90 days, or until its closing date."),
        Verb.FILL: _("Filled. It is off the board."),
        Verb.REOPEN: _("It is on the board again."),
        Verb.WITHDRAW: _("Withdrawn. Nobody reads it any more."),
    }
    return said[verb]
