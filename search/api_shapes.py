"""What every list of finds says to programs of its question: how it was read, facets, the pages around."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from search.criteria import Criteria, Shape
from search.wording import Wording
from talent.accounts.api import LANG


def parameters_of(shape: Shape) -> list[OpenApiParameter]:
    """The parameters of a list's address, for the schema."""
    slugs = [
        OpenApiParameter(name, OpenApiTypes.STR, many=True, description="Slugs that filter.")
        for name in shape.facets
    ]
    return [
        OpenApiParameter(
            "q", OpenApiTypes.STR, description="Free text; its words are read into skills and filters."
        ),
        *slugs,
        OpenApiParameter("sort", OpenApiTypes.STR, enum=list(shape.sorts)),
        OpenApiParameter(
            "page", OpenApiTypes.STR, description="A page number; anything else is the first page."
        ),
        OpenApiParameter(
            "read", OpenApiTypes.STR, description="Set by `next` and `previous`: the text has been read."
        ),
        LANG,
    ]


class ValueSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class CountSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(allow_null=True)
    ticked = serializers.BooleanField()


class FacetSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    values = CountSerializer(many=True)


class ReadSerializer(ValueSerializer):
    """A skill read from the text: it ranks, or filters where `required`."""

    typed = serializers.CharField()
    guessed = serializers.BooleanField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class TickedSerializer(ValueSerializer):
    facet = serializers.CharField()


class AskedSerializer(serializers.Serializer[Any]):
    """How the question was understood."""

    text = serializers.CharField(allow_blank=True)
    empty = serializers.BooleanField()
    sort = serializers.CharField()
    page = serializers.IntegerField()
    skills = ReadSerializer(many=True)
    words = serializers.ListField(child=serializers.CharField())
    ticked = TickedSerializer(many=True)


def around(request: Request, asked: Criteria, last: int) -> dict[str, str | None]:
    """The pages around this one of `last` as relative addresses of the whole question, what was ignored included."""
    lang = request.query_params.get("lang")
    tail = f"&lang={lang}" if lang in ("fa", "en") else ""

    def link(number: int) -> str | None:
        wanted = 1 <= number <= last and number != asked.page
        return f"{request.path}?{asked.address(page=number)}{tail}" if wanted else None

    return {"next": link(asked.page + 1), "previous": link(min(asked.page - 1, last))}


def asked_answer(asked: Criteria, wording: Wording) -> dict[str, Any]:
    """How the question was understood."""
    required = asked.selected("skill")
    return {
        "text": asked.text,
        "empty": asked.empty,
        "sort": asked.sort,
        "page": asked.page,
        "skills": [
            {
                "slug": chip.slug,
                "label": wording.value("skill", chip.slug),
                "typed": chip.typed,
                "guessed": chip.guessed,
                "required": chip.slug in required,
            }
            for chip in asked.skills
        ],
        "words": list(asked.words),
        "ticked": [ticked_answer(*pair, wording) for pair in asked.ticked],
    }


def ticked_answer(facet: str, value: str, wording: Wording) -> dict[str, str]:
    """A value that filters."""
    return {"facet": facet, "slug": value, "label": wording.value(facet, value)}


def facet_answer(facet: dict[str, Any]) -> dict[str, Any]:
    """A facet with its counts."""
    values = [
        {"slug": row["value"], "label": row["label"], "count": row["count"], "ticked": row["checked"]}
        for row in (*facet["rows"], *facet["more"])
    ]
    return {"name": facet["name"], "label": facet["label"], "values": values}
