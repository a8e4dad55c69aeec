"""Applying, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jobs.applications import actions, drafting, pages
from jobs.applications.forms import ApplyForm
from jobs.applications.models import Application, ApplicationFile
from jobs.applications.permissions import application_of, opening_for
from jobs.applications.states import State
from jobs.openings.models import Opening
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.accounts.private_files import attachment
from talent.accounts.trying import went_through
from talent.experts.models import Profile
from talent.lib.errors import Absent


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
def apply_to(request: HttpRequest, opening: UUID) -> HttpResponse:
    """Writing an application. Missing, hidden and foreign addresses answer alike."""
    user = _user(request)
    found, mine = _place(user, opening)
    draft = pages.draft_of(user, found)
    if draft and draft.state != State.DRAFT and request.method == "GET":
        return redirect("application", key=draft.key)
    form = _form(request, found, mine, draft)
    if request.method == "POST" and _kept(request, user, found, form):
        if request.POST.get("then") == "preview":
            if went_through(form, drafting.demand_words, actor=user, opening=found):
                return redirect("apply_preview", opening=opening)
            return _writing(request, user, found, mine, form)
        messages.success(request, _("Saved. Nothing has been sent."))
        return redirect("apply_to", opening=opening)
    return _writing(request, user, found, mine, form)


@login_required
@button_on("apply_to", "opening")
def save(request: HttpRequest, opening: UUID) -> HttpResponse:
    """Keeps what is typed while it is typed; answers with the version that was kept."""
    user = _user(request)
    found, mine = _place(user, opening)
    form = _form(request, found, mine, None)
    kept = form.is_valid() and went_through(
        form, drafting.save_draft, actor=user, opening=found, **form.written()
    )
    draft = pages.draft_of(user, found)
    return render(request, "applications/saved.html", {"kept": kept, "form": form, "draft": draft})


@login_required
def preview(request: HttpRequest, opening: UUID) -> HttpResponse:
    """What the company will get, to the letter; sent from here."""
    user = _user(request)
    found, _mine = _place(user, opening)
    draft = pages.draft_of(user, found)
    if draft is None or draft.state != State.DRAFT:
        return redirect("application", key=draft.key) if draft else redirect("apply_to", opening=opening)
    form = Form(request.POST or None)
    if request.method == "POST":
        sending: dict[str, Any] = {"opening": found, "version": _version(request)}
        sending["terms"] = request.POST.get("terms", "")
        if went_through(form, drafting.submit, actor=user, **sending):
            messages.success(request, _("Sent. The company has promised an answer; below you see by when."))
            return redirect("application", key=draft.key)
    page = pages.preview(found, draft) | {"form": form}
    return render(request, "applications/preview.html", page, status=400 if form.errors else 200)


@login_required
@button_on("apply_to", "opening")
def discard(request: HttpRequest, opening: UUID) -> HttpResponse:
    """Throws a draft away."""
    drafting.discard(actor=_user(request), opening=opening_for(_user(request), opening))
    messages.success(request, _("The draft is gone."))
    return redirect("applications")


@login_required
@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """All that one has written and sent, and whose turn it is."""
    page = Paginator(pages.of_expert(_user(request)), pages.A_PAGE).get_page(request.GET.get("page"))
    shown = {"rows": pages.lines(page), "number": page.number, "count": page.paginator.num_pages}
    return render(request, "applications/list.html", shown)


@login_required
@require_GET
def application(request: HttpRequest, key: UUID) -> HttpResponse:
    """One application, and what may be done about it."""
    user = _user(request)
    one = pages.one(user, application_of(user, key))
    return render(request, "applications/sent.html", {"one": one, "refusal": []})


@login_required
@require_GET
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The CV of one's own application or draft."""
    mine = Application.objects.of(_user(request)).filter(key=key)
    found = ApplicationFile.objects.filter(application__in=mine.order_by().values("pk")).first()
    if found is None:
        raise Absent()
    return attachment(found.file, kind=found.kind, name=f"cv.{found.kind}")


@login_required
@button_on("applications")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes it back."""
    return _done(request, key, actions.withdraw, _("Withdrawn. The company reads nothing of it any more."))


@login_required
@button_on("applications")
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Says yes to an offer."""
    said = _("You accepted. The company is told; your other applications ended.")
    return _done(request, key, actions.accept, said, version=_version(request))


@login_required
@button_on("applications")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Says no to an offer."""
    return _done(request, key, actions.decline, _("You declined. The company is told."))


@login_required
@button_on("applications")
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes an acceptance back."""
    return _done(request, key, actions.undo, _("Undone. What had ended by it stands where it stood."))


@login_required
@button_on("applications")
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Closes the groups that were shown with it."""
    return _done(request, key, actions.take_back, _("Taken back. The application itself goes on."))


def _done(request: HttpRequest, key: UUID, verb: Any, said: str, **values: Any) -> HttpResponse:
    user, form = _user(request), Form(request.POST)
    found = application_of(user, key)
    if form.is_valid() and went_through(form, verb, actor=user, application=found, **values):
        messages.success(request, said)
        return redirect("application", key=key)
    shown = {"one": pages.one(user, application_of(user, key)), "refusal": form.non_field_errors()}
    return render(request, "applications/sent.html", shown, status=400)


def _place(user: User, key: UUID) -> tuple[Opening, Profile]:
    """Where somebody applies, and with which profile. Raises Absent, NoticeNeeded, NotOffered, NoProfile."""
    found = opening_for(user, key)
    demand_notice(user)
    mine = Profile.objects.filter(user=user).first()
    if mine is None:
        raise drafting.NoProfile()
    return found, mine


def _writing(
    request: HttpRequest, user: User, opening: Opening, mine: Profile, form: ApplyForm
) -> HttpResponse:
    page = pages.applying(opening, mine, pages.draft_of(user, opening)) | {"form": form}
    page["asked_preview"] = request.POST.get("then") == "preview"
    return render(request, "applications/apply.html", page, status=400 if form.errors else 200)


def _form(request: HttpRequest, opening: Opening, mine: Profile, draft: Application | None) -> ApplyForm:
    assert opening.shown
    offered = pages.offered_groups(mine)
    shape: Any = {"questions": opening.shown.questions, "offered": offered}
    if request.method != "POST":
        return ApplyForm(initial=pages.initial(draft), **shape)
    typed: dict[str, Any] = {"data": request.POST, "files": request.FILES}
    # read first: only then is known what was too large
    return ApplyForm(**typed, oversized=getattr(request, "oversized", False), **shape)


def _kept(request: HttpRequest, user: User, opening: Opening, form: ApplyForm) -> bool:
    """Keeps the file at once, whatever else is wrong, then the text. What is refused stands beside it."""
    place: dict[str, Any] = {"actor": user, "opening": opening}
    sent = request.FILES.get("cv")
    valid = form.is_valid()
    if request.POST.get("drop_cv"):
        drafting.drop_cv(**place)
    elif sent and "cv" not in form.errors:
        went_through(form, drafting.put_cv, **place, data=sent.read())
    if valid:
        went_through(form, drafting.save_draft, **place, **form.written())
    _renew(form, pages.draft_of(user, opening))
    return not form.errors


def _renew(form: ApplyForm, draft: Application | None) -> None:
    """What is shown again is of the version that the database has: saved once more, it goes through."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["version"] = str(draft.version if draft else 0)
    form.data = typed


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0
