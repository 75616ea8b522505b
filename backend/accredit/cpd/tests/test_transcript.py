"""The transcript, on paper and as a table."""

from __future__ import annotations

import csv
import io
import subprocess
from datetime import date, datetime

import pytest

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.certificates import services as certificates
from accredit.certificates.models import Certificate
from accredit.certificates.tests.factories import certified
from accredit.core.testing import api, assert_same_queries, drain
from accredit.organizations.tests.factories import member

from .factories import cycle, earned

pytestmark = pytest.mark.django_db
PDF_ADDRESS, CSV_ADDRESS = "/api/cpd/transcript/", "/api/cpd/transcript.csv"
YEAR = "first=2026-01-01&last=2026-12-31"


@pytest.fixture
def certificate(now: datetime) -> Certificate:
    """Somebody with credit by certificate and by their own word, on and beside the year 2026."""
    certificate = certified(now=now, legal_name="Amara Okafor")
    kind = CreditTypeFactory(name="Reading", slug="reading")
    earned(certificate.holder, kind, "1.5", date(2026, 12, 31), now=now.replace(month=12, day=31))
    earned(certificate.holder, kind, "7.5", date(2025, 12, 31), now=now)
    return certificate


def table(person: User, query: str) -> list[list[str]]:
    answer = api(person).get(f"{CSV_ADDRESS}?{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def text(person: User, query: str) -> str:
    answer = api(person).get(f"{PDF_ADDRESS}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().replace("\u200b", "").split())


@pytest.mark.happy
def test_the_table_lists_a_period_with_where_to_check_each_certificate(certificate: Certificate) -> None:
    head, *rows = table(certificate.holder, YEAR)

    at = {name: place for place, name in enumerate(head)}
    assert [(row[at["Category"]], row[at["Credits"]], row[at["Source"]]) for row in rows] == [
        ("Clinical", "4.5", "Certificate"),
        ("Leadership", "1.0", "Certificate"),
        ("Reading", "1.5", "Self-reported"),
    ]
    assert rows[0][at["Check at"]].endswith(f"/c/{certificate.code}")
    assert rows[2][at["Check at"]] == rows[2][at["Certificate"]] == ""
    assert rows[0][at["Evidence SHA-256"]] == certificate.pdf_sha256


@pytest.mark.happy
def test_the_paper_says_the_same_and_marks_what_is_self_reported(certificate: Certificate) -> None:
    words = text(certificate.holder, YEAR)

    for expected in (
        "Amara Okafor",
        "1 January 2026 to 31 December 2026",
        certificate.number,
        f"/c/{certificate.code}",
        "Self-reported",
        "By certificate",
        "Reading group",
    ):
        assert expected in words
    assert "7.5" not in words


def test_the_paper_is_for_screen_readers_too(certificate: Certificate) -> None:
    answer = api(certificate.holder).get(f"{PDF_ADDRESS}?{YEAR}")
    info = subprocess.run(["pdfinfo", "-"], input=answer.content, capture_output=True, check=True).stdout.decode()
    assert "CPD transcript of Amara Okafor" in info
    assert b"pdfuaid" in answer.content
    assert "no-store" in answer["Cache-Control"]


def test_a_cycle_lists_its_own_accreditor_and_days(certificate: Certificate, now: datetime) -> None:
    accreditor_id = CreditTypeFactory(name="Elsewhere", slug="elsewhere").accreditor_id
    made = cycle(certificate.holder, accreditor_id, date(2026, 1, 1), date(2026, 12, 31), now=now)

    assert len(table(certificate.holder, f"cycle={made.id}")) == 1
    assert "No credit was earned in this period." in text(certificate.holder, f"cycle={made.id}")


def test_what_was_taken_back_is_a_line_below_zero(certificate: Certificate, now: datetime) -> None:
    actor = member(certificate.organization, "owner")
    certificates.certificate_revoke(certificate=certificate, actor_id=actor.id, reason="In error.", now=now)
    drain()

    amounts = [row[5] for row in table(certificate.holder, YEAR)]

    assert {"'-4.5", "'-1.0"} <= set(amounts)
    assert "taken back" in text(certificate.holder, YEAR)


@pytest.mark.parametrize(
    "query", ["", "first=2026-01-01", "first=2026-02-01&last=2026-01-01", "cycle=x", "first=x&last=y"]
)
def test_a_period_that_is_none_is_refused(query: str) -> None:
    person = api(UserFactory())
    assert person.get(f"{PDF_ADDRESS}?{query}").status_code == 400
    assert person.get(f"{CSV_ADDRESS}?{query}").status_code == 400


@pytest.mark.isolation
def test_a_transcript_is_its_persons_alone(certificate: Certificate, now: datetime) -> None:
    accreditor_id = CreditTypeFactory().accreditor_id
    made = cycle(certificate.holder, accreditor_id, date(2026, 1, 1), date(2026, 12, 31), now=now)
    stranger = UserFactory()

    assert len(table(stranger, YEAR)) == 1
    for address in (PDF_ADDRESS, CSV_ADDRESS):
        assert api(stranger).get(f"{address}?cycle={made.id}").status_code == 404
        assert api().get(f"{address}?{YEAR}").status_code == 401


def test_a_long_transcript_costs_the_same_queries(now: datetime) -> None:
    kind, one, many = CreditTypeFactory(), UserFactory(), UserFactory()
    for person, count in ((one, 1), (many, 20)):
        for _ in range(count):
            earned(person, kind, "1.0", date(2026, 5, 1), now=now)

    assert_same_queries(lambda: table(one, YEAR), lambda: table(many, YEAR))
