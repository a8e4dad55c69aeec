"""Verbs on names, contact details, links, work and education: stale-form safe, each one transaction."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.experts.changing import changing
from talent.experts.groups import CONTACT, EDUCATION, EXPERIENCE, LINKS, NAMES
from talent.experts.models import Details, Education, Experience, Profile
from talent.lib.errors import Absent, Refused
from talent.lib.links import is_safe_link

FIELDS = {
    NAMES: ("name_native", "name_latin"),
    CONTACT: ("phone", "messenger", "other_email"),
    LINKS: ("links",),
}
ROWS: dict[str, type[Experience] | type[Education]] = {EXPERIENCE: Experience, EDUCATION: Education}
MAX_LINKS = 10
MAX_ROWS = 30


def save_details(*, actor: User, profile: Profile, version: int, part: str, **values: Any) -> None:
    """Sets the fields of one part ("names", "contact", "links").

    Raises StaleProfile where `version` is no longer current, Refused for a link that is not https or an
    eleventh one.
    """
    if part == LINKS:
        _demand_links(values["links"])
    with changing(profile, actor, f"profile.{part}", version) as locked:
        Details.objects.update_or_create(
            profile=locked, defaults={name: values[name] for name in FIELDS[part]}
        )


def save_row(
    *, actor: User, profile: Profile, version: int, part: str, row: UUID | None = None, **values: Any
) -> None:
    """Adds a row of work or education, or changes the one with the key `row`.

    Raises StaleProfile, Absent where the profile has no such row, Refused for a thirty-first row and for
    work that ends before it begins.
    """
    if part == EXPERIENCE and values["to_year"] and values["to_year"] < values["from_year"]:
        raise Refused(_("Work cannot end before it begins."), field="to_year")
    with changing(profile, actor, f"profile.{part}", version) as locked:
        rows = ROWS[part].objects.filter(profile=locked)
        if row is None:
            if rows.count() >= MAX_ROWS:
                raise Refused(_("A profile holds at most 30 rows of this kind."))
            ROWS[part].objects.create(profile=locked, **values)
        elif not rows.filter(key=row).update(**values):
            raise Absent()


def drop_row(*, actor: User, profile: Profile, version: int, part: str, row: UUID) -> None:
    """Takes a row away. Raises StaleProfile; a row that is gone already stays gone."""
    with changing(profile, actor, f"profile.{part}_dropped", version) as locked:
        ROWS[part].objects.filter(profile=locked, key=row).delete()


def _demand_links(links: list[str]) -> None:
    if len(links) > MAX_LINKS:
        raise Refused(_("A profile holds at most 10 links."), field="links")
    if not all(is_safe_link(link) for link in links):
        raise Refused(
            _("Each link is one line and begins with https://, without blanks and passwords."), field="links"
        )
