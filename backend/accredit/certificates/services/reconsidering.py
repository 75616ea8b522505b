"""A certificate of an event when its holder would not get it today, or would get another: revoked, kept or asked about,
as the organization's policy says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accreditation.selectors import format_credits
from accredit.certificates.domain_events import DecisionAsked, DecisionMade
from accredit.certificates.models import Certificate, Decision
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import CertificateStatus, RevokedBecause
from accredit.certificates.rules.changes import Doubt, Verdict, WhenChanged
from accredit.certificates.selectors.event_gates import PersonFacts
from accredit.core import outbox
from accredit.core.constraints import violates
from accredit.core.errors import IllegalTransition
from accredit.events.models import Event

from .ending import certificate_end
from .event_issuing import Issuer, certificate_live, registration_issue_if_due
from .worth import same_credits

NOT_MET_ANY_MORE = "What this certificate rests on was corrected, and its requirements are no longer met."
CREDIT_CHANGED = "The attendance that this certificate states was corrected. A new certificate states it as it is."
REASONS = {Doubt.NOT_DUE: NOT_MET_ANY_MORE, Doubt.CREDITS: CREDIT_CHANGED}


def certificate_reconsider(issuer: Issuer, person: PersonFacts, certificate: Certificate, *, now: datetime) -> None:
    """Hold a live certificate against what is known now, in the caller's transaction. Again does nothing more.

    One that is still being prepared was given to nobody: it is made anew, or not at all, whatever the policy.
    """
    doubt, sentences = _doubt(issuer, person, certificate)
    if doubt is None:
        _settle(person.registration.id, now=now)
    elif certificate.status == CertificateStatus.PENDING or issuer.gate.when_changed is WhenChanged.REVOKE:
        _take_back(certificate, REASONS[doubt], actor_id=None, now=now)
        registration_issue_if_due(registration_id=person.registration.id, now=now)
    elif issuer.gate.when_changed is WhenChanged.ASK:
        _ask(issuer.event, person.registration.id, certificate, doubt, sentences, now=now)


def decision_decide(*, decision: Decision, verdict: Verdict, reason: str, actor_id: UUID, now: datetime) -> Decision:
    """Keep the certificate, or revoke it with a reason that its page shows; whoever is due another one then gets it.

    Raises IllegalTransition for what is decided already.
    """
    with transaction.atomic():
        changed = Decision.objects.filter(pk=decision.pk, verdict=Verdict.OPEN).update(
            verdict=verdict, decided_by_id=actor_id, decided_at=now, reason=reason
        )
        if not changed:
            decision.refresh_from_db(fields=["verdict"])
            raise IllegalTransition("decision", decision.verdict, verdict)
        outbox.publish(
            DecisionMade(decision.id, decision.certificate_id, verdict.value),
            organization_id=decision.organization_id,
            actor_id=actor_id,
        )
        registration_id = decision.certificate.registration_id
        if verdict is Verdict.REVOKED and registration_id is not None:
            # A corrected name may have replaced the certificate since.
            live = certificate_live(registration_id=registration_id)
            if live is not None:
                _take_back(live, reason, actor_id=actor_id, now=now)
            registration_issue_if_due(registration_id=registration_id, now=now)
    decision.refresh_from_db()
    return decision


def _doubt(issuer: Issuer, person: PersonFacts, certificate: Certificate) -> tuple[Doubt | None, list[str]]:
    results = gates.still_holds(issuer.gate.clauses, person.gate)
    if not gates.all_met(results):
        return Doubt.NOT_DUE, gates.lacks(results)
    certified = (certificate.attendance or {}).get("counted_seconds", person.counted_seconds)
    now_due = issuer.worth.lines(person.seconds_once)
    # An accreditor's new rule, or another amount of the event, changes nothing of what was earned before.
    if certified != person.counted_seconds and not same_credits(now_due, certificate.credits):
        minutes = (
            f"{certified // gates.MINUTE} minutes were certified; {person.counted_seconds // gates.MINUTE} count now."
        )
        return Doubt.CREDITS, [
            minutes,
            f"The credit would be {_in_words(now_due)} instead of {_in_words(certificate.credits)}.",
        ]
    return None, []


def _ask(
    event: Event, registration_id: UUID, certificate: Certificate, doubt: Doubt, sentences: list[str], *, now: datetime
) -> None:
    asked = Decision.objects.filter(certificate__registration_id=registration_id)
    latest = asked.exclude(verdict=Verdict.SETTLED).order_by("-created_at", "-id").first()
    if latest is not None and latest.verdict == Verdict.OPEN:
        Decision.objects.filter(pk=latest.pk, verdict=Verdict.OPEN).update(doubt=doubt, sentences=sentences)
        return
    if latest is not None and latest.verdict == Verdict.KEPT and latest.sentences == sentences:
        return
    question = Decision(
        created_at=now,
        organization_id=certificate.organization_id,
        event=event,
        certificate=certificate,
        doubt=doubt,
        sentences=sentences,
    )
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError as error:
        if not violates(error, Decision, "decision_open_once"):
            raise
        return
    outbox.publish(
        DecisionAsked(question.id, certificate.id), organization_id=certificate.organization_id, actor_id=None
    )


def _settle(registration_id: UUID, *, now: datetime) -> None:
    Decision.objects.filter(certificate__registration_id=registration_id, verdict=Verdict.OPEN).update(
        verdict=Verdict.SETTLED, decided_at=now
    )


def _take_back(certificate: Certificate, reason: str, *, actor_id: UUID | None, now: datetime) -> None:
    """End it with a correction of the name that is on its way."""
    because = RevokedBecause.REQUIREMENTS
    certificate_end(certificate, because=because, reason=reason, actor_id=actor_id, now=now)
    for replacement in Certificate.objects.filter(replaces=certificate, status=CertificateStatus.PENDING):
        certificate_end(replacement, because=because, reason=reason, actor_id=actor_id, now=now)


def _in_words(lines: Sequence[dict[str, object]]) -> str:
    parts = [f"{format_credits(line['amount_hundredths'], line['decimals'])} {line['name']}" for line in lines]  # type: ignore[arg-type]
    return ", ".join(parts) or "none"
