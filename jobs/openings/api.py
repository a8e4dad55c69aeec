"""A company's openings for programs: the same verbs as the pages'."""

from functools import partial
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from jobs.openings import drafting, pages
from jobs.openings.models import Opening
from jobs.openings.permissions import opening_of
from jobs.openings.shapes import OpeningDraftSerializer, PostingListSerializer, PostingSerializer
from jobs.openings.states import Verb
from jobs.openings.views import VERBS
from talent.accounts.api import PAGE, Mine, acts, paged, reads, user_of, valid
from talent.companies.models import Membership
from talent.companies.permissions import membership_of, recruits

_reads = partial(reads, "openings")
_acts = partial(acts, "openings")


class CompanyOpenings(Mine):
    """What a company offers."""

    @_reads("company_openings", PostingListSerializer, PAGE)
    def get(self, request: Request, company: str) -> Response:
        """The openings of the company, newest first."""
        membership = membership_of(request.user, company)
        rows = Opening.objects.filter(company=membership.company_id).select_related("shown", "draft")
        page, around = paged(request, rows, pages.A_PAGE)
        return Response(PostingListSerializer(around | {"results": pages.lines(page)}).data)

    @_acts("start_opening", None, PostingSerializer, status=201)
    def post(self, request: Request, company: str) -> Response:
        """Begins an opening, empty."""
        membership = membership_of(request.user, company)
        made = drafting.start_opening(actor=user_of(request), membership=membership)
        return _answer(made, membership, 201)


class CompanyOpening(Mine):
    """One opening of a company."""

    @_reads("company_opening", PostingSerializer)
    def get(self, request: Request, company: str, key: UUID) -> Response:
        """The opening as its company sees it."""
        membership = membership_of(request.user, company)
        return _answer(opening_of(membership, key), membership)

    @_acts("write_opening", OpeningDraftSerializer, PostingSerializer)
    def patch(self, request: Request, company: str, key: UUID) -> Response:
        """Writes some fields of the text that is being written, complete or not."""
        membership = membership_of(request.user, company)
        found = opening_of(membership, key)
        values: dict[str, Any] = {"actor": user_of(request), "membership": membership, "opening": found}
        drafting.save_draft(**values, **valid(OpeningDraftSerializer, request))
        return _answer(opening_of(membership, key), membership)


class CopyOpening(Mine):
    """Beginning anew from an old one."""

    @_acts("copy_opening", None, PostingSerializer, status=201)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Begins an opening that says what this one says."""
        membership = membership_of(request.user, company)
        like = opening_of(membership, key)
        made = drafting.start_opening(actor=user_of(request), membership=membership, like=like)
        return _answer(made, membership, 201)


def verb_view(verb: Verb) -> Any:
    """The address of one verb."""

    class Move(Mine):
        @_acts(f"{verb.value}_opening", None, PostingSerializer)
        def post(self, request: Request, company: str, key: UUID) -> Response:
            """Does what its address says; refused where the opening stands otherwise."""
            membership = membership_of(request.user, company)
            values: dict[str, Any] = {"membership": membership, "opening": opening_of(membership, key)}
            VERBS[verb](actor=user_of(request), **values)
            return _answer(opening_of(membership, key), membership)

    return Move.as_view()


def _answer(found: Opening, membership: Membership, status: int = 200) -> Response:
    said = {
        name: edition.said() | {"version": edition.version} if edition else None
        for name, edition in (("shown", found.shown), ("draft", found.draft))
    }
    writes = recruits(membership)
    one = pages.one_opening(found, writes=writes) | said
    offered = pages.offered_verbs(found) if writes else []
    return Response(PostingSerializer(one | {"offered": offered}).data, status=status)
