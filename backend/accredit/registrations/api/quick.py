"""The most frequent of all registrations, a free place for oneself, read and answered without detours.

Whatever is not exactly that, or not as it should be, is None here: the view then goes the long way, which has all the
answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from accredit.accounts.exceptions import InvalidAccessToken
from accredit.accounts.services import access_claims
from accredit.core import clock
from accredit.core.api.idempotency import answered
from accredit.core.api.limits import spend_of_writer
from accredit.core.api.problems import plain_problem
from accredit.core.errors import TooManyRequests
from accredit.registrations import services
from accredit.registrations.selectors import placed_page
from accredit.registrations.services import Attendee

LARGEST = 8192
"""Bytes of a body that is looked at."""
_TOKEN = "Bearer "  # noqa: S105 - how the header begins


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    ticket_type: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    email: Annotated[str, msgspec.Meta(min_length=3, max_length=254)]
    answers: Annotated[dict[str, Any], msgspec.Meta(max_length=0)] = {}


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    event: Annotated[str, msgspec.Meta(min_length=1, max_length=190)]
    attendees: Annotated[list[_Person], msgspec.Meta(min_length=1, max_length=1)]
    contact_email: Literal[""] = ""
    promo_code: Literal[""] = ""


_decoder = msgspec.json.Decoder(_Asked)
_encoder = msgspec.json.Encoder()


def registered(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request to register, if it is one of these and all is well."""
    token = request.META.get("HTTP_AUTHORIZATION", "")
    if request.method != "POST" or not token.startswith(_TOKEN) or (asked := _read(request)) is None:
        return None
    [one] = asked.attendees
    now = clock.now()
    try:
        caller = access_claims(token.removeprefix(_TOKEN).strip(), now=now)
    except InvalidAccessToken:
        return None
    if (answer := answered(request, caller=str(caller.id))) is None:
        return None
    try:
        spend_of_writer(request, caller.id)
    except TooManyRequests as refused:
        return plain_problem(refused)
    if (plan := services.plan_for(named=asked.event, ticket_id=one.ticket_type, now=now)) is None:
        return None
    answer.status = 201
    told = services.registration_place_planned(
        plan=plan,
        one=Attendee(one.ticket_type, one.name, one.email),
        caller=caller,
        answer=answer,
        say=_say,
        now=now,
    )
    return None if told is None else HttpResponse(told, status=201, content_type="application/json")


def _read(request: HttpRequest) -> _Asked | None:
    accepted = request.META.get("HTTP_ACCEPT", "*/*")
    if request.META.get("CONTENT_TYPE") != "application/json" or not ("*/*" in accepted or "json" in accepted):
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or int(length) > LARGEST:
        return None
    try:
        asked = _decoder.decode(request.body)
    except msgspec.DecodeError:
        return None
    # Half of a surrogate pair never gets through the decoder.
    return None if "\x00" in asked.attendees[0].name else asked


def _say(place: Mapping[str, Any]) -> bytes:
    return _encoder.encode(placed_page([(place, None)]))
