"""Who holds which role, and who has a second factor."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.lib.errors import Forbidden, SecondFactorNeeded


def demand_role(user: User | AnonymousUser, role: RoleName) -> None:
    """Raises Forbidden unless `user` holds `role`: a deed's own check, whatever page it came from."""
    if not isinstance(user, User) or not user.roles.filter(name=role).exists():
        raise Forbidden()


def demand_second_factor(user: User) -> None:
    """Raises SecondFactorNeeded where the park asks for a second factor (REQUIRE_SECOND_FACTOR) and `user` has none.

    Ask it once, where a room decides who its members are: pages, fragments, API and back office all pass there.
    """
    if settings.REQUIRE_SECOND_FACTOR and not user.has_second_factor:
        raise SecondFactorNeeded(
            _(
                "Whoever sees other people's data signs in with a second factor. Set one up; it takes a minute."
            )
        )
