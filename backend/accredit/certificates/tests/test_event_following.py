"""What becomes of an event's certificate when what it rests on changes."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.certificates import services
from accredit.certificates.models import Certificate, Decision
from accredit.certificates.rules.changes import Verdict
from accredit.certificates.rules.gates import PaymentState
from accredit.core.errors import IllegalTransition
from accredit.core.testing import api, drain
from accredit.events.tests.factories import EventCreditFactory, event_with_ticket
from accredit.registrations.models import AttendanceInterval, Registration
from accredit.registrations.services import interval_correct, registration_cancel

from .event_factories import (
    BEGIN,
    ENOUGH,
    LATER,
    attend,
    certificate_of,
    certified_by_event,
    complete_event,
    there,
)
from .test_event_issuing import gate, rule

pytestmark = pytest.mark.django_db


def correct(row: Registration) -> None:
    """The stay counts no more: somebody else had used the link."""
    interval = AttendanceInterval.objects.filter(registration=row, withdrawn_at=None).order_by("created_at")[0]
    actor: Any = UserFactory()
    interval_correct(
        registration=row,
        actor_id=actor.id,
        reason="Somebody else",
        starts_at=None,
        ends_at=None,
        replaces=interval,
        now=LATER,
    )
    drain(now=LATER)


def certified(when_changed: str) -> tuple[Registration, Certificate]:
    ticket = event_with_ticket()
    gate(ticket.event, when_changed=when_changed)
    row = attend(ticket)
    complete_event(ticket.event)
    certificate = certificate_of(row)
    assert certificate.status == "issued"
    return row, certificate


def decide(decision: Decision, verdict: Verdict) -> Decision:
    return services.decision_decide(
        decision=decision, verdict=verdict, reason="As agreed.", actor_id=UserFactory().id, now=LATER
    )


class TestMinutesCorrected:
    def test_revoke_takes_it_back_and_a_later_correction_gives_a_new_one(self) -> None:
        row, certificate = certified("revoke")

        correct(row)

        certificate.refresh_from_db()
        assert (certificate.status, certificate.revoked_because) == ("revoked", "requirements")
        assert "no longer met" in certificate.revoke_reason
        there(row, ENOUGH, told="again")
        drain(now=LATER)
        fresh = certificate_of(row)
        assert (fresh.status, fresh.id == certificate.id) == ("issued", False)

    def test_keep_leaves_it_in_force_and_asks_nobody(self) -> None:
        row, certificate = certified("keep")

        correct(row)

        certificate.refresh_from_db()
        assert certificate.status == "issued"
        assert not Decision.objects.exists()

    def test_ask_leaves_it_in_force_until_somebody_decides(self) -> None:
        row, certificate = certified("ask")

        correct(row)

        decision = Decision.objects.get()
        assert (decision.certificate_id, decision.verdict, decision.doubt) == (certificate.id, "open", "not_due")
        assert decision.sentences == ["No minutes are counted yet; at least 80% of the event is asked for."]
        certificate.refresh_from_db()
        assert certificate.status == "issued"
        decide(decision, Verdict.REVOKED)
        certificate.refresh_from_db()
        assert (certificate.status, certificate.revoke_reason) == ("revoked", "As agreed.")

    def test_what_was_kept_is_not_asked_again_for_the_same(self) -> None:
        row, certificate = certified("ask")
        correct(row)
        decide(Decision.objects.get(), Verdict.KEPT)

        services.registration_follow(registration_id=row.id, now=LATER)

        certificate.refresh_from_db()
        assert certificate.status == "issued"
        assert Decision.objects.get().verdict == "kept"

    def test_a_question_settles_itself_when_the_minutes_come_back(self) -> None:
        row, certificate = certified("ask")
        correct(row)

        there(row, ENOUGH, told="again")
        drain(now=LATER)

        certificate.refresh_from_db()
        assert (certificate.status, Decision.objects.get().verdict) == ("issued", "settled")

    def test_a_question_is_decided_once(self) -> None:
        row, certificate = certified("ask")
        correct(row)
        decision = Decision.objects.get()
        decide(decision, Verdict.KEPT)

        with pytest.raises(IllegalTransition):
            decide(decision, Verdict.REVOKED)

        certificate.refresh_from_db()
        assert certificate.status == "issued"

    def test_more_minutes_are_more_credit_by_a_new_certificate(self) -> None:
        ticket = event_with_ticket()
        credit_type = CreditTypeFactory()
        EventCreditFactory(event=ticket.event, credit_type=credit_type, amount_hundredths=900)
        rule(credit_type)
        gate(ticket.event, when_changed="revoke")
        row = attend(ticket)
        complete_event(ticket.event)
        first = certificate_of(row)

        there(row, 28_800, told="longer")
        drain(now=LATER)

        first.refresh_from_db()
        second = certificate_of(row)
        assert (first.status, first.credits[0]["amount_hundredths"]) == ("revoked", 760)
        assert (second.status, second.credits[0]["amount_hundredths"]) == ("issued", 900)

    def test_other_minutes_for_the_same_credit_change_nothing(self) -> None:
        row, certificate = certified("revoke")

        there(row, 60, begin=BEGIN.replace(hour=16), told="longer")
        drain(now=LATER)

        certificate.refresh_from_db()
        assert certificate.status == "issued"
        assert Certificate.objects.count() == 1


class TestPlaceGivenUp:
    def cancel(self, row: Registration) -> None:
        row.refresh_from_db()
        registration_cancel(registration=row, actor_id=None, reason="Refunded", refund=False, now=LATER)
        drain(now=LATER)

    def test_revokes_whatever_the_policy(self) -> None:
        row, certificate = certified("keep")

        self.cancel(row)

        certificate.refresh_from_db()
        assert (certificate.status, certificate.revoked_because) == ("revoked", "registration_ended")

    def test_and_restored_gives_a_new_one_and_the_old_one_stays_revoked(self) -> None:
        row, certificate = certified("ask")
        self.cancel(row)

        Registration.objects.filter(pk=row.pk).update(status="attended", cancelled_at=None, cancelled_because="")
        services.registration_follow(registration_id=row.id, now=LATER)
        drain(now=LATER)

        certificate.refresh_from_db()
        assert certificate.status == "revoked"
        assert certificate_of(row).status == "issued"

    def test_while_it_is_being_prepared_leaves_nothing_in_force(self) -> None:
        ticket = event_with_ticket()
        row = attend(ticket)
        complete_event(ticket.event, until=None)
        certificate = services.registration_issue_if_due(registration_id=row.id, now=LATER)
        assert certificate is not None
        Registration.objects.filter(pk=row.pk).update(status="cancelled")

        services.certificate_make(certificate_id=certificate.id, now=LATER)

        certificate.refresh_from_db()
        assert certificate.status == "revoked"


class TestRevokedByTheOrganization:
    def test_is_not_issued_again_by_itself_and_is_when_asked_for(self) -> None:
        certificate = certified_by_event()
        registration, actor = certificate.registration, UserFactory()
        assert registration is not None
        services.certificate_revoke(certificate=certificate, actor_id=actor.id, reason="By mistake", now=LATER)

        services.registration_follow(registration_id=registration.id, now=LATER)
        assert Certificate.objects.count() == 1
        fresh = services.certificate_reissue(certificate=certificate, actor_id=actor.id, now=LATER)
        again = services.certificate_reissue(certificate=certificate, actor_id=actor.id, now=LATER)
        drain(now=LATER)

        assert fresh.id == again.id
        fresh.refresh_from_db()
        assert fresh.status == "issued"


def test_another_gate_follows_the_policy_for_those_it_shuts_out_and_certifies_those_it_lets_through() -> None:
    ticket = event_with_ticket()
    gate(ticket.event, when_changed="revoke")
    short, enough = attend(ticket, ENOUGH - 60), attend(ticket)
    complete_event(ticket.event)

    gate(ticket.event, {"kind": "attendance", "percent": 75}, when_changed="revoke")
    drain(now=LATER)
    assert (certificate_of(short).status, certificate_of(short).rule_version) == ("issued", 2)

    gate(ticket.event, {"kind": "attendance", "percent": 90}, when_changed="revoke")
    drain(now=LATER)

    assert {certificate_of(short).status, certificate_of(enough).status} == {"revoked"}


def test_a_holder_who_leaves_takes_what_they_attended_with_them() -> None:
    certificate = certified_by_event()

    services.person_erase(certificate.holder_id, now=LATER)

    certificate.refresh_from_db()
    assert (certificate.attendance, certificate.evidence, certificate.status) == (None, [], "issued")


def test_a_place_given_up_is_promised_nothing() -> None:
    ticket = event_with_ticket()
    row = attend(ticket)
    complete_event(ticket.event, until=None)
    Registration.objects.filter(pk=row.pk).update(status="cancelled")

    body = api(row.person).get(f"/api/certificates/event-progress/?event={ticket.event_id}").json()

    assert body["waiting_for"] is None


def test_a_dispute_takes_nothing_away_while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    row, certificate = certified("revoke")
    seam = "accredit.certificates.selectors.event_gates._payments"
    gate(
        row.event,
        {"kind": "attendance", "percent": 80},
        {"kind": "paid"},
        when_changed="revoke",
    )
    monkeypatch.setattr(seam, lambda rows: {one.id: PaymentState.DISPUTED for one in rows})

    services.registration_follow(registration_id=row.id, now=LATER)

    certificate.refresh_from_db()
    assert certificate.status == "issued"
