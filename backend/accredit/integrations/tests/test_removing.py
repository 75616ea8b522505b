"""The app is removed at Zoom: forged, late, twice, after connecting again, of somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, drain
from accredit.integrations.exceptions import ConnectionBroken
from accredit.integrations.models import ZoomConnection
from accredit.integrations.services import removed_mail_send
from accredit.integrations.services.tokens import account_of
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import ZoomConnectionFactory
from .stand import CLIENT_ID, ZoomStand, deliver

pytestmark = pytest.mark.django_db
STATUS = "/api/integrations/zoom/status/"


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory(name="Law Society")
    return made


@pytest.fixture
def connection(organization: Organization, zoom: ZoomStand) -> ZoomConnection:
    made: ZoomConnection = ZoomConnectionFactory(
        organization=organization, zoom_user_id="U1", authorized_at=clock.now() - timedelta(days=1)
    )
    return made


def removal(at: datetime | None = None, **told: Any) -> dict[str, Any]:
    when = (at or clock.now()).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    payload = {"account_id": "A", "user_id": "U1", "signature": "x", "deauthorization_time": when, **told}
    return {"event": "app_deauthorized", "event_ts": 1, "payload": {"client_id": CLIENT_ID, **payload}}


def deliver_and_drain(told: dict[str, Any]) -> None:
    assert deliver(told).status_code == 200
    drain()


@pytest.mark.happy
def test_the_tokens_go_the_connection_says_so_and_owners_and_admins_are_told(
    organization: Organization, connection: ZoomConnection
) -> None:
    people = {role: member(organization, role) for role in ("owner", "admin", "organizer")}
    told = removal()
    deliver_and_drain(told)
    connection.refresh_from_db()
    assert (bytes(connection.access_wrapped), bytes(connection.refresh_wrapped)) == (b"", b"")
    for role in people:
        status = api(people[role], organization).get(STATUS).json()
        assert (status["state"], bool(status["removed_at"])) == ("removed", True)
        assert "deleted its keys" in status["next_step"]
    assert {one.to[0] for one in mail.outbox} == {people["owner"].email, people["admin"].email}
    assert {one.subject for one in mail.outbox} == {"Zoom is no longer connected to Law Society"}
    assert "until an owner or admin connects Zoom again" in mail.outbox[0].body
    with pytest.raises(ConnectionBroken):
        account_of(connection_id=connection.pk, now=clock.now())
    deliver_and_drain(told)
    deliver_and_drain({**told, "event_ts": 2})
    assert len(mail.outbox) == 2, "told twice is told once"
    assert OutboxEvent.objects.filter(name="integrations.zoom_removed", organization_id=organization.id).count() == 1


def test_a_forged_removal_removes_nothing(connection: ZoomConnection) -> None:
    assert deliver(removal(), HTTP_X_ZM_SIGNATURE="v0=00", HTTP_X_ZM_REQUEST_TIMESTAMP="1").status_code == 400
    drain()
    connection.refresh_from_db()
    assert connection.removed_at is None


@pytest.mark.parametrize("other", [{"client_id": "another-app"}, {"user_id": "U2"}, {"user_id": ""}])
def test_a_removal_of_another_app_or_person_concerns_nobody_here(
    organization: Organization, connection: ZoomConnection, other: Any
) -> None:
    stranger = ZoomConnectionFactory(zoom_user_id="")
    deliver_and_drain(removal(**other))
    for row in (connection, stranger):
        row.refresh_from_db()
        assert (row.removed_at, bool(row.access_wrapped)) == (None, True)
    assert mail.outbox == []


def test_a_removal_that_arrives_after_connecting_again_takes_nothing_away(connection: ZoomConnection) -> None:
    assert connection.authorized_at is not None
    deliver_and_drain(removal(connection.authorized_at - timedelta(minutes=5)))
    connection.refresh_from_db()
    assert (connection.removed_at, bool(connection.access_wrapped)) == (None, True)


def test_one_person_who_connected_two_organizations_takes_both_away(connection: ZoomConnection) -> None:
    second = ZoomConnectionFactory(zoom_user_id="U1")
    deliver_and_drain(removal())
    second.refresh_from_db()
    assert second.removed_at is not None


def test_a_connection_that_was_ended_here_loses_its_tokens_and_nobody_is_told(
    organization: Organization, connection: ZoomConnection
) -> None:
    member(organization, "owner")
    ZoomConnection.objects.update(disconnected_at=clock.now())
    deliver_and_drain(removal())
    connection.refresh_from_db()
    assert (bytes(connection.access_wrapped), mail.outbox) == (b"", [])


def test_nobody_is_mailed_who_has_connected_again_before_the_mail_goes(
    organization: Organization, connection: ZoomConnection
) -> None:
    owner = member(organization, "owner")
    removed_mail_send(connection_id=connection.pk, user_id=owner.pk)
    assert mail.outbox == []
