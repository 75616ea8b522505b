"""What another gate would change in an event, before it is set. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accredit.certificates.models import Certificate
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import LIVE, is_withheld
from accredit.events.models import Event
from accredit.registrations.rules.attendance import percent_floor

from .event_gates import PersonFacts, admitted, event_promise, gate_of_event, people_facts

BARS = 10
CHANGES_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody whom the candidate lets through or shuts out, against the gate as it is."""

    registration_id: UUID
    name: str
    gains: bool
    has_certificate: bool
    percent: int
    lacks: list[str]


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """How many people one requirement of the candidate lets through; `asked` are those of whom it is asked."""

    kind: gates.ClauseKind
    text: str
    met: int
    asked: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """`histogram`: people by whole percent attended, in tens; the last bar has 90 to 100. `withheld`: past these
    clauses, but somebody of the organization has revoked what they had, so that nothing is issued by itself; these
    count neither as past nor among those who gain or lose."""

    people: int
    met: int
    met_now: int
    gains: int
    loses: int
    certificates_lost: int
    guests: int
    unverified: int
    withheld: int
    histogram: list[int]
    clauses: list[ClauseCount]
    changes: list[Change]


def gate_dry_run(event: Event, clauses: Sequence[gates.Clause]) -> DryRun:
    """These clauses against those that hold now, for everybody whose minutes count. The same number of queries however
    many they are."""
    published = gate_of_event(event.id).clauses
    people = people_facts(event.id, list(admitted(event.id)))
    certified, revoked = _standing(event)
    bars, changes, counts = [0] * BARS, [], _Counts()
    met = met_now = guests = unverified = withheld = 0
    about = next((one for one in clauses if isinstance(one, gates.AttendanceClause)), gates.AttendanceClause())
    for person in people:
        row = person.registration
        results = gates.evaluate(clauses, person.gate)
        before = gates.all_met(gates.evaluate(published, person.gate))
        after = gates.all_met(results)
        counts.add(results)
        percent = percent_floor(*gates.attended(about, person.gate.sessions))
        bars[min(percent // BARS, BARS - 1)] += 1
        if row.id in revoked or row.person_id in revoked:
            withheld += after
            continue
        met, met_now = met + after, met_now + before
        guests += after and row.person is None
        unverified += after and row.person is not None and not row.person.email_verified
        if after != before:
            changes.append(_change(person, results, after, row.id in certified, percent))
    losers = [change for change in changes if not change.gains]
    return DryRun(
        people=len(people),
        met=met,
        met_now=met_now,
        gains=len(changes) - len(losers),
        loses=len(losers),
        certificates_lost=sum(change.has_certificate for change in losers),
        guests=guests,
        unverified=unverified,
        withheld=withheld,
        histogram=bars,
        clauses=counts.listed(event_promise(event, clauses)),
        changes=sorted(changes, key=lambda change: (change.gains, change.name.casefold()))[:CHANGES_AT_MOST],
    )


def _standing(event: Event) -> tuple[set[UUID | None], set[UUID | None]]:
    """Places that hold a certificate, and places and people to whom nothing is issued by itself. One query."""
    certified: set[UUID | None] = set()
    ended: dict[UUID | None, list[str]] = defaultdict(list)
    rows = Certificate.objects.filter(event=event).order_by("created_at", "id")
    for place, holder, status, because in rows.values_list("registration_id", "holder_id", "status", "revoked_because"):
        for one in (place, holder):
            ended[one].append("" if status in LIVE else because)
        if status in LIVE:
            certified.add(place)
    return certified, {one for one, reasons in ended.items() if one is not None and is_withheld(reasons)}


class _Counts:
    """People past each requirement, by its kind and words."""

    def __init__(self) -> None:
        self._met: dict[tuple[gates.ClauseKind, str], int] = {}
        self._asked: dict[tuple[gates.ClauseKind, str], int] = {}

    def add(self, results: Sequence[gates.ClauseResult]) -> None:
        for result in results:
            key = (result.kind, result.text)
            self._asked[key] = self._asked.get(key, 0) + 1
            self._met[key] = self._met.get(key, 0) + result.met

    def listed(self, promise: Sequence[gates.ClauseResult]) -> list[ClauseCount]:
        """In the gate's order, also what nobody was asked yet."""
        keys = list(dict.fromkeys([*((one.kind, one.text) for one in promise), *self._asked]))
        return [ClauseCount(*key, met=self._met.get(key, 0), asked=self._asked.get(key, 0)) for key in keys]


def _change(
    person: PersonFacts, results: Sequence[gates.ClauseResult], gains: bool, certified: bool, percent: int
) -> Change:
    return Change(
        registration_id=person.registration.id,
        name=person.registration.name,
        gains=gains,
        has_certificate=certified,
        percent=percent,
        lacks=gates.lacks(results),
    )
