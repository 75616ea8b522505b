"""Certificates of an event that are made together: what stops one of them stops none of the others."""

from __future__ import annotations

import smtplib
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from accredit.certificates import services
from accredit.certificates.gateways.rendering import RenderingFailed
from accredit.certificates.models import Certificate
from accredit.certificates.services import making
from accredit.certificates.services.documents import Desk
from accredit.core import storage
from accredit.core.models import Job, OutboxEvent
from accredit.core.testing import drain
from accredit.notifications.models import Notification
from accredit.notifications.services import choice_set, mail_person

from .event_factories import LATER
from .test_event_runs import over, start

pytestmark = pytest.mark.django_db
MAIL_PERSON = "accredit.certificates.services.delivery.mail_person"


def numbered(people: int) -> list[Certificate]:
    """Pending certificates of one event, in the order of their numbers, whose one job is owed."""
    services.issue_run_step(run_id=start(over(people)).id, now=LATER)
    return list(Certificate.objects.order_by("serial"))


def make(certificates: list[Certificate]) -> None:
    services.certificates_make(certificate_ids=[one.id for one in certificates], now=LATER)


def statuses() -> list[str]:
    return list(Certificate.objects.order_by("serial").values_list("status", flat=True))


def issued_news() -> int:
    return OutboxEvent.objects.filter(name="certificates.certificate_issued").count()


@pytest.mark.happy
def test_a_handful_is_one_job_and_everybody_has_files_a_bell_and_a_mail_of_their_own() -> None:
    certificates = numbered(3)

    assert Job.objects.get(name="certificates.make").args == [str(one.id) for one in certificates]
    drain(now=LATER)

    rows = list(Certificate.objects.all())
    assert {row.status for row in rows} == {"issued"}
    assert all(storage.private().exists(key) for row in rows for key in (row.pdf_key, row.credential_key))
    assert len({row.pdf_sha256 for row in rows}) == 3
    assert {message.to[0] for message in mail.outbox} == {row.holder.email for row in rows}
    assert set(Notification.objects.values_list("user_id", "url")) == {
        (row.holder_id, f"/c/{row.code}") for row in rows
    }
    assert issued_news() == 3


def test_made_twice_it_is_in_force_and_told_once() -> None:
    certificates = numbered(2)

    make(certificates)
    make(certificates)

    assert (statuses(), issued_news()) == (["issued"] * 2, 2)


def test_a_worker_that_dies_with_files_half_written_leaves_them_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    certificates = numbered(3)
    write = making._files_write
    written: list[UUID] = []

    def dying(certificate: Certificate, *rest: Any) -> None:
        if written:
            raise SystemExit("killed")
        write(certificate, *rest)
        written.append(certificate.id)

    monkeypatch.setattr(making, "_files_write", dying)
    with pytest.raises(SystemExit):
        make(certificates)
    assert (statuses(), issued_news()) == (["pending"] * 3, 0)
    kept = Certificate.objects.get(pk=written[0]).pdf_sha256
    monkeypatch.setattr(making, "_files_write", write)

    make(certificates)

    assert (statuses(), issued_news()) == (["issued"] * 3, 3)
    assert Certificate.objects.get(pk=written[0]).pdf_sha256 == kept, "what stood unharmed was not made again"


def test_a_name_without_a_font_waits_and_the_others_are_in_force() -> None:
    certificates = numbered(3)
    holder = certificates[1].holder
    holder.legal_name = "ᚠᚢᚦ"
    holder.save(update_fields=["legal_name"])

    make(certificates)

    assert statuses() == ["issued", "pending", "issued"]
    assert Certificate.objects.get(pk=certificates[1].id).held_for == "name_not_covered"


def test_one_that_cannot_be_made_is_owed_a_try_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    certificates = numbered(3)
    files_make = Desk.files_make

    def failing(self: Desk, certificate: Certificate) -> Any:
        if certificate.id == certificates[0].id:
            raise RenderingFailed("no paper")
        return files_make(self, certificate)

    monkeypatch.setattr(Desk, "files_make", failing)
    make(certificates)
    assert statuses() == ["pending", "issued", "issued"]
    assert Certificate.objects.get(pk=certificates[0].id).attempt_error == "no paper"
    monkeypatch.setattr(Desk, "files_make", files_make)

    drain(now=LATER)

    assert statuses() == ["issued"] * 3


def test_one_that_is_revoked_while_it_is_made_keeps_no_files_and_the_others_are_in_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificates = numbered(3)
    write = making._files_write

    def meanwhile(certificate: Certificate, *rest: Any) -> None:
        write(certificate, *rest)
        if certificate.id == certificates[1].id:
            Certificate.objects.filter(pk=certificate.id).update(status="revoked", revoked_at=LATER, pdf_key="")

    monkeypatch.setattr(making, "_files_write", meanwhile)
    make(certificates)

    assert statuses() == ["issued", "revoked", "issued"]
    assert issued_news() == 2
    folder = f"certificates/{certificates[1].organization_id}/{certificates[1].id}"
    store: Any = storage.private()
    assert list(store.path(folder).iterdir()) == []


def test_who_switched_the_bell_off_is_not_told_by_it() -> None:
    certificates = numbered(2)
    choice_set(user_id=certificates[0].holder_id, kind="certificates.issued", mail=True, bell=False)

    make(certificates)

    assert list(Notification.objects.values_list("user_id", flat=True)) == [certificates[1].holder_id]


@pytest.mark.parametrize("error", [smtplib.SMTPRecipientsRefused({}), RuntimeError("The store is away.")])
def test_a_mail_that_is_refused_is_tried_again_by_itself_and_the_others_go_once(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    certificates = numbered(3)
    make(certificates)
    refused = certificates[0].holder_id

    def refusing(**given: Any) -> bool:
        if given["user_id"] == refused:
            raise error
        return mail_person(**given)

    monkeypatch.setattr(MAIL_PERSON, refusing)
    services.certificates_mail_send(certificate_ids=[one.id for one in certificates], now=LATER)
    assert Certificate.objects.filter(mailed_at=None).get().id == certificates[0].id
    monkeypatch.setattr(MAIL_PERSON, mail_person)

    drain(now=LATER)

    assert sorted(message.to[0] for message in mail.outbox) == sorted(one.holder.email for one in certificates)
