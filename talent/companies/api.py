"""Companies for programs: registering, members, invitations, by the same verbs as the pages'."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import LANG, Spoken, problems
from talent.accounts.models import User
from talent.companies import joining, members, pages, registration
from talent.companies.models import Company, Invitation, MemberRole, Membership
from talent.companies.permissions import belonging, colleague_of, invited, sent_by
from talent.companies.shapes import (
    DraftSerializer,
    EndSerializer,
    InvitedSerializer,
    InviteSerializer,
    MembersSerializer,
    MyCompaniesSerializer,
    RegisterSerializer,
    RegistrationSerializer,
    RoleSerializer,
)

TAGS = ["companies"]
REFUSALS = problems(400, 401, 403, 404, 409, 429)


class Mine(Spoken):
    """Answers that are somebody's own."""

    permission_classes = [IsAuthenticated]

    @property
    def me(self) -> User:
        """Who asks."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def sent(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """What was sent, in that shape. Raises ValidationError."""
        typed = shape(data=self.request.data)
        typed.is_valid(raise_exception=True)
        found: dict[str, Any] = typed.validated_data
        return found


def _told(name: str, answered: Any, sent: Any = None, status: int = 200) -> Callable[[Any], Any]:
    """How the schema tells of an operation."""
    told = {status: answered} | REFUSALS
    return extend_schema(operation_id=name, tags=TAGS, parameters=[LANG], request=sent, responses=told)


class MyCompanies(Mine):
    """The companies that somebody acts for."""

    @_told("my_companies", MyCompaniesSerializer)
    def get(self, request: Request) -> Response:
        """Companies, and the invitations that wait."""
        return Response(MyCompaniesSerializer(pages.my_companies(self.me)).data)


class Register(Mine):
    """Beginning a registration."""

    @_told("register_company", RegistrationSerializer, RegisterSerializer, 201)
    def post(self, request: Request) -> Response:
        """Begins a draft whose owner is whoever asks, at an address of chance."""
        made = registration.register(actor=self.me, **self.sent(RegisterSerializer))
        return Response(_registration(made), status=201)


class Registration(Mine):
    """A registration."""

    @_told("registration", RegistrationSerializer)
    def get(self, request: Request, company: str) -> Response:
        """How it stands."""
        return Response(_registration(colleague_of(self.me, company)))

    @_told("save_registration", RegistrationSerializer, DraftSerializer)
    def patch(self, request: Request, company: str) -> Response:
        """Writes some of it, complete or not, while it is the owner's to write."""
        mine = colleague_of(self.me, company)
        registration.save_draft(actor=self.me, company=mine.company, **self.sent(DraftSerializer))
        return Response(_registration(colleague_of(self.me, company)))


class Submit(Mine):
    """Sending it to the park."""

    @_told("submit_registration", RegistrationSerializer)
    def post(self, request: Request, company: str) -> Response:
        """Sends it; the park promises an answer by a day."""
        registration.submit(actor=self.me, company=colleague_of(self.me, company).company)
        return Response(_registration(colleague_of(self.me, company)))


class Members(Mine):
    """Who acts for a company."""

    @_told("company_members", MembersSerializer)
    def get(self, request: Request, company: str) -> Response:
        """Members and invitations."""
        return Response(_members(colleague_of(self.me, company)))


class Invite(Mine):
    """Inviting somebody."""

    @_told("invite", MembersSerializer, InviteSerializer, 201)
    def post(self, request: Request, company: str) -> Response:
        """Invites an address; the answer is the same whoever has it."""
        mine, typed = colleague_of(self.me, company), self.sent(InviteSerializer)
        role = MemberRole(typed.pop("role"))
        joining.invite(actor=self.me, company=mine.company, role=role, **typed)
        return Response(_members(mine), status=201)


class WithdrawInvitation(Mine):
    @_told("withdraw_invitation", MembersSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Takes an invitation back."""
        mine = colleague_of(self.me, company)
        joining.withdraw(actor=self.me, invitation=sent_by(mine, key))
        return Response(_members(mine))


class ChangeRole(Mine):
    @_told("change_member_role", MembersSerializer, RoleSerializer)
    def post(self, request: Request, company: str) -> Response:
        """Makes a member something else."""
        mine, typed = colleague_of(self.me, company), self.sent(RoleSerializer)
        role = MemberRole(typed["role"])
        members.change_role(actor=self.me, company=mine.company, email=typed["email"], role=role)
        return Response(_members(colleague_of(self.me, company)))


class EndMembership(Mine):
    @_told("end_membership", None, EndSerializer, 204)
    def post(self, request: Request, company: str) -> Response:
        """Ends somebody's membership: out at the next request."""
        mine = colleague_of(self.me, company)
        members.remove(actor=self.me, company=mine.company, **self.sent(EndSerializer))
        return Response(status=204)


class Leave(Mine):
    @_told("leave_company", None, None, 204)
    def post(self, request: Request, company: str) -> Response:
        """Ends one's own membership."""
        members.leave(actor=self.me, company=belonging(self.me, company).company)
        return Response(status=204)


class AcceptInvitation(Mine):
    @_told("accept_invitation", InvitedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Accepts: a member at once, or after the park's approval (`state`)."""
        return self.decided(invited(self.me, key), joining.accept)

    def decided(self, invitation: Invitation, verb: Callable[..., object]) -> Response:
        """The invitation after the verb."""
        verb(actor=self.me, invitation=invitation)
        return Response(InvitedSerializer(pages.invited(invited(self.me, invitation.key))).data)


class DeclineInvitation(AcceptInvitation):
    @_told("decline_invitation", InvitedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Declines; the company learns that."""
        return self.decided(invited(self.me, key), joining.decline)


def _registration(membership: Membership) -> Any:
    company = membership.company
    written = {name: _sayable(company, name) for name in registration.WRITTEN}
    stands = pages.registration(company, membership) | {"written": written}
    return RegistrationSerializer(stands).data


def _sayable(company: Company, name: str) -> str:
    return str(getattr(company, name) or "")


def _members(membership: Membership) -> Any:
    return MembersSerializer(pages.members(membership)).data
