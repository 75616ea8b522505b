"""Certificates a second: the whole act, against setting and sealing alone, in one process and in two.

`python -m bench.certificates` is one such process: it is told on standard input how many of what to do, and answers
with the seconds that they took.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from install import PYTHON

from .context import Bench
from .figures import Figure, compared

CEILING = "our Typst page with its QR code and the PAdES seal, nothing kept, no database"


def run(bench: Bench) -> list[Figure]:
    """Turns of acts and of the ceiling; several processes take each turn at the same time."""
    size = 5 if bench.quick else 40
    from . import seeding

    seeding.course_to_certify()
    found: list[Figure] = []
    for count in (1, 2):
        children = [start(bench, number) for number in range(count)]
        try:
            rates: dict[str, list[float]] = {what: [] for what in MAKERS}
            for number in range(bench.rounds + 1):
                for what, seen in rates.items():
                    rate = together(children, what, size)
                    if number:
                        seen.append(rate)
        finally:
            for child in children:
                child.kill()
                child.wait()
        where = "one process" if count == 1 else "two processes"
        found += [
            compared("Certificates", f"the whole act, {where}", rates["act"], rates["sealed"], ceiling_is=CEILING,
                     goal=0.5),
            compared("Certificates", f"a pending one made, {where}", rates["made"], rates["sealed"],
                     ceiling_is=CEILING),
            compared("Certificates", f"set and sealed, {where}", rates["sealed"], rates["page"],
                     ceiling_is="the page alone, unsealed"),
        ]  # fmt: skip
    return found


def start(bench: Bench, number: int) -> subprocess.Popen[str]:
    """A process that makes what it is told to make (`together`)."""
    log = (bench.folder / f"certificates-{number}.log").open("w")
    return subprocess.Popen(
        [PYTHON, "-m", "bench.certificates"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        env={**os.environ, "LOG_LEVEL": "WARNING"},
    )  # fmt: skip


def together(children: Sequence[subprocess.Popen[str]], what: str, size: int) -> float:
    """All of them at once; how many a second they did together."""
    for verb in ("prepare", "go"):
        for child in children:
            if child.stdin:
                child.stdin.write(f"{verb} {what} {size}\n")
                child.stdin.flush()
        answers = [child.stdout.readline() for child in children if child.stdout]
    if not all(answers):
        raise RuntimeError("A process that makes certificates ended early; its log is in the data folder.")
    return sum(size / float(answer) for answer in answers)


def _work() -> None:
    """The process itself."""
    import django

    django.setup()
    ready: Callable[[], Any] = list
    for line in sys.stdin:
        verb, what, size = line.split()
        took = 0.0
        if verb == "prepare":
            ready = MAKERS[what](int(size))
        else:
            began = time.perf_counter()
            made = ready()
            took = time.perf_counter() - began
            if what in ("act", "made"):
                _require_in_force(made)
        sys.stdout.write(f"{took}\n")
        sys.stdout.flush()


def _acts(size: int) -> Callable[[], Any]:
    """From the question whether one is due to the published certificate: gate, number, rows, page, seal, credential,
    files, news, mail and bell owed."""
    enrollments = _enrollments(size)
    return lambda: [_made_of(_issue(one)) for one in enrollments]


def _made(size: int) -> Callable[[], Any]:
    """What the job does of it: everything but the decision and the number."""
    pending = [_issue(one) for one in _enrollments(size)]
    return lambda: [_made_of(one) for one in pending]


def _issue(enrollment_id: Any) -> Any:
    from accredit.certificates.services import certificate_issue_if_due
    from accredit.core import clock

    certificate = certificate_issue_if_due(enrollment_id=enrollment_id, now=clock.now())
    if certificate is None:
        raise RuntimeError("A completed course gave no certificate.")
    return certificate.id


def _made_of(certificate_id: Any) -> Any:
    from accredit.certificates.services import certificate_make
    from accredit.core import clock

    certificate_make(certificate_id=certificate_id, now=clock.now())
    return certificate_id


def _require_in_force(certificate_ids: Sequence[Any]) -> None:
    from accredit.certificates.models import Certificate

    if Certificate.objects.filter(pk__in=certificate_ids, status="issued").count() < len(certificate_ids):
        raise RuntimeError("A certificate did not come into force.")


def _sealed(size: int) -> Callable[[], Any]:
    from accredit.certificates.gateways.rendering import render_pdf
    from accredit.certificates.gateways.sealing import load_document_signer, seal_pdf
    from accredit.certificates.models import SigningKey
    from accredit.certificates.services.keys import key_current, private_key
    from accredit.core import clock

    facts, organization = _facts(size)
    key = key_current(organization=organization, purpose=SigningKey.Purpose.DOCUMENT, now=clock.now())
    signer = load_document_signer(private_key(key), key.certificate_pem.encode())
    return lambda: [seal_pdf(render_pdf(one), signer, signed_at=clock.now(), reason=one.number) for one in facts]


def _pages(size: int) -> Callable[[], Any]:
    from accredit.certificates.gateways.rendering import render_pdf

    facts, _ = _facts(size)
    return lambda: [render_pdf(one) for one in facts]


def _facts(size: int) -> tuple[list[Any], Any]:
    """What stands on as many different pages, as the service puts it together from rows."""
    from accredit.certificates.models import Certificate
    from accredit.certificates.selectors import template_of
    from accredit.certificates.services.documents import Paper, page_facts
    from accredit.core import clock

    rows = Certificate.objects.select_related("organization", "holder", "course").filter(status="issued")
    chosen = list(rows.order_by("-created_at")[:size])
    chosen = (chosen * size)[:size]
    facts = [page_facts(one, Paper(template_of(one.organization)), now=clock.now()) for one in chosen]
    return facts, chosen[0].organization


def _enrollments(size: int) -> list[Any]:
    """So many learners who have done everything and hold no certificate yet."""
    from accredit.accounts.models import User
    from accredit.core import clock
    from accredit.core.ids import new_id
    from accredit.learning.models import Enrollment, Lesson, LessonProgress

    from . import seeding

    course, now = seeding.course_to_certify(), clock.now()
    people = User.objects.bulk_create(
        User(email=f"{new_id().hex}@example.org", display_name="Ifeoma Adeyemi-Castellanos", email_verified_at=now)
        for _ in range(size)
    )  # fmt: skip
    enrollments = Enrollment.objects.bulk_create(
        Enrollment(user=person, course=course, organization=course.organization, status="completed", enrolled_at=now,
                   completed_at=now, last_active_at=now)
        for person in people
    )  # fmt: skip
    LessonProgress.objects.bulk_create(
        LessonProgress(organization=course.organization, enrollment=one, lesson=lesson, completed_at=now)
        for one in enrollments
        for lesson in Lesson.objects.filter(course=course)
    )
    return [one.id for one in enrollments]


MAKERS: dict[str, Callable[[int], Callable[[], Any]]] = {
    "act": _acts,
    "made": _made,
    "sealed": _sealed,
    "page": _pages,
}

if __name__ == "__main__":
    _work()
