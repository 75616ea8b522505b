"""Named failures of integrations."""

from __future__ import annotations

from datetime import datetime

from accredit.core.errors import BadRequest, Conflict, NotFound, Unavailable, Unprocessable


class ZoomNotOffered(Conflict):
    code, title = "zoom_not_offered", "This installation has no Zoom app. Ask its operator to set one up."


class ZoomNotConnected(Conflict):
    code, title = "zoom_not_connected", "Zoom is not connected. Nothing has changed."


class ConnectingOver(BadRequest):
    code = "zoom_connecting_over"
    title = "This attempt to connect Zoom is over, or was begun in another browser. Nothing was connected. Begin again."


class ZoomAway(Unavailable):
    """No answer, an answer that says to come back, or one that says nothing of use: the call may be repeated."""

    code, title = "zoom_away", "Zoom does not answer at present. Nothing was lost; try again in a few minutes."

    def __init__(self, detail: str | None = None, *, until: datetime | None = None) -> None:
        super().__init__(detail)
        self.until = until
        """Before this instant it makes no sense to come back, where Zoom said so."""


class ZoomRefused(Unprocessable):
    """Zoom understood and will not: the same call again gives the same answer."""

    code, title = "zoom_refused", "Zoom did not accept this."

    def __init__(self, detail: str | None = None, *, zoom_code: int = 0) -> None:
        super().__init__(detail)
        self.zoom_code = zoom_code


class ZoomForgot(ZoomRefused):
    """A meeting, webinar or registrant that we name is not there any more."""


class ConnectionBroken(Conflict):
    code = "zoom_connection_broken"
    title = "Zoom no longer accepts the connection of your organization. Connect it again."


class WebhookForged(BadRequest):
    code, title = "webhook_forged", "This delivery does not carry a valid signature of Zoom."


class MeetingsInUse(Conflict):
    code, title = "zoom_meetings_in_use", "The meeting has begun, so it stays as it is. Nothing has changed."


class RecordingNotFound(NotFound):
    code, title = "recording_not_found", "There is no such recording, or it is not yours to see."


class RecordingHasNoPage(Conflict):
    code = "recording_has_no_page"
    title = "Zoom gave no address at which this recording can be watched. Open it in your Zoom account."


class EventNotOnline(Unprocessable):
    code, title = "event_not_online", "Only an online or hybrid event has meetings. Change its format first."


class ItemNotFound(NotFound):
    code, title = "participant_not_found", "There is no such participant to decide about."


class AlreadyDecided(Conflict):
    code, title = "already_decided", "Somebody has decided about this participant already. Nothing has changed."


class NotDecided(Conflict):
    code, title = "not_decided", "Nobody has decided about this participant, so there is nothing to take back."
