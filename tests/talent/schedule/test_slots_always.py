"""What holds for every schedule, in every zone, on every day on which clocks change."""

import time
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.schedule.slots import (
    Busy,
    Hours,
    Policy,
    Schedule,
    Slot,
    Span,
    Weekly,
    free_slots,
    is_offered,
    merged,
)
from tests.talent.schedule.drawing import (
    DAY,
    FIRST,
    LAST,
    MINUTE,
    ZONES,
    busy_times,
    changes,
    noon,
    pedestrian,
    policies,
    schedules,
)

EVERY_DAY = frozenset(range(7))
SHAPES = [
    (Hours(0, 1440),),
    (Hours(90, 150), Hours(150, 200)),
    (Hours(1350, 195),),
    (Hours(0, 45), Hours(130, 260), Hours(1380, 1440)),
    (Hours(165, 1050), Hours(175, 240)),
]
days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + number * DAY)


def test_every_clock_change_of_every_zone_gives_what_marking_minutes_gives() -> None:
    """Zones that change alike are walked once; days of the week before are in it, nights run over midnight."""
    alike: dict[Any, tuple[Any, Any]] = {}
    for zone in ZONES:
        for day in changes(zone):
            around = [noon(day) + hours * timedelta(hours=1) for hours in range(-36, 37)]
            alike[tuple(moment.astimezone(zone).replace(tzinfo=None) for moment in around)] = zone, day
    assert len(alike) > 100
    for number, (zone, day) in enumerate(alike.values()):
        shape, minutes = SHAPES[number % len(SHAPES)], (15, 40, 60)[number % 3]
        schedule = Schedule(zone=zone, weekly=tuple(Weekly(EVERY_DAY, hours) for hours in shape))
        if shape == SHAPES[0]:
            schedule = Schedule(zone=zone, weekly=(Weekly(frozenset({day.weekday()}), shape[0]),))
        window = Span(noon(day) - 2 * DAY, noon(day) + 2 * DAY)
        walked = [day + ahead * DAY for ahead in range(-4, 5)]
        walked = [one for one in walked if shape != SHAPES[0] or one == day]
        expected = [at for at in pedestrian(zone, shape, walked, minutes) if window.start <= at < window.end]
        found = free_slots(schedule, Policy((minutes,)), [], window, window.start)
        assert [slot.start for slot in found] == expected, (zone.key, day)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_what_is_offered_can_be_booked_and_nothing_else_can(data: st.DataObject) -> None:
    day = data.draw(days)
    schedule, policy = data.draw(schedules(day)), data.draw(policies(day))
    busy, now = data.draw(busy_times(day)), noon(day) - data.draw(st.integers(0, 40)) * 47 * MINUTE
    window = Span(noon(day) - DAY / 4, noon(day) + DAY)
    found = free_slots(schedule, policy, busy, window, now)
    offered = {(slot.start, slot.end) for slot in found}
    assert len(offered) == len(found) and found == sorted(found)
    near = {slot.start + shift * MINUTE for slot in found[:12] for shift in (-5, 5)}
    starts = (
        {window.start + number * 20 * MINUTE for number in range(91)} | {slot.start for slot in found} | near
    )
    for minutes in {*policy.durations}:
        for start in starts:
            said = is_offered(start, minutes, schedule, policy, busy, now)
            in_window = window.start <= start < window.end
            assert not in_window or said == ((start, start + minutes * MINUTE) in offered)
    _keeps_away(found, policy, busy)
    _is_the_same_in_any_order(schedule, policy, busy, window, now, found)


def _keeps_away(found: list[Slot], policy: Policy, busy: list[Busy]) -> None:
    """No slot comes nearer to what is taken than both buffers together, but for free seats in the very session."""
    for slot in found:
        for one in busy:
            same = (one.start, one.end) == (slot.start, slot.end) and one.taken is not None
            before = slot.end + (policy.after + one.before) * MINUTE <= one.start
            after = slot.start >= one.end + (one.after + policy.before) * MINUTE
            joins = any((other.start, other.end) == (slot.start, slot.end) for other in busy)
            assert before or after or same or (joins and (one.start >= slot.end or one.end <= slot.start))


def _is_the_same_in_any_order(
    schedule: Schedule, policy: Policy, busy: list[Busy], window: Span, now: Any, found: list[Slot]
) -> None:
    """Nor does it matter in how many pieces the window is asked for."""
    mixed = Random(len(busy)).sample(busy, len(busy))
    turned = Schedule(
        zone=schedule.zone,
        weekly=schedule.weekly[::-1],
        overrides=schedule.overrides[::-1],
        days_off=schedule.days_off[::-1],
        travel=schedule.travel[::-1],
        holidays=schedule.holidays,
        weekend=schedule.weekend,
        works_on_holidays=schedule.works_on_holidays,
        week_start=schedule.week_start,
        calendar=schedule.calendar,
    )
    middle = window.start + DAY / 3
    halves = [Span(window.start, middle), Span(middle, window.end)]
    pieces = [slot for half in halves for slot in free_slots(turned, policy, mixed, half, now)]
    assert pieces == found


def test_the_clock_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = Schedule(zone=ZONES[100], weekly=(Weekly(EVERY_DAY, Hours(1350, 195)),))
    window = Span(noon(FIRST), noon(FIRST) + 400 * DAY)
    found = []
    for name in ("UTC", "Asia/Tehran", "America/New_York", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", name)
        time.tzset()
        found.append(free_slots(schedule, Policy((30,)), [], window, window.start))
    monkeypatch.undo()
    time.tzset()
    assert found[0] and all(one == found[0] for one in found)


def test_somebody_who_is_always_there_has_one_grid_wherever_one_looks() -> None:
    """Hours without a beginning are cut at Mondays, so that the grid does not begin with the question."""
    schedule = Schedule(zone=ZONES[50], weekly=(Weekly(EVERY_DAY, Hours(0, 1440)),))
    whole = Span(noon(FIRST), noon(FIRST) + 60 * DAY)
    found = free_slots(schedule, Policy((50,)), [], whole, whole.start)
    pieces = [
        Span(whole.start + number * 17 * DAY / 5, whole.start + (number + 1) * 17 * DAY / 5)
        for number in range(18)
    ]
    again = [slot for piece in pieces for slot in free_slots(schedule, Policy((50,)), [], piece, whole.start)]
    assert [slot for slot in again if slot.start < whole.end] == found
    assert merged([Span(slot.start, slot.end) for slot in found])[0].start == found[0].start
