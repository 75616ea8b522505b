"""Gates, issuing and decisions of events as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accredit.certificates.models import Decision
from accredit.certificates.rules import gates
from accredit.certificates.rules.sentences import EVENT_SENTENCES
from accredit.certificates.rules.stored_clauses import clause_json
from accredit.certificates.selectors.dry_run import BARS, DryRun
from accredit.certificates.selectors.event_gates import EventGate
from accredit.certificates.selectors.event_issuing import RunProgress
from accredit.certificates.selectors.event_progress import EventCertificateProgress
from accredit.certificates.services import ClauseShort, Short, clauses_short
from accredit.events.models import Event
from accredit.registrations.rules.attendance import percent_floor

from .rendering import clause_standing_json, progress_certificate_json

NAMES_AT_MOST = 5


def event_json(event: Event) -> dict[str, Any]:
    return {"id": event.id, "slug": event.slug, "title": event.title}


def event_gate_json(event: Event, gate: EventGate, facts: gates.GateFacts) -> dict[str, Any]:
    empty = {"percent": None, "minutes": None, "at_least": None, "sessions": None}
    after = gate.issue_after
    return {
        "event": event.id,
        "version": gate.version,
        "is_default": gate.version == 0,
        "clauses": [{**empty, **clause_json(one)} for one in gate.clauses],
        "sentences": [one.text for one in gates.evaluate(gate.clauses, facts)],
        "issue_after_minutes": None if after is None else int(after.total_seconds()) // gates.MINUTE,
        "issues_at": gate.issues_at(event),
        "when_changed": gate.when_changed,
        "sessions": [
            {"id": one.session_id, "title": one.title, "window_minutes": one.window_seconds // gates.MINUTE}
            for one in facts.sessions
        ],
        "survey_title": facts.survey.title,
    }


def dry_run_json(run: DryRun) -> dict[str, Any]:
    return {
        "people": run.people,
        "met": run.met,
        "met_now": run.met_now,
        "gains": run.gains,
        "loses": run.loses,
        "certificates_lost": run.certificates_lost,
        "guests": run.guests,
        "unverified": run.unverified,
        "withheld": run.withheld,
        "histogram": [
            {"first": BARS * bar, "last": BARS * bar + 9 if bar < BARS - 1 else 100, "people": people}
            for bar, people in enumerate(run.histogram)
        ],
        "clauses": [{"kind": one.kind, "text": one.text, "met": one.met, "asked": one.asked} for one in run.clauses],
        "changes": [
            {
                "registration": one.registration_id,
                "name": one.name,
                "change": "gains" if one.gains else "loses",
                "has_certificate": one.has_certificate,
                "percent": one.percent,
                "lacks": one.lacks,
            }
            for one in run.changes
        ],
    }


def event_progress_json(progress: EventCertificateProgress) -> dict[str, Any]:
    waiting = progress.waiting_for
    return {
        "event": event_json(progress.event),
        "met": progress.gate.met,
        "clauses": [clause_standing_json(one) for one in progress.gate.results],
        "sessions": [
            {
                "session": one.session_id,
                "title": one.title,
                "counted_seconds": one.counted_seconds,
                "window_seconds": one.window_seconds,
                "percent": percent_floor(one.counted_seconds, one.window_seconds),
            }
            for one in progress.sessions
        ],
        "waiting_for": {"code": waiting.value, "text": EVENT_SENTENCES[waiting]} if waiting else None,
        "issues_at": progress.issues_at,
        **progress_certificate_json(progress.certificate),
    }


def event_requirements_json(event: Event, promise: list[gates.ClauseResult]) -> dict[str, Any]:
    return {"event": event_json(event), "clauses": [{"kind": one.kind, "text": one.text} for one in promise]}


def run_json(progress: RunProgress) -> dict[str, Any]:
    run = progress.run
    return {
        "id": run.id,
        "status": "finished" if progress.ended_at else "running",
        "total": run.total,
        "numbered": run.numbered,
        "done": progress.done,
        "failed": progress.failed,
        "waiting": progress.waiting,
        "by_hand": run.started_by_id is not None,
        "started_at": run.created_at,
        "ended_at": progress.ended_at,
    }


def short_json(people: Sequence[Short]) -> dict[str, Any]:
    return {
        "people": len(people),
        "names": [one.person.registration.name for one in people[:NAMES_AT_MOST]],
        "clauses": [clause_short_json(one) for one in clauses_short(people)],
    }


def clause_short_json(clause: ClauseShort) -> dict[str, Any]:
    return {"kind": clause.kind, "text": clause.text, "people": clause.people}


def decision_json(decision: Decision) -> dict[str, Any]:
    certificate = decision.certificate
    return {
        "id": decision.id,
        "event": event_json(decision.event),
        "certificate": {
            "id": certificate.id,
            "code": certificate.code,
            "number": certificate.number,
            "holder_name": certificate.holder_name,
            "status": certificate.status,
        },
        "doubt": decision.doubt,
        "sentences": decision.sentences,
        "verdict": decision.verdict,
        "asked_at": decision.created_at,
        "decided_at": decision.decided_at,
        "decided_by": decision.decided_by.display_name if decision.decided_by else None,
        "reason": decision.reason,
    }
