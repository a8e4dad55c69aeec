"""Who holds which role, who has a second factor, and who has read the notice."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.lib.errors import Forbidden, NoticeNeeded, SecondFactorNeeded


def demand_role(user: User | AnonymousUser, role: RoleName) -> None:
    """Raises Forbidden unless `user` holds `role`: a deed's own check, whatever page it came from."""
    if not isinstance(user, User) or not user.roles.filter(name=role).exists():
        raise Forbidden()


def is_editor(user: User | AnonymousUser) -> bool:
    """Whether `user` writes pages and programmes."""
    return isinstance(user, User) and user.roles.filter(name=RoleName.EDITOR).exists()


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


class NotOffered(Forbidden):
    """Where the person lives, the network may only be read."""

    code = "not_offered"
    text = _(
        "Where you live, the network is there for information only: it can be read, and nothing can be offered."
    )


def demand_notice(user: User) -> None:
    """Raises NoticeNeeded unless `user` has read the notice in force; NotOffered where it is for information only.

    Ask it before whatever offers or looks at people. Hiding, unlisting, settings and leaving never ask.
    """
    if not user.notice_stands:
        raise NoticeNeeded(_("There is something to know before you go on. It takes two minutes to read."))
    if user.may_only_read:
        raise NotOffered()
