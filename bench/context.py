"""What every part of the benchmark is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from processes import Processes


@dataclass(frozen=True)
class Bench:
    """Where to write, whom to start, and how long to measure."""

    processes: Processes
    folder: Path
    quick: bool
    """A try-out: small tables and short rounds, whose figures mean little."""

    @property
    def rounds(self) -> int:
        return 2 if self.quick else 5

    @property
    def seconds(self) -> float:
        """Of one round."""
        return 0.7 if self.quick else 2.0

    def rows(self, full: int) -> int:
        """So many rows, or a tenth in a try-out."""
        return max(full // 10, 1000) if self.quick else full
