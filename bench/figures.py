"""Figures and the table that shows them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

WIDTHS = (46, 14, 14, 7, 10)


@dataclass
class Figure:
    """One line of the table: what was measured, its ceiling, their ratio, and the goal for one of the three."""

    part: str
    what: str
    unit: str
    value: float
    ceiling: float | None = None
    ceiling_is: str = ""
    ratio: float | None = None
    goal: float | None = None
    at_most: bool = False
    """The goal is an upper limit (a cost), not a lower one (a rate)."""
    note: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached, by the ratio where there is one; None without a goal."""
        if self.goal is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged <= self.goal if self.at_most else judged >= self.goal

    def as_json(self) -> dict[str, Any]:
        return {**{key: value for key, value in asdict(self).items() if value not in (None, "", {})}, "met": self.met}


def compared(
    part: str, what: str, ours: Sequence[float], ceiling: Sequence[float], *, unit: str = "/s", **more: Any
) -> Figure:
    """A figure of interleaved rounds: medians, and the median of the rounds' own ratios."""
    ratio = statistics.median(one / other for one, other in zip(ours, ceiling, strict=True))
    return Figure(
        part, what, unit, statistics.median(ours), ceiling=statistics.median(ceiling), ratio=round(ratio, 3), **more
    )


def table(figures: Sequence[Figure]) -> str:
    """All figures as text, one line each."""
    lines = [_line(("", "ours", "ceiling", "ratio", "goal")), _line(tuple("-" * width for width in WIDTHS))]
    part = ""
    for one in figures:
        if one.part != part:
            part = one.part
            lines.append(f"{part}")
        goal = "" if one.goal is None else f"{'≤' if one.at_most else '≥'} {_number(one.goal)}"
        lines.append(
            _line(
                (
                    f"  {one.what}",
                    f"{_number(one.value)} {one.unit}",
                    "" if one.ceiling is None else f"{_number(one.ceiling)} {one.unit}",
                    "" if one.ratio is None else f"{one.ratio:.2f}",
                    goal,
                )
            )
            + {True: "  met", False: "  MISSED", None: ""}[one.met]
        )
        lines += [f"      {text}" for text in filter(None, (one.ceiling_is and f"ceiling: {one.ceiling_is}", one.note))]
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f"{first:<{WIDTHS[0]}}" + "".join(f"{cell:>{width}}" for cell, width in zip(rest, WIDTHS[1:], strict=True))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
