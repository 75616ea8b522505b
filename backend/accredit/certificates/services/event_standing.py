"""How everybody in an event stands before its gate, and writing to those who are short. The rules are the issuer's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accredit.certificates.exceptions import NobodyIsShort
from accredit.certificates.rules.acts import LIVE
from accredit.certificates.rules.gates import ClauseKind, ClauseResult
from accredit.certificates.selectors.event_gates import PersonFacts, admitted, registration_status
from accredit.events.models import Event
from accredit.registrations.models import Message
from accredit.registrations.services import message_send

from .event_issuing import Issuer


@dataclass(frozen=True, slots=True)
class ClauseShort:
    """A requirement, and how many of those who are short lack it."""

    kind: ClauseKind
    text: str
    people: int


@dataclass(frozen=True, slots=True)
class EventStanding:
    """`met`: past the gate, or certified by now; the others are short. `due` would be certified now, which nobody is
    before the event is over."""

    people: int
    met: int
    due: int
    clauses: Sequence[ClauseShort]

    @property
    def short(self) -> int:
        return self.people - self.met


@dataclass(frozen=True, slots=True)
class Short:
    """Somebody whose minutes count, who holds no certificate and does not meet the gate."""

    person: PersonFacts
    lacks: Sequence[ClauseResult]


def event_standing(*, event: Event) -> EventStanding:
    """Of everybody whose minutes count. A fixed number of queries."""
    standings = list(_standings(event))
    short = [one for one, _ in standings if one is not None]
    return EventStanding(
        people=len(standings),
        met=len(standings) - len(short),
        due=sum(is_due for _, is_due in standings) if event.completed_at is not None else 0,
        clauses=clauses_short(short),
    )


def people_short(*, event: Event, lacks: Collection[str] = ()) -> list[Short]:
    """Those who are not yet eligible and can be written to, by name; with `lacks` those who lack something of these
    kinds. A fixed number of queries."""
    found = (one for one, _ in _standings(event) if one is not None and one.person.registration.email)
    wanted = (one for one in found if not lacks or any(result.kind in lacks for result in one.lacks))
    return sorted(wanted, key=lambda one: (one.person.registration.name.casefold(), one.person.registration.id))


def clauses_short(people: Sequence[Short]) -> list[ClauseShort]:
    """What they lack, most of them first."""
    counts: dict[tuple[ClauseKind, str], int] = {}
    for one in people:
        for result in one.lacks:
            counts[result.kind, result.text] = counts.get((result.kind, result.text), 0) + 1
    listed = [ClauseShort(kind, text, count) for (kind, text), count in counts.items()]
    return sorted(listed, key=lambda one: (-one.people, one.text))


def short_message_send(
    *, event: Event, lacks: Collection[str], subject: str, body: str, actor_id: UUID, now: datetime
) -> Message:
    """Write to everybody who is not yet eligible, or to those of them who lack something of these kinds. Who that is,
    is found out now. Raises NobodyIsShort."""
    people = people_short(event=event, lacks=lacks)
    if not people:
        raise NobodyIsShort
    return message_send(
        event=event,
        subject=subject,
        body=body,
        registration_ids=[one.person.registration.id for one in people],
        actor_id=actor_id,
        now=now,
    )


def _standings(event: Event) -> Iterator[tuple[Short | None, bool]]:
    """Each person: what they are short of, if anything, and whether a certificate is due."""
    issuer = Issuer(event)
    for person, past in issuer.people(list(admitted(event.id))):
        status = registration_status(issuer.gate, person)
        if status.met or any(row.status in LIVE for row in past):
            yield None, issuer.is_due(person, past)
        else:
            yield Short(person, [result for result in status.results if not result.met]), False
