"""Companies for programs: registering, members, invitations, by the same verbs as the pages'."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from talent.accounts.api import Mine, acts, user_of, valid
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


def _told(name: str, answered: Any, sent: Any = None, status: int = 200) -> Callable[[Any], Any]:
    """How the schema tells of an operation."""
    return acts("companies", name, sent, answered, status=status)


class MyCompanies(Mine):
    """The companies that somebody acts for."""

    @_told("my_companies", MyCompaniesSerializer)
    def get(self, request: Request) -> Response:
        """Companies, and the invitations that wait."""
        return Response(MyCompaniesSerializer(pages.my_companies(user_of(request))).data)


class Register(Mine):
    """Beginning a registration."""

    @_told("register_company", RegistrationSerializer, RegisterSerializer, 201)
    def post(self, request: Request) -> Response:
        """Begins a draft whose owner is whoever asks, at an address of chance."""
        made = registration.register(actor=user_of(request), **valid(RegisterSerializer, request))
        return Response(_registration(made), status=201)


class Registration(Mine):
    """A registration."""

    @_told("registration", RegistrationSerializer)
    def get(self, request: Request, company: str) -> Response:
        """How it stands."""
        return Response(_registration(colleague_of(user_of(request), company)))

    @_told("save_registration", RegistrationSerializer, DraftSerializer)
    def patch(self, request: Request, company: str) -> Response:
        """Writes some of it, complete or not, while it is the owner's to write."""
        mine = colleague_of(user_of(request), company)
        registration.save_draft(
            actor=user_of(request), company=mine.company, **valid(DraftSerializer, request)
        )
        return Response(_registration(colleague_of(user_of(request), company)))


class Submit(Mine):
    """Sending it to the park."""

    @_told("submit_registration", RegistrationSerializer)
    def post(self, request: Request, company: str) -> Response:
        """Sends it; the park promises an answer by a day."""
        registration.submit(actor=user_of(request), company=colleague_of(user_of(request), company).company)
        return Response(_registration(colleague_of(user_of(request), company)))


class Members(Mine):
    """Who acts for a company."""

    @_told("company_members", MembersSerializer)
    def get(self, request: Request, company: str) -> Response:
        """Members and invitations."""
        return Response(_members(colleague_of(user_of(request), company)))


class Invite(Mine):
    """Inviting somebody."""

    @_told("invite", MembersSerializer, InviteSerializer, 201)
    def post(self, request: Request, company: str) -> Response:
        """Invites an address; the answer is the same whoever has it."""
        mine, typed = colleague_of(user_of(request), company), valid(InviteSerializer, request)
        role = MemberRole(typed.pop("role"))
        joining.invite(actor=user_of(request), company=mine.company, role=role, **typed)
        return Response(_members(mine), status=201)


class WithdrawInvitation(Mine):
    @_told("withdraw_invitation", MembersSerializer)
    def post(self, request: Request, company: str, key: UUID) -> Response:
        """Takes an invitation back."""
        mine = colleague_of(user_of(request), company)
        joining.withdraw(actor=user_of(request), invitation=sent_by(mine, key))
        return Response(_members(mine))


class ChangeRole(Mine):
    @_told("change_member_role", MembersSerializer, RoleSerializer)
    def post(self, request: Request, company: str) -> Response:
        """Makes a member something else."""
        mine, typed = colleague_of(user_of(request), company), valid(RoleSerializer, request)
        role = MemberRole(typed["role"])
        members.change_role(actor=user_of(request), company=mine.company, email=typed["email"], role=role)
        return Response(_members(colleague_of(user_of(request), company)))


class EndMembership(Mine):
    @_told("end_membership", None, EndSerializer, 204)
    def post(self, request: Request, company: str) -> Response:
        """Ends somebody's membership: out at the next request."""
        mine = colleague_of(user_of(request), company)
        members.remove(actor=user_of(request), company=mine.company, **valid(EndSerializer, request))
        return Response(status=204)


class Leave(Mine):
    @_told("leave_company", None, None, 204)
    def post(self, request: Request, company: str) -> Response:
        """Ends one's own membership."""
        members.leave(actor=user_of(request), company=belonging(user_of(request), company).company)
        return Response(status=204)


class AcceptInvitation(Mine):
    @_told("accept_invitation", InvitedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Accepts: a member at once, or after the park's approval (`state`)."""
        return self.decided(request, invited(user_of(request), key), joining.accept)

    def decided(self, request: Request, invitation: Invitation, verb: Callable[..., object]) -> Response:
        """The invitation after the verb."""
        verb(actor=user_of(request), invitation=invitation)
        return Response(InvitedSerializer(pages.invited(invited(user_of(request), invitation.key))).data)


class DeclineInvitation(AcceptInvitation):
    @_told("decline_invitation", InvitedSerializer)
    def post(self, request: Request, key: UUID) -> Response:
        """Declines; the company learns that."""
        return self.decided(request, invited(user_of(request), key), joining.decline)


def _registration(membership: Membership) -> Any:
    company = membership.company
    written = {name: _sayable(company, name) for name in registration.WRITTEN}
    stands = pages.registration(company, membership) | {"written": written}
    return RegistrationSerializer(stands).data


def _sayable(company: Company, name: str) -> str:
    return str(getattr(company, name) or "")


def _members(membership: Membership) -> Any:
    return MembersSerializer(pages.members(membership)).data
