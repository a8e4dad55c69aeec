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
    FIRST_COMPANY,
    LAST_COMPANY,
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
    "FIRST_COMPANY",
    "INVITATION_STATES",
    "KEPT_DAYS",
    "LAST_COMPANY",
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
