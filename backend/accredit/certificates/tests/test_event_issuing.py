"""From minutes to a certificate: who gets one, when, and what it says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from accredit.accounts.services import profile_update
from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.models import CreditRuleVersion
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.certificates import services
from accredit.certificates.models import Certificate, ClaimNotice
from accredit.core import storage
from accredit.core.models import OutboxEvent
from accredit.core.testing import drain
from accredit.events.models import Event
from accredit.events.tests.factories import EventCreditFactory, SessionFactory, event_with_ticket, tomorrow
from accredit.feedback.domain_events import SurveyAnswered
from accredit.registrations.models import Registration
from accredit.registrations.services import places_claim

from .event_factories import (
    BEGIN,
    ENOUGH,
    ISSUED,
    LATER,
    OVER,
    attend,
    certificate_of,
    certified_by_event,
    complete_event,
)

pytestmark = pytest.mark.django_db


def gate(event: Event, *clauses: dict[str, Any], after: int | None = 60, when_changed: str = "ask") -> None:
    services.event_gate_save(
        event=event,
        clauses=clauses or [{"kind": "attendance", "percent": 80}],
        issue_after_minutes=after,
        when_changed=when_changed,  # type: ignore[arg-type]
        actor_id=UserFactory().id,
        now=OVER,
    )


def rule(credit_type: Any, *, minimum: int = 100, increment: int = 20) -> None:
    """50 minutes a credit, first credit whole, then fifths, rounded down."""
    CreditRuleVersion.objects.create(
        credit_type=credit_type,
        version=3,
        name="Group programmes",
        hour_minutes=50,
        hours_per_credit=1,
        increment_hundredths=increment,
        rounding="down",
        minimum_hundredths=minimum,
        partial=True,
        source="The standard",
    )


@pytest.mark.happy
def test_whoever_was_there_long_enough_is_certified_an_hour_after_the_end_and_others_are_not() -> None:
    ticket = event_with_ticket()
    enough, short, absent = attend(ticket), attend(ticket, ENOUGH - 1), attend(ticket, 0)
    complete_event(ticket.event, until=None)
    assert not Certificate.objects.exists()

    drain(now=ISSUED)

    certificate = Certificate.objects.get()
    assert certificate.registration_id == enough.id
    assert certificate.status == "issued"
    assert (certificate.course_id, certificate.enrollment_id, certificate.event_id) == (None, None, ticket.event_id)
    assert {short.id, absent.id}.isdisjoint({certificate.registration_id})


def test_news_that_comes_again_issues_nothing_again() -> None:
    certificate = certified_by_event()
    registration = certificate.registration
    assert registration is not None

    for _ in range(2):
        services.registration_follow(registration_id=registration.id, now=LATER)
        services.event_issue(event_id=registration.event_id, now=LATER)
        drain(now=LATER)

    assert Certificate.objects.count() == 1
    assert OutboxEvent.objects.filter(name="certificates.certificate_issued").count() == 1


def test_it_says_when_for_how_long_and_where_on_all_its_faces() -> None:
    certificate = certified_by_event(title="Capacity in practice")

    day = BEGIN.date()
    sentence = f"Attended on {day.day} {day:%B} {day.year} · 384 of 480 minutes · in person, London"
    assert certificate.title == "Capacity in practice"
    assert certificate.evidence == ["Attended 384 of 480 minutes (80%)"]
    assert certificate.attendance is not None
    assert certificate.attendance["days"] == [day.isoformat()]
    credential = json.loads(storage.private().read(certificate.credential_key))
    assert [one["narrative"] for one in credential["evidence"]] == [sentence, "Attended 384 of 480 minutes (80%)"]
    assert "/events/" in credential["credentialSubject"]["achievement"]["id"]
    assert storage.private().read(certificate.pdf_key).startswith(b"%PDF-")


def test_it_is_earned_on_the_last_day_in_the_zone_of_the_event() -> None:
    begin = datetime.combine(tomorrow(9).date() - timedelta(days=3), datetime.min.time(), UTC)
    ticket = event_with_ticket(
        time_zone="Pacific/Auckland", starts_at=begin + timedelta(hours=10), ends_at=begin + timedelta(hours=12)
    )
    row = attend(ticket, 7200, begin=begin + timedelta(hours=10))

    complete_event(ticket.event)

    # From 23:00 to 01:00 there, in either half of the year: the last day has begun.
    assert certificate_of(row).earned_on == begin.date() + timedelta(days=1)


def test_a_session_that_ends_at_midnight_ends_on_the_day_before() -> None:
    end = datetime.combine(tomorrow(9).date(), datetime.min.time(), UTC)
    ticket = event_with_ticket(time_zone="UTC", starts_at=end - timedelta(hours=2), ends_at=end)
    row = attend(ticket, 7200, begin=end - timedelta(hours=2))

    complete_event(ticket.event)

    assert certificate_of(row).earned_on == end.date() - timedelta(days=1)


class TestCredit:
    def test_without_a_rule_is_the_events_own_amount(self) -> None:
        ticket = event_with_ticket()
        EventCreditFactory(event=ticket.event, amount_hundredths=600, approval_reference="APC-1")
        row = attend(ticket)

        complete_event(ticket.event)

        [line] = certificate_of(row).credits
        assert (line["amount_hundredths"], line["rule_version"], line["approval_reference"]) == (600, None, "APC-1")

    @pytest.mark.parametrize(
        ("minutes", "amount"),
        [(384, 760), (480, 900), (389, 760), (390, 780)],
    )
    def test_by_a_rule_follows_the_minutes_up_to_the_events_amount(self, minutes: int, amount: int) -> None:
        ticket = event_with_ticket()
        credit_type = CreditTypeFactory()
        EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=900)
        rule(credit_type)
        row = attend(ticket, minutes * 60)

        complete_event(ticket.event)

        [line] = certificate_of(row).credits
        assert (line["amount_hundredths"], line["rule_version"]) == (amount, 3)

    def test_of_nothing_leaves_no_line_and_the_certificate_stands(self) -> None:
        ticket = event_with_ticket()
        credit_type = CreditTypeFactory()
        EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=900)
        rule(credit_type)
        gate(ticket.event, {"kind": "attendance", "minutes": 10})
        row = attend(ticket, 49 * 60)

        complete_event(ticket.event)

        certificate = certificate_of(row)
        assert (certificate.status, certificate.credits) == ("issued", [])

    def test_never_has_more_decimals_than_its_type_shows(self) -> None:
        ticket = event_with_ticket()
        credit_type = CreditTypeFactory(decimals=1)
        EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=655)
        row = attend(ticket)

        complete_event(ticket.event)

        certificate = certificate_of(row)
        assert (certificate.status, certificate.credits[0]["amount_hundredths"]) == ("issued", 650)


class TestWhoWaits:
    def test_an_unverified_address_is_waited_for(self) -> None:
        ticket = event_with_ticket()
        user: Any = UserFactory(email_verified_at=None)
        attend(ticket, person=user)
        complete_event(ticket.event)
        assert not Certificate.objects.exists()

        type(user).objects.filter(pk=user.pk).update(email_verified_at=OVER)
        services.registrations_of_person_due(user_id=user.id, now=LATER)
        drain(now=LATER)

        assert Certificate.objects.get().status == "issued"

    def test_a_guest_is_told_once_to_make_an_account_and_is_certified_after_claiming(self) -> None:
        ticket = event_with_ticket()
        row = attend(ticket, person=None, email="guest@example.org", name="Noor")
        attend(ticket, 60, person=None, email="short@example.org", name="Ida")
        complete_event(ticket.event)
        services.event_issue(event_id=ticket.event_id, now=LATER)
        drain(now=LATER)

        told = [one for one in mail.outbox if "waits for an account" in one.subject]
        assert [one.to for one in told] == [["guest@example.org"]]
        assert "/auth/sign-up" in told[0].body
        assert ClaimNotice.objects.get().mailed_at is not None
        assert not Certificate.objects.exists()

        user: Any = UserFactory(email="guest@example.org")
        places_claim(user_id=user.id, now=LATER)
        drain(now=LATER)

        assert (certificate_of(row).holder_id, certificate_of(row).status) == (user.id, "issued")

    def test_a_name_that_has_to_be_confirmed_is_waited_for(self) -> None:
        ticket = event_with_ticket()
        gate(ticket.event, {"kind": "attendance", "percent": 80}, {"kind": "identity"})
        row = attend(ticket)
        complete_event(ticket.event)
        assert not Certificate.objects.exists()

        changes = {"legal_name": "Amara Chidinma Okafor", "legal_name_confirmed": True}
        profile_update(user_id=row.person_id or row.id, changes=changes, now=LATER)
        drain(now=LATER)

        assert certificate_of(row).holder_name == "Amara Chidinma Okafor"

    def test_a_survey_that_has_to_be_answered_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ticket = event_with_ticket()
        answered: set[Any] = set()
        seam = "accredit.certificates.selectors.event_gates"
        monkeypatch.setattr(f"{seam}.survey_title", lambda **_: "How was it?")
        monkeypatch.setattr(f"{seam}.answered_by", lambda *, user_ids, **_: answered & set(user_ids))
        gate(ticket.event, {"kind": "attendance", "percent": 80}, {"kind": "survey"})
        row, other = attend(ticket), attend(ticket)
        complete_event(ticket.event)
        assert not Certificate.objects.exists()

        answered.add(row.person_id)
        from accredit.certificates import receivers

        news = SurveyAnswered(participation_id=row.id, event_id=row.event_id, course_id=None, user_id=row.person_id)
        receivers.on_survey_answered(news, now=LATER)
        drain(now=LATER)

        assert certificate_of(row).evidence[-1] == "Answered the survey"
        assert not Certificate.objects.filter(registration=other).exists()

    def test_where_somebody_issues_by_hand_nothing_comes_by_itself(self) -> None:
        ticket = event_with_ticket()
        gate(ticket.event, after=None)
        attend(ticket)

        complete_event(ticket.event, until=LATER)

        assert not Certificate.objects.exists()

    def test_a_longer_wait_set_after_the_end_holds(self) -> None:
        ticket = event_with_ticket()
        attend(ticket)
        complete_event(ticket.event, until=None)
        gate(ticket.event, after=120)

        drain(now=ISSUED + timedelta(minutes=1))
        assert not Certificate.objects.exists()
        drain(now=LATER)

        assert Certificate.objects.count() == 1


def test_sessions_are_attended_one_by_one_where_the_gate_asks_for_it() -> None:
    ticket = event_with_ticket()
    SessionFactory(event=ticket.event, title="Evening", starts_at=tomorrow(17), ends_at=tomorrow(18))
    Event.objects.filter(pk=ticket.event_id).update(ends_at=tomorrow(18))
    gate(ticket.event, {"kind": "attendance", "percent": 80, "at_least": 2})
    both, one = attend(ticket, ENOUGH), attend(ticket, 28_800)
    there_in_the_evening = Registration.objects.get(pk=both.pk)
    from .event_factories import there

    there(there_in_the_evening, 48 * 60, begin=tomorrow(17), told="evening")

    complete_event(ticket.event)

    assert certificate_of(both).evidence == ["Attended 2 of 2 sessions"]
    assert not Certificate.objects.filter(registration=one).exists()
