"""The table: what was measured, what is allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. Without a limit it is told, not judged; `least` turns the limit round."""

    name: str
    measured: float
    unit: str
    limit: float | None = None
    least: bool = False

    @property
    def fine(self) -> bool:
        if self.limit is None:
            return True
        return self.measured >= self.limit if self.least else self.measured <= self.limit


def shown(figures: list[Figure]) -> str:
    """The figures as lines of a table."""
    return "\n".join([_line("figure", "measured", "limit", "ok"), "-" * 92, *(_row(one) for one in figures)])


def _row(one: Figure) -> str:
    if one.limit is None:
        return _line(one.name, _number(one.measured, one.unit), "", "")
    sign = "≥" if one.least else "≤"
    verdict = "yes" if one.fine else "NO"
    return _line(one.name, _number(one.measured, one.unit), f"{sign} {_number(one.limit, one.unit)}", verdict)


def _number(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 or value == int(value) else f"{value:,.1f} {unit}"


def _line(name: str, measured: str, limit: str, verdict: str) -> str:
    return f"{name:<54} {measured:>16} {limit:>14}  {verdict}"
