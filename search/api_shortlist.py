"""The shortlist of a company for programs: the same verbs as the pages'."""

from collections.abc import Callable
from functools import partial
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from search import cards
from search.api import ExpertSerializer, KeptSerializer, expert_answer
from search.criteria import PAGE_SIZE, Criteria
from search.lexicon import lexicon
from search.shortlist import delivered, profile_for, saved_for
from search.wording import Wording
from talent.accounts.api import PAGE, Mine, acts, paged, reads, user_of, valid
from talent.accounts.shapes import TextField
from talent.companies.models import Membership
from talent.companies.permissions import demand_recruiter, membership_of
from talent.experts import shortlist as verbs
from talent.experts.models import LONGEST_NOTE
from talent.lib.dates import park_today

_reads = partial(reads, "shortlist")
_acts = partial(acts, "shortlist")
Shape = type[serializers.Serializer[Any]]


class KeepSerializer(serializers.Serializer[Any]):
    """What a company notes on an expert, who gets it with their data."""

    note = TextField(max_length=LONGEST_NOTE, allow_blank=True, default="")


class NoteSerializer(serializers.Serializer[Any]):
    """The note anew; `version`: of the one that was read."""

    note = TextField(max_length=LONGEST_NOTE, allow_blank=True)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class KeptExpertSerializer(ExpertSerializer):
    """An expert on the shortlist, as a card shows them."""

    points = why = parts = missing = None  # type: ignore[assignment]
    kept = KeptSerializer()


class ShortlistSerializer(serializers.Serializer[Any]):
    """One page, newest first; whoever the company cannot see is not counted. `exhausted`: its budget of new profiles
    is used up."""

    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    exhausted = serializers.BooleanField()
    results = KeptExpertSerializer(many=True)


class CompanyShortlist(Mine):
    """Whom a company has saved."""

    @_reads("company_shortlist", ShortlistSerializer, PAGE)
    def get(self, request: Request, company: str) -> Response:
        """The experts on it, with the company's notes. Delivered cards count in the company's budget."""
        reader, _membership = _reader(request, company)
        saved = saved_for(reader)
        page, around = paged(request, saved.rows, PAGE_SIZE)
        found, exhausted = delivered(
            reader, saved, list(page), words=reader.wording.words, today=park_today()
        )
        results = [expert_answer(one, Criteria(), reader) | {"kept": kept} for kept, one in found]
        return Response(ShortlistSerializer(around | {"exhausted": exhausted, "results": results}).data)


class _Verb(Mine):
    """What a company does with an expert on its shortlist, or for it."""

    def done(self, request: Request, company: str, token: str, verb: Callable[..., Any], sent: Shape) -> Any:
        """What the verb returns."""
        reader, membership = _reader(request, company)
        demand_recruiter(membership)
        profile = profile_for(reader, token, words=reader.wording.words, today=park_today())
        mine = {"actor": user_of(request), "membership": membership, "profile": profile}
        return verb(**mine, **valid(sent, request))


class Keep(_Verb):
    @_acts("keep_expert", KeepSerializer, KeptSerializer)
    def post(self, request: Request, company: str, token: str) -> Response:
        """Puts the expert on the shortlist; a second time changes nothing."""
        return Response(KeptSerializer(self.done(request, company, token, verbs.keep, KeepSerializer)).data)


class Note(_Verb):
    @_acts("note_expert", NoteSerializer, KeptSerializer)
    def post(self, request: Request, company: str, token: str) -> Response:
        """Writes the note anew."""
        return Response(
            KeptSerializer(self.done(request, company, token, verbs.rewrite, NoteSerializer)).data
        )


class Drop(_Verb):
    @_acts("drop_expert", None, None)
    def post(self, request: Request, company: str, token: str) -> Response:
        """Takes the expert off the shortlist, with the note."""
        self.done(request, company, token, verbs.drop, serializers.Serializer)
        return Response(status=204)


def _reader(request: Request, company: str) -> tuple[cards.Reader, Membership]:
    membership = membership_of(request.user, company)
    return cards.company_reader(membership, user_of(request).pk, Wording(lexicon().words)), membership
