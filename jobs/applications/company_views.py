"""What a company does with the applications to one of its openings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jobs.applications import deciding, pipeline
from jobs.applications.export import exported, file_name
from jobs.applications.forms import CommentForm, DecideForm, OfferForm, RefuseForm
from jobs.applications.models import Application, ApplicationFile
from jobs.applications.pages import title_of
from jobs.applications.permissions import Desk, application_for, desk_of
from jobs.applications.states import PIPELINE, State, Verb
from jobs.applications.wording import SAID
from jobs.openings import pages as opening_pages
from jobs.openings.models import Opening
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.private_files import attachment
from talent.accounts.trying import went_through
from talent.companies.permissions import membership_of, recruits
from talent.lib.errors import Absent

FORMS: dict[Verb, type[DecideForm]] = {Verb.REFUSE: RefuseForm, Verb.OFFER: OfferForm}
TYPED = ("text", "note")
"""What is typed on the page of an application: an offer, a note."""


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _desk(request: HttpRequest, company: str, opening: UUID) -> Desk:
    return desk_of(_user(request), company, opening)


@login_required
@require_GET
def openings(request: HttpRequest, company: str) -> HttpResponse:
    """The company's openings, newest first, each with what has come and what waits."""
    membership = membership_of(request.user, company)
    rows = Opening.objects.filter(company=membership.company_id).select_related("shown", "draft")
    page = Paginator(rows, opening_pages.A_PAGE).get_page(request.GET.get("page"))
    context = {"company": membership.company, "writes": recruits(membership)}
    context["rows"] = pipeline.with_numbers(_user(request), membership, opening_pages.lines(page))
    shown = context | {"number": page.number, "count": page.paginator.num_pages}
    return render(request, "openings/list.html", shown)


@login_required
@require_GET
def applications(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """All states as columns, or one of them page by page."""
    desk, wanted = _desk(request, company, opening), request.GET.get("state", "")
    if wanted in {str(state) for state in PIPELINE}:
        page = pipeline.column(desk, State(wanted), request.GET.get("page", ""))
        return render(request, "applications/column.html", page)
    return render(request, "applications/pipeline.html", pipeline.pipeline(desk))


@login_required
def application(request: HttpRequest, company: str, opening: UUID, key: UUID) -> HttpResponse:
    """One application; what is noted about it is written here."""
    desk = _desk(request, company, opening)
    found = application_for(desk, key)
    if request.method != "POST":
        return _shown(request, desk, found)
    form = CommentForm(request.POST)
    noting: dict[str, Any] = {"membership": desk.membership, "application": found}
    if form.is_valid() and went_through(
        form, deciding.comment, actor=desk.user, **noting, text=form.cleaned_data["note"]
    ):
        messages.success(request, _("The note is kept, for you and your colleagues alone."))
        return _onward(request, desk, key, form)
    return _shown(request, desk, found, form, status=400)


@login_required
@button_on("company_applications", "company", "opening")
def decide(request: HttpRequest, company: str, opening: UUID, key: UUID, verb: Verb) -> HttpResponse:
    """Moves an application on; whoever was not quick enough reads what has happened."""
    desk = _desk(request, company, opening)
    found = application_for(desk, key)
    form = FORMS.get(verb, DecideForm)(request.POST)
    deed: dict[str, Any] = {"membership": desk.membership, "application": found, "wanted": verb}
    if form.is_valid() and went_through(form, deciding.decide, actor=desk.user, **deed, **form.cleaned_data):
        messages.success(request, str(SAID[verb]))
        if request.POST.get("from") == "pipeline":
            return redirect("company_applications", company=company, opening=opening)
        return _onward(request, desk, key, form)
    return _shown(request, desk, application_for(desk, key), form, status=400)


@login_required
@require_GET
def file(request: HttpRequest, company: str, opening: UUID, key: UUID) -> HttpResponseBase:
    """The CV that was sent along: while the application stands, and never before it has a name."""
    desk = _desk(request, company, opening)
    found = application_for(desk, key)
    cv = ApplicationFile.objects.filter(application=found).first()
    if cv is None or not pipeline.one(desk, found)["has_cv"]:
        raise Absent()
    return attachment(cv.file, kind=cv.kind, name=f"applicant-{found.number}.{cv.kind}")


@login_required
@require_GET
def export(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """All of them as a table for the company's own files."""
    desk = _desk(request, company, opening)
    answer = HttpResponse(exported(desk), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(desk.opening)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _onward(request: HttpRequest, desk: Desk, key: UUID, done: Form) -> HttpResponse:
    """After a step, to the page anew; at once where it has to show again what was typed into another of its forms."""
    if any(request.POST.get(name, "").strip() for name in TYPED if name not in done.fields):
        return _shown(request, desk, application_for(desk, key), done, is_done=True)
    company, opening = desk.membership.company.slug, desk.opening.key
    return redirect("company_application", company=company, opening=opening, key=key)


def _shown(
    request: HttpRequest,
    desk: Desk,
    found: Application,
    pressed: Form | None = None,
    *,
    is_done: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of an application. The form that was pressed stands with what was refused in it, or empty once it is
    done; the others with what was typed into them."""
    refused = None if is_done else pressed
    others = {name: said for name, said in request.POST.items() if not pressed or name not in pressed.fields}
    page = {
        "one": pipeline.one(desk, found),
        "company": desk.membership.company,
        "title": title_of(desk.opening),
        "comment": refused if isinstance(refused, CommentForm) else CommentForm(initial=others),
        "refuse": refused if isinstance(refused, RefuseForm) else RefuseForm(initial=others),
        "offer": refused if isinstance(refused, OfferForm) else OfferForm(initial=others),
        "refusal": [str(error) for error in refused.non_field_errors()]
        if isinstance(refused, DecideForm)
        else [],
        "is_done": is_done,
    }
    return render(request, "applications/received.html", page, status=status)
