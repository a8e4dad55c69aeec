"""The algebra of spans. Pure; every list that comes out is in order, and its spans neither touch nor overlap."""

from collections.abc import Iterable, Sequence

from talent.schedule.slots.values import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap become one; empty ones go."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def intersection(groups: Sequence[Iterable[Span]]) -> list[Span]:
    """What lies in every group; nothing for no group."""
    found = merged(groups[0]) if groups else []
    for group in groups[1:]:
        found = _common(found, merged(group))
    return found


def _common(ours: list[Span], theirs: list[Span]) -> list[Span]:
    """What two merged lists share."""
    found, one, other = [], 0, 0
    while one < len(ours) and other < len(theirs):
        mine, yours = ours[one], theirs[other]
        found.append(Span(max(mine.start, yours.start), min(mine.end, yours.end)))
        if mine.end < yours.end:
            one += 1
        else:
            other += 1
    return merged(found)


def without(spans: Iterable[Span], excluded: Iterable[Span]) -> list[Span]:
    """What of the spans lies in no excluded one."""
    found, gone = [], merged(excluded)
    for span in merged(spans):
        start = span.start
        for hole in gone:
            if hole.end <= start or hole.start >= span.end:
                continue
            found.append(Span(start, hole.start))
            start = hole.end
        found.append(Span(start, span.end))
    return [span for span in found if span.start < span.end]
