"""Days and numbers as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.lib.typed import CALENDARS, NoSuchDay, days_in, parts_of_day, typed_day, typed_number

DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))


@given(day=DAYS, calendar=st.sampled_from(CALENDARS))
def test_every_day_can_be_typed_in_both_calendars(day: date, calendar: str) -> None:
    parts = parts_of_day(day, calendar)
    assert typed_day(*map(str, parts), calendar) == day


@given(day=DAYS, calendar=st.sampled_from(CALENDARS))
def test_a_month_has_as_many_days_as_can_be_typed(day: date, calendar: str) -> None:
    _, month, year = parts_of_day(day, calendar)
    last = days_in(month, year, calendar)
    typed_day(str(last), str(month), str(year), calendar)
    with pytest.raises(NoSuchDay) as fault:
        typed_day(str(last + 1), str(month), str(year), calendar)
    assert (fault.value.part, fault.value.last) == ("day", last)


@pytest.mark.parametrize(
    ("typed", "part", "last"),
    [
        (("31", "7", "1405"), "day", 30),
        (("۳۰", "۱۲", "۱۴۰۴"), "day", 29),
        (("0", "1", "1405"), "day", 31),
        (("-1", "1", "1405"), "day", 31),
        (("one", "1", "1405"), "day", 31),
        (("1", "13", "1405"), "month", 0),
        (("1", "", "1405"), "month", 0),
        (("1", "1", "05"), "year", 0),
        (("1", "1", "99999"), "year", 0),
        (("1", "1", "1" * 500), "year", 0),
        (("", " ", ""), "all", 0),
    ],
)
def test_a_day_that_is_none_says_what_is_wrong(typed: tuple[str, str, str], part: str, last: int) -> None:
    with pytest.raises(NoSuchDay) as fault:
        typed_day(*typed, "jalali")
    assert (fault.value.part, fault.value.last) == (part, last)


@pytest.mark.parametrize(
    ("year", "calendar", "instead"),
    [("2027", "jalali", 1406), ("۱۴۰۵", "gregorian", 2026), ("5", "jalali", 0), ("1600", "gregorian", 0)],
)
def test_a_year_of_the_other_calendar_says_which_it_may_be(year: str, calendar: str, instead: int) -> None:
    with pytest.raises(NoSuchDay) as fault:
        typed_day("1", "2", year, calendar)
    assert (fault.value.part, fault.value.instead) == ("year", instead)


def test_the_thirtieth_of_esfand_is_there_in_a_leap_year() -> None:
    assert typed_day("۳۰", "۱۲", "۱۴۰۳", "jalali") == date(2025, 3, 20)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("۱۲٬۵۰۰", "12500"),
        ("12,500.5", "12500.5"),
        ("۱۲۵۰۰٫۵", "12500.5"),
        ("12 500", "12500"),
        ("12/5", "12.5"),
        ("12,5", "12.5"),
        ("1,234,567", "1234567"),
        ("٤٥", "45"),
        (" 007 ", "7"),
        ("0", "0"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_a_number_is_read_in_every_script_and_with_its_separators(typed: str, number: str) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "x", "NaN", "Infinity", "1e9", "1,2,3", "12.", "½", "--1", "1 2", "\x00"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        typed_number(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_ends_in_digits_or_a_refusal(typed: str) -> None:
    try:
        assert float(typed_number(typed)) is not None
    except ValueError:
        return
