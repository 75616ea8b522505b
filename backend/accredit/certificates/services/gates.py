"""What a course asks for before it certifies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accredit.certificates.domain_events import GateChanged
from accredit.certificates.exceptions import GateNotUsable
from accredit.certificates.models import Gate
from accredit.certificates.rules import gate_faults
from accredit.certificates.rules.stored_clauses import clause_json, clause_load
from accredit.certificates.selectors import enrollments_without_certificate
from accredit.certificates.selectors.gates import course_facts
from accredit.core import jobs, outbox
from accredit.learning.models import Course

from .issuing import certificate_issue_if_due

EVALUATE = "certificates.course_evaluate"
EVALUATED_AT_ONCE = 200


def gate_save(*, course: Course, clauses: Sequence[Mapping[str, Any]], actor_id: UUID, now: datetime) -> Gate:
    """Set a course's gate whole; the same clauses again change nothing.

    Certificates already issued stay. Learners whom the new gate lets through get theirs by a job. Raises GateNotUsable,
    which names each clause that cannot stand.
    """
    parsed = [clause_load(one) for one in clauses]
    if found := gate_faults.problems(parsed, course_facts(course, parsed)):
        raise GateNotUsable(errors=found)
    stored = [clause_json(one) for one in parsed]
    with transaction.atomic():
        gate, made = Gate.objects.get_or_create(
            course=course, defaults={"organization_id": course.organization_id, "clauses": stored, "created_at": now}
        )
        if not made:
            if gate.clauses == stored:
                return gate
            Gate.objects.filter(pk=gate.pk).update(clauses=stored, version=F("version") + 1)
            gate.refresh_from_db()
        outbox.publish(
            GateChanged(course_id=course.id, gate_version=gate.version),
            organization_id=course.organization_id,
            actor_id=actor_id,
        )
        jobs.enqueue(EVALUATE, str(course.id), unique_key=f"{EVALUATE}:{course.id}")
    return gate


def course_evaluate(*, course_id: UUID, after: UUID | None, now: datetime) -> None:
    """Look at every live enrollment without a certificate, a batch a run in the order of ids."""
    rows = enrollments_without_certificate(course_id).order_by("id")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    ids = list(rows.values_list("id", flat=True)[:EVALUATED_AT_ONCE])
    for enrollment_id in ids:
        certificate_issue_if_due(enrollment_id=enrollment_id, now=now)
    if len(ids) == EVALUATED_AT_ONCE:
        jobs.enqueue(EVALUATE, str(course_id), str(ids[-1]))
