"""The directories for programs: the same search as the pages', as slugs, labels and numbers."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from search import cards
from search.api_shapes import (
    AskedSerializer,
    FacetSerializer,
    TickedSerializer,
    ValueSerializer,
    around,
    asked_answer,
    facet_answer,
    parameters_of,
    ticked_answer,
)
from search.criteria import DIRECTORY, Criteria, criteria
from search.directory import Found, Page, look_up
from search.lexicon import lexicon
from search.listing import facets
from search.wording import Wording
from talent.accounts.api import Spoken, problems
from talent.companies.permissions import membership_of
from talent.experts import audience
from talent.experts.projection import SeenSkill
from talent.lib.dates import park_today
from talent.lib.errors import Absent

PARAMETERS = parameters_of(DIRECTORY)


class AskedExpertsSerializer(AskedSerializer):
    """How the question was understood. `ignored`: what goes beyond two filters without an account."""

    ignored = TickedSerializer(many=True)


class OverlapSerializer(serializers.Serializer[Any]):
    hours = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]


class SkillSerializer(ValueSerializer):
    """`level` 1–5, null where it is not said; `used`: when last."""

    level = serializers.IntegerField(allow_null=True)
    level_label = serializers.CharField(allow_blank=True)
    used = serializers.CharField(allow_blank=True)
    matched = serializers.BooleanField()


class PartSerializer(serializers.Serializer[Any]):
    """One part of the published table of points that this person earned."""

    code = serializers.CharField()
    args = serializers.ListField(child=serializers.CharField())
    points = serializers.IntegerField()


class ExpertSerializer(serializers.Serializer[Any]):
    """One expert as this reader may see them. `handle` and `link` hold for the company that asks, nobody else."""

    handle = serializers.CharField(allow_null=True)
    link = serializers.CharField(allow_null=True)
    headline = serializers.CharField(allow_null=True)
    headline_language = serializers.CharField(allow_null=True)
    skills = SkillSerializer(many=True)
    seniority = ValueSerializer(allow_null=True)
    years = ValueSerializer(allow_null=True)
    region = ValueSerializer(allow_null=True)
    overlap = OverlapSerializer(allow_null=True)
    languages = ValueSerializer(many=True)
    ways = ValueSerializer(many=True)
    free = ValueSerializer(allow_null=True)
    confirmed = ValueSerializer()
    points = serializers.IntegerField()
    why = serializers.ListField(child=serializers.CharField())
    parts = PartSerializer(many=True)
    missing = ValueSerializer(many=True)


class KeptSerializer(serializers.Serializer[Any]):
    """How an expert stands on the shortlist of the company. `version` goes along with the next note."""

    note = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    saved_on = serializers.DateField()


class AnswerSerializer(serializers.Serializer[Any]):
    """One page. `count` is what fits the question (rounded down to fives without an account; 0 where nothing
    was asked). `exhausted`: the company's budget of new profiles is used up."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    exhausted = serializers.BooleanField()
    asked = AskedExpertsSerializer()
    facets = FacetSerializer(many=True)
    results = ExpertSerializer(many=True)


class PublicExperts(Spoken):
    """The public directory."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="experts",
        tags=["experts"],
        parameters=PARAMETERS,
        responses={200: AnswerSerializer} | problems(404, 429, 503),
    )
    def get(self, request: Request) -> Response:
        """Experts who chose to be seen by anyone. Numbers are rounded down to fives; at most two filters combine."""
        known = lexicon()
        if not known.public_open:
            raise Absent()
        return _answered(request, cards.Reader(audience.PUBLIC, "", Wording(known.words)))


class CompanyExperts(Spoken):
    """The directory of one's own verified company."""

    @extend_schema(
        operation_id="company_experts",
        tags=["experts"],
        parameters=PARAMETERS,
        responses={200: AnswerSerializer} | problems(401, 404, 429, 503),
    )
    def get(self, request: Request, company: str) -> Response:
        """Experts as members of the company may see them. Delivered cards count in the company's budget."""
        membership = membership_of(request.user, company)
        reader = cards.company_reader(membership, request.user.pk, Wording(lexicon().words))
        return _answered(request, reader)


def _answered(request: Request, reader: cards.Reader) -> Response:
    known = lexicon()
    asked = criteria(dict(request.query_params.lists()), known.spellings, known.allowed)
    page = look_up(reader.audience, asked, words=known.words, today=park_today())
    links = around(request, asked, 0 if page.criteria.empty else page.pages)
    return Response(AnswerSerializer(links | answer(page, reader)).data)


def answer(page: Page, reader: cards.Reader) -> dict[str, Any]:
    """One page of the directory in slugs and labels."""
    wording = reader.wording
    return {
        "count": 0 if page.criteria.empty else page.total,
        "exhausted": page.exhausted,
        "asked": asked_answer(page.criteria, wording)
        | {"ignored": [ticked_answer(*pair, wording) for pair in page.ignored]},
        "facets": [facet_answer(facet) for facet in facets(DIRECTORY, page.facets, page.criteria, wording)],
        "results": [expert_answer(one, page.criteria, reader) for one in page.found],
    }


def expert_answer(one: Found, asked: Criteria, reader: cards.Reader) -> dict[str, Any]:
    """One expert in slugs, labels and points."""
    seen, wording = one.seen, reader.wording
    known = {skill.slug for skill in seen.skills}
    overlap = {"hours": seen.overlap, "label": wording.overlap(seen.overlap)}
    return _named(one, reader) | {
        "skills": [_skill(skill, asked, wording) for skill in seen.skills],
        "seniority": _value("seniority", seen.seniority, wording),
        "years": _value("years", seen.years, wording),
        "region": _value("region", seen.region, wording),
        "overlap": None if seen.overlap is None else overlap,
        "languages": [_value("language", slug, wording) for slug in seen.languages],
        "ways": [_value("way", slug, wording) for slug in seen.ways],
        "free": _value("free", seen.free, wording),
        "confirmed": {"slug": seen.confirmed, "label": wording.confirmed(seen.confirmed)},
        "points": one.points,
        "why": wording.reasons(one.parts),
        "parts": [{"code": part.code, "args": list(part.args), "points": part.points} for part in one.parts],
        "missing": [_value("skill", slug, wording) for slug in asked.ranking if slug not in known],
    }


def _named(one: Found, reader: cards.Reader) -> dict[str, str | None]:
    """What only a company gets: a name and an address that hold for it alone, and words that a person typed."""
    text, language = cards.headline(one.seen, reader.wording.language)
    found: dict[str, str | None] = {"headline": text or None, "headline_language": language or None}
    if not reader.company_slug:
        return found | {"handle": None, "link": None}
    where = {"company": reader.company_slug, "token": reader.token(one.pk)}
    return found | {"handle": reader.handle(one.pk), "link": reverse("expert", kwargs=where)}


def _value(facet: str, slug: str, wording: Wording) -> dict[str, str] | None:
    return {"slug": slug, "label": wording.value(facet, slug)} if slug else None


def _skill(skill: SeenSkill, asked: Criteria, wording: Wording) -> dict[str, Any]:
    return {
        "slug": skill.slug,
        "label": wording.value("skill", skill.slug),
        "level": skill.level or None,
        "level_label": wording.level(skill.level),
        "used": wording.used(skill.used),
        "matched": skill.slug in {*asked.selected("skill"), *asked.ranking},
    }
