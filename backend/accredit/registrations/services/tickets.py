"""Tickets and the links that stand for an account where somebody has none."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.conf import settings

from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode
from accredit.registrations.exceptions import NoTicketNow
from accredit.registrations.gateways.ticket_pdf import TicketPage, render_ticket
from accredit.registrations.models import Registration, WaitingEntry
from accredit.registrations.rules.links import link_ref, link_token
from accredit.registrations.rules.registrations import ADMITTED
from accredit.registrations.rules.tickets import ticket_text
from accredit.registrations.rules.wording import when_in_words

_PLACE, _WAITING = "registration", "waiting"
_ALPHABET, _BITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 130


def new_code() -> str:
    """128 random bits and two more in Crockford's alphabet: what a ticket is known by."""
    bits = secrets.randbits(_BITS)
    return "".join([_ALPHABET[bits >> place & 31] for place in range(0, _BITS, 5)])


def ticket_of(registration: Registration) -> str:
    """The text of a registration's QR code."""
    return ticket_text(registration.code, key=ticket_key())


def ticket_key() -> bytes:
    """What seals the text of QR codes."""
    return f"registrations.ticket:{settings.SECRET_KEY}".encode()


def ticket_number(registration: Registration) -> str:
    """By which people call a ticket; it opens nothing."""
    return f"{registration.code[:4]}-{registration.code[4:8]}"


def ticket_pdf(registration: Registration) -> bytes:
    """The ticket to show at the door. Raises NoTicketNow while the place is not confirmed, and for one online."""
    if registration.status not in ADMITTED:
        raise NoTicketNow
    if registration.ticket_type.mode != AttendanceMode.IN_PERSON:
        raise NoTicketNow("An online place needs no ticket. The link to join stands with your place.")
    event = registration.event
    return render_ticket(
        TicketPage(
            organization=event.organization.name,
            brand_colour=event.organization.brand_color,
            title=event.title,
            when=when_in_words(event.starts_at, event.ends_at, event.time_zone),
            where=place_of(event),
            name=registration.name,
            ticket=registration.ticket_type.name,
            number=ticket_number(registration),
            code=ticket_of(registration),
        )
    )


def place_of(event: Event) -> list[str]:
    """Where an event is, line by line."""
    return [line for line in (event.venue_name, event.venue_address) if line] or ["Online"]


def registration_token(registration: Registration) -> str:
    """For the link that opens a place without an account."""
    return link_token(registration.code, purpose=_PLACE, key=_key())


def registration_code_of(token: str) -> str | None:
    """Which place a mailed link opens."""
    return link_ref(token, purpose=_PLACE, key=_key())


def waiting_token(entry: WaitingEntry) -> str:
    """For the links that accept an offer or leave the list."""
    return link_token(entry.id.hex, purpose=_WAITING, key=_key())


def waiting_entry_of(token: str) -> UUID | None:
    """Which entry a mailed link is for."""
    ref = link_ref(token, purpose=_WAITING, key=_key())
    return UUID(ref) if ref else None


def _key() -> bytes:
    return f"registrations.link:{settings.SECRET_KEY}".encode()
