"""Signing in by address (allauth), and what a role may do in the back office."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser

from talent.accounts.models import RoleName, User

ENTER = "wagtailadmin.access_admin"
MAY: dict[str, frozenset[str]] = {
    RoleName.MODERATOR: frozenset(
        {
            *(ENTER, "companies.view_company", "companies.view_membership", "companies.view_invitation"),
            "experts.view_flag",
            *("conversations.view_report", "openings.view_opening"),
        }
    ),
    RoleName.EDITOR: frozenset(
        {
            *(ENTER, "experts.view_term", "experts.add_term", "experts.change_term"),
            *("programmes.view_programme", "schedule.view_holiday"),
        }
    ),
    RoleName.PRIVACY_OFFICER: frozenset(
        {
            *(ENTER, "audit.view_entry", "audit.view_authorityrequests"),
            *("accounts.view_user", "accounts.view_notice", "conversations.view_report"),
        }
    ),
    RoleName.OPERATOR: frozenset({ENTER, "notifications.view_delivery"}),
    RoleName.CASE_OFFICER: frozenset({ENTER, "programmes.view_case"}),
}


class RoleBackend(AuthenticationBackend):
    """allauth's sign-in, with permissions read from role rows instead of groups."""

    def get_user(self, user_id: Any) -> User | None:
        """The signed-in reader, with `has_second_factor` read along: asking costs no statement of its own."""
        user = User.objects.reader(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not isinstance(user_obj, User) or not user_obj.is_active or obj is not None:
            return set()
        held: set[str] | None = user_obj.__dict__.get("_may")
        if held is None:  # once per request: the object lives as long as one
            names = user_obj.roles.values_list("name", flat=True)
            held = user_obj.__dict__["_may"] = set().union(*(MAY[name] for name in names))
        return held

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)
