"""What a person says about themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accredit.accounts import selectors
from accredit.accounts.domain_events import LegalNameChanged
from accredit.accounts.models import User
from accredit.core import outbox

PLAIN = ("display_name", "time_zone", "locale")


def profile_update(*, user_id: UUID, changes: Mapping[str, Any], now: datetime) -> User:
    """Change display_name, time_zone, locale, legal_name or legal_name_confirmed; what is absent stays.

    A new legal name is unconfirmed unless `legal_name_confirmed` comes with it: the person vouches for the name that is
    printed on certificates. An empty name cannot be confirmed.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=selectors.user_get(user_id=user_id).pk)
        before = (user.legal_name, user.legal_name_confirmed_at)
        for field in PLAIN:
            setattr(user, field, changes.get(field, getattr(user, field)))
        if changes.get("legal_name", user.legal_name) != user.legal_name:
            user.legal_name, user.legal_name_confirmed_at = changes["legal_name"], None
        wish = changes.get("legal_name_confirmed")
        if wish is False or not user.legal_name:
            user.legal_name_confirmed_at = None
        elif wish and user.legal_name_confirmed_at is None:
            user.legal_name_confirmed_at = now
        user.save(update_fields=[*PLAIN, "legal_name", "legal_name_confirmed_at"])
        if (user.legal_name, user.legal_name_confirmed_at) != before:
            outbox.publish(LegalNameChanged(user_id=user.id), organization_id=None, actor_id=user.id)
    return user


def avatar_set(*, user_id: UUID, key: str) -> None:
    """Show this public picture beside the person's name; an empty key takes it away."""
    User.objects.filter(pk=user_id).update(avatar_key=key)
