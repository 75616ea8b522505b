"""From a finished course to a certificate in force, whatever is delivered twice, late or not at all."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accredit.accounts.models import User
from accredit.accounts.services import profile_update
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory
from accredit.certificates import receivers, services
from accredit.certificates.gateways.rendering import RenderingFailed
from accredit.certificates.gateways.sealing import check_seal
from accredit.certificates.models import Certificate, SigningKey
from accredit.core import storage
from accredit.core.models import Job, OutboxEvent
from accredit.core.testing import drain
from accredit.learning.domain_events import CourseCompleted, CourseUpdated
from accredit.learning.models import Course, Enrollment
from accredit.notifications.models import Notification
from accredit.organizations.models import Organization
from accredit.organizations.services import organization_update
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import PNG, answer_quiz, basis, certified, complete, course_with_credit, course_with_quiz, enrolled

pytestmark = pytest.mark.django_db


def issued_news() -> int:
    return OutboxEvent.objects.filter(name="certificates.certificate_issued").count()


def run_make(certificate: Certificate, now: datetime) -> Certificate:
    services.certificate_make(certificate_id=certificate.id, now=now)
    certificate.refresh_from_db()
    return certificate


@pytest.mark.happy
@pytest.mark.usefixtures("own_document_key")
def test_finishing_a_course_issues_a_sealed_and_signed_certificate_and_mails_it(now: datetime) -> None:
    certificate = certified(now=now, display_name="Amara Okafor")

    assert certificate.status == "issued"
    assert certificate.number.endswith("-2026-000001")
    assert len(certificate.code) == 26
    pdf = storage.private().read(certificate.pdf_key)
    assert hashlib.sha256(pdf).hexdigest() == certificate.pdf_sha256
    key = SigningKey.objects.get(organization=certificate.organization, purpose="document")
    seal = check_seal(pdf, key.certificate_pem.encode())
    assert seal.intact
    assert seal.covers_whole_file
    credential = json.loads(storage.private().read(certificate.credential_key))
    assert credential["id"].endswith(f"/c/{certificate.code}")
    assert credential["credentialSubject"]["creditsEarned"] == 5.5
    assert certificate.holder.email not in json.dumps(credential)
    assert issued_news() == 1
    (message,) = [one for one in mail.outbox if one.to == [certificate.holder.email]]
    name, content, _ = message.attachments[0]
    assert (name, content) == (f"{certificate.number}.pdf", pdf)
    assert "5.5 CPD credits" in str(message.body)
    assert Notification.objects.filter(user=certificate.holder, kind="certificates.issued").count() == 1


@pytest.mark.usefixtures("own_document_key")
def test_each_organization_seals_with_its_own_key(now: datetime) -> None:
    one, other = certified(now=now), certified(now=now)
    pdf = storage.private().read(one.pdf_key)
    keys = {key.organization_id: key.certificate_pem.encode() for key in SigningKey.objects.filter(purpose="document")}
    assert keys.keys() == {one.organization_id, other.organization_id}
    assert check_seal(pdf, keys[one.organization_id]).intact
    assert not check_seal(pdf, keys[other.organization_id]).intact


def test_the_quiz_must_be_passed_first(now: datetime) -> None:
    enrollment = enrolled(course_with_quiz(), now=now)
    quiz = enrollment.course.lessons.select_related("quiz").get(kind="quiz")
    answer_quiz(enrollment, quiz, right=False, now=now)
    drain()
    assert not Certificate.objects.exists()

    complete(enrollment, now=now)
    drain()

    certificate = Certificate.objects.get()
    assert certificate.status == "issued"
    assert certificate.evidence == ["Completed all 3 lessons", "Scored 100% in “Closing quiz”"]


def test_the_same_news_twice_and_every_job_twice_leave_one_certificate_one_mail(now: datetime) -> None:
    certificate = certified(now=now)
    before = list(Certificate.objects.values())
    done = basis(certificate)
    event = CourseCompleted(done.id, certificate.holder_id, done.course_id, now.isoformat())

    for _ in range(2):
        receivers.on_progress(event, now=now)
        services.certificate_make(certificate_id=certificate.id, now=now)
        services.certificate_mail_send(certificate_id=certificate.id, now=now)
    drain()

    assert list(Certificate.objects.values()) == before
    assert issued_news() == 1
    assert len(mail.outbox) == 1
    assert Notification.objects.filter(kind="certificates.issued").count() == 1


def test_an_unverified_address_waits_and_gets_it_when_verified(now: datetime) -> None:
    enrollment = enrolled(now=now, email_verified_at=None)
    complete(enrollment, now=now)
    drain()
    assert not Certificate.objects.exists()

    User.objects.filter(pk=enrollment.user_id).update(email_verified_at=now)
    services.certificates_of_person_due(user_id=enrollment.user_id, now=now)
    drain()

    assert Certificate.objects.get().status == "issued"


def test_the_legal_name_is_printed_where_there_is_one(now: datetime) -> None:
    assert certified(now=now, display_name="Sam", legal_name="Samuel Adeyemi").holder_name == "Samuel Adeyemi"
    assert certified(now=now, display_name="Sam", legal_name="").holder_name == "Sam"


def test_a_name_without_a_font_waits_with_a_reason_and_is_issued_when_it_is_written_otherwise(now: datetime) -> None:
    certificate = certified(now=now, display_name="ᚠᚢᚦ")
    assert (certificate.status, certificate.held_for) == ("pending", "name_not_covered")
    assert Notification.objects.filter(user=certificate.holder, kind="certificates.held").count() == 1
    assert issued_news() == 0

    profile_update(user_id=certificate.holder_id, changes={"legal_name": "Futhark Runa"}, now=now)
    drain()

    certificate.refresh_from_db()
    assert (certificate.status, certificate.held_for) == ("issued", "")
    assert certificate.holder_name == "Futhark Runa"
    assert Notification.objects.filter(user=certificate.holder, kind="certificates.held").count() == 1


def test_a_title_without_a_font_waits_for_the_organization(now: datetime) -> None:
    certificate = certified(course_with_credit(title="ᚠᚢᚦ"), now=now)

    assert (certificate.status, certificate.held_for) == ("pending", "text_not_covered")
    assert "title" in certificate.attempt_error


def test_a_paid_course_certifies_only_who_has_paid(now: datetime) -> None:
    course = course_with_credit(price_amount=4900)
    enrollment = enrolled(course, now=now)
    line = OrderLineFactory(
        order=OrderFactory(buyer=enrollment.user, status="paid", paid_at=now),
        organization=course.organization,
        item_id=course.id,
    )
    Enrollment.objects.filter(pk=enrollment.pk).update(order_line_id=line.id)
    type(line.order).objects.filter(pk=line.order_id).update(status="disputed")
    enrollment.refresh_from_db()
    complete(enrollment, now=now)
    drain()
    assert not Certificate.objects.exists()

    type(line.order).objects.filter(pk=line.order_id).update(status="paid")
    services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)

    assert Certificate.objects.count() == 1


def test_the_day_earned_is_the_day_of_completion_where_the_person_is(now: datetime) -> None:
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)

    assert certified(now=late, time_zone="Asia/Tokyo").earned_on == date(2026, 11, 23)
    assert certified(now=late, time_zone="America/New_York").earned_on == date(2026, 11, 22)


def test_numbers_of_an_organization_follow_each_other_without_gap(now: datetime) -> None:
    course = course_with_credit()
    numbers = [certified(course, now=now).serial for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert certified(now=now).serial == 1


def test_one_more_edition_of_the_course_does_not_certify_the_same_work_again(now: datetime) -> None:
    certificate = certified(now=now)
    Course.objects.filter(pk=basis(certificate).course_id).update(version=2)

    services.certificate_issue_if_due(enrollment_id=basis(certificate).id, now=now)

    assert Certificate.objects.count() == 1


class TestKilledBetweenSteps:
    """The job runs again from every state in which a dead process can leave the row."""

    @pytest.fixture
    def pending(self, now: datetime) -> Certificate:
        enrollment = enrolled(now=now)
        complete(enrollment, now=now)
        certificate = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
        assert certificate is not None
        return Certificate.objects.get(pk=certificate.pk)

    def test_before_anything_was_made(self, pending: Certificate, now: datetime) -> None:
        assert run_make(pending, now).status == "issued"

    def test_after_the_files_were_recorded_but_not_written(
        self, pending: Certificate, now: datetime, settings: Any
    ) -> None:
        in_the_way = Path(settings.STORAGE_PRIVATE_DIR) / "certificates"
        in_the_way.parent.mkdir(parents=True, exist_ok=True)
        in_the_way.write_text("a disk that fails")
        with pytest.raises(OSError, match=r"File exists|Not a directory"):
            run_make(pending, now)
        pending.refresh_from_db()
        recorded = pending.pdf_key
        assert pending.status == "pending"
        assert recorded
        assert issued_news() == 0

        in_the_way.unlink()
        issued = run_make(pending, now + timedelta(minutes=1))

        assert issued.status == "issued"
        assert issued.pdf_key != recorded
        assert issued.issued_at == now + timedelta(minutes=1)
        assert storage.private().exists(issued.pdf_key)
        assert issued_news() == 1

    def test_after_the_files_were_written_but_not_brought_into_force(self, pending: Certificate, now: datetime) -> None:
        made = run_make(pending, now)
        digest = made.pdf_sha256
        Certificate.objects.filter(pk=made.pk).update(status="pending", issued_at=None)
        OutboxEvent.objects.filter(name="certificates.certificate_issued").delete()

        again = run_make(made, now + timedelta(hours=1))

        assert again.status == "issued"
        assert again.pdf_sha256 == digest
        assert again.issued_at == now
        assert issued_news() == 1

    def test_after_a_file_was_damaged(self, pending: Certificate, now: datetime) -> None:
        made = run_make(pending, now)
        Certificate.objects.filter(pk=made.pk).update(status="pending", issued_at=None)
        storage.private().write(made.pdf_key, b"%PDF-damaged")

        again = run_make(made, now)

        content = storage.private().read(again.pdf_key)
        assert hashlib.sha256(content).hexdigest() == again.pdf_sha256

    def test_after_it_came_into_force_but_before_the_mail(self, pending: Certificate, now: datetime) -> None:
        run_make(pending, now)
        assert mail.outbox == []

        drain()
        drain()

        assert len(mail.outbox) == 1

    def test_the_name_changed_after_the_files_were_written(self, pending: Certificate, now: datetime) -> None:
        made = run_make(pending, now)
        Certificate.objects.filter(pk=made.pk).update(status="pending", issued_at=None)
        User.objects.filter(pk=made.holder_id).update(legal_name="Another Name")

        assert run_make(made, now).holder_name == "Another Name"

    def test_a_job_that_was_given_up_is_owed_again(self, pending: Certificate, now: datetime) -> None:
        Job.objects.filter(name="certificates.make").update(status=Job.Status.FAILED)

        assert services.certificates_resume(now=now) == 1
        drain()

        pending.refresh_from_db()
        assert pending.status == "issued"

    def test_what_waits_for_a_person_is_not_owed_again(self, pending: Certificate, now: datetime) -> None:
        Certificate.objects.filter(pk=pending.pk).update(held_for="name_not_covered")

        assert services.certificates_resume(now=now) == 0


def test_a_logo_that_is_no_picture_waits_until_the_organization_changes_it(now: datetime) -> None:
    organization = OrganizationFactory()
    storage.public().write("logos/broken.png", b"not a picture")
    Organization.objects.filter(pk=organization.pk).update(logo_key="logos/broken.png")
    certificate = certified(course_with_credit(organization=organization), now=now)
    assert (certificate.status, certificate.held_for) == ("pending", "text_not_covered")
    assert "logo" in certificate.attempt_error

    Organization.objects.filter(pk=organization.pk).update(logo_key="")
    organization_update(
        organization=organization, actor_id=member(organization, "owner").id, changes={"name": "Meridian"}
    )
    drain()

    certificate.refresh_from_db()
    assert (certificate.status, certificate.attempt_error) == ("issued", "")


def test_a_try_that_fails_keeps_the_error_and_is_repeated(now: datetime) -> None:
    organization = OrganizationFactory()
    storage.public().write("logos/cut.png", PNG[:60])
    Organization.objects.filter(pk=organization.pk).update(logo_key="logos/cut.png")
    enrollment = enrolled(course_with_credit(organization=organization), now=now)
    complete(enrollment, now=now)
    certificate = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    assert certificate is not None
    with pytest.raises(RenderingFailed):
        services.certificate_make(certificate_id=certificate.id, now=now)
    certificate.refresh_from_db()
    assert certificate.status == "pending"
    assert certificate.attempt_error

    storage.public().write("logos/cut.png", PNG)
    certificate = run_make(Certificate.objects.get(pk=certificate.pk), now)

    assert (certificate.status, certificate.attempt_error) == ("issued", "")


def test_a_course_whose_title_could_not_be_set_certifies_once_it_is_renamed(now: datetime) -> None:
    certificate = certified(course_with_credit(title="ᚠᚢᚦ"), now=now)
    assert certificate.status == "pending"

    course_id = basis(certificate).course_id
    Course.objects.filter(pk=course_id).update(title="Runes")
    receivers.on_course(CourseUpdated(course_id), now=now)
    drain()

    certificate.refresh_from_db()
    assert (certificate.status, certificate.title) == ("issued", "Runes")


@pytest.mark.postgresql
class TestTheDatabaseIsTheLastGuard:
    @pytest.fixture
    def row(self, now: datetime) -> dict[str, Any]:
        certificate = certified(now=now)
        values = Certificate.objects.filter(pk=certificate.pk).values().get()
        return {**values} | {"id": UUID(int=1), "root_id": UUID(int=1), "serial": 99, "code": "x" * 26}

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ({"status": "pending"}, "certificate_one_original"),
            ({}, "certificate_one"),
            ({"code": None}, "certificate_code_once"),
            ({"serial": 1, "status": "superseded"}, "certificate_serial_once"),
            ({"status": "superseded", "pdf_sha256": ""}, "certificate_issued_has_files"),
            ({"status": "revoked"}, "certificate_revoked_when"),
        ],
    )
    def test_it_refuses(self, row: dict[str, Any], change: dict[str, Any], constraint: str) -> None:
        if change.get("code", "") is None:
            change = {"code": Certificate.objects.get().code, "status": "superseded"}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Certificate.objects.create(**row | change)
        assert Certificate.objects.count() == 1
