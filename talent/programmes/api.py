"""Programmes for programs: what there is, each version whole, and a check and a calculation that keep nothing."""

import json
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import LANG, PAGE, Spoken, paged, problems, reads, valid
from talent.accounts.traceless import mark_traceless
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Refused
from talent.programmes import shapes, telling
from talent.programmes.document.facts import read_facts
from talent.programmes.document.reading import LARGEST, load
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.values import Facts
from talent.programmes.models import Version

PAGE_SIZE = 50
_reads = partial(reads, "programmes")


class BadFacts(Refused):
    """The answers cannot be read; the text says where and why."""

    code = "bad_facts"
    text = _("The answers cannot be read.")


class Strict(BaseParser):
    """JSON with exact numbers: no NaN, no key twice, nothing endless."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return load(stream.read(LARGEST + 1))
        except BadDocument as fault:
            raise BadFacts(str(fault.fault)) from None


class Open(Spoken):
    """For everybody."""

    permission_classes = [AllowAny]


class Keeping(Open):
    """Whoever asks, nobody is known and nothing is kept: no session, so no token either."""

    authentication_classes: list[Any] = []
    parser_classes = [Strict]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        mark_traceless(request._request)
        super().initial(request, *args, **kwargs)


def _numbered(slug: str, number: int) -> Version:
    found = Version.objects.numbered(slug, number)
    if found is None:
        raise Absent()
    return found


def _typed(request: Request, slug: str) -> tuple[Version, Facts]:
    """The version that is asked, and the answers for it. Raises Absent, BadFacts, the framework's ValidationError."""
    sent = valid(shapes.FactsSerializer, request)
    version = _numbered(slug, sent["version"]) if "version" in sent else Version.objects.demand_in_force(slug)
    try:
        return version, read_facts(version.content, sent["facts"])
    except BadDocument as fault:
        raise BadFacts(f"{fault.pointer}: {fault.fault}", field=fault.pointer) from None


class Programmes(Open):
    """All programmes that have a version in force."""

    @_reads("programmes", shapes.ProgrammesSerializer, PAGE, refusals=(429,))
    def get(self, request: Request) -> Response:
        """Programmes with their windows, by address."""
        today = park_today()
        page, around = paged(request, Version.objects.all_in_force(), PAGE_SIZE)
        rows = [telling.programme(one, today) for one in page]
        return Response(shapes.ProgrammesSerializer(around | {"results": rows}).data)


class One(Open):
    """One programme."""

    @_reads("programme", shapes.ProgrammeSerializer, refusals=(404, 429))
    def get(self, request: Request, programme: str) -> Response:
        """The programme as its version in force tells it."""
        shown = telling.programme(Version.objects.demand_in_force(programme), park_today())
        return Response(shapes.ProgrammeSerializer(shown).data)


class Versions(Open):
    """What is or was in force."""

    @_reads("programme_versions", shapes.VersionsSerializer, PAGE, refusals=(404, 429))
    def get(self, request: Request, programme: str) -> Response:
        """Versions of the programme, the newest first."""
        rows = Version.objects.history(Version.objects.demand_in_force(programme).programme)
        page, around = paged(request, rows, PAGE_SIZE)
        return Response(shapes.VersionsSerializer(around | {"results": page.object_list}).data)


class OneVersion(Open):
    """One version, with its document."""

    @_reads("programme_version", shapes.DocumentSerializer, refusals=(404, 429))
    def get(self, request: Request, programme: str, number: int) -> Response:
        """The document as it was published."""
        found = _numbered(programme, number)
        shown = {name: getattr(found, name) for name in ("number", "state", "published_at")}
        return Response(shapes.DocumentSerializer(shown | {"document": json.loads(found.document)}).data)


class Check(Keeping):
    """A self-check."""

    @extend_schema(
        operation_id="check_programme",
        tags=["programmes"],
        parameters=[LANG],
        request=shapes.FactsSerializer,
        responses={200: shapes.CheckedSerializer} | problems(400, 404, 429),
    )
    def post(self, request: Request, programme: str) -> Response:
        """The verdict rule by rule, what would change it, and the next question. Nothing is kept."""
        version, facts = _typed(request, programme)
        return Response(shapes.CheckedSerializer(telling.checked(version, facts, park_today())).data)


class Calculate(Keeping):
    """The calculator."""

    @extend_schema(
        operation_id="calculate_programme",
        tags=["programmes"],
        parameters=[LANG],
        request=shapes.FactsSerializer,
        responses={200: shapes.CalculatedSerializer} | problems(400, 404, 429),
    )
    def post(self, request: Request, programme: str) -> Response:
        """Every line with how it came about, and the totals of each currency. Nothing is kept."""
        version, facts = _typed(request, programme)
        return Response(shapes.CalculatedSerializer(telling.calculated(version, facts, park_today())).data)
