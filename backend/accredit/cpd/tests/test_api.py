"""The record over the API."""

from __future__ import annotations

from datetime import datetime

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.certificates import services as certificates
from accredit.certificates.tests.factories import certified, complete, course_with_credit
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import services as learning
from accredit.organizations.tests.factories import member

pytestmark = pytest.mark.django_db
LEDGER, SUMMARY = "/api/cpd/ledger/", "/api/cpd/summary/"


@pytest.mark.happy
def test_the_ledger_lists_every_entry_with_its_certificate(now: datetime) -> None:
    certificate = certified(now=now)

    rows = api(certificate.holder).get(LEDGER).json()["results"]

    assert {(row["credit_type"]["name"], row["amount"], row["amount_hundredths"]) for row in rows} == {
        ("Clinical", "4.5", 450),
        ("Leadership", "1.0", 100),
    }
    assert {row["certificate"]["number"] for row in rows} == {certificate.number}
    assert {row["evidence_hash"] for row in rows} == {certificate.pdf_sha256}


@pytest.mark.happy
def test_the_summary_adds_up_by_accreditor_and_credit_type(now: datetime) -> None:
    certificate = certified(now=now)

    (group,) = api(certificate.holder).get(SUMMARY).json()["results"]

    assert group["amount"] == "5.5"
    assert [(one["credit_type"]["name"], one["amount"], one["awards"]) for one in group["credit_types"]] == [
        ("Clinical", "4.5", 1),
        ("Leadership", "1.0", 1),
    ]


def test_what_was_taken_back_adds_up_to_nothing(now: datetime) -> None:
    certificate = certified(now=now)
    actor = member(certificate.organization, "owner")
    certificates.certificate_revoke(certificate=certificate, actor_id=actor.id, reason="Issued in error.", now=now)
    drain()

    (group,) = api(certificate.holder).get(SUMMARY).json()["results"]

    assert group["amount_hundredths"] == 0
    assert [one["awards"] for one in group["credit_types"]] == [0, 0]
    assert len(api(certificate.holder).get(LEDGER).json()["results"]) == 4


@pytest.mark.isolation
def test_a_record_is_its_persons_alone(now: datetime) -> None:
    certified(now=now)

    assert api(UserFactory()).get(LEDGER).json()["results"] == []
    assert api(UserFactory()).get(SUMMARY).json()["results"] == []
    assert api().get(LEDGER).status_code == 401
    assert api().get(SUMMARY).status_code == 401
    assert api(UserFactory()).get(f"{LEDGER}?page_size=0").status_code == 400


def test_both_cost_the_same_for_one_certificate_and_for_several(now: datetime) -> None:
    one, many = certified(now=now).holder, UserFactory()
    for _ in range(3):
        enrollment = learning.enrollment_start_free(course=course_with_credit(), user_id=many.id, now=now)
        complete(enrollment, now=now)
    drain()

    assert_same_queries(lambda: api(one).get(LEDGER), lambda: api(many).get(LEDGER))
    assert_same_queries(lambda: api(one).get(SUMMARY), lambda: api(many).get(SUMMARY))
