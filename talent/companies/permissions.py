"""Who acts for which company, read from the database at every request."""

from django.contrib.auth.models import AnonymousUser

from talent.accounts.models import User
from talent.companies.models import Membership
from talent.lib.errors import Absent


def membership_of(user: User | AnonymousUser, slug: str) -> Membership:
    """The user's current membership in the verified company at that address.

    Raises Absent for everybody else: no such company, not a member, not verified (any more) answer alike.
    """
    if not isinstance(user, User):
        raise Absent()
    found = Membership.objects.current().of(user).filter(company__slug=slug).first()
    if found is None:
        raise Absent()
    return found
