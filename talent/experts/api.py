"""The vocabulary for programs."""

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import Spoken, reads
from talent.experts.models import TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.errors import Absent


class LabelsSerializer(serializers.Serializer[Any]):
    fa = serializers.CharField()
    en = serializers.CharField()


class WordSerializer(serializers.Serializer[Any]):
    """One word: the slug for queries, its label in the asked language and in both, what else is read as it."""

    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    labels = LabelsSerializer()
    aliases = serializers.ListField(child=serializers.CharField())
    broader = serializers.CharField(allow_null=True)


class WordsSerializer(serializers.Serializer[Any]):
    """All words of one kind, in the vocabulary's order."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    results = WordSerializer(many=True)


class Vocabulary(Spoken):
    """The words that profiles, filters and queries are made of."""

    permission_classes = [AllowAny]

    @reads("vocabularies", "vocabulary", WordsSerializer, refusals=(404, 429))
    def get(self, request: Request, kind: str) -> Response:
        """All words of a kind: skill, role, region, language, seniority, way."""
        if kind not in TermKind.values:
            raise Absent()
        return Response(WordsSerializer(words_of(TermKind(kind))).data)


def words_of(kind: TermKind) -> dict[str, Any]:
    """The words of one kind as they are answered, in the active language."""
    held, language = vocabulary(), get_language() or "fa"
    results = [
        {
            "slug": word.slug,
            "label": word.labels[language],
            "labels": word.labels,
            "aliases": list(word.aliases),
            "broader": held.slug(word.broader) or None,
        }
        for word in held.of_kind(kind)
    ]
    return {"kind": kind.value, "label": str(kind.label), "count": len(results), "results": results}
