"""Every check that a machine can make without running the product. ONLY=name makes one of them.

Two run at a time; a check is silent unless it fails.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from console import BACKEND, FRONTEND, REPOSITORY, fail, say
from install import PYTHON, VENV, install
from processes import Processes, ending_on_signals
from servers import postgresql

BIN = VENV / "bin"
SCRIPTS = REPOSITORY / "scripts"
BENCH = REPOSITORY / "bench"
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": base64.b64encode(os.urandom(60)).decode(),
    "SECRET_WRAPPING_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
    "STRIPE_API_KEY": "sk_live_for_the_deployment_check",
    "STRIPE_WEBHOOK_SECRET": "whsec_for_the_deployment_check",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "PUBLIC_URL": "https://accredit.example",
}
"""Values as production has them, none of them real, for `check --deploy`."""


@dataclass
class Check:
    """One command that must succeed, and what its failure means."""

    name: str
    command: Sequence[str | Path]
    means: str
    cwd: Path = BACKEND
    env: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    output: str = ""
    passed: bool = False

    def run(self) -> Check:
        """Runs it and keeps what it said."""
        started = time.monotonic()
        done = subprocess.run(
            [str(part) for part in self.command],
            cwd=self.cwd,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        self.seconds, self.output, self.passed = time.monotonic() - started, done.stdout, done.returncode == 0
        say(f"  {'ok  ' if self.passed else 'FAIL'} {self.name} ({self.seconds:.1f} s)")
        return self


def checks(database_url: str) -> list[Check]:
    """All of them, the slow ones first."""
    database = {"DATABASE_URL": database_url}
    manage: tuple[str | Path, ...] = (PYTHON, "manage.py")
    return [
        Check("types", [BIN / "mypy", ".", SCRIPTS, BENCH], "The Python types do not fit."),
        Check("frontend-lint", ["npm", "run", "lint"], "ESLint found something.", FRONTEND),
        Check("frontend-types", ["npm", "run", "typecheck"], "The TypeScript types do not fit.", FRONTEND),
        Check("generated", [PYTHON, SCRIPTS / "generate.py", "--check"], "A generated file is out of date."),
        Check("frontend-format", ["npm", "run", "format:check"], "`make format` would change something.", FRONTEND),
        Check("frontend-budget", ["npm", "run", "budget"], "The first load is heavier than its budget.", FRONTEND),
        Check("layers", [BIN / "lint-imports"], "An import goes where the architecture forbids it."),
        Check("migrations", [*manage, "makemigrations", "--check"], "A model has no migration.", env=database),
        Check("migrations-safe", [PYTHON, SCRIPTS / "lint_migrations.py"], "A migration is not safe.", env=database),
        Check(
            "deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            "Django's deployment check warns.",
            env=database | PRODUCTION,
        ),
        Check(
            "security",
            # B308, B703: ruff's S308 has mark_safe reviewed line by line. The sandbox is in no production image.
            [BIN / "bandit", "--quiet", "--recursive", "--severity-level", "medium", "--confidence-level", "medium",
             "--skip", "B308,B703", "--exclude", "*/tests/*", "accredit", "config"],
            "bandit found something.",
        ),
        Check("secrets", [PYTHON, SCRIPTS / "secrets_scan.py"], "A committed file contains what looks like a secret."),
        Check("lint", [BIN / "ruff", "check", BACKEND, SCRIPTS, BENCH], "ruff found something."),
        Check(
            "format",
            [BIN / "ruff", "format", "--check", BACKEND, SCRIPTS, BENCH],
            "`make format` would change something.",
        ),
    ]  # fmt: skip


def main() -> None:
    """Installs, runs the checks, shows the failures."""
    started = time.monotonic()
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-check-") as name, Processes() as servers:
        install("dev")
        folder = Path(name)
        wanted = checks(postgresql(servers, folder))
        if only := os.environ.get("ONLY"):
            known = [check.name for check in wanted]
            wanted = [check for check in wanted if check.name == only]
            if not wanted:
                fail(f"ONLY must be one of {', '.join(known)}, and {only!r} is not.")
        with ThreadPoolExecutor(2) as two:
            failed = [check for check in two.map(Check.run, wanted) if not check.passed]
    for check in failed:
        say(f"\n== {check.name}: {check.means}\n{check.output.strip()}")
    took = f"in {time.monotonic() - started:.0f} s."
    if failed:
        say(f"\nFAILED: {', '.join(check.name for check in failed)} {took}")
        sys.exit(1)
    say(f"All {len(wanted)} checks passed {took}")


if __name__ == "__main__":
    main()
