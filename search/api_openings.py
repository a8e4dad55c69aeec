"""The board for programs: the same search as the page's, and one opening."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.openings.models import Edition, Opening
from jobs.openings.places import place_name
from search.api_shapes import (
    AskedSerializer,
    FacetSerializer,
    ValueSerializer,
    around,
    asked_answer,
    facet_answer,
    parameters_of,
)
from search.board import BOARD, Found, Page, company_names, look_up, reads
from search.board_lexicon import allowed, spellings
from search.board_wording import BoardWording
from search.criteria import Criteria, criteria
from search.indexes.openings import places
from search.listing import facets
from search.opening import is_over, opening_for, similar_to
from search.opening_cards import address, spoken
from talent.accounts.api import LANG, Spoken, problems
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from talent.lib.errors import Refused


class OpeningOver(Refused):
    """What was on the board, and is no more."""

    status = 410
    code = "opening_over"


class OpeningSkillSerializer(ValueSerializer):
    """`level` 1–5, null for any; `must`: without it one need not apply."""

    level = serializers.IntegerField(allow_null=True)
    level_label = serializers.CharField(allow_blank=True)
    must = serializers.BooleanField()
    matched = serializers.BooleanField()


class PaySerializer(serializers.Serializer[Any]):
    """In whole units of the currency (ISO 4217), for a period. Without a sum, `no_pay`: why none is named."""

    least = serializers.IntegerField(allow_null=True)
    most = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField(allow_null=True)
    period = serializers.CharField(allow_null=True)
    no_pay = serializers.CharField(allow_null=True)
    label = serializers.CharField()  # type: ignore[assignment]


class OpeningPartSerializer(serializers.Serializer[Any]):
    """One part of the published table of points that this opening earned."""

    code = serializers.CharField()
    args = serializers.ListField(child=serializers.CharField())
    points = serializers.IntegerField()


class OpeningCardSerializer(serializers.Serializer[Any]):
    """An opening in a list; kind, mode and the like are the values that the company's own addresses take.
    `title_language`: what the title is written in, where the asked language is not spoken."""

    key = serializers.UUIDField()
    link = serializers.CharField()
    title = serializers.CharField()
    title_language = serializers.CharField()
    company = ValueSerializer()
    kind = serializers.CharField()
    mode = serializers.CharField()
    overlap_hours = serializers.IntegerField(allow_null=True)
    place = serializers.CharField(allow_blank=True)
    places = ValueSerializer(many=True)
    seniority = ValueSerializer(allow_null=True)
    skills = OpeningSkillSerializer(many=True)
    languages = ValueSerializer(many=True)
    pay = PaySerializer()
    published_on = serializers.DateField()
    ends_on = serializers.DateField()
    points = serializers.IntegerField()
    why = serializers.ListField(child=serializers.CharField())
    parts = OpeningPartSerializer(many=True)
    missing = ValueSerializer(many=True)


class OpeningSerializer(OpeningCardSerializer):
    """Everything that an opening says, and openings like it."""

    text = serializers.CharField()
    text_language = serializers.CharField()
    site = serializers.CharField(allow_blank=True)
    relocation = serializers.ListField(child=serializers.CharField())
    places_to_fill = serializers.IntegerField()
    closes_on = serializers.DateField(allow_null=True)
    questions = serializers.ListField(child=serializers.CharField())
    contact = serializers.CharField(allow_blank=True)
    answer_days = serializers.IntegerField()
    blind = serializers.BooleanField()
    similar = OpeningCardSerializer(many=True)


class OpeningsSerializer(serializers.Serializer[Any]):
    """One page. `count` is what fits the question."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    asked = AskedSerializer()
    facets = FacetSerializer(many=True)
    results = OpeningCardSerializer(many=True)


class Openings(Spoken):
    """The board."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="openings",
        tags=["openings"],
        parameters=parameters_of(BOARD),
        responses={200: OpeningsSerializer} | problems(429, 503),
    )
    def get(self, request: Request) -> Response:
        """Openings of companies that the park has verified; the newest where nothing is asked."""
        wording = BoardWording(vocabulary(), {})
        wording.companies = company_names(reads(request.user), wording.language)
        known = allowed(wording.words, frozenset(wording.companies))
        asked = criteria(dict(request.query_params.lists()), spellings(wording.words), known, BOARD)
        page = look_up(reads(request.user), asked, today=park_today())
        return Response(OpeningsSerializer(around(request, asked, page.pages) | answer(page, wording)).data)


class OneOpening(Spoken):
    """One opening."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="opening",
        tags=["openings"],
        parameters=[LANG],
        responses={200: OpeningSerializer} | problems(404, 410, 429),
    )
    def get(self, request: Request, key: UUID) -> Response:
        """What it says; 410 for one that is over."""
        person, today = reads(request.user), park_today()
        found = opening_for(person, key, today)
        if is_over(found, today):
            raise OpeningOver()
        wording = BoardWording(vocabulary(), {})
        near = [card_answer(Found(one, ()), wording) for one in similar_to(found, person, today)[0]]
        return Response(OpeningSerializer(whole_answer(found, wording) | {"similar": near}).data)


def answer(page: Page, wording: BoardWording) -> dict[str, Any]:
    """One page of the board in slugs and labels."""
    asked = page.criteria
    return {
        "count": page.total,
        "asked": asked_answer(asked, wording),
        "facets": [facet_answer(facet) for facet in facets(BOARD, page.facets, asked, wording)],
        "results": [card_answer(one, wording, asked) for one in page.found],
    }


def card_answer(one: Found, wording: BoardWording, asked: Criteria | None = None) -> dict[str, Any]:
    """One opening of a list in slugs, labels and points."""
    opening, asked = one.opening, asked or Criteria()
    shown = _shown(opening)
    title = spoken(shown, "title", wording.language)
    named = {row["slug"] for row in shown.skills}
    return _facts(opening, shown, wording) | {
        "key": opening.key,
        "link": address(opening),
        "title": title.text,
        "title_language": title.language,
        "skills": [_skill(row, asked, wording) for row in shown.skills],
        "published_on": opening.published_on,
        "ends_on": opening.ends_on,
        "points": one.points,
        "why": wording.reasons(one.parts),
        "parts": [{"code": part.code, "args": list(part.args), "points": part.points} for part in one.parts],
        "missing": [_value("skill", slug, wording) for slug in asked.ranking if slug not in named],
    }


def whole_answer(opening: Opening, wording: BoardWording) -> dict[str, Any]:
    """Everything that an opening says."""
    shown = _shown(opening)
    text = spoken(shown, "text", wording.language)
    return card_answer(Found(opening, ()), wording) | {
        "text": text.text,
        "text_language": text.language,
        "site": shown.site,
        "relocation": shown.relocation,
        "places_to_fill": shown.places,
        "closes_on": shown.closes_on,
        "questions": [row["text"] for row in shown.questions],
        "contact": shown.contact,
        "answer_days": shown.answer_days,
        "blind": shown.is_blind,
    }


def _facts(opening: Opening, shown: Edition, wording: BoardWording) -> dict[str, Any]:
    company = opening.company
    return {
        "company": {"slug": company.slug, "label": company.name},
        "kind": shown.kind,
        "mode": shown.mode,
        "overlap_hours": shown.overlap_hours,
        "place": place_name(shown.country, shown.city, wording.language),
        "places": [_value("place", slug, wording) for slug in places(shown)],
        "seniority": _value("seniority", shown.seniority, wording) if shown.seniority else None,
        "languages": [_value("language", slug, wording) for slug in shown.languages],
        "pay": {
            "least": shown.pay_min,
            "most": shown.pay_max,
            "currency": shown.pay_currency or None,
            "period": shown.pay_period or None,
            "no_pay": shown.no_pay or None,
            "label": wording.pay(shown),
        },
    }


def _value(facet: str, slug: str, wording: BoardWording) -> dict[str, str]:
    return {"slug": slug, "label": wording.value(facet, slug)}


def _skill(row: dict[str, Any], asked: Criteria, wording: BoardWording) -> dict[str, Any]:
    return _value("skill", row["slug"], wording) | {
        "level": row["level"] or None,
        "level_label": wording.level(row["level"]),
        "must": row["must"],
        "matched": row["slug"] in {*asked.selected("skill"), *asked.ranking},
    }


def _shown(opening: Opening) -> Edition:
    assert opening.shown
    return opening.shown
