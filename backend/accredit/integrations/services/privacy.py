"""What integrations keeps of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accredit.accounts.selectors import user_get
from accredit.core import inbound_retention
from accredit.integrations.models import ParticipantFact, ReconciliationItem, ZoomInstance, ZoomRegistrant
from accredit.integrations.services.deliveries import SOURCE


def person_export(user_id: UUID) -> Mapping[str, Any]:
    """Own ways into meetings, and what meetings told of joining by them."""
    ways = ZoomRegistrant.objects.filter(registration__person_id=user_id).select_related("meeting")
    return {
        "meetings": [
            {"topic": way.meeting.topic, "starts_at": way.meeting.starts_at.isoformat(), "email": way.email}
            for way in ways.order_by("created_at", "id")
        ],
        "joined": [
            {"what": fact.kind, "at": fact.at.isoformat(), "name": fact.name, "email": fact.email}
            for fact in _facts_of(user_id).order_by("at", "id")
        ],
    }


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Empty names and addresses, also in what Zoom told and how it told it; when somebody was there stays, under the
    number that the meeting gave them."""
    email = user_get(user_id=user_id).email
    inbound_retention.traces_erase(source=SOURCE, marks=_marks_of(user_id), now=now)
    _facts_of(user_id).update(name="", email="")
    ReconciliationItem.objects.filter(Q(registration__person_id=user_id) | Q(email=email) & ~Q(email="")).update(
        name="", email="", parts={}
    )
    ZoomRegistrant.objects.filter(registration__person_id=user_id).update(email="", join_url="")


def _marks_of(user_id: UUID) -> set[str]:
    """By what deliveries name a person: addresses, names, and Zoom's numbers of their ways into meetings."""
    user = user_get(user_id=user_id)
    ways = ZoomRegistrant.objects.filter(registration__person_id=user_id)
    told = _facts_of(user_id).values_list("name", "email")
    named = ways.values_list("registrant_id", "email", "registration__name", "registration__email")
    return {user.email, user.display_name, user.legal_name}.union(*told, *named)


def _facts_of(user_id: UUID) -> Any:
    """Told of a person by their own link, or by their address."""
    email = user_get(user_id=user_id).email
    ways = ZoomRegistrant.objects.filter(registration__person_id=user_id).exclude(registrant_id="")
    instances = ZoomInstance.objects.filter(meeting__in=ways.values("meeting_id"))
    mine = Q(instance__in=instances, registrant_id__in=ways.values("registrant_id"))
    return ParticipantFact.objects.filter(mine | Q(email=email) & ~Q(email=""))
