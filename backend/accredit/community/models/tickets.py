"""What a socket is opened with."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.core.models import Record


class SocketTicket(Record):
    """Opens one socket, once, within seconds: the address of a socket may end up in a log, an access token must not.
    Only its hash is kept, and the row goes when it is used."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_id = models.UUIDField(null=True)
    """The sign-in that asked for it; the socket ends with it. Null: the caller has none."""
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    socket_until = models.DateTimeField()
    """When the access token ends that stood for the person, and with it the socket."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_hash"], name="socket_ticket_once")]
        indexes = [models.Index(fields=["expires_at"], name="socket_ticket_by_expiry")]
