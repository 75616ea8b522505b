"""What organizations do on their own news."""

from __future__ import annotations

from datetime import datetime

from . import services
from .domain_events import MemberJoined


def on_member_joined(event: MemberJoined, *, now: datetime) -> None:
    if event.invitation_id is not None:
        services.member_joined_tell(invitation_id=event.invitation_id, now=now)
