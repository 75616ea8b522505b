"""Reads about people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accredit.core import storage

from .exceptions import NoSuchSession, NoSuchUser
from .models import Session, SessionQuerySet, User
from .rules import normalise_email as normalise_email  # other apps know selectors, not rules

NAME_OF_THE_ERASED = "Deleted account"


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What others may see of a person."""

    id: UUID
    display_name: str
    avatar_url: str | None


def user_get(*, user_id: UUID) -> User:
    """The account, also when it has been emptied. Raises NoSuchUser."""
    try:
        return User.objects.get(pk=user_id)
    except User.DoesNotExist:
        raise NoSuchUser from None


def user_by_email(*, email: str) -> User | None:
    """The active account with this address, in whatever case it is written."""
    return User.objects.filter(email=normalise_email(email), is_active=True).first()


def users_by_ids(ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards of the given people in one query; an id that is nobody's is absent."""
    rows = User.objects.filter(pk__in=set(ids)).values_list("id", "display_name", "avatar_key", "erased_at")
    return {row[0]: person_card(*row) for row in rows}


def person_card(user_id: UUID, display_name: str, avatar_key: str, erased_at: datetime | None) -> PersonCard:
    """Of columns that were read along with other rows."""
    return PersonCard(user_id, display_name if erased_at is None else NAME_OF_THE_ERASED, avatar_url(avatar_key))


def avatar_url(avatar_key: str) -> str | None:
    """Public address of an avatar, None without one."""
    return storage.public().url(avatar_key) if avatar_key else None


def sessions_live(*, user_id: UUID, now: datetime) -> SessionQuerySet:
    """Where a person is signed in."""
    return Session.objects.live(now).filter(user_id=user_id)


def session_get(*, user_id: UUID, session_id: UUID, now: datetime) -> Session:
    """One live session of this person. Raises NoSuchSession, also for somebody else's."""
    session = sessions_live(user_id=user_id, now=now).filter(pk=session_id).first()
    if session is None:
        raise NoSuchSession
    return session


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """What accounts keep of a person, for their export."""
    user = user_get(user_id=user_id)
    sessions = Session.objects.filter(user_id=user_id).order_by("-created_at", "-id")
    return {
        "id": str(user.id),
        "email": user.email,
        "email_verified_at": _instant(user.email_verified_at),
        "display_name": user.display_name,
        "legal_name": user.legal_name,
        "legal_name_confirmed_at": _instant(user.legal_name_confirmed_at),
        "time_zone": user.time_zone,
        "locale": user.locale,
        "created_at": _instant(user.created_at),
        "sessions": [
            {
                "user_agent": session.user_agent,
                "ip": session.ip,
                "created_at": _instant(session.created_at),
                "last_used_at": _instant(session.last_used_at),
                "ended_at": _instant(session.revoked_at),
            }
            for session in sessions
        ],
    }


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
