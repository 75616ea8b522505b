"""Writes of integrations."""

from .connecting import Departure, authorizations_forget, zoom_arrive, zoom_connect, zoom_disconnect, zoom_revoke
from .deliveries import Received, delivery_handle, delivery_receive
from .meetings import meetings_owe, meetings_sync, zoom_choose, zoom_unchoose
from .participants import presence_resolve, resolve_owe_events
from .reconciliation import participant_decide, participant_undo
from .registrants import (
    links_turn,
    registrant_owe,
    registrant_sync,
    registrants_page,
)
from .removing import removed_mail_send
from .reports import report_fetch, reports_owe, reports_owe_again

__all__ = [
    "Departure",
    "Received",
    "authorizations_forget",
    "delivery_handle",
    "delivery_receive",
    "links_turn",
    "meetings_owe",
    "meetings_sync",
    "participant_decide",
    "participant_undo",
    "presence_resolve",
    "registrant_owe",
    "registrant_sync",
    "registrants_page",
    "removed_mail_send",
    "report_fetch",
    "reports_owe",
    "reports_owe_again",
    "resolve_owe_events",
    "zoom_arrive",
    "zoom_choose",
    "zoom_connect",
    "zoom_disconnect",
    "zoom_revoke",
    "zoom_unchoose",
]
