"""One expert for programs: what the page shows, group by group."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from search import cards
from search.api import ExpertSerializer, KeptSerializer, expert_answer
from search.criteria import Criteria
from search.directory import Found
from search.expert import found_for
from search.lexicon import lexicon
from search.wording import Wording
from talent.accounts.api import Spoken, reads
from talent.companies.permissions import membership_of
from talent.experts import audience
from talent.experts.shortlist import saved_by
from talent.lib.dates import park_today


class WorkSerializer(serializers.Serializer[Any]):
    """`employer` is empty where its name is not for this company; `to_year` is null while it goes on."""

    title = serializers.CharField()
    employer = serializers.CharField(allow_blank=True)
    from_year = serializers.IntegerField()
    to_year = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(allow_blank=True)


class EducationSerializer(serializers.Serializer[Any]):
    degree = serializers.CharField()
    field = serializers.CharField(allow_blank=True)
    institution = serializers.CharField(allow_blank=True)
    year = serializers.IntegerField(allow_null=True)


class CvSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    link = serializers.CharField()


class WholeExpertSerializer(ExpertSerializer):
    """One expert with every group that this company may see; what it may not see is empty."""

    points = why = parts = missing = None  # type: ignore[assignment]
    summary = serializers.DictField(child=serializers.CharField())
    names = serializers.ListField(child=serializers.CharField())
    experience = WorkSerializer(many=True)
    education = EducationSerializer(many=True)
    links = serializers.ListField(child=serializers.CharField())
    contact = serializers.DictField(child=serializers.CharField())
    cv = CvSerializer(allow_null=True)
    kept = KeptSerializer(allow_null=True)


class CompanyExpert(Spoken):
    """One expert as the company sees them."""

    @reads("experts", "company_expert", WholeExpertSerializer, refusals=(401, 404, 429))
    def get(self, request: Request, company: str, token: str) -> Response:
        """The expert at an address of this company. Counted in its budget, noted in the expert's log."""
        membership = membership_of(request.user, company)
        known = lexicon()
        reader = cards.Reader(
            audience.company(membership.company_id, request.user.pk), company, Wording(known.words)
        )
        found = found_for(reader, token, words=known.words, today=park_today())
        return Response(WholeExpertSerializer(_whole(found, reader, token)).data)


def _whole(found: Found, reader: cards.Reader, token: str) -> dict[str, Any]:
    seen = found.seen
    address = reverse("expert_cv", kwargs={"company": reader.company_slug, "token": token})
    return expert_answer(found, Criteria(), reader) | {
        "summary": seen.summary,
        "names": seen.names,
        "experience": seen.experience,
        "education": seen.education,
        "links": seen.links,
        "contact": seen.contact,
        "cv": {"kind": seen.cv, "link": address} if seen.cv else None,
        "kept": saved_by(reader.audience.company or 0).filter(profile=found.pk).first(),
    }
