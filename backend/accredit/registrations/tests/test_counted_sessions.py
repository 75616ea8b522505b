"""A session in which minutes are counted stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from accredit.core.testing import api, drain
from accredit.events.models import Session
from accredit.events.tests.factories import SessionFactory, tomorrow
from accredit.organizations.tests.factories import member
from accredit.registrations.models import AttendanceInterval, Registration, SessionAttendance

from .test_attendance import minutes, registered, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> Registration:
    """Somebody who was at two sessions of a running event for half an hour, as the meeting's provider told."""
    row = registered()
    SessionFactory(event=row.event, starts_at=tomorrow(9), ends_at=tomorrow(10))
    tell(row, tomorrow(9), tomorrow(9) + timedelta(minutes=30))
    drain(now=tomorrow(18))
    return row


def session_of(row: Registration) -> Session:
    found: Session = SessionAttendance.objects.filter(registration=row, counted_seconds__gt=0)[0].session
    return found


def organizer(row: Registration) -> Any:
    return api(member(row.organization, "organizer"), row.organization)


def address(session: Session) -> str:
    return f"/api/events/{session.event_id}/sessions/{session.id}/"


def test_it_is_not_deleted_and_the_answer_says_what_to_do_instead(counted: Registration) -> None:
    session, before = session_of(counted), minutes(counted)
    for _ in range(2):
        refused = organizer(counted).delete(address(session))
        assert (refused.status_code, refused.json()["code"]) == (409, "session_in_use")
        assert "it was not deleted. Make it a break instead" in refused.json()["detail"]
    assert minutes(counted) == before
    assert max(before) == 30


def test_as_a_break_it_stays_and_counts_no_more(counted: Registration) -> None:
    session = session_of(counted)
    assert organizer(counted).patch(address(session), {"kind": "break"}, format="json").status_code == 200
    assert Session.objects.filter(pk=session.pk).exists()


def test_one_in_which_nobodys_minutes_are_counted_is_deleted(counted: Registration) -> None:
    later = SessionFactory(event=counted.event, starts_at=tomorrow(11), ends_at=tomorrow(12))
    assert organizer(counted).delete(address(later)).status_code == 204


def test_neither_the_orm_nor_the_database_lets_it_go(counted: Registration) -> None:
    AttendanceInterval.objects.update(session=None)
    session = session_of(counted)
    with pytest.raises(ProtectedError):
        session.delete()
    key = Session._meta.pk.get_db_prep_value(session.pk, connection)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_session WHERE id = %s", [key])
        connection.check_constraints()
