"""Two calendars, two scripts of digits, bands instead of days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.lib import dates


@pytest.mark.parametrize(
    ("calendar", "language", "text"),
    [
        ("jalali", "fa", "۱ آذر ۱۴۰۵"),
        ("jalali", "en", "1 Azar 1405"),
        ("gregorian", "fa", "۲۲ نوامبر ۲۰۲۶"),
        ("gregorian", "en", "22 November 2026"),
    ],
)
def test_a_day_is_shown_in_the_reader_s_calendar_and_digits(calendar: str, language: str, text: str) -> None:
    assert dates.show_day(date(2026, 11, 22), calendar=calendar, language=language) == text


def test_a_moment_is_shown_in_the_reader_s_zone() -> None:
    moment = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    shown = dates.show_moment(moment, calendar="jalali", language="fa", to=ZoneInfo("Asia/Tehran"))
    assert shown == "۲ آذر ۱۴۰۵، ۰۱:۰۰"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError):
        dates.show_moment(datetime(2026, 1, 1), calendar="jalali", language="fa", to=UTC)  # noqa: DTZ001


@pytest.mark.parametrize("typed", ["1403", "۱۴۰۳", "١٤٠٣", " ۱4۰3 "])
def test_a_number_may_be_typed_in_any_digits(typed: str) -> None:
    assert dates.whole(typed) == 1403


@pytest.mark.parametrize(
    ("ago", "band"),
    [(0, "month"), (29, "month"), (40, "quarter"), (100, "half"), (190, "old"), (None, "old")],
)
def test_a_confirmation_is_known_by_its_band_only(ago: int | None, band: str) -> None:
    today = date(2026, 11, 23)
    assert dates.confirmed_band(None if ago is None else today - timedelta(days=ago), today) == band


@pytest.mark.parametrize(
    ("ahead", "band"), [(-5, "now"), (0, "now"), (1, "quarter"), (80, "quarter"), (200, "later")]
)
def test_when_somebody_is_free_is_known_by_its_band_only(ahead: int, band: str) -> None:
    today = date(2026, 11, 23)
    assert dates.free_band(today + timedelta(days=ahead), today) == band


@pytest.mark.parametrize(
    ("year", "band"), [(2026, "now"), (2025, "recent"), (2023, "recent"), (2022, "old"), (None, "")]
)
def test_last_use_is_known_by_its_band_only(year: int | None, band: str) -> None:
    assert dates.used_band(year, date(2026, 6, 1)) == band


def test_a_day_that_the_month_lacks_becomes_its_last() -> None:
    assert dates.months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert dates.months_before(date(2024, 5, 31), 3) == date(2024, 2, 29)


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_going_back_months_never_goes_forward(day: date, months: int) -> None:
    assert dates.months_before(day, months) <= day


def test_an_unknown_zone_is_tehran_s() -> None:
    assert dates.zone("Nowhere/Land") == dates.TEHRAN
