"""Requests by authorities, counted by year: the privacy officer says how many, and everybody can read it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import RoleName, User
from talent.accounts.permissions import demand_role
from talent.audit.actions import record
from talent.audit.models import AuthorityRequests
from talent.lib.dates import park_today
from talent.lib.errors import Refused
from talent.lib.text import clean_line

FIRST_YEAR = 2020


class MoreAnswered(Refused):
    code = "more_answered"
    text = _("More were answered than asked.")


class NoSuchYear(Refused):
    code = "no_such_year"
    text = _("This year of the Gregorian calendar has not begun yet, or lies before the network.")


class HalfNote(Refused):
    code = "half_note"
    text = _("Write the note in both languages, or in none.")


@transaction.atomic
def count_requests(
    *, actor: User, year: int, asked: int, answered: int, note_fa: str = "", note_en: str = ""
) -> AuthorityRequests:
    """Sets the numbers of a year, also of one that was counted before. Raises MoreAnswered, NoSuchYear, HalfNote."""
    demand_role(actor, RoleName.PRIVACY_OFFICER)
    if not FIRST_YEAR <= year <= park_today().year:
        raise NoSuchYear(field="year")
    if answered > asked:
        raise MoreAnswered(field="answered")
    fa, en = clean_line(note_fa), clean_line(note_en)
    if bool(fa) != bool(en):
        raise HalfNote(field="note_en" if fa else "note_fa")
    said = {"asked": asked, "answered": answered, "note_fa": fa, "note_en": en}
    counted, _is_new = AuthorityRequests.objects.update_or_create(year=year, defaults=said)
    record(actor=actor.audit_key, verb="authority_requests.counted", kind="year", key=year)
    return counted


def by_year() -> list[tuple[int, AuthorityRequests | None]]:
    """Each year from the first counted one to this one, newest first; None where nobody has counted yet (one SQL)."""
    counted = {row.year: row for row in AuthorityRequests.objects.order_by("year")}
    this = park_today().year
    return [(year, counted.get(year)) for year in range(this, min([this, *counted]) - 1, -1)]
