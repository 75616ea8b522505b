"""Places for the people of an organizer's file: confirmed at once, and without payment."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accredit.accounts.models import User
from accredit.core import jobs
from accredit.core.constraints import violates
from accredit.core.context import request_id
from accredit.core.errors import FieldError
from accredit.core.outbox import publish
from accredit.events.exceptions import SoldOut
from accredit.events.models import Capacity, Event, TicketType
from accredit.events.rules.events import EventStatus
from accredit.events.selectors import questions_of, tickets_of
from accredit.events.services import places_take
from accredit.registrations.domain_events import RegistrationConfirmed
from accredit.registrations.exceptions import FileHasMistakes, ImportOvertaken, RegistrationClosed
from accredit.registrations.models import ImportedRow, Registration
from accredit.registrations.rules.files import AskedQuestion, FileRow, PeopleFile, answers_read, people_read
from accredit.registrations.rules.registrations import ACTIVE, RegistrationStatus
from accredit.registrations.selectors import asked_questions

from .placing import ONE_ACTIVE
from .telling import CONFIRMATION
from .tickets import new_code

AT_ONCE = 500
LONGEST_NAME, LONGEST_EMAIL = 200, 254


class LineResult(StrEnum):
    """What becomes of a line: a place, nothing because the person is known here, or nothing because it is wrong."""

    ADDED = "added"
    KNOWN = "known"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file with what came of it; `reason` says in words why a known one is passed over."""

    row: FileRow
    result: LineResult
    reason: str = ""
    errors: Sequence[FieldError] = ()
    registration: Registration | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A capacity that does not hold all the people of the file."""

    capacity: Capacity
    wanted: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What the file does, or with `dry_run` would do."""

    dry_run: bool
    lines: Sequence[Line]
    ignored: Sequence[str]
    shortfalls: Sequence[Shortfall] = field(default_factory=tuple)

    def count(self, result: LineResult) -> int:
        return sum(line.result == result for line in self.lines)


def registrations_import(
    *, event: Event, text: str, dry_run: bool, skip_wrong: bool, actor_id: UUID, now: datetime
) -> Imported:
    """Give each person of the file a confirmed place, without payment and whether or not registration is open, and owe
    them their tickets. All or nobody; with `skip_wrong` all but the lines that are wrong. With `dry_run` nothing is
    changed. The same file again adds nobody: a line is known by its reference, or by its address.

    Raises RegistrationClosed unless the event is published and not over, FileNotReadable, FileTooLong, FileHasMistakes,
    SoldOut (a dry run says it in `shortfalls`), ImportOvertaken.
    """
    if event.status != EventStatus.PUBLISHED or event.ends_at is None or event.ends_at <= now:
        raise RegistrationClosed("Only a published event that is not over takes people from a file.")
    questions = asked_questions(questions_of(event))
    people = people_read(text, questions)
    tickets = {ticket.id: ticket for ticket in tickets_of(event)}
    lines = _lines(event, people, tickets, questions, now)
    if dry_run:
        return Imported(True, lines, people.ignored, _shortfalls(lines, tickets))
    if not skip_wrong and (mistakes := _mistakes(lines)):
        raise FileHasMistakes(errors=mistakes)
    try:
        with transaction.atomic():
            _keep(event, [line for line in lines if line.registration is not None], actor_id, now)
    except IntegrityError as error:
        if violates(error, ImportedRow, "imported_row_once") or any(
            violates(error, Registration, name) for name in ONE_ACTIVE
        ):
            raise ImportOvertaken from error
        raise
    return Imported(False, lines, people.ignored)


def _keep(event: Event, added: Sequence[Line], actor_id: UUID, now: datetime) -> None:
    rows = [line.registration for line in added if line.registration is not None]
    Registration.objects.bulk_create(rows, batch_size=AT_ONCE)
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                created_at=now,
                organization_id=event.organization_id,
                event=event,
                registration=line.registration,
                key=_key(line.row),
            )
            for line in added
        ],
        batch_size=AT_ONCE,
    )
    for row in rows:
        publish(RegistrationConfirmed(row.id, event.id), organization_id=event.organization_id, actor_id=actor_id)
    jobs.enqueue_each(CONFIRMATION, [jobs.Call((str(row.id),), request_id()) for row in rows])
    # Last, and in the order of their ids: the rows that everybody wants stay locked until the commit.
    for capacity_id, count in sorted(Counter(row.ticket_type.capacity_id for row in rows).items()):
        if not places_take(capacity_id=capacity_id, count=count):
            raise SoldOut("There are not enough places left for everybody in the file, so nobody was added.")


def _lines(
    event: Event,
    people: PeopleFile,
    tickets: dict[UUID, TicketType],
    questions: Sequence[AskedQuestion],
    now: datetime,
) -> list[Line]:
    """Each line judged by itself, by those before it, and by who is registered. Four queries."""
    keys = {_key(row) for row in people.rows}
    emails = {row.email for row in people.rows}
    before = set(ImportedRow.objects.filter(event=event, key__in=keys).values_list("key", flat=True))
    accounts = {user.email: user for user in User.objects.filter(email__in=emails, is_active=True)}
    active = Registration.objects.filter(event=event, status__in=ACTIVE)
    here = set(active.filter(email__in=emails).values_list("email", flat=True))
    persons = set(active.filter(person__in=accounts.values()).values_list("person_id", flat=True))
    seen: dict[str, int] = {}
    found = []
    for row in people.rows:
        account = accounts.get(row.email)
        errors, ticket, answers = _judged(row, tickets, questions)
        twice = [mark for mark in (_key(row), f"@{row.email}") if mark in seen]
        if twice:
            message = f"Line {seen[twice[0]]} is about the same person."
            errors.append(FieldError("Email", "person_twice", message))
        for mark in (_key(row), f"@{row.email}"):
            seen.setdefault(mark, row.line)
        if errors or ticket is None:
            found.append(Line(row, LineResult.WRONG, errors=errors))
        elif row.email in here or (account is not None and account.id in persons):
            found.append(Line(row, LineResult.KNOWN, "Has a place in this event already."))
        elif _key(row) in before:
            found.append(Line(row, LineResult.KNOWN, "Came from a file before, and has no place any more."))
        else:
            registration = _registration(event, ticket, row, answers, account, now)
            found.append(Line(row, LineResult.ADDED, registration=registration))
    return found


def _judged(
    row: FileRow, tickets: dict[UUID, TicketType], questions: Sequence[AskedQuestion]
) -> tuple[list[FieldError], TicketType | None, dict[str, Any]]:
    errors = []
    if not row.name or len(row.name) > LONGEST_NAME:
        errors.append(FieldError("Name", "required", f"Give a name of up to {LONGEST_NAME} characters."))
    try:
        validate_email(row.email)
    except ValidationError:
        errors.append(FieldError("Email", "not_usable", "Give an email address."))
    if len(row.email) > LONGEST_EMAIL:
        errors.append(FieldError("Email", "not_usable", f"An address has at most {LONGEST_EMAIL} characters."))
    ticket = _ticket(row, tickets)
    if ticket is None:
        names = ", ".join(f"“{one.name}”" for one in tickets.values())
        errors.append(FieldError("Ticket", "not_usable", f"Name one of the tickets: {names or 'there is none'}."))
        return errors, None, {}
    answers, wrong = answers_read(row, [one for one in questions if one.facts.is_for(ticket.id)])
    return errors + wrong, ticket, answers


def _ticket(row: FileRow, tickets: dict[UUID, TicketType]) -> TicketType | None:
    """By its name or its id; where there is one only, it need not be named."""
    if not row.ticket:
        return next(iter(tickets.values())) if len(tickets) == 1 else None
    wanted = row.ticket.lower()
    fitting = [one for one in tickets.values() if wanted in (one.name.lower(), str(one.id))]
    return fitting[0] if len(fitting) == 1 else None


def _registration(
    event: Event, ticket: TicketType, row: FileRow, answers: dict[str, Any], account: User | None, now: datetime
) -> Registration:
    return Registration(
        created_at=now,
        organization_id=event.organization_id,
        event=event,
        ticket_type=ticket,
        person=account if account is not None and account.email_verified else None,
        name=row.name,
        email=row.email,
        status=RegistrationStatus.CONFIRMED,
        confirmed_at=now,
        code=new_code(),
        price_amount=0,
        price_currency=ticket.price_currency,
        refund_tiers=[],
        answers=answers,
        holds_place=True,
    )


def _shortfalls(lines: Sequence[Line], tickets: dict[UUID, TicketType]) -> list[Shortfall]:
    capacities = {ticket.capacity_id: ticket.capacity for ticket in tickets.values()}
    wanted = Counter(line.registration.ticket_type.capacity_id for line in lines if line.registration is not None)
    return [
        Shortfall(capacities[capacity_id], count)
        for capacity_id, count in sorted(wanted.items())
        if (left := capacities[capacity_id].left) is not None and left < count
    ]


def _mistakes(lines: Sequence[Line]) -> list[FieldError]:
    return [
        FieldError(f"lines.{line.row.line}.{error.path}", error.code, error.message)
        for line in lines
        for error in line.errors
    ]


def _key(row: FileRow) -> str:
    key = f"registrations.import:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, (row.reference or row.email).encode(), "sha256").hex()
