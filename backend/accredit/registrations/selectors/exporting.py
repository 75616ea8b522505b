"""The organizer's table as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet

from accredit.events.models import Question
from accredit.registrations.models import Registration
from accredit.registrations.rules.answers import QuestionFacts
from accredit.registrations.rules.files import AskedQuestion

EXPORTED_AT_ONCE = 500


def asked_questions(questions: Sequence[Question]) -> list[AskedQuestion]:
    """Questions with the words that files call them by."""
    return [
        AskedQuestion(
            facts=QuestionFacts(
                id=one.id,
                kind=one.kind,
                is_required=one.is_required,
                choices=frozenset(str(choice["id"]) for choice in one.choices),
                ticket_type_ids=frozenset(one.ticket_type_ids),
            ),
            prompt=one.prompt,
            choices={str(choice["id"]): choice["text"] for choice in one.choices},
        )
        for one in questions
    ]


def registrations_exported(rows: QuerySet[Registration]) -> Iterator[Registration]:
    """All of them in the order of registering, read in portions: one query for each 500."""
    after: UUID | None = None
    while True:
        portion = list((rows.filter(pk__gt=after) if after else rows).order_by("id")[:EXPORTED_AT_ONCE])
        yield from portion
        if len(portion) < EXPORTED_AT_ONCE:
            return
        after = portion[-1].id
