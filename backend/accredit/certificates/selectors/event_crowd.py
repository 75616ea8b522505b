"""How all the people of an event stand before its gate: counted by what decides it, not looked at one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from accredit.certificates.models import Certificate
from accredit.certificates.rules import gates
from accredit.certificates.rules.acts import has_live, may_be_certified
from accredit.events.models import Event, Session
from accredit.events.selectors import windows_of
from accredit.feedback.selectors import answered_by
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import ADMITTED
from accredit.registrations.selectors.attendance import sums_of

from .event_gates import event_facts, pasts_of, payment_of, payments_of


@dataclass(frozen=True, slots=True)
class Alike:
    """What decides about somebody; whoever has the same stands the same. `attended`: for each attendance clause, in the
    gate's order. `may_be`: has an account whose address is proven, nothing live, and nothing that somebody revoked."""

    payment: gates.PaymentState
    answered: bool
    name_confirmed: bool
    attended: tuple[bool, ...]
    is_certified: bool
    may_be: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """So many people stand like this."""

    alike: Alike
    results: Sequence[gates.ClauseResult]
    people: int

    @property
    def met(self) -> bool:
        return gates.all_met(self.results)

    @property
    def is_due(self) -> bool:
        """Would be certified, once the event is over."""
        return self.alike.may_be and self.met


def crowd(event: Event, clauses: Sequence[gates.Clause]) -> list[Stood]:
    """Everybody whose minutes count. What the clauses say of each is what `gates.evaluate` says of all their facts;
    of a result nobody reads how far somebody is. A fixed number of queries."""
    facts = event_facts(event)
    counted = [(Alike(*of_these), people) for of_these, people in _counted(event, clauses).items()]
    return [Stood(alike, _results(clauses, facts, alike), people) for alike, people in counted]


def _results(clauses: Sequence[gates.Clause], facts: gates.GateFacts, alike: Alike) -> list[gates.ClauseResult]:
    survey = replace(facts.survey, answered=alike.answered)
    of_these = replace(facts, payment=alike.payment, survey=survey, name_confirmed=alike.name_confirmed)
    attended = iter(alike.attended)
    return [
        replace(one, met=next(attended)) if one.kind is gates.ClauseKind.ATTENDANCE else one
        for one in gates.evaluate(clauses, of_these)
    ]


def _counted(event: Event, clauses: Sequence[gates.Clause]) -> Counter[tuple[Any, ...]]:
    """How many people there are of each kind, named by the values of `Alike` in its order."""
    admitted = Registration.objects.filter(event=event, status__in=ADMITTED).order_by()
    verified, confirmed = _is_set("email_verified_at"), _is_set("legal_name_confirmed_at")
    rows = list(admitted.values_list("id", "person_id", "order_line_id", verified, confirmed))
    payments: Mapping[UUID, gates.PaymentState] = {}
    if any(isinstance(one, gates.PaidClause) for one in clauses) and any(row[2] for row in rows):
        payments = payments_of(admitted.filter(order_line_id__isnull=False).values("order_line_id"))
    answered: set[UUID] = set()
    if any(isinstance(one, gates.SurveyClause) for one in clauses):
        answered = answered_by(event_id=event.id)
    issued = Certificate.objects.filter(event=event)
    pasts = {
        place: (has_live(past), may_be_certified(past))
        for place, past in pasts_of(issued, {row[0]: row[1] for row in rows}).items()
    }
    attended, absent = _attended(event.id, [one for one in clauses if isinstance(one, gates.AttendanceClause)])
    fresh = (has_live(()), may_be_certified(()))
    counts: Counter[tuple[Any, ...]] = Counter()
    for key, person, line, is_verified, has_confirmed in rows:
        is_certified, may_be = pasts.get(key, fresh)
        counts[
            payment_of(line, payments),
            person in answered,
            has_confirmed,
            attended.get(key, absent),
            is_certified,
            is_verified and may_be,
        ] += 1
    return counts


def _is_set(field: str) -> ExpressionWrapper[Q]:
    """Whether the person has it; false of a guest."""
    return ExpressionWrapper(Q(**{f"person__{field}__isnull": False}), output_field=BooleanField())


def _attended(
    event_id: UUID, clauses: Sequence[gates.AttendanceClause]
) -> tuple[dict[UUID, tuple[bool, ...]], tuple[bool, ...]]:
    """Which of these clauses each place meets that was seen, and which somebody meets who never was."""
    sessions = windows_of(event_id=event_id) if clauses else []
    groups: list[Sequence[Session]] = []
    parts: list[tuple[gates.AttendanceClause, slice]] = []
    for clause in clauses:
        about = [one for one in sessions if clause.is_about(one.id)]
        # Summed up by the database where sessions are taken together.
        wanted = [[one] for one in about] if clause.at_least is not None else [about] if about else []
        parts.append((clause, slice(len(groups), len(groups) + len(wanted))))
        groups += wanted
    sums, nothing = sums_of(event_id=event_id, groups=groups)

    def met(figures: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
        return tuple([gates.is_attended(clause, figures[part]) for clause, part in parts])

    return {place: met(figures) for place, figures in sums.items()}, met(nothing)
