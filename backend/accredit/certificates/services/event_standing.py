"""How everybody in an event stands before its gate, and writing to those who are short. The rules are the issuer's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accredit.certificates.exceptions import NobodyIsShort
from accredit.certificates.rules.acts import has_live
from accredit.certificates.rules.gates import ClauseKind, ClauseResult
from accredit.certificates.selectors.event_crowd import crowd
from accredit.certificates.selectors.event_gates import PersonFacts, admitted, gate_of_event, registration_status
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
    everybody = crowd(event, gate_of_event(event.id).clauses)
    short = [one for one in everybody if not one.met and not one.alike.is_certified]
    people = sum(one.people for one in everybody)
    return EventStanding(
        people=people,
        met=people - sum(one.people for one in short),
        due=sum(one.people for one in everybody if one.is_due) if event.completed_at is not None else 0,
        clauses=_counted((result, one.people) for one in short for result in one.results if not result.met),
    )


def people_short(*, event: Event, lacks: Collection[str] = ()) -> list[Short]:
    """Those who are not yet eligible and can be written to, by name; with `lacks` those who lack something of these
    kinds. A fixed number of queries."""
    found = (one for one in _short(event) if one.person.registration.email)
    wanted = (one for one in found if not lacks or any(result.kind in lacks for result in one.lacks))
    return sorted(wanted, key=lambda one: (one.person.registration.name.casefold(), one.person.registration.id))


def clauses_short(people: Sequence[Short]) -> list[ClauseShort]:
    """What they lack, most of them first."""
    return _counted((result, 1) for one in people for result in one.lacks)


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


def _short(event: Event) -> Iterator[Short]:
    issuer = Issuer(event)
    for person, past in issuer.people(list(admitted(event.id))):
        status = registration_status(issuer.gate, person)
        if not status.met and not has_live(past):
            yield Short(person, [result for result in status.results if not result.met])


def _counted(lacking: Iterable[tuple[ClauseResult, int]]) -> list[ClauseShort]:
    counts: Counter[tuple[ClauseKind, str]] = Counter()
    for result, people in lacking:
        counts[result.kind, result.text] += people
    listed = [ClauseShort(kind, text, people) for (kind, text), people in counts.items()]
    return sorted(listed, key=lambda one: (-one.people, one.text))
