"""Who acts for which company, read from the database at every request."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.accounts.permissions import demand_notice, demand_second_factor
from talent.companies.code import current_code
from talent.companies.models import Membership
from talent.lib.errors import Absent, StepNeeded


class CodeNeeded(StepNeeded):
    code = "company_code_needed"
    text = _("Before you see a person, accept the company code.")
    page = "company_code"


def member_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The user's current membership in the verified company at that address, before any condition: for the
    pages on which conditions are met. Has `code_accepted`.

    Raises Absent for everybody else: no such company, not a member, not verified (any more) answer alike.
    """
    if not isinstance(user, User):
        raise Absent()
    mine = Membership.objects.current().of(user).reading(current_code().version)
    found = mine.filter(company__slug=slug).first()
    if found is None:
        raise Absent()
    return found


def membership_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The membership of somebody who may see people: pages and API ask here. Raises Absent like `member_of`,
    SecondFactorNeeded, NoticeNeeded and CodeNeeded for what comes first, in this order.
    """
    found = member_of(user, slug)
    assert isinstance(user, User)
    demand_second_factor(user)
    demand_notice(user)
    if not found.code_accepted:
        raise CodeNeeded(company=slug)
    return found
