"""Whose opening it is."""

from uuid import UUID

from jobs.openings.models import Opening
from talent.companies.models import Membership
from talent.lib.errors import Absent


def opening_of(membership: Membership, key: UUID) -> Opening:
    """The opening with that key of the member's company. Raises Absent for everybody else's."""
    rows = Opening.objects.filter(company=membership.company_id).select_related("company", "shown", "draft")
    found = rows.filter(key=key).first()
    if found is None:
        raise Absent()
    return found
