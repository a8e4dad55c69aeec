"""People who sign in, their roles and sessions, and the notices that they are shown first."""

from talent.accounts.models.notices import PARTS, Group, Notice
from talent.accounts.models.people import (
    DOMAIN,
    Browser,
    Calendar,
    Language,
    OpenSession,
    OpenSessionQuerySet,
    Role,
    RoleName,
    User,
    UserManager,
)

__all__ = [
    "DOMAIN",
    "PARTS",
    "Browser",
    "Calendar",
    "Group",
    "Language",
    "Notice",
    "OpenSession",
    "OpenSessionQuerySet",
    "Role",
    "RoleName",
    "User",
    "UserManager",
]
