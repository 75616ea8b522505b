"""Measures every part, or the one that ONLY names, and prints one table. `scripts/benchmark.py` starts it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from console import REPOSITORY, fail, say
from processes import Processes, ending_on_signals

from .context import Bench
from .figures import Figure, table

RESULTS = REPOSITORY / "bench" / "results.json"


def parts() -> dict[str, Callable[[Bench], list[Figure]]]:
    """In the order in which they are measured; the tables grow on the way."""
    from . import (
        attendance,
        bulk,
        certificates,
        chat,
        discovery,
        door,
        lighthouse,
        news,
        queries,
        reads,
        registrations,
        search,
        upheaval,
        webhooks,
        workers,
    )

    return {
        "queries": queries.run,
        "workers": workers.run,
        "webhooks": webhooks.run,
        "news": news.run,
        "certificates": certificates.run,
        "reads": reads.run,
        "search": search.run,
        "discovery": discovery.run,
        "registrations": registrations.run,
        "door": door.run,
        "attendance": attendance.run,
        "bulk": bulk.run,
        "chat": chat.run,
        "upheaval": upheaval.run,
        "lighthouse": lighthouse.run,
    }


def main() -> None:
    """Measure, print, and write the figures down unless it was a try-out or one part only."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    known, only, quick = parts(), os.environ.get("ONLY"), bool(os.environ.get("QUICK"))
    if only and only not in known:
        fail(f"ONLY must be one of {', '.join(known)}, and {only!r} is not.")
    call_command("migrate", verbosity=0)
    figures: list[Figure] = []
    seconds: dict[str, float] = {}
    with ending_on_signals(), Processes() as processes:
        bench = Bench(processes, Path(os.environ["DATA_DIR"]), quick)
        for name in [only] if only else known:
            say(f"Measuring {name} …")
            began = time.monotonic()
            try:
                figures += known[name](bench)
            except Exception:
                say(table(figures))  # what was measured before is not lost with it
                raise
            seconds[name] = round(time.monotonic() - began, 1)
    say("\n" + table(figures))
    say(f"\n{sum(seconds.values()):.0f} s on {machine()['processor']}, {machine()['cores']} cores.")
    if quick or only:
        say("Not written down: results.json holds whole runs.")
    else:
        write(figures, seconds)
    missed = [one.what for one in figures if one.met is False]
    say(f"Missed: {'; '.join(missed)}." if missed else "Every goal is met.")


def write(figures: list[Figure], seconds: dict[str, float]) -> None:
    """`bench/results.json`: the figures with the machine and the commit that they belong to."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=REPOSITORY,
                            check=False).stdout.strip()  # fmt: skip
    results = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "machine": machine(),
        "seconds": seconds,
        "figures": [one.as_json() for one in figures],
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    say(f"Written to {RESULTS.relative_to(REPOSITORY)}.")


def machine() -> dict[str, Any]:
    """What a reader needs to know of where it was measured."""
    from django.db import connection

    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        version, fsync = cursor.fetchone()
    return {
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "python": platform.python_version(),
        "postgresql": f"{version}, fsync {fsync}",
        "load_before": [round(one, 2) for one in os.getloadavg()],
    }


if __name__ == "__main__":
    main()
    sys.exit(0)
