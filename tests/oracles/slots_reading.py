"""From a case of slots to the engine's own values."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from talent.schedule.slots import (
    Busy,
    FixedDays,
    Hours,
    Limit,
    NextFreeDays,
    Override,
    Period,
    Policy,
    RollingDays,
    Schedule,
    Span,
    Travel,
    Weekly,
    WorkingDays,
    known_zone,
)

MINUTE = timedelta(minutes=1)
PERIODS = {"PER_DAY": Period.DAY, "PER_WEEK": Period.WEEK, "PER_MONTH": Period.MONTH}
SUNDAY = 6
Case = dict[str, Any]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def ending(text: str) -> datetime:
    """An end, up to the whole minute: 23:59:59.999 means 24:00."""
    at = moment(text)
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def zone_of(name: str | None) -> ZoneInfo:
    return known_zone(name or "UTC")


def read_spans(pairs: Iterable[list[str]]) -> list[Span]:
    return [Span(moment(start), ending(end)) for start, end in pairs]


def reach(case: Case) -> Span:
    """What is asked for; a case of ranges asks for all of them."""
    asked = [case["query_range"]] if case.get("query_range") else case["ranges"]
    spans = read_spans(asked)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def read_schedule(case: Case) -> Schedule:
    overrides: dict[date, list[Hours]] = defaultdict(list)
    for row in case.get("date_overrides") or []:
        overrides[date.fromisoformat(row["date"])] += _hours(row, case)
    return Schedule(
        zone=zone_of(case.get("tz")),
        weekly=tuple(
            Weekly(frozenset((day - 1) % 7 for day in row["days"]), hours)
            for row in case.get("working_hours") or []
            for hours in _hours(row, case)
        ),
        overrides=tuple(Override(day, tuple(hours)) for day, hours in overrides.items()),
        travel=tuple(_travel(row) for row in case.get("travel") or []),
        weekend=frozenset({5, 6}),
        week_start=SUNDAY,
    )


def _hours(row: Case, case: Case) -> list[Hours]:
    """None where the end is not after the start, but for cases that speak of nights."""
    start, end = _minutes(row.get("start")), _minutes(row.get("end"))
    end = 24 * 60 if end == 24 * 60 - 1 else end
    night = row.get("overnight") or case.get("overnight")
    return [Hours(start, end)] if start < end or (night and start != end) else []


def _minutes(text: str | None) -> int:
    hours, minutes = (text or "00:00").split(":")[:2]
    return int(hours) * 60 + int(minutes)


def _travel(row: Case) -> Travel:
    last = date.fromisoformat(row["end"][:10]) if row.get("end") else None
    return Travel(date.fromisoformat(row["start"][:10]), last, zone_of(row["tz"]))


def read_busy(case: Case) -> list[Busy]:
    return [
        Busy(
            moment(row["start"]),
            ending(row["end"]),
            row.get("buffer_before") or 0,
            row.get("buffer_after") or 0,
            counts=row.get("kind") == "booking",
        )
        for row in case.get("busy") or []
    ]


def buffered(case: Case, busy: Iterable[Busy]) -> list[Span]:
    """Busy times with the buffers of both sides: where no session of the case may be."""
    before, after = (case.get(f"buffer_{side}") or 0 for side in ("before", "after"))
    return [
        Span(one.start - (one.before + after) * MINUTE, one.end + (one.after + before) * MINUTE)
        for one in busy
    ]


def read_policy(case: Case) -> Policy:
    """An offset that is added to every step (`other`) is a longer interval that begins later."""
    offset, interval = case.get("offset_start") or 0, case.get("interval")
    every_step = offset if case.get("anchor") == "other" else 0
    return Policy(
        durations=(case["duration"],),
        interval=(interval or case["duration"]) + every_step,
        offset=offset,
        before=case.get("buffer_before") or 0,
        after=case.get("buffer_after") or 0,
        notice=case.get("min_notice") or 0,
        horizon=_horizon(case.get("period") or {}),
        limits=(*_limits(case, "booking_limits"), *_limits(case, "duration_limits")),
    )


def _limits(case: Case, key: str) -> Iterable[Limit]:
    for name, most in (case.get(key) or {}).items():
        by_count = key == "booking_limits"
        yield Limit(PERIODS[name], *((most, None) if by_count else (None, most)))


def _horizon(period: Case) -> RollingDays | WorkingDays | FixedDays | NextFreeDays | None:
    match period.get("type"):
        case "ROLLING":
            return (
                RollingDays(period["days"]) if period.get("calendar", True) else WorkingDays(period["days"])
            )
        case "ROLLING_WINDOW":
            return NextFreeDays(period["days"])
        case "RANGE":
            days = (date.fromisoformat(period[end][:10]) for end in ("start", "end"))
            return FixedDays(*days)
    return None
