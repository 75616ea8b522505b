"""Real threads against each other on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accredit.certificates import services
from accredit.certificates.models import Certificate, SigningKey
from accredit.core.models import OutboxEvent
from accredit.learning.models import Enrollment
from accredit.organizations.tests.factories import OrganizationFactory

from .factories import complete, course_with_credit, enrolled

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def together(calls: list[Callable[[], Any]]) -> list[Any]:
    """Every call in a thread of its own, started at the same moment; their results."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(timeout=20)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def due(now: datetime, people: int) -> list[Enrollment]:
    course = course_with_credit()
    enrollments = [enrolled(course, now=now) for _ in range(people)]
    for enrollment in enrollments:
        complete(enrollment, now=now)
    return enrollments


def test_many_learners_at_once_get_numbers_without_gap_or_double(now: datetime) -> None:
    enrollments = due(now, 8)

    together(
        [
            lambda one=one: services.certificate_issue_if_due(enrollment_id=one.id, now=now)  # type: ignore[misc]
            for one in enrollments
        ]
    )

    assert sorted(Certificate.objects.values_list("serial", flat=True)) == list(range(1, 9))


def test_the_same_news_in_many_threads_makes_one_certificate_and_wastes_no_number(now: datetime) -> None:
    first, second = due(now, 2)

    made = together([lambda: services.certificate_issue_if_due(enrollment_id=first.id, now=now)] * 8)
    services.certificate_issue_if_due(enrollment_id=second.id, now=now)

    assert len({one.id for one in made}) == 1
    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2]


def test_first_signatures_in_many_threads_share_one_key(now: datetime) -> None:
    organization = OrganizationFactory()

    keys = together(
        [lambda: services.key_current(organization=organization, purpose=SigningKey.Purpose.CREDENTIAL, now=now)] * 8
    )

    assert len({key.public_key for key in keys}) == 1
    assert SigningKey.objects.count() == 1


def test_two_workers_on_one_certificate_bring_it_into_force_once(now: datetime) -> None:
    (enrollment,) = due(now, 1)
    certificate = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    assert certificate is not None

    together([lambda: services.certificate_make(certificate_id=certificate.id, now=now)] * 4)
    services.certificate_make(certificate_id=certificate.id, now=now)

    certificate.refresh_from_db()
    assert certificate.status == "issued"
    assert OutboxEvent.objects.filter(name="certificates.certificate_issued").count() == 1


def test_making_and_the_end_of_the_enrollment_at_once_never_leave_it_in_force(now: datetime) -> None:
    (enrollment,) = due(now, 1)
    certificate = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    assert certificate is not None

    def end() -> None:
        Enrollment.objects.filter(pk=enrollment.pk).update(status="revoked", previous_status="completed")
        services.enrollment_follow(enrollment_id=enrollment.id, now=now)

    together([end, lambda: services.certificate_make(certificate_id=certificate.id, now=now)])

    certificate.refresh_from_db()
    assert certificate.status == "revoked"
