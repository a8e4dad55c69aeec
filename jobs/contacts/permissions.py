"""Whose request it is."""

from uuid import UUID

from jobs.contacts.models import ContactRequest
from talent.accounts.models import User
from talent.companies.models import Membership
from talent.lib.errors import Absent


def asked_of(user: User, key: UUID) -> ContactRequest:
    """The request with that key that the person was asked. Raises Absent for everybody else's."""
    rows = ContactRequest.objects.to(user).select_related("company", "profile", "opening__shown")
    found = rows.filter(key=key).first()
    if found is None:
        raise Absent()
    return found


def asked_for(membership: Membership, user: User, key: UUID) -> ContactRequest:
    """The request with that key that the member's company has made. Raises Absent for everybody else's, and for one
    of an expert who hides from this member apart from the company."""
    rows = ContactRequest.objects.read_by(user.pk, membership.company_id).select_related("opening__shown")
    found = rows.filter(key=key).first()
    if found is None:
        raise Absent()
    return found
