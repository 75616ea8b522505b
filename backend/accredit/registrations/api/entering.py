"""The short way of a scan over HTTP: one entry, well formed, by somebody who has scanned here before.

It reads the same body by the same bounds as `CheckInInputSerializer`, and gives up on whatever it does not find plain:
the view then does the whole request from its beginning, with every failure named.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from accredit.accounts.api.authentication import bearer_token
from accredit.accounts.exceptions import InvalidAccessToken
from accredit.accounts.services import access_claims
from accredit.core import clock
from accredit.core.api.limits import spend_of_writer
from accredit.core.api.problems import plain_problem
from accredit.core.errors import TooManyRequests
from accredit.organizations.api.staff import HEADER, tenant_named
from accredit.registrations import services
from accredit.registrations.rules.registrations import ScanDirection
from accredit.registrations.services import Scanned, ScanRequest

LONGEST_TEXT, LONGEST_DEVICE = 200, 80
DIGITS = 3
"""Of the body's length: a longer one holds many scans."""


class _Entry(msgspec.Struct):
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
    nonce: UUID
    scanned_at: Annotated[datetime, msgspec.Meta(tz=True)]
    direction: Literal["entry"] = "entry"
    device: Annotated[str, msgspec.Meta(max_length=LONGEST_DEVICE)] = ""
    forced: bool = False
    was_offline: bool = False


class _CheckIn(msgspec.Struct):
    event: UUID
    scans: Annotated[list[_Entry], msgspec.Meta(min_length=1, max_length=1)]


_decoder = msgspec.json.Decoder(_CheckIn)
_encoder = msgspec.json.Encoder()


def check_in_answer(scans: list[Scanned]) -> HttpResponse:
    """What a device is told, whichever way its scans went."""
    body = _encoder.encode({"scans": scans})
    return HttpResponse(body, content_type="application/json", headers={"Vary": HEADER})


def entered(request: HttpRequest) -> HttpResponse | None:
    """The answer to one entry with a good ticket; None for whatever else, of which nothing has been kept."""
    now = clock.now()
    if request.content_type != "application/json" or len(request.META.get("CONTENT_LENGTH", "")) > DIGITS:
        return None
    try:
        given = _decoder.decode(request.body)
        claims = access_claims(bearer_token(request), now=now)
    except (msgspec.MsgspecError, ValueError, InvalidAccessToken):
        return None
    known = services.door_known(
        event_id=given.event, slug=tenant_named(request), user_id=claims.id, session_id=claims.session_id
    )
    [one] = given.scans
    # Printable: nothing that cannot be stored stands in it.
    if known is None or not one.device.isprintable():
        return None
    door, keeper = known
    try:
        spend_of_writer(request, claims.id)
    except TooManyRequests as refused:
        return plain_problem(refused)
    act = ScanRequest(
        one.text, one.nonce, ScanDirection.ENTRY, one.scanned_at, one.device.strip(), one.forced, one.was_offline
    )
    kept = services.enter(door=door, request=act, actor_id=claims.id, keeper=keeper, now=now)
    if kept is None:
        return None
    return check_in_answer([kept])
