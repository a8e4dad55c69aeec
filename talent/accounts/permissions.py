"""Who holds which role."""

from django.contrib.auth.models import AnonymousUser

from talent.accounts.models import RoleName, User
from talent.lib.errors import Forbidden


def demand_role(user: User | AnonymousUser, role: RoleName) -> None:
    """Raises Forbidden unless `user` holds `role`: a deed's own check, whatever page it came from."""
    if not isinstance(user, User) or not user.roles.filter(name=role).exists():
        raise Forbidden()
