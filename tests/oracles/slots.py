"""Cases of slots through our engine: `python -m tests.oracles.slots FILE...` (.json or .json.gz).

A case says where its grid begins (`anchor`). The engine begins at the start of the hours (`window`); for the other
habits the hours are cut here before the engine is called, and it knows nothing of them.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from talent.schedule.slots import (
    Schedule,
    Slot,
    Span,
    free_slots,
    intersection,
    merged,
    open_spans,
    slots_in,
    without,
)
from tests.oracles import running
from tests.oracles.slots_reading import (
    buffered,
    moment,
    reach,
    read_busy,
    read_policy,
    read_schedule,
    read_spans,
    zone_of,
)

HERE = Path(__file__).parent
ROUND = (60, 30, 20, 15, 10, 5)
"""Minutes to which a viewer's clock is rounded: the first that divides the interval."""
Case = dict[str, Any]


def cases(path: Path) -> list[Case]:
    """The cases of a file, gzipped or not."""
    content = path.read_bytes()
    found: list[Case] = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
    return found


def actual(case: Case) -> list[Any]:
    """What the engine says about a case: starts, or pairs of start and end, as text in UTC."""
    if case["kind"] in ("schedule", "ranges"):
        return [_text(slot.start) for slot in _on_the_day(case, _slots(case))]
    return [[_text(span.start), _text(span.end)] for span in ALGEBRA[case["kind"]](case)]


def _date_ranges(case: Case) -> list[Span]:
    window = reach(case)
    return intersection([open_spans(read_schedule(case), window), [window]])


ALGEBRA: dict[str, Callable[[Case], list[Span]]] = {
    "date_ranges": _date_ranges,
    "intersect": lambda case: intersection([read_spans(group) for group in case["groups"]]),
    "subtract": lambda case: without(*(read_spans(group) for group in case["groups"])),
}


def _slots(case: Case) -> list[Slot]:
    """The slots of a case. Only what begins at the hours themselves goes through as it is."""
    policy, now, window = read_policy(case), moment(case["now"]), reach(case)
    schedule, busy = read_schedule(case), read_busy(case)
    anchor = case.get("anchor", "window")
    if anchor == "window" and case["kind"] == "schedule" and not case.get("hosts"):
        return free_slots(schedule, policy, busy, window, now)
    spans = _spans(case, window)
    if anchor == "window":
        return slots_in(spans, schedule, policy, busy, window, now)
    cut = without(spans, buffered(case, busy))
    if anchor != "free":
        cut = _rounded(case, cut, now + timedelta(minutes=policy.notice))
    return slots_in(cut, _calendar(case, schedule), policy, [], window, now)


def _spans(case: Case, window: Span) -> list[Span]:
    """When those who are asked are there: one, all of several, or the fixed ones and any other."""
    if case["kind"] == "ranges":
        return merged(read_spans(case["ranges"]))
    hosts = case.get("hosts") or []
    if not hosts:
        return open_spans(read_schedule(case), window)
    free = [(_host(host, case, window), host.get("fixed") or _all(case)) for host in hosts]
    others = [spans for spans, fixed in free if not fixed]
    either = [merged(span for spans in others for span in spans)] if others else []
    return intersection([*(spans for spans, fixed in free if fixed), *either])


def _host(host: Case, case: Case, window: Span) -> list[Span]:
    return without(open_spans(read_schedule(case | host), window), buffered(case, read_busy(host)))


def _all(case: Case) -> bool:
    return bool(case.get("scheduling_type") == "COLLECTIVE")


def _calendar(case: Case, schedule: Schedule) -> Schedule:
    """Where the grid is the viewer's, rolling days are the viewer's too."""
    rolling = str((case.get("period") or {}).get("type", "")).startswith("ROLLING")
    return Schedule(zone=zone_of(case["viewer_tz"])) if rolling else schedule


def _rounded(case: Case, spans: Iterable[Span], earliest: datetime) -> list[Span]:
    """Each span from its first round moment on the viewer's clock."""
    found = []
    for span in spans:
        start = max(span.start, earliest)
        found.append(Span(start + _ahead(case, start, span.end), span.end))
    return [span for span in found if span.start < span.end]


def _ahead(case: Case, start: datetime, end: datetime) -> timedelta:
    """How far it is to the next round moment. "Optimized" cases take the roundest that costs no slot."""
    interval = case.get("interval") or case["duration"]
    step = next((step for step in ROUND if interval % step == 0), 1)
    clock = start.astimezone(zone_of(case["viewer_tz"]))
    past = timedelta(minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
    ways = [-past % timedelta(minutes=minutes) for minutes in (step, 15, 5)]
    if not (case.get("optimized") and case.get("anchor") == "other"):
        return ways[0]
    spare = (end - start) % timedelta(minutes=interval)
    return next((way for way in ways if way <= spare), timedelta(0))


def _on_the_day(case: Case, found: list[Slot]) -> list[Slot]:
    """Of cases that speak of one local day only that day's."""
    for key, zone in (("expected_viewer_date", "viewer_tz"), ("expected_host_date", "tz")):
        if case.get(key):
            day = date.fromisoformat(case[key])
            found = [slot for slot in found if slot.start.astimezone(zone_of(case[zone])).date() == day]
    return found


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def differences(case: Case) -> list[str]:
    """Each thing that a case expects and that came out otherwise."""
    found = actual(case)
    known = [_moments(one) for one in found]
    wrong = []
    for key in ("expected_slots", "expected_ranges"):
        if case.get(key) is not None and known != [_moments(one) for one in case[key]]:
            wrong.append(f"{key}: {found} instead of {case[key]}")
    if case.get("expected_count") is not None and len(found) != case["expected_count"]:
        wrong.append(f"expected_count: {len(found)} instead of {case['expected_count']}")
    last = case.get("expected_last")
    if last and (not known or known[-1] != _moments(last)):
        wrong.append(f"expected_last: {found[-1:]} instead of {last}")
    return wrong


def _moments(one: Any) -> Any:
    return moment(one) if isinstance(one, str) else tuple(moment(each) for each in one)


def run(paths: list[Path]) -> int:
    """Runs files and prints what failed; returns the number of failed cases."""
    return running.run(paths, cases, differences)


if __name__ == "__main__":
    sys.exit(1 if run([Path(name) for name in sys.argv[1:]]) else 0)
