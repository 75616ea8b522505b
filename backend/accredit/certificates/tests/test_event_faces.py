"""What a certificate of an event shows: to its holder, to staff and to whoever checks it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from accredit.certificates.models import Certificate
from accredit.core.testing import api, drain
from accredit.events.tests.factories import event_with_ticket
from accredit.registrations.tests.factories import RegistrationFactory

from .event_factories import attend, certificate_of, certified_by_event, complete_event
from .test_event_api import staff

pytestmark = pytest.mark.django_db


class TestFaces:
    @pytest.mark.happy
    def test_the_public_page_says_what_was_attended(self) -> None:
        certificate = certified_by_event()

        body = api().get(f"/api/certificates/verify/{certificate.code}/").json()

        assert body["in_force"] is True
        attendance = body["attendance"]
        assert (attendance["counted_minutes"], attendance["window_minutes"], attendance["mode"]) == (
            384,
            480,
            "in_person",
        )
        assert attendance["sentence"].endswith("384 of 480 minutes · in person, London")

    def test_the_organization_finds_them_by_their_event(self) -> None:
        certificate = certified_by_event()
        client = staff(certificate.organization)

        [row] = client.get(f"/api/certificates/organization/?event={certificate.event_id}").json()["results"]

        assert (row["event_id"], row["course_id"]) == (str(certificate.event_id), None)
        assert client.get(f"/api/certificates/organization/?event={uuid4()}").json()["results"] == []

    def test_a_holder_has_it_made_out_to_their_present_name(self) -> None:
        certificate = certified_by_event()
        type(certificate.holder).objects.filter(pk=certificate.holder_id).update(legal_name="Amara Okafor-Reed")

        answer = api(certificate.holder).post(f"/api/certificates/{certificate.id}/correct-name/")
        drain()

        assert answer.status_code == 202
        replacement = Certificate.objects.get(replaces=certificate)
        assert (replacement.status, replacement.holder_name) == ("issued", "Amara Okafor-Reed")
        assert (replacement.attendance, replacement.root_id) == (certificate.attendance, certificate.id)


def test_two_places_of_one_event_are_two_certificates() -> None:
    ticket = event_with_ticket()
    first, second = attend(ticket), attend(ticket)
    RegistrationFactory(ticket_type=ticket)

    complete_event(ticket.event)

    assert certificate_of(first).holder_id != certificate_of(second).holder_id
    assert Certificate.objects.count() == 2
