"""Revoking, replacing, restoring, and a holder who leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from accredit.accounts.services import account_delete, profile_update
from accredit.accounts.tests.factories import PASSWORD
from accredit.certificates import receivers, selectors, services
from accredit.certificates.exceptions import NameUnchanged
from accredit.certificates.models import Certificate
from accredit.core import clock, privacy, storage
from accredit.core.errors import IllegalTransition
from accredit.core.models import OutboxEvent
from accredit.core.testing import drain
from accredit.learning import services as learning
from accredit.learning.domain_events import CourseCompleted, EnrollmentRevoked
from accredit.learning.models import Enrollment
from accredit.organizations.tests.factories import member

from .factories import basis, certified, complete, enrolled

pytestmark = pytest.mark.django_db


def news(name: str) -> int:
    return OutboxEvent.objects.filter(name=f"certificates.{name}").count()


def end_enrollment(certificate: Certificate, now: datetime) -> Enrollment:
    enrollment = Enrollment.objects.get(pk=basis(certificate).id)
    learning.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
    enrollment.refresh_from_db()
    return enrollment


def revoke(certificate: Certificate, now: datetime, reason: str = "Issued in error.") -> Certificate:
    actor = member(certificate.organization, "owner")
    return services.certificate_revoke(certificate=certificate, actor_id=actor.id, reason=reason, now=now)


def rename(certificate: Certificate, name: str, now: datetime) -> Certificate:
    """The holder changes their legal name; the certificate as it is read afterwards."""
    profile_update(user_id=certificate.holder_id, changes={"legal_name": name}, now=now)
    drain()
    return selectors.certificate_for_holder(user_id=certificate.holder_id, certificate_id=certificate.id)


@pytest.mark.happy
def test_a_revoked_certificate_says_when_and_why_and_stays_revoked(now: datetime) -> None:
    certificate = certified(now=now)

    revoked = revoke(certificate, now)

    assert (revoked.status, revoked.revoked_at, revoked.revoke_reason) == ("revoked", now, "Issued in error.")
    with pytest.raises(IllegalTransition, match="revoked; it cannot become revoked"):
        revoke(certificate, now)
    assert news("certificate_revoked") == 1


def test_what_the_organization_revoked_is_not_issued_again_by_itself(now: datetime) -> None:
    certificate = certified(now=now)
    revoke(certificate, now)

    services.certificate_issue_if_due(enrollment_id=basis(certificate).id, now=now)
    drain()

    assert Certificate.objects.count() == 1


def test_the_end_of_the_enrollment_revokes_and_its_return_issues_a_new_one(now: datetime) -> None:
    first = certified(now=now)
    enrollment = end_enrollment(first, now)
    drain()
    first.refresh_from_db()
    assert (first.status, first.revoked_because) == ("revoked", "enrollment_ended")

    learning.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)
    drain()

    first.refresh_from_db()
    second = Certificate.objects.exclude(pk=first.pk).get()
    assert first.status == "revoked"
    assert second.status == "issued"
    assert (second.serial, second.replaces_id, second.earned_on) == (2, None, first.earned_on)


def test_completion_heard_after_the_end_issues_nothing(now: datetime) -> None:
    enrollment = enrolled(now=now)
    complete(enrollment, now=now)
    learning.enrollment_revoke(enrollment=enrollment, actor_id=None, now=now)
    ids = (enrollment.id, enrollment.user_id, enrollment.course_id)

    receivers.on_enrollment(EnrollmentRevoked(*ids), now=now)
    receivers.on_progress(CourseCompleted(*ids, now.isoformat()), now=now)
    drain()

    assert not Certificate.objects.exists()


def test_news_of_an_end_that_was_taken_back_revokes_nothing(now: datetime) -> None:
    certificate = certified(now=now)
    enrollment = end_enrollment(certificate, now)
    learning.enrollment_restore(enrollment=enrollment, actor_id=None, now=now)

    drain()

    certificate.refresh_from_db()
    assert certificate.status == "issued"


def test_an_enrollment_that_ended_before_the_row_was_there_is_noticed_by_the_job(now: datetime) -> None:
    enrollment = enrolled(now=now)
    complete(enrollment, now=now)
    certificate = services.certificate_issue_if_due(enrollment_id=enrollment.id, now=now)
    assert certificate is not None
    Enrollment.objects.filter(pk=enrollment.pk).update(status="revoked", previous_status="completed")

    services.certificate_make(certificate_id=certificate.id, now=now)

    certificate.refresh_from_db()
    assert certificate.status == "revoked"
    assert certificate.issued_at is None
    assert news("certificate_issued") == 0


@pytest.mark.happy
def test_a_corrected_name_makes_a_new_certificate_and_the_old_one_points_to_it(now: datetime) -> None:
    old = rename(certified(now=now), "Amara Okafor-Reed", now)

    new = services.certificate_replace(certificate=old, now=clock.now())
    old.refresh_from_db()
    assert old.status == "issued"
    drain()

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status) == ("superseded", "issued")
    assert new.holder_name == "Amara Okafor-Reed"
    assert (new.earned_on, new.credits, new.root_id) == (old.earned_on, old.credits, old.id)
    assert new.code != old.code
    replacement = selectors.replacement_of(old)
    assert replacement is not None
    assert replacement.id == new.id
    assert news("certificate_superseded") == 1


def test_asking_twice_for_the_correction_makes_one(now: datetime) -> None:
    old = rename(certified(now=now), "Amara Okafor-Reed", now)

    first = services.certificate_replace(certificate=old, now=now)

    assert services.certificate_replace(certificate=old, now=now).id == first.id
    assert Certificate.objects.count() == 2


def test_nothing_is_replaced_while_the_name_is_the_same(now: datetime) -> None:
    certificate = certified(now=now)
    certificate = selectors.certificate_for_holder(user_id=certificate.holder_id, certificate_id=certificate.id)

    with pytest.raises(NameUnchanged):
        services.certificate_replace(certificate=certificate, now=now)
    assert Certificate.objects.count() == 1


def test_two_corrections_make_a_chain_whose_every_page_points_to_its_end(now: datetime) -> None:
    first = rename(certified(now=now), "Second Name", now)
    second = services.certificate_replace(certificate=first, now=clock.now())
    drain()
    third = services.certificate_replace(certificate=rename(second, "Third Name", now), now=clock.now())
    drain()

    first.refresh_from_db()
    found = selectors.replacement_of(first)
    assert found is not None
    assert found.id == third.id


def test_revoking_while_a_correction_is_on_its_way_ends_both(now: datetime) -> None:
    old = rename(certified(now=now), "Amara Okafor-Reed", now)
    new = services.certificate_replace(certificate=old, now=now)

    revoke(old, now)
    drain()

    new.refresh_from_db()
    assert new.status == "revoked"
    assert news("certificate_issued") == 1


def test_a_correction_whose_predecessor_ended_unnoticed_ends_too(now: datetime) -> None:
    old = rename(certified(now=now), "Amara Okafor-Reed", now)
    new = services.certificate_replace(certificate=old, now=now)
    Certificate.objects.filter(pk=old.pk).update(
        status="revoked", revoked_at=now, revoked_because="organization", revoke_reason="Why"
    )

    services.certificate_make(certificate_id=new.id, now=now)

    new.refresh_from_db()
    assert (new.status, new.revoke_reason) == ("revoked", "Why")


def test_a_superseded_certificate_cannot_be_revoked(now: datetime) -> None:
    old = rename(certified(now=now), "Amara Okafor-Reed", now)
    services.certificate_replace(certificate=old, now=now)
    drain()

    with pytest.raises(IllegalTransition, match="superseded"):
        revoke(old, now)
    assert news("certificate_revoked") == 0


class TestAHolderWhoLeaves:
    @pytest.fixture
    def gone(self, now: datetime) -> Any:
        certificate = certified(now=now)
        files = (certificate.pdf_key, certificate.credential_key)
        account_delete(user_id=certificate.holder_id, password=PASSWORD, now=now)
        drain()
        certificate.refresh_from_db()
        return certificate, files

    def test_takes_name_and_files_and_leaves_the_fingerprints(self, gone: Any) -> None:
        certificate, files = gone

        assert certificate.status == "issued"
        assert certificate.holder_name == ""
        assert certificate.evidence == []
        assert len(certificate.pdf_sha256) == len(certificate.credential_sha256) == 64
        assert not any(storage.private().exists(key) for key in files)
        assert certificate.pdf_key == certificate.credential_key == ""

    def test_may_leave_twice(self, gone: Any, now: datetime) -> None:
        certificate, _ = gone
        before = Certificate.objects.values().get()

        privacy.erase(certificate.holder_id, now=now)
        drain()

        assert Certificate.objects.values().get() == before

    def test_ends_what_was_still_being_prepared(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="ᚠᚢᚦ")

        account_delete(user_id=certificate.holder_id, password=PASSWORD, now=now)
        drain()

        certificate.refresh_from_db()
        assert certificate.status == "revoked"
        assert certificate.holder_name == ""


def test_the_export_names_every_certificate(now: datetime) -> None:
    certificate = certified(now=now)

    (row,) = privacy.export(certificate.holder_id)["certificates"]["certificates"]

    assert row["number"] == certificate.number
    assert row["pdf_sha256"] == certificate.pdf_sha256
