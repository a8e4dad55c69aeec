"""Who acts for which company, read from the database at every request."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.accounts.permissions import demand_notice, demand_second_factor
from talent.companies.code import current_code
from talent.companies.models import Invitation, MemberRole, Membership
from talent.lib.errors import Absent, Forbidden, StepNeeded


class CodeNeeded(StepNeeded):
    code = "company_code_needed"
    text = _("Before you see a person, accept the company code.")
    page = "company_code"


class OwnerOnly(Forbidden):
    code = "owner_only"
    text = _("Only an owner of the company may do that.")


class ReaderOnly(Forbidden):
    code = "reader_only"
    text = _("Your role in the company is to read. An owner or a recruiter writes.")


def belonging(user: User | AnonymousUser, slug: str) -> Membership:
    """The user's current membership in the company at that address, verified or not: for what members do among
    themselves, never for seeing anybody else. Has `code_accepted`; its company has `beside`.

    Raises Absent for everybody else: no such company, not a member, suspended answer alike.
    """
    if not isinstance(user, User):
        raise Absent()
    mine = list(Membership.objects.living().of(user).reading(current_code().version))
    found = next((one for one in mine if one.company.slug == slug), None)
    if found is None:
        raise Absent()
    others = (one.company for one in mine if one is not found)
    found.company.beside = tuple(sorted(others, key=lambda company: (company.name, company.pk)))
    return found


def member_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The user's current membership in the verified company at that address, before any condition: for the
    pages on which conditions are met. Has `code_accepted`.

    Raises Absent for everybody else: no such company, not a member, not verified (any more) answer alike.
    """
    found = belonging(user, slug)
    if not found.company.is_verified:
        raise Absent()
    return found


def membership_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The membership of somebody who may see people: pages and API ask here. Raises Absent like `member_of`,
    SecondFactorNeeded, NoticeNeeded and CodeNeeded for what comes first, in this order.
    """
    found = member_of(user, slug)
    _demand_ready(user)
    if not found.code_accepted:
        raise CodeNeeded(company=slug)
    return found


def colleague_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The membership of somebody who may act among colleagues, verified or not. Raises Absent like `belonging`,
    SecondFactorNeeded and NoticeNeeded for what comes first, in this order."""
    found = belonging(user, slug)
    _demand_ready(user)
    return found


def demand_owner(membership: Membership) -> None:
    """Raises OwnerOnly for members who are no owner."""
    if membership.role != MemberRole.OWNER:
        raise OwnerOnly()


def recruits(membership: Membership) -> bool:
    """Whether this member's role is to write for the company: to ask, talk with and keep experts."""
    return membership.role != MemberRole.READER


def demand_recruiter(membership: Membership) -> None:
    """Raises ReaderOnly for members who only read."""
    if not recruits(membership):
        raise ReaderOnly()


def demand_still_recruiter(membership: Membership) -> None:
    """The same, asked anew inside a verb, after its locks: somebody may have ended the membership or changed its role
    since it was read. Raises ReaderOnly, Absent."""
    current = Membership.objects.current().filter(pk=membership.pk).first()
    if current is None:
        raise Absent()
    demand_recruiter(current)


def invited(user: User, key: UUID) -> Invitation:
    """The invitation with that key to the person's address, whatever became of it. Raises Absent for another's."""
    found = Invitation.objects.filter(address=user.email, key=key).select_related("company").first()
    if found is None:
        raise Absent()
    return found


def sent_by(membership: Membership, key: UUID) -> Invitation:
    """An invitation of the owner's company. Raises OwnerOnly, Absent."""
    demand_owner(membership)
    sent = Invitation.objects.filter(company=membership.company_id, key=key).select_related("company")
    found = sent.first()
    if found is None:
        raise Absent()
    return found


def _demand_ready(user: User | AnonymousUser) -> None:
    assert isinstance(user, User)
    demand_second_factor(user)
    demand_notice(user)
