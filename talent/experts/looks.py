"""Which company saw whom: the expert's log, and the budget against harvesting. Rows by day, never by minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from talent.companies.models import Company

WINDOW_DAYS = 30
_FIRST_SEEN = (
    "SELECT profile_id, MIN(day) FROM experts_look WHERE company_id = %s AND day > %s GROUP BY profile_id"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a company may still see. `known` were seen within 30 days and are free; `left` is for new ones."""

    known: frozenset[int]
    left: int

    def allowed(self, profiles: Iterable[int]) -> set[int]:
        """Those of the profiles (in order) that may be shown: known ones, and new ones while some are left."""
        wanted = list(dict.fromkeys(profiles))
        new = [pk for pk in wanted if pk not in self.known][: self.left]
        return {pk for pk in wanted if pk in self.known} | set(new)


def spend(
    company: int, profiles: list[int], *, today: date, limits: tuple[int, int], opened: bool
) -> set[int]:
    """Which of the profiles (in order) the company may be shown, noted as looks.

    Decided and written in one transaction that holds the company's lock: requests side by side must not
    spend the same rest of a budget twice.
    """
    with transaction.atomic():
        _lock(company)
        allowed = budget_of(company, today=today, limits=limits).allowed(profiles)
        note_looks(company, [pk for pk in profiles if pk in allowed], today=today, opened=opened)
    return allowed


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
        cursor.execute(_FIRST_SEEN, [company, today - timedelta(days=WINDOW_DAYS)])
        first = {profile: str(day) for profile, day in cursor.fetchall()}
    new_today = sum(day == today.isoformat() for day in first.values())
    left = max(min(limits[0] - new_today, limits[1] - len(first)), 0)
    return Budget(frozenset(first), left)


def note_looks(company: int, profiles: list[int], *, today: date, opened: bool) -> None:
    """Adds one look of this kind to each profile's row of the day (one SQL, safe beside other requests)."""
    if not profiles:
        return
    column = "opened" if opened else "listed"
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(profiles))
    sql = (
        f"INSERT INTO experts_look (company_id, profile_id, day, listed, opened) VALUES {rows} "
        f"ON CONFLICT (company_id, profile_id, day) DO UPDATE SET {column} = experts_look.{column} + 1"
    )
    values = [item for pk in sorted(profiles) for item in (company, pk, today, int(not opened), int(opened))]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
