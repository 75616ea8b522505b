"""The decision to certify somebody for an event: the same pending row as for a course, out of minutes and a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.models import Q

from accredit.certificates.models import Certificate, IssueRun
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import LIVE, Past, may_be_certified
from accredit.certificates.selectors import printed_name
from accredit.certificates.selectors.event_gates import (
    EventGate,
    PersonFacts,
    gate_of_event,
    pasts_of,
    people_facts,
    registration_status,
    registration_to_certify,
)
from accredit.core.constraints import violates
from accredit.events.models import Event
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED

from .guests import guest_tell
from .issuing import certificate_add, certificates_add
from .worth import EventWorth, attendance_facts, last_day

EDITION = 1
"""Of an event: each occurrence is an event of its own."""
ONE_LIVE = ("certificate_event_one_original", "certificate_event_one_pending", "certificate_event_one_in_force")
_Past = Sequence[Past]


class Issuer:
    """Certifies people for one event; what is the same for all of them is read once. The event is over."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.gate = gate_of_event(event.id)
        self.worth = EventWorth(event.id)

    def people(self, rows: Sequence[Registration]) -> list[tuple[PersonFacts, _Past]]:
        """Facts of these registrations and what was issued to them before. A fixed number of queries."""
        past = _past(self.event.id, rows)
        return [(person, past[person.registration.id]) for person in people_facts(self.event.id, rows)]

    def is_due(self, person: PersonFacts, past: _Past, *, again: bool = False) -> bool:
        """Past the gate, with an account whose address is verified, and nothing live yet. What a person of the
        organization has revoked is not issued again unless they say so (`again`)."""
        user = person.registration.person
        if user is None or not user.email_verified or not may_be_certified(past, again=again):
            return False
        return registration_status(self.gate, person).met

    def issue(self, person: PersonFacts, past: _Past, *, now: datetime, again: bool = False) -> Certificate | None:
        """Number and owe the certificate of somebody who is due; None when nothing is, or somebody was faster. A guest
        past the gate is told to claim the place."""
        certificate = self._due(person, past, now=now, again=again)
        if certificate is None:
            return None
        try:
            return certificate_add(certificate, now=now)
        except IntegrityError as error:
            if not any(violates(error, Certificate, name) for name in ONE_LIVE):
                raise
        return None

    def issue_each(self, rows: Sequence[Registration], *, run: IssueRun, now: datetime) -> int:
        """The same for many, in few statements of the caller's transaction; returns how many are certified. The caller
        held the numbers (`numbers_hold`) before it read who they are, so nobody is faster."""
        due: dict[UUID, Certificate] = {}
        for person, past in self.people(rows):
            if (certificate := self._due(person, past, now=now, run=run)) is not None:
                due.setdefault(certificate.holder_id, certificate)
        certificates_add(list(due.values()), now=now)
        return len(due)

    def _due(
        self, person: PersonFacts, past: _Past, *, now: datetime, run: IssueRun | None = None, again: bool = False
    ) -> Certificate | None:
        """What is to be numbered for somebody; None when nothing is."""
        row = person.registration
        if row.person is None:
            if gates.all_met(_of_guest(self.gate.clauses, person.gate)):
                guest_tell(row, now=now)
            return None
        if not self.is_due(person, past, again=again):
            return None
        status = registration_status(self.gate, person)
        return Certificate(
            organization=self.event.organization,
            holder=row.person,
            event=self.event,
            registration=row,
            activity_version=EDITION,
            holder_name=printed_name(row.person),
            title=self.event.title,
            evidence=[result.evidence for result in status.results if result.evidence],
            credits=self.worth.lines(person.seconds_once),
            attendance=attendance_facts(self.event, person),
            rule_version=self.gate.version,
            earned_on=self._earned_on(now),
            issue_run=run,
        )

    def _earned_on(self, now: datetime) -> date:
        over = self.event.completed_at or now
        return self._last_day or over.astimezone(ZoneInfo(self.event.time_zone)).date()

    @cached_property
    def _last_day(self) -> date | None:
        return last_day(self.event)


def registration_issue_if_due(*, registration_id: UUID, now: datetime, again: bool = False) -> Certificate | None:
    """Certify a place whose gate is open, once, when the event's time has come; returns the certificate in the making
    or in force, None when nothing is due. `again`: the organization asks for it, whenever that is."""
    row = registration_to_certify(registration_id=registration_id)
    if row is None or row.status not in ADMITTED or row.event.completed_at is None:
        return None
    if (live := certificate_live(registration_id=registration_id)) is not None:
        return live
    return place_issue_if_due(row, now=now, again=again)


def place_issue_if_due(row: Registration, *, now: datetime, again: bool = False) -> Certificate | None:
    """The same for an admitted place in an event that is over, read with all it rests on, that holds nothing live."""
    issuer = Issuer(row.event)
    if not again and not _time_has_come(row, issuer.gate, now=now):
        return None
    [(person, past)] = issuer.people([row])
    issued = issuer.issue(person, past, now=now, again=again)
    return issued or certificate_live(registration_id=row.id)


def certificate_live(*, registration_id: UUID) -> Certificate | None:
    """The one in force, else the one in the making; with its organization."""
    rows = Certificate.objects.select_related("organization", "holder", "event")
    found = list(rows.filter(registration_id=registration_id, status__in=LIVE).order_by("status", "created_at"))
    return found[0] if found else None


def _time_has_come(row: Registration, gate: EventGate, *, now: datetime) -> bool:
    """Whether certificates are issued by themselves by now: at the event's time, and at once to whom one was issued
    before."""
    issues_at = gate.issues_at(row.event)
    if issues_at is not None and issues_at <= now:
        return True
    return Certificate.objects.filter(registration=row).exists()


def _of_guest(clauses: Sequence[gates.Clause], facts: gates.GateFacts) -> list[gates.ClauseResult]:
    """What can be asked of somebody without an account."""
    later = (gates.SurveyClause, gates.IdentityClause)
    return gates.evaluate([clause for clause in clauses if not isinstance(clause, later)], facts)


def _past(event_id: UUID, rows: Sequence[Registration]) -> Mapping[UUID, list[Past]]:
    """What was issued for each place, or to the same person in this event; oldest first. One query."""
    people = {row.id: row.person_id for row in rows}
    holders = [person for person in people.values() if person is not None]
    mine = Q(registration__in=list(people)) | Q(event_id=event_id, holder__in=holders)
    return pasts_of(Certificate.objects.filter(mine), people)
