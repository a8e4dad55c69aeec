"""Working days: a promise ends on a day on which the park works, exactly so many of them later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from persiantools.jdatetime import JalaliDate

from talent.lib.working_days import is_working_day, solar_holidays, working_day_after

PARK = (3, 4)
DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))
WEEKENDS = some.sets(some.integers(0, 6), max_size=6)


@given(start=DAYS, days=some.integers(1, 40), weekend=WEEKENDS)
def test_a_promised_day_is_a_working_day_and_exactly_so_many_of_them_later(
    start: date, days: int, weekend: set[int]
) -> None:
    promised = working_day_after(start, days, weekend)
    assert is_working_day(promised, weekend)
    between = (start + timedelta(days=count) for count in range(1, (promised - start).days + 1))
    assert sum(is_working_day(day, weekend) for day in between) == days


@given(day=DAYS, weekend=WEEKENDS)
def test_the_park_works_on_every_day_that_is_neither_of_the_weekend_nor_a_holiday(
    day: date, weekend: set[int]
) -> None:
    jalali = JalaliDate(day)
    free = day.weekday() in weekend or (jalali.month, jalali.day) in solar_holidays()
    assert is_working_day(day, weekend) is not free


@pytest.mark.parametrize(
    ("start", "days", "promised"),
    [
        (date(2026, 11, 25), 1, date(2026, 11, 28)),  # Wednesday; Thursday and Friday are the weekend
        (date(2026, 11, 25), 10, date(2026, 12, 9)),
        (date(2027, 3, 17), 1, date(2027, 3, 27)),  # 26 Esfand: 29 Esfand and four days of Nowruz lie between
        (date(2027, 3, 31), 1, date(2027, 4, 3)),  # 11 Farvardin: the 12th and the 13th are holidays
    ],
)
def test_weekends_and_holidays_of_the_park_do_not_count(start: date, days: int, promised: date) -> None:
    assert working_day_after(start, days, PARK) == promised


@pytest.mark.parametrize(("days", "weekend"), [(0, PARK), (-1, PARK), (1, range(7))])
def test_no_such_day_is_refused(days: int, weekend: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no such day"):
        working_day_after(date(2026, 1, 1), days, weekend)
