"""Finding mentors: the directory, and an offer as others see it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from search import listing
from search.criteria import Criteria, criteria
from search.lexicon import Lexicon, lexicon
from search.mentor_wording import MentorWording
from search.mentors import FORMATS, MENTORS, Found, Page, look_up
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.audience import Audience
from talent.lib.dates import park_today
from talent.lib.errors import Absent
from talent.mentoring.models import ForWhom, Offer
from talent.mentoring.pages import card
from talent.mentoring.projection import Seen, project
from talent.mentoring.readers import reader_of


@require_GET
def mentors(request: HttpRequest) -> HttpResponse:
    """Mentors: for whoever is signed in, and for visitors where the park has opened the public directory."""
    known = lexicon()
    if isinstance(request.user, User):
        demand_notice(request.user)
    elif not known.public_open:
        return redirect_to_login(request.get_full_path())
    asked = asked_of(request, known)
    page = searched(request, asked)
    return render(request, "search/mentors.html", shown_page(page, MentorWording(known.words)))


@login_required
@require_GET
def mentor(request: HttpRequest, key: UUID) -> HttpResponse:
    """One offer as its reader sees it. Missing, hidden and closed ones answer alike."""
    assert isinstance(request.user, User)
    demand_notice(request.user)
    wording = MentorWording(lexicon().words)
    seen = seen_by(reader_of(request.user), key)
    return render(request, "search/mentor.html", {"card": card(seen, wording.language)})


def seen_by(audience: Audience, key: UUID) -> Seen:
    """The offer with that key as this audience gets it. Raises Absent."""
    offer = Offer.objects.open_to(audience).filter(key=key).order_by().first()
    seen = project(offer, audience, is_open=True) if offer else None
    if seen is None:
        raise Absent()
    return seen


def searched(request: Any, asked: Criteria) -> Page:
    """One page for whoever asks."""
    user = request.user if isinstance(request.user, User) else None
    return look_up(reader_of(request.user), asked, reader=user, now=timezone.now(), today=park_today())


def asked_of(request: HttpRequest, known: Lexicon) -> Criteria:
    """What the address asks of the list of mentors."""
    allowed = {
        "skill": known.allowed["skill"],
        "language": known.allowed["language"],
        "how": frozenset(FORMATS),
        "for_whom": frozenset(ForWhom.values),
        "free": frozenset({"week"} if request.user.is_authenticated else ()),
    }
    return criteria(dict(request.GET.lists()), known.spellings, allowed, MENTORS)


def shown_page(page: Page, wording: MentorWording) -> dict[str, Any]:
    """Everything the list's template shows of one search."""
    asked = page.criteria
    return {
        "asked": asked,
        "ticked": len(asked.ticked),
        "page": page,
        "chips": listing.chips(asked, wording),
        "facets": listing.facets(MENTORS, page.facets, asked, wording),
        "cards": [found_card(one, wording) for one in page.found],
        "ignored": [wording.value(*pair) for pair in page.ignored],
    }


def found_card(one: Found, wording: MentorWording) -> dict[str, Any]:
    """One offer of a list, with why it is there."""
    why = wording.reasons(one.parts)
    return card(one.seen, wording.language) | {
        "why": why,
        "points": one.points,
        "text": {"text": ""},
        "questions": [],
    }
