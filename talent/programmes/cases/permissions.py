"""Whose case it is, and who of the office may handle it."""

from uuid import UUID

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.lib.errors import Absent
from talent.programmes.models import Case


def case_of(user: User, key: UUID) -> Case:
    """The person's own case. Raises Absent for everybody else's, and where there is none."""
    found = Case.objects.of(user).select_related("programme", "version").filter(key=key).first()
    if found is None:
        raise Absent()
    return found


def demand_officer(user: User, case: Case) -> None:
    """Raises Forbidden for whoever is no case officer, Absent for an officer's own case."""
    demand_role(user, RoleName.CASE_OFFICER)
    if case.person_id == user.pk:
        raise Absent()
