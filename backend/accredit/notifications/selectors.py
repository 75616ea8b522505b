"""Reads about what a person was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, UUIDField

from accredit.core.statements import Given, Statement

from .models import Notification, Preference
from .rules import Choice, Kind, effective, kinds

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """One kind and how the person hears of it."""

    kind: Kind
    choice: Choice


def bell(*, user_id: UUID) -> QuerySet[Notification]:
    """The person's bell."""
    return Notification.objects.filter(user_id=user_id)


def unread_count(*, user_id: UUID) -> int:
    """How many are unread, counted up to `MOST_COUNTED`."""
    return bell(user_id=user_id).filter(read_at=None)[:MOST_COUNTED].count()


def choice_of(*, user_id: UUID, kind: Kind) -> Choice:
    """How the person hears of one kind."""
    rows = _CHOICE.rows(user=user_id, kind=kind.name)
    return effective(kind, Choice(*rows[0]) if rows else None)


def choices_of(*, user_ids: Sequence[UUID], kind: Kind) -> dict[UUID, Choice]:
    """How each of these people hears of one kind. One query."""
    chosen = Preference.objects.filter(user_id__in=user_ids, kind=kind.name)
    by_person = {row.user_id: Choice(row.mail, row.bell) for row in chosen}
    return {user_id: effective(kind, by_person.get(user_id)) for user_id in user_ids}


def mail_chosen(kind: str) -> QuerySet[Preference, UUID]:
    """Who has switched on the mails of a kind that is off by default, for use in other queries."""
    return Preference.objects.filter(kind=kind, mail=True).values_list("user_id", flat=True)


_CHOICE = Statement(
    lambda: Preference.objects.filter(user_id=Given("user", UUIDField()), kind=Given("kind", CharField())).values_list(
        "mail", "bell"
    )
)


def preferences(*, user_id: UUID) -> list[PreferenceRow]:
    """Every kind with the choice that holds, in one query."""
    chosen = {row.kind: Choice(row.mail, row.bell) for row in Preference.objects.filter(user_id=user_id)}
    return [PreferenceRow(kind, effective(kind, chosen.get(kind.name))) for kind in kinds()]


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """The bell and the choices of a person, for their export."""
    return {
        "notifications": [
            {"kind": row.kind, "title": row.title, "body": row.body, "created_at": row.created_at.isoformat()}
            for row in bell(user_id=user_id).order_by("-created_at", "-id")
        ],
        "preferences": [
            {"kind": row.kind, "mail": row.mail, "bell": row.bell}
            for row in Preference.objects.filter(user_id=user_id).order_by("kind")
        ],
    }
