"""Finding experts: the public directory, a company's directory, and an expert as a company sees them."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from jobs.points import LEVELS, TABLE, skill_points
from search import cards, listing, paste
from search.company import company_for, shown_company
from search.criteria import DIRECTORY, Criteria, criteria
from search.directory import look_up
from search.expert import cv_for, expert_page, own_profile
from search.lexicon import Lexicon, lexicon
from search.wording import Wording
from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.companies.permissions import membership_of
from talent.experts import audience, pages
from talent.experts.deliver import file_response
from talent.experts.models import Level
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Refused

COMPLETIONS = 8
SEEN_BY = {"companies": audience.COMPANIES, "anyone": audience.PUBLIC}


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """The public directory: cards of vocabulary values and bands, numbers rounded down to fives."""
    known = lexicon()
    if not known.public_open:
        raise Absent()
    reader = cards.Reader(audience.PUBLIC, "", Wording(known.words))
    return render(request, "search/directory.html", _page(request, reader, known) | {"company": None})


@login_required
@require_GET
def company_directory(request: HttpRequest, company: str) -> HttpResponse:
    """The directory as members of one verified company see it."""
    membership = membership_of(request.user, company)
    known = lexicon()
    reader = cards.company_reader(membership, request.user.pk, Wording(known.words))
    context = _page(request, reader, known) | {"company": membership.company}
    return render(request, "search/directory.html", context)


@login_required
@require_GET
def expert(request: HttpRequest, company: str, token: str) -> HttpResponse:
    """One expert as the company sees them. Missing, hidden and foreign addresses answer alike."""
    membership = membership_of(request.user, company)
    known = lexicon()
    reader = cards.company_reader(membership, request.user.pk, Wording(known.words))
    page = expert_page(reader, token, words=known.words, today=park_today())
    return render(request, "search/expert.html", page | {"company": membership.company})


@login_required
@require_GET
def expert_cv(request: HttpRequest, company: str, token: str) -> HttpResponseBase:
    """The CV of an expert whom the company sees it of; everything else is absent alike."""
    membership = membership_of(request.user, company)
    known = lexicon()
    reader = cards.Reader(
        audience.company(membership.company_id, request.user.pk), company, Wording(known.words)
    )
    return file_response(cv_for(reader, token, words=known.words, today=park_today()))


@require_GET
def company_page(request: HttpRequest, company: str) -> HttpResponse:
    """A verified company as anybody sees it; its members see it before that, and nobody else."""
    found = company_for(request.user, company)
    return render(request, "search/company.html", {"company": found, "one": shown_company(found)})


@require_GET
def points(request: HttpRequest) -> HttpResponse:
    """How points are counted: the table that directory and matching use."""
    levels = [(Level(level).label, skill_points(level)) for level in LEVELS]
    return render(
        request, "search/points.html", {"table": TABLE, "levels": levels, "unknown": skill_points(0)}
    )


@login_required
@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """Skills whose name or alias begins with what was typed, for adding to one's profile."""
    known = lexicon()
    typed = request.GET.get("q", "")[:60]
    slugs = known.spellings.complete(typed, "skill", COMPLETIONS) if typed.strip() else []
    wording = Wording(known.words)
    found = [{"slug": slug, "label": wording.value("skill", slug)} for slug in slugs]
    return render(request, "search/skills.html", {"typed": typed, "found": found})


@login_required
def read_skills(request: HttpRequest) -> HttpResponse:
    """Reads a pasted text into skills; the text is gone with the answer."""
    assert isinstance(request.user, User)
    form, known = paste.PasteForm(request.POST or None), lexicon()
    found = paste.read(form, known) if request.method == "POST" else []
    context = {"read": request.method == "POST" and not form.errors, "refusal": ""}
    shown = context | {"form": form if form.errors else paste.PasteForm()}
    status = 400 if form.errors else 200
    return render(request, "search/paste.html", shown | paste.rows(request.user, found, known), status=status)


@login_required
@button_on("read_skills")
def add_skills(request: HttpRequest) -> HttpResponse:
    """Adds one of the found skills, or the ticked ones together; the others stay on the page."""
    assert isinstance(request.user, User)
    only, found = request.POST.get("only", ""), request.POST.getlist("found")[: paste.MOST]
    chosen, refusal = [only] if only else request.POST.getlist("skill")[: paste.MOST], ""
    try:
        messages.success(request, paste.added(paste.add(request.user, chosen, lexicon())))
    except Refused as refused:
        refusal = str(refused.text)
    if not refusal and (not only or set(found) <= {only}):
        return redirect("profile_skills")
    context = {"form": paste.PasteForm(), "read": True, "refusal": refusal}
    shown = context | paste.rows(request.user, found, lexicon())
    return render(request, "search/paste.html", shown, status=400 if refusal else 200)


def _page(request: HttpRequest, reader: cards.Reader, known: Lexicon) -> dict[str, Any]:
    asked = criteria(dict(request.GET.lists()), known.spellings, known.allowed)
    return shown_page(asked, reader, known, park_today())


def shown_page(asked: Criteria, reader: cards.Reader, known: Lexicon, today: date) -> dict[str, Any]:
    """Everything the directory's template shows of one search."""
    page = look_up(reader.audience, asked, words=known.words, today=today)
    wording = reader.wording
    return {
        "asked": page.criteria,
        "ticked": len(page.criteria.ticked),
        "page": page,
        "chips": listing.chips(page.criteria, wording),
        "facets": listing.facets(DIRECTORY, page.facets, page.criteria, wording),
        "cards": [cards.card(one, page.criteria, reader) | {"saved": one.saved} for one in page.found],
        "ignored": [wording.value(*pair) for pair in page.ignored],
    }


@login_required
@require_GET
def seen_by(request: HttpRequest, kind: str) -> HttpResponse:
    """One's own profile exactly as companies or visitors get it, without their controls."""
    assert isinstance(request.user, User)
    known = lexicon()
    reader = cards.Reader(SEEN_BY[kind], "", Wording(known.words))
    context = own_profile(request.user, reader, words=known.words, today=park_today())
    return render(request, f"search/seen_by_{kind}.html", context | {"seen_by": pages.seen_by(kind)})
