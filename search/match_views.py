"""Matches as pages: openings for me, experts for an opening, and how matching works."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jobs.openings.fitting import MatchWording
from jobs.openings.pages import title_of
from jobs.openings.permissions import opening_of
from jobs.openings.states import LIVE
from jobs.points import TABLE
from search import cards, opening_cards
from search.board_wording import BoardWording
from search.criteria import PAGE_SIZE, Criteria
from search.directory import Found
from search.matches import MOST_PAGES, ExpertMatch, experts_for, openings_for
from search.matching_example import example
from search.wording import Wording
from talent.accounts.models import User
from talent.companies.permissions import membership_of
from talent.experts.models import Profile
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today, whole_or_none
from talent.lib.errors import Absent


@login_required
@require_GET
def openings_for_me(request: HttpRequest) -> HttpResponse:
    """Openings that fit the reader's own profile; for nobody else to see."""
    assert isinstance(request.user, User)
    number, words, today = _number(request), vocabulary(), park_today()
    mine = Profile.objects.filter(user=request.user).select_related("user").first()
    page = openings_for(mine, number=number, words=words, today=today) if mine else None
    wording, matching = BoardWording(words, {}), MatchWording(words)
    shown = [
        opening_cards.card(one.opening, wording, today) | matching.shown(one.match)
        for one in (page.found if page else ())
    ]
    context = {"cards": shown, "nothing": page is None or page.nothing, "total": page.total if page else 0}
    return render(request, "search/openings_for_me.html", context | _pages(page.total if page else 0, number))


@login_required
@require_GET
def experts_for_opening(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """Experts whom the company sees and who fit one of its openings."""
    membership = membership_of(request.user, company)
    found = opening_of(membership, opening)
    if found.shown is None or found.state_at() not in LIVE:
        raise Absent()
    number, words, today = _number(request), vocabulary(), park_today()
    reader = cards.company_reader(membership, request.user.pk, Wording(words))
    page = experts_for(found, reader.audience, number=number, words=words, today=today)
    matching = MatchWording(words)
    shown = [_expert_card(one, reader, matching, found.key) for one in page.found]
    context = {"company": membership.company, "opening": found, "title": title_of(found), "cards": shown}
    totals = {"total": page.total, "exhausted": page.exhausted}
    return render(request, "search/experts_for_opening.html", context | totals | _pages(page.total, number))


@require_GET
def how_matching_works(request: HttpRequest) -> HttpResponse:
    """The rules of matching, the table, and an example that is worked out before the reader's eyes."""
    words = vocabulary()
    return render(request, "search/how_matching_works.html", {"table": TABLE, "example": example(words)})


def _expert_card(
    one: ExpertMatch, reader: cards.Reader, matching: MatchWording, opening: UUID
) -> dict[str, Any]:
    """An expert's card with the reasons of the match; asking is one step from it and names the opening."""
    card = cards.card(Found(one.pk, one.seen, ()), Criteria(), reader)
    named = {"company": reader.company_slug, "token": reader.token(one.pk)}
    ask = f"{reverse('ask_expert', kwargs=named)}?opening={opening}" if reader.asks else ""
    return card | matching.shown(one.match) | {"saved": one.saved, "ask_url": ask}


def _number(request: HttpRequest) -> int:
    number = whole_or_none(request.GET.get("page", "1")) or 1
    return min(max(number, 1), MOST_PAGES)


def _pages(total: int, number: int) -> dict[str, int]:
    return {"number": number, "pages": min(-(-total // PAGE_SIZE), MOST_PAGES)}
