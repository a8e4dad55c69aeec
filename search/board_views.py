"""The board, one opening, and the two for programs: feed and map of the site."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.sitemaps import views as maps
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jobs.applications.pages import is_on_board
from jobs.applications.permissions import application_of
from jobs.openings.fitting import MatchWording
from jobs.openings.pages import offered_verbs
from jobs.openings.permissions import opening_of
from jobs.openings.states import WRITABLE
from search import listing, opening_cards
from search.board import BOARD, Page, company_names, look_up, reads
from search.board_feeds import OpeningsMap, feed
from search.board_lexicon import allowed, spellings
from search.board_wording import BoardWording
from search.company import shown_company
from search.criteria import Criteria, criteria
from search.matches import own_match
from search.opening import as_applied, as_published, is_over, opening_for, similar_to, standing
from search.posting import data_block, posting
from talent.accounts.models import User
from talent.companies.permissions import membership_of, recruits
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The openings of the park's companies: newest first, or in answer to a question."""
    wording = _wording(request)
    page = look_up(reads(request.user), _asked(request, wording), today=park_today())
    return render(request, "search/board.html", shown_page(page, wording))


@require_GET
def opening(request: HttpRequest, opening: UUID) -> HttpResponse:
    """Everything that one opening says; 410 for one that is over."""
    person, today = reads(request.user), park_today()
    found = opening_for(person, opening, today)
    wording = BoardWording(vocabulary(), {})
    near, is_similar = similar_to(found, person, today)
    shown: dict[str, Any] = {
        "opening": opening_cards.whole(found, wording, today),
        "one": shown_company(found.company),
    }
    shown |= {"similar": [opening_cards.card(one, wording, today) for one in near], "is_similar": is_similar}
    if is_over(found, today):
        return render(request, "search/opening_over.html", shown, status=410)
    block = data_block(posting(found, wording))
    mine = own_match(request.user, found, wording.words, today)
    fits = MatchWording(wording.words).shown(mine) if mine else None
    own = {"posting": block, "fits": fits, "standing": standing(request.user, found)}
    return render(request, "search/opening.html", shown | own)


@login_required
@require_GET
def opening_preview(request: HttpRequest, company: str, opening: UUID) -> HttpResponse:
    """What is being written, as it would stand on the board; for its company alone."""
    membership = membership_of(request.user, company)
    found = opening_of(membership, opening)
    verbs = offered_verbs(found) if recruits(membership) else []
    found = as_published(found, park_today())
    whole = opening_cards.whole(found, BoardWording(vocabulary(), {}), park_today())
    shown = {"opening": whole, "one": shown_company(membership.company), "company": membership.company}
    nothing: dict[str, Any] = {"similar": [], "is_similar": False, "posting": "", "fits": None}
    beside = nothing | {"verbs": verbs, "writable": found.state_at() in WRITABLE}
    return render(request, "search/opening_preview.html", shown | beside)


@login_required
@require_GET
def applied_opening(request: HttpRequest, key: UUID) -> HttpResponse:
    """An opening as it was when one applied to it; for the applicant alone."""
    assert isinstance(request.user, User)
    application = application_of(request.user, key)
    whole = opening_cards.whole(as_applied(application), BoardWording(vocabulary(), {}), park_today())
    if not (live := is_on_board(request.user, application)):
        whole |= {"left": "", "soon": False, "ends_on": None}
    nothing: dict[str, Any] = {"similar": [], "is_similar": False, "posting": "", "fits": None}
    company = shown_company(application.company)
    shown = {"opening": whole, "one": company, "application": key, "is_live": live}
    return render(request, "search/opening_applied.html", nothing | shown)


@require_GET
def board_feed(request: HttpRequest) -> HttpResponse:
    """The newest openings of a search as RSS."""
    wording = _wording(request)
    asked = _asked(request, wording)
    newest = replace(asked, sort="recent", page=1)
    page = look_up(reads(request.user), newest, today=park_today(), texts=True)
    written = feed(page, wording, wording.joint.join(in_words(asked, wording)))
    return HttpResponse(written, content_type="application/rss+xml; charset=utf-8")


@require_GET
def openings_map(request: HttpRequest) -> HttpResponseBase:
    """The map of the site's openings, for search engines."""
    return maps.sitemap(request, sitemaps={"openings": OpeningsMap(reads(request.user))})


def shown_page(page: Page, wording: BoardWording) -> dict[str, Any]:
    """Everything the board's template shows of one search."""
    asked = page.criteria
    return {
        "asked": asked,
        "ticked": len(asked.ticked),
        "page": page,
        "chips": listing.chips(asked, wording),
        "facets": listing.facets(BOARD, page.facets, asked, wording),
        "cards": opening_cards.cards(page.found, asked, wording, park_today()),
        "without": [_looser(pair, total, asked, wording) for pair, total in page.without],
        "feed_query": asked.address(),
    }


def in_words(asked: Criteria, wording: BoardWording) -> list[str]:
    """What is asked, piece by piece."""
    ticked = [wording.value(*pair) for pair in asked.ticked]
    ranking = [wording.value("skill", slug) for slug in asked.ranking]
    return [*ranking, *ticked, *asked.words]


def _looser(pair: tuple[str, str], total: int, asked: Criteria, wording: BoardWording) -> dict[str, Any]:
    query = asked.without_tick(*pair) if pair[0] else asked.without_text()
    label = wording.value(*pair) if pair[0] else asked.text
    return {"label": label, "total": total, "url": f"?{query}"}


def _wording(request: HttpRequest) -> BoardWording:
    words = vocabulary()
    wording = BoardWording(words, {})
    wording.companies = company_names(reads(request.user), wording.language)
    return wording


def _asked(request: HttpRequest, wording: BoardWording) -> Criteria:
    words = wording.words
    known = allowed(words, frozenset(wording.companies))
    return criteria(dict(request.GET.lists()), spellings(words), known, BOARD)
