"""What production must not do without (`manage.py check --deploy`, with `--database default` for the notices)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from talent.accounts.models import Group, Notice


@register(Tags.security, deploy=True)
def second_factor(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Staff and members of companies see other people's data: a password alone is not enough."""
    if settings.REQUIRE_SECOND_FACTOR:
        return []
    hint = "Set REQUIRE_SECOND_FACTOR=1."
    return [Warning("Second factors are not required.", hint=hint, id="accounts.W001")]


@register(Tags.database, deploy=True)
def notices_are_whole(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each notice in force says all that has to be said; nobody can sign up where none is."""
    groups = Group.values if databases else []  # Django hands them over only where it may ask
    return [message for group in groups if (message := _fault(group))]


def _fault(group: str) -> CheckMessage | None:
    notice = Notice.objects.in_force(group)
    if notice is None:
        return Warning(f"No notice is published for: {group}.", id="accounts.W002")
    if missing := notice.missing():
        text = (
            f"The notice in force for {group} has parts that are empty or still marked: {', '.join(missing)}."
        )
        return Error(text, id="accounts.E001")
    return None
