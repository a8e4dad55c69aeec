"""Companies of the park, who acts for them, and who is invited to."""

from talent.companies.models.companies import (
    REMARKS,
    STATES,
    Approval,
    Comment,
    Company,
    CompanyQuerySet,
    CompanyStep,
)
from talent.companies.models.invitations import (
    DAYS,
    INVITATION_STATES,
    KEPT_DAYS,
    Invitation,
    InvitationQuerySet,
    NeverInvited,
)
from talent.companies.models.members import (
    RECENT_DAYS,
    WAIT_DAYS,
    CodeAcceptance,
    MemberRole,
    Membership,
    MembershipQuerySet,
    ownerless,
)
from talent.companies.states import Remark, State

__all__ = [
    "DAYS",
    "INVITATION_STATES",
    "KEPT_DAYS",
    "RECENT_DAYS",
    "REMARKS",
    "STATES",
    "WAIT_DAYS",
    "Approval",
    "CodeAcceptance",
    "Comment",
    "Company",
    "CompanyQuerySet",
    "CompanyStep",
    "Invitation",
    "InvitationQuerySet",
    "MemberRole",
    "Membership",
    "MembershipQuerySet",
    "NeverInvited",
    "Remark",
    "State",
    "ownerless",
]
