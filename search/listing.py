"""What every list of finds shows of its question: chips and facets."""

from collections.abc import Mapping
from typing import Any

from search.criteria import Criteria, Shape
from search.wording import Wording

SHOWN_VALUES = 6
MORE_VALUES = 40


def chips(asked: Criteria, wording: Wording) -> list[dict[str, Any]]:
    """The read skills (they rank, or are required), then everything else that is ticked."""
    shown = []
    ticked = list(asked.ticked)
    for chip in asked.skills:
        pair = ("skill", chip.slug)
        required = pair in ticked
        if required:
            ticked.remove(pair)
        toggle = asked.without_tick(*pair) if required else asked.with_tick(*pair)
        shown.append(
            {
                "label": wording.value(*pair),
                "typed": chip.typed if chip.guessed else "",
                "mode": "required" if required else "ranks",
                "toggle_url": f"?{toggle}",
                "drop_url": f"?{asked.without_typed(chip.typed, chip.slug)}",
                "guessed": chip.guessed,
            }
        )
    return shown + [_ticked_chip(asked, facet, value, wording) for facet, value in ticked]


def _ticked_chip(asked: Criteria, facet: str, value: str, wording: Wording) -> dict[str, Any]:
    return {
        "label": wording.value(facet, value),
        "typed": "",
        "mode": "required",
        "toggle_url": "",
        "drop_url": f"?{asked.without_tick(facet, value)}",
        "guessed": False,
    }


def facets(
    shape: Shape, counted: Mapping[str, Mapping[str, int]], asked: Criteria, wording: Wording
) -> list[dict[str, Any]]:
    """Facets with counts, biggest first; ticked values always shown, also without hits."""
    return [
        _facet(name, shape, counted.get(name, {}), asked.selected(name), wording)
        for name in shape.facets
        if counted.get(name) or asked.selected(name)
    ]


def _facet(
    name: str, shape: Shape, counts: Mapping[str, int], ticked: tuple[str, ...], wording: Wording
) -> dict[str, Any]:
    values = _ordered(shape.fixed.get(name), counts, ticked)
    shown = max(SHOWN_VALUES, len(ticked)) if name not in shape.fixed else len(values)
    rows = [
        {
            "value": value,
            "label": wording.value(name, value),
            "count": counts.get(value),
            "checked": value in ticked,
        }
        for value in values[: shown + MORE_VALUES]
    ]
    return {
        "name": name,
        "label": wording.facet(name),
        "rows": rows[:shown],
        "more": rows[shown:],
        "open": bool(ticked) or name in shape.opened,
    }


def _ordered(fixed: tuple[str, ...] | None, counts: Mapping[str, int], ticked: tuple[str, ...]) -> list[str]:
    if fixed is not None:
        return [value for value in fixed if value in counts or value in ticked]
    others = sorted(
        (value for value in counts if value not in ticked), key=lambda value: (-counts[value], value)
    )
    return [*ticked, *others]
