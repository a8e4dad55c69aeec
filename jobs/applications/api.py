"""Applications for programs: the same verbs as the pages', on both sides."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from jobs.applications import actions, deciding, drafting, pages, pipeline
from jobs.applications.files import TooLarge
from jobs.applications.models import Application
from jobs.applications.permissions import application_for, application_of, desk_of, opening_for
from jobs.applications.shapes import (
    ApplicationCvSerializer,
    ApplicationDraftSerializer,
    ApplicationListSerializer,
    ApplicationSerializer,
    CommentingSerializer,
    CompanyApplicationListSerializer,
    CompanyApplicationSerializer,
    DraftSavingSerializer,
    OfferingSerializer,
    RefusingSerializer,
    SeenVersionSerializer,
)
from jobs.applications.states import PIPELINE, State, Verb
from jobs.openings.models import Opening
from talent.accounts.api import LANG, PAGE, Mine, Shape, acts, paged, problems, reads, user_of, valid
from talent.accounts.models import User
from talent.accounts.permissions import demand_notice
from talent.experts.models import Profile

STATE = OpenApiParameter("state", OpenApiTypes.STR, enum=[str(state) for state in PIPELINE])
NOTHING: Shape = serializers.Serializer
_reads = partial(reads, "applications", refusals=(400, 401, 403, 404, 429))
_verb = partial(acts, "applications")


class Draft(Mine):
    """What one writes to an opening."""

    @_reads("application_draft", ApplicationDraftSerializer)
    def get(self, request: Request, opening: UUID) -> Response:
        """The draft, and what is asked."""
        return _draft(user_of(request), opening)

    @_verb("save_application_draft", DraftSavingSerializer, ApplicationDraftSerializer)
    def post(self, request: Request, opening: UUID) -> Response:
        """Keeps it, complete or not."""
        user, found = user_of(request), _opening(user_of(request), opening)
        drafting.save_draft(actor=user, opening=found, **valid(DraftSavingSerializer, request))
        return _draft(user, opening)


class DraftCv(Mine):
    """The CV that goes along."""

    parser_classes = [MultiPartParser]

    @_verb("put_application_cv", ApplicationCvSerializer, ApplicationDraftSerializer)
    def post(self, request: Request, opening: UUID) -> Response:
        """Keeps the file with the draft, in place of the one before."""
        user, found = user_of(request), _opening(user_of(request), opening)
        demand_notice(user)
        if request.data is not None and getattr(request._request, "oversized", False):
            raise TooLarge(field="cv")
        drafting.put_cv(actor=user, opening=found, data=valid(ApplicationCvSerializer, request)["cv"].read())
        return _draft(user, opening)


class DropDraftCv(Mine):
    @_verb("drop_application_cv", None, ApplicationDraftSerializer)
    def post(self, request: Request, opening: UUID) -> Response:
        """Takes the file out of the draft."""
        user, found = user_of(request), _opening(user_of(request), opening)
        drafting.drop_cv(actor=user, opening=found)
        return _draft(user, opening)


class DiscardDraft(Mine):
    @extend_schema(
        operation_id="discard_application_draft",
        tags=["applications"],
        parameters=[LANG],
        request=None,
        responses={204: None} | problems(401, 403, 404, 429),
    )
    def post(self, request: Request, opening: UUID) -> Response:
        """Throws the draft away."""
        drafting.discard(actor=user_of(request), opening=_opening(user_of(request), opening))
        return Response(status=204)


class SendDraft(Mine):
    @_verb("send_application", SeenVersionSerializer, ApplicationSerializer)
    def post(self, request: Request, opening: UUID) -> Response:
        """Sends it, once however often it is asked for."""
        user, found = user_of(request), _opening(user_of(request), opening)
        made = drafting.submit(actor=user, opening=found, **valid(SeenVersionSerializer, request))
        return _own(user, made.key)


class Applications(Mine):
    @_reads("applications", ApplicationListSerializer, PAGE)
    def get(self, request: Request) -> Response:
        """All that one has written and sent."""
        page, around = paged(request, pages.of_expert(user_of(request)), pages.A_PAGE)
        return Response(ApplicationListSerializer(around | {"results": pages.lines(page)}).data)


class OneApplication(Mine):
    @_reads("application", ApplicationSerializer)
    def get(self, request: Request, key: UUID) -> Response:
        """One application, and what may be done."""
        return _own(user_of(request), key)


class _ExpertVerb(Mine):
    """What one does with one's application."""

    def done(self, request: Request, key: UUID, verb: Callable[..., None], **values: Any) -> Response:
        """The application after the verb."""
        user = user_of(request)
        verb(actor=user, application=application_of(user, key), **values)
        return _own(user, key)


class WithdrawApplication(_ExpertVerb):
    @_verb("withdraw_application", None, ApplicationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Takes it back."""
        return self.done(request, key, actions.withdraw)


class AcceptOffer(_ExpertVerb):
    @_verb("accept_offer", SeenVersionSerializer, ApplicationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says yes to an offer; one's other applications end."""
        return self.done(request, key, actions.accept, **valid(SeenVersionSerializer, request))


class DeclineOffer(_ExpertVerb):
    @_verb("decline_offer", None, ApplicationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Says no to an offer."""
        return self.done(request, key, actions.decline)


class UndoAcceptance(_ExpertVerb):
    @_verb("undo_acceptance", None, ApplicationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Takes an acceptance back, within seven days."""
        return self.done(request, key, actions.undo)


class TakeBackGroups(_ExpertVerb):
    @_verb("take_back_groups", None, ApplicationSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Closes the groups again that were shown with it."""
        return self.done(request, key, actions.take_back)


class CompanyApplications(Mine):
    @_reads("company_applications", CompanyApplicationListSerializer, PAGE, STATE)
    def get(self, request: Request, company: str, opening: UUID) -> Response:
        """Applications to an opening of the company, all or those in one state."""
        desk = desk_of(user_of(request), company, opening)
        wanted = request.query_params.get("state")
        states = [wanted] if wanted in PIPELINE else list(PIPELINE)
        page, around = paged(request, pipeline.in_states(desk, states), pipeline.A_PAGE)
        lines = pipeline.lines(desk, list(page))
        return Response(CompanyApplicationListSerializer(around | {"results": lines}).data)


class CompanyApplication(Mine):
    @_reads("company_application", CompanyApplicationSerializer)
    def get(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """One application, as this member may read it."""
        return _received(user_of(request), company, opening, key)


class _CompanyVerb(Mine):
    """What a company does with an application."""

    def done(
        self, request: Request, company: str, opening: UUID, key: UUID, wanted: Verb, sent: Shape
    ) -> Response:
        """The application after the step."""
        desk = desk_of(user_of(request), company, opening)
        deed: dict[str, Any] = {"membership": desk.membership, "application": application_for(desk, key)}
        deciding.decide(actor=desk.user, **deed, wanted=wanted, **valid(sent, request))
        return _received(desk.user, company, opening, key)


class ReviewApplication(_CompanyVerb):
    @_verb("review_application", SeenVersionSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Takes it into review."""
        return self.done(request, company, opening, key, Verb.REVIEW, SeenVersionSerializer)


class ShortlistApplication(_CompanyVerb):
    @_verb("shortlist_application", SeenVersionSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Puts it on the shortlist: the two can talk, and a blind review ends for it."""
        return self.done(request, company, opening, key, Verb.SHORTLIST, SeenVersionSerializer)


class OfferApplication(_CompanyVerb):
    @_verb("offer_application", OfferingSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Makes an offer."""
        return self.done(request, company, opening, key, Verb.OFFER, OfferingSerializer)


class RescindOffer(_CompanyVerb):
    @_verb("rescind_application", SeenVersionSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Takes an offer back that is not accepted; the application stands on the shortlist again."""
        return self.done(request, company, opening, key, Verb.RESCIND, SeenVersionSerializer)


class RefuseApplication(_CompanyVerb):
    @_verb("refuse_application", RefusingSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Says no, with a reason that is shared or not."""
        return self.done(request, company, opening, key, Verb.REFUSE, RefusingSerializer)


class CommentApplication(Mine):
    parser_classes = [JSONParser]

    @_verb("comment_application", CommentingSerializer, CompanyApplicationSerializer)
    def post(self, request: Request, company: str, opening: UUID, key: UUID) -> Response:
        """Notes something for the others of the company."""
        desk = desk_of(user_of(request), company, opening)
        noted: dict[str, Any] = {"membership": desk.membership, "application": application_for(desk, key)}
        deciding.comment(actor=desk.user, **noted, **valid(CommentingSerializer, request))
        return _received(desk.user, company, opening, key)


def _opening(user: User, key: UUID) -> Opening:
    found = opening_for(user, key)
    demand_notice(user)
    return found


def _draft(user: User, key: UUID) -> Response:
    found = _opening(user, key)
    mine = Profile.objects.filter(user=user).first()
    if mine is None:
        raise drafting.NoProfile()
    draft = pages.draft_of(user, found)
    kept = draft if draft and draft.state == State.DRAFT else Application(version=0)
    return Response(ApplicationDraftSerializer(pages.draft_page(found, mine, kept)).data)


def _own(user: User, key: UUID) -> Response:
    return Response(ApplicationSerializer(pages.one(user, application_of(user, key))).data)


def _received(user: User, company: str, opening: UUID, key: UUID) -> Response:
    desk = desk_of(user, company, opening)
    return Response(CompanyApplicationSerializer(pipeline.one(desk, application_for(desk, key))).data)
