"""The record follows the certificates, whatever news came in whatever order."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accredit.accounts.services import profile_update
from accredit.certificates import services as certificates
from accredit.certificates.domain_events import CertificateIssued, CertificateRevoked
from accredit.certificates.models import Certificate
from accredit.certificates.selectors import certificate_for_holder
from accredit.certificates.tests.factories import certified, complete, enrolled
from accredit.core import clock, privacy
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import drain
from accredit.cpd import receivers
from accredit.cpd.models import LedgerEntry
from accredit.learning import services as learning
from accredit.organizations.tests.factories import member

pytestmark = pytest.mark.django_db


def entries() -> list[tuple[str, str, int]]:
    rows = LedgerEntry.objects.order_by("kind", "credit_type__category")
    return list(rows.values_list("kind", "credit_type__name", "amount_hundredths"))


AWARDED = [("award", "Clinical", 450), ("award", "Leadership", 100)]
REVERSED = [*AWARDED, ("reversal", "Clinical", -450), ("reversal", "Leadership", -100)]


def revoke(certificate: Certificate, now: datetime) -> None:
    actor = member(certificate.organization, "owner")
    certificates.certificate_revoke(certificate=certificate, actor_id=actor.id, reason="Issued in error.", now=now)


@pytest.mark.happy
def test_a_certificate_awards_each_credit_type_once(now: datetime) -> None:
    certificate = certified(now=now)

    assert entries() == AWARDED
    entry = LedgerEntry.objects.first()
    assert entry is not None
    assert entry.earned_on == certificate.earned_on
    assert entry.evidence_hash == certificate.pdf_sha256
    assert entry.rule_version == certificate.rule_version


@pytest.mark.happy
def test_revoking_reverses_every_award(now: datetime) -> None:
    certificate = certified(now=now)
    revoke(certificate, now)
    drain()

    assert entries() == REVERSED
    assert sum(LedgerEntry.objects.values_list("amount_hundredths", flat=True)) == 0
    assert all(row.reverses_id for row in LedgerEntry.objects.filter(kind="reversal"))


def test_the_same_news_many_times_changes_nothing(now: datetime) -> None:
    certificate = certified(now=now)
    revoke(certificate, now)
    ids = (certificate.id, certificate.holder_id, certificate.course_id)

    for _ in range(3):
        receivers.on_certificate(CertificateRevoked(*ids), now=now)
        receivers.on_certificate(CertificateIssued(*ids), now=now)

    assert entries() == REVERSED
    assert OutboxEvent.objects.filter(name="cpd.credit_awarded").count() == 2
    assert OutboxEvent.objects.filter(name="cpd.credit_reversed").count() == 2


def test_any_order_of_the_news_leaves_the_same_record(now: datetime) -> None:
    """Issued, revoked with its enrollment, issued anew: told in all six orders."""
    worlds = []
    for order in permutations(range(3)):
        enrollment = enrolled(now=now)
        complete(enrollment, now=now)
        first = certificates.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
        assert first is not None
        certificates.certificate_make(certificate_id=first.id, now=now)
        learning.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
        certificates.enrollment_follow(enrollment_id=enrollment.id, now=now)
        enrollment.refresh_from_db()
        learning.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)
        second = certificates.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
        assert second is not None
        certificates.certificate_make(certificate_id=second.id, now=now)
        news: list[Any] = [
            CertificateIssued(first.id, first.holder_id, first.course_id),
            CertificateRevoked(first.id, first.holder_id, first.course_id),
            CertificateIssued(second.id, second.holder_id, second.course_id),
        ]
        for index in order:
            receivers.on_certificate(news[index], now=now)
        mine = LedgerEntry.objects.filter(person_id=enrollment.user_id).order_by("kind", "amount_hundredths")
        worlds.append(list(mine.values_list("kind", "credit_type__name", "amount_hundredths", "earned_on")))

    assert all(world == worlds[0] for world in worlds)
    assert sum(row[2] for row in worlds[0]) == 550


def test_replacing_a_certificate_moves_nothing_and_revoking_the_new_one_reverses(now: datetime) -> None:
    old = certified(now=now)
    profile_update(user_id=old.holder_id, changes={"legal_name": "Amara Okafor-Reed"}, now=now)
    old = certificate_for_holder(user_id=old.holder_id, certificate_id=old.id)
    new = certificates.certificate_replace(certificate=old, now=clock.now())
    drain()
    assert entries() == AWARDED

    revoke(certificate_for_holder(user_id=new.holder_id, certificate_id=new.id), now)
    drain()

    assert entries() == REVERSED


def test_a_certificate_that_never_came_into_force_awards_nothing(now: datetime) -> None:
    certificate = certified(now=now, display_name="ᚠᚢᚦ")
    revoke(certificate, now)
    drain()

    assert entries() == []


def test_the_record_outlives_its_person_without_their_name(now: datetime) -> None:
    certificate = certified(now=now)
    (row, _) = privacy.export(certificate.holder_id)["cpd"]["ledger"]
    assert row["amount"] == "4.5"

    privacy.erase(certificate.holder_id, now=now)

    assert entries() == AWARDED


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement", ["UPDATE cpd_ledgerentry SET amount_hundredths = 999", "DELETE FROM cpd_ledgerentry"]
)
def test_the_database_refuses_to_change_or_delete_an_entry(now: datetime, statement: str) -> None:
    from django.db import connection

    certified(now=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert entries() == AWARDED


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({}, "ledger_award_once"),
        ({"amount_hundredths": -450}, "ledger_sign_fits_kind"),
        ({"kind": "reversal"}, "ledger_sign_fits_kind"),
    ],
)
def test_the_database_is_the_last_guard(now: datetime, change: dict[str, Any], constraint: str) -> None:
    certified(now=now)
    row: dict[str, Any] = {**LedgerEntry.objects.filter(amount_hundredths=450).values().get(), "id": new_id()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LedgerEntry.objects.create(**row | change)
    assert entries() == AWARDED


@pytest.mark.postgresql
def test_an_award_is_reversed_once_says_the_database(now: datetime) -> None:
    certificate = certified(now=now)
    revoke(certificate, now)
    drain()
    row: dict[str, Any] = {**LedgerEntry.objects.filter(amount_hundredths=-450).values().get(), "id": new_id()}

    with pytest.raises(IntegrityError, match="ledger_reversal_once"), transaction.atomic():
        LedgerEntry.objects.create(**row)
    assert entries() == REVERSED
