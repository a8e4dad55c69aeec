"""Which company saw whom: the expert's log, and the budget against harvesting. Rows by day, never by minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from talent.companies.models import Company
from talent.experts.models import MissedLook

WINDOW_DAYS = 30
_FIRST_SEEN = """
SELECT CAST(profile_id AS text), MIN(day) FROM experts_look WHERE company_id = %s AND day > %s AND day <= %s
GROUP BY profile_id
UNION ALL
SELECT digest, MIN(day) FROM experts_missedlook WHERE company_id = %s AND day > %s AND day <= %s GROUP BY digest
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a company may still see. `known` were asked for within 30 days and are free; the rests are for new
    ones. A profile is named by its key, an address that leads nowhere by its digest.
    """

    known: frozenset[str]
    left_today: int
    left_in_window: int

    @property
    def left(self) -> int:
        """How many new ones may still be answered now."""
        return min(self.left_today, self.left_in_window)

    def allowed(self, asked: Iterable[str]) -> set[str]:
        """Those asked for (in order) that may be answered: known ones, and new ones while some are left."""
        wanted = list(dict.fromkeys(asked))
        new = [one for one in wanted if one not in self.known][: self.left]
        return {one for one in wanted if one in self.known} | set(new)


def spend(
    company: int, profiles: list[int], *, today: date, limits: tuple[int, int], opened: bool
) -> set[int]:
    """Which of the profiles (in order) the company may be shown, noted as looks.

    Decided and written in one transaction that holds the company's lock: requests side by side must not
    spend the same rest of a budget twice.
    """
    with transaction.atomic():
        _lock(company)
        budget = budget_of(company, today=today, limits=limits)
        allowed = budget.allowed(str(pk) for pk in profiles)
        shown = [pk for pk in profiles if str(pk) in allowed]
        return note_looks(company, shown, today=today, opened=opened)


def spend_on_nobody(company: int, digest: str, *, today: date, limits: tuple[int, int]) -> bool:
    """Whether the company may be told that an address leads nowhere: it costs as a new profile does, so that
    budgets tell nothing about who is there. Noted by the address's digest."""
    with transaction.atomic():
        _lock(company)
        if not budget_of(company, today=today, limits=limits).allowed([digest]):
            return False
        MissedLook.objects.bulk_create(
            [MissedLook(company_id=company, digest=digest, day=today)], ignore_conflicts=True
        )
    return True


def _lock(company: int) -> None:
    if connection.features.has_select_for_update:  # SQLite: every transaction here begins with the write lock
        list(Company.objects.select_for_update(no_key=True).filter(pk=company).order_by().values_list("pk"))


def budget_of(company: int, *, today: date, limits: tuple[int, int]) -> Budget:
    """The company's budget now, counted in the database (one SQL; at most the window's limit of rows).

    `limits`: new profiles a day, distinct profiles in 30 days.
    """
    with (
        connection.cursor() as cursor
    ):  # six hundred rows at every search: models would take longer than the rest
        cursor.execute(_FIRST_SEEN, [company, today - timedelta(days=WINDOW_DAYS), today] * 2)
        first = {asked: str(day) for asked, day in cursor.fetchall()}
    new_today = sum(day == today.isoformat() for day in first.values())
    return Budget(frozenset(first), max(limits[0] - new_today, 0), max(limits[1] - len(first), 0))


def note_looks(company: int, profiles: list[int], *, today: date, opened: bool) -> set[int]:
    """Adds one look of this kind to each profile's row of the day (one SQL, safe beside other requests); returns
    the profiles that are still there: somebody may be forgotten between being read and being shown."""
    if not profiles:
        return set()
    column = "opened" if opened else "listed"
    # whoever is being erased is waited for: a look at them would break the commit otherwise
    held = "FOR KEY SHARE " if connection.features.has_select_for_update else ""
    sql = (
        "INSERT INTO experts_look (company_id, profile_id, day, listed, opened) "
        "SELECT %s, id, %s, %s, %s "
        f"FROM experts_profile WHERE id IN ({', '.join(['%s'] * len(profiles))}) ORDER BY id {held}"
        f"ON CONFLICT (company_id, profile_id, day) DO UPDATE SET {column} = experts_look.{column} + 1 "
        "RETURNING profile_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [company, today, int(not opened), int(opened), *profiles])
        return {row[0] for row in cursor.fetchall()}
