"""The shortlist of a company: its page, and the buttons on it and on the page of an expert."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from search import cards
from search.criteria import PAGE_SIZE
from search.expert import expert_page
from search.forms import KeepForm, NoteForm
from search.lexicon import lexicon
from search.shortlist import delivered, lines, profile_for, saved_for
from search.wording import Wording
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies.models import Membership
from talent.companies.permissions import demand_recruiter, membership_of
from talent.experts import shortlist as verbs
from talent.lib.dates import park_today


@login_required
@require_GET
def shortlist(request: HttpRequest, company: str) -> HttpResponse:
    """Whom the company has saved and may still see, newest first."""
    membership, known = membership_of(request.user, company), lexicon()
    reader = cards.company_reader(membership, request.user.pk, Wording(known.words))
    saved = saved_for(reader)
    page = Paginator(saved.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    found, exhausted = delivered(reader, saved, list(page), words=known.words, today=park_today())
    context = {"company": membership.company, "lines": lines(reader, found), "total": page.paginator.count}
    context |= {"number": page.number, "count": page.paginator.num_pages}
    return render(request, "search/shortlist.html", context | {"exhausted": exhausted, "writes": reader.asks})


@login_required
@button_on("expert", "company", "token")
def keep_expert(request: HttpRequest, company: str, token: str) -> HttpResponse:
    """Puts an expert on the shortlist, with a note or without."""
    return _noted(request, company, token, KeepForm(request.POST), verbs.keep, _("On the shortlist now."))


@login_required
@button_on("expert", "company", "token")
def note_expert(request: HttpRequest, company: str, token: str) -> HttpResponse:
    """Writes the note anew."""
    return _noted(request, company, token, NoteForm(request.POST), verbs.rewrite, _("The note is saved."))


@login_required
@button_on("company_shortlist", "company")
def drop_expert(request: HttpRequest, company: str, token: str) -> HttpResponse:
    """Takes an expert off the shortlist."""
    reader, membership = _writer(request, company)
    profile = profile_for(reader, token, words=reader.wording.words, today=park_today())
    verbs.drop(actor=_user(request), membership=membership, profile=profile)
    messages.success(request, _("Taken off the shortlist."))
    return redirect(_list(request, company))


def _noted(
    request: HttpRequest, company: str, token: str, form: KeepForm, verb: Any, done: str
) -> HttpResponse:
    """Does it, or shows the expert's page with what was typed and why it was refused."""
    reader, membership = _writer(request, company)
    words, today = reader.wording.words, park_today()
    profile = profile_for(reader, token, words=words, today=today)
    mine: dict[str, Any] = {"actor": _user(request), "membership": membership, "profile": profile}
    if form.is_valid() and went_through(form, verb, **mine, **form.cleaned_data):
        messages.success(request, done)
        return redirect(_list(request, company) if "page" in request.GET else _expert(company, token))
    page = expert_page(reader, token, words=words, today=today, form=form)
    return render(request, "search/expert.html", page | {"company": membership.company}, status=400)


def _writer(request: HttpRequest, company: str) -> tuple[cards.Reader, Membership]:
    membership = membership_of(request.user, company)
    demand_recruiter(membership)
    return cards.company_reader(membership, request.user.pk, Wording(lexicon().words)), membership


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _expert(company: str, token: str) -> str:
    return reverse("expert", kwargs={"company": company, "token": token})


def _list(request: HttpRequest, company: str) -> str:
    """The page of the shortlist that the button stood on; beyond the last one, the last."""
    page = request.GET.get("page", "")
    here = reverse("company_shortlist", kwargs={"company": company})
    return f"{here}?page={page}" if page.isdecimal() and page != "1" else here
