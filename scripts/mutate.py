"""Breaks the guards of the product one by one, in a copy, and demands that a test turns red for each.

A guard that can be broken with every test green is guarded by nobody. ONLY=name breaks one of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console import BACKEND, REPOSITORY, fail, say
from install import PYTHON, install
from processes import Processes, ending_on_signals
from servers import postgresql, redis


@dataclass(frozen=True)
class Guard:
    """One line that keeps a promise, the line that breaks it, and where a test must notice."""

    name: str
    promise: str
    file: str
    kept: str
    broken: str
    tests: tuple[str, ...]


GUARDS = (
    Guard(
        "conditional-update",
        "No place is taken that is not there.",
        "accredit/events/services/capacities.py",
        "Capacity.objects.filter(enough, pk=capacity_id)",
        "Capacity.objects.filter(pk=capacity_id)",
        ("accredit/events/tests", "accredit/registrations/tests"),
    ),
    Guard(
        "one-statement",
        "No place is taken that is not there, also where one statement takes and keeps it.",
        "accredit/events/services/capacities.py",
        "WHERE id = %s AND (size IS NULL OR size >= taken + 1) RETURNING id",
        "WHERE id = %s RETURNING id",
        ("accredit/registrations/tests/test_seating.py",),
    ),
    Guard(
        "door-statement",
        "Nobody is let in by somebody who is signed out or has lost the role, also where one statement does it all.",
        "accredit/registrations/services/entering.py",
        'f"AND EXISTS ({SESSION_LIVE}) AND %(organization)s = ({MEMBER})" if with_keeper else ""',
        '""',
        ("accredit/registrations/tests/test_entering.py",),
    ),
    Guard(
        "door-plan",
        "A ticket is found by its code, however little the planner knows of tables that were filled just now.",
        "accredit/registrations/services/entering.py",
        "%(organization)s = ({MEMBER})",
        "r.organization_id = ({MEMBER})",
        ("accredit/registrations/tests/test_entering.py",),
    ),
    Guard(
        "clip",
        "No minute counts that lies outside the session.",
        "accredit/registrations/rules/attendance.py",
        "span = (max(whole(one.start), first), min(whole(end), beyond))",
        "span = (whole(one.start), whole(end))",
        ("accredit/registrations/tests/test_attendance_rules.py",),
    ),
    Guard(
        "signature-check",
        "A payment is believed only when Stripe signed it.",
        "accredit/billing/gateways/stripe.py",
        "verify(body.decode(), signature, settings.STRIPE_WEBHOOK_SECRET, tolerance)",
        "body.decode()",
        ("accredit/billing/tests/test_webhooks.py", "accredit/billing/tests/test_gateway.py"),
    ),
    Guard(
        "tenant-filter",
        "Nobody reaches another organization's event.",
        "accredit/events/selectors/events.py",
        "_with_parents().filter(organization=organization, pk=event_id)",
        "_with_parents().filter(pk=event_id)",
        ("tests/test_tenant_isolation.py",),
    ),
    Guard(
        "room-membership",
        "A place that is gone closes the room, whatever community's own rows say.",
        "accredit/community/selectors/access.py",
        'filter(event_id=OuterRef("event_id"), person_id=user_id, status__in=ADMITTED)',
        'filter(event_id=OuterRef("event_id"), person_id=user_id)',
        ("accredit/community/tests/test_following.py",),
    ),
    Guard(
        "room-sequence",
        "Messages written at once are counted without a gap.",
        "accredit/community/services/numbering.py",
        "SET last_seq = last_seq + 1,",
        "SET last_seq = COALESCE((SELECT max(seq) FROM community_message WHERE room_id = %(message_room_id)s), 0) + 1"
        " + (SELECT 0 FROM pg_sleep(0.05)),",
        ("accredit/community/tests/test_races.py",),
    ),
)


def main() -> None:
    wanted = os.environ.get("ONLY")
    guards = [guard for guard in GUARDS if wanted in (None, guard.name)]
    if not guards:
        fail(f"ONLY must be one of {', '.join(guard.name for guard in GUARDS)}, and {wanted!r} is not.")
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-mutate-") as name:
        install("dev", frontend=False)
        folder = Path(name)
        with Processes() as servers:
            env = {"DATABASE_URL": postgresql(servers, folder, for_tests=True), "REDIS_URL": redis(servers, folder)}
            survived = [guard.name for guard in guards if not _noticed(guard, folder, env)]
    if survived:
        fail(f"Broken, and no test noticed: {', '.join(survived)}.")
    say(f"Each of {len(guards)} broken guards turned a test red.")


def _noticed(guard: Guard, folder: Path, env: Mapping[str, str]) -> bool:
    """Whether the guard's tests pass with it and fail without it."""
    say(f"\n== {guard.name}: {guard.promise}")
    copy = folder / guard.name
    shutil.copytree(BACKEND, copy / "backend", ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    for beside in ("docs", "frontend/dist"):
        if (REPOSITORY / beside).exists():
            shutil.copytree(REPOSITORY / beside, copy / beside)
    failures = _failures(copy, guard, env)
    if failures:
        fail(f"The tests of {guard.name} fail before anything is broken: {', '.join(failures[:3])}")
    file = copy / "backend" / guard.file
    text = file.read_text(encoding="utf-8")
    if text.count(guard.kept) != 1:
        fail(f"{guard.file} has the line of {guard.name} {text.count(guard.kept)} times; name it anew in {__file__}.")
    file.write_text(text.replace(guard.kept, guard.broken), encoding="utf-8")
    failures = _failures(copy, guard, env)
    for failure in failures[:3]:
        say(f"   red: {failure}")
    say(f"   {len(failures)} tests noticed" if failures else "   NO TEST NOTICED")
    return bool(failures)


def _failures(copy: Path, guard: Guard, env: Mapping[str, str]) -> list[str]:
    """The names of the tests that fail; a run that breaks off for another reason ends the script."""
    report = copy / "report.xml"
    report.unlink(missing_ok=True)
    started = time.monotonic()
    mode = {"MODE": "test", "JOBS_BACKEND": "database", "LOG_LEVEL": "CRITICAL", "DATA_DIR": str(copy / "data")}
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", "-q", "-n", "2", "--create-db", f"--junitxml={report}", *guard.tests],
        cwd=copy / "backend",
        env={**os.environ, **mode, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or not report.exists():
        sys.stderr.write(done.stdout[-4000:] + done.stderr[-2000:])
        fail(f"The tests of {guard.name} could not be run.")
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 - our own file
    if not cases:
        fail(f"{guard.name} has no tests in {', '.join(guard.tests)}.")
    say(f"   {len(cases)} tests in {time.monotonic() - started:.0f} s")
    return [f"{case.get('classname')}.{case.get('name')}" for case in cases if case.find("failure") is not None]


if __name__ == "__main__":
    main()
