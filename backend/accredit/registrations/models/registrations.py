"""One person's place."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.core.money import Money
from accredit.events.models import Event, TicketType
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.rules.registrations import ACTIVE, CancelledBecause, RegistrationStatus

_ACTIVE = [str(one) for one in ACTIVE]


class Registration(OrganizationOwned):
    """One person's place in one event. Status changes only in `services`, by conditional update."""

    # Without an index of its own, as the person: others begin with them, and a free place writes every index.
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    ticket_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """Null: a guest, who is known by the address only."""
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    """Who registered this person; null for a guest who did it without an account."""
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    """In lower case; empty once the person has left."""
    status = models.CharField(max_length=20, choices=[(one, one) for one in RegistrationStatus])
    status_before = models.CharField(max_length=20, blank=True)
    """Where a cancelled one stood, to which it returns when the refund comes back."""
    code = models.CharField(max_length=26)
    """128 random bits: what the ticket's QR code and the guest's links are made from. Never in a list for strangers."""
    price_amount = models.BigIntegerField()
    price_currency = models.CharField(max_length=3)
    """As it was when the place was asked for."""
    refund_tiers = models.JSONField(default=list)
    """The event's policy as it was shown then."""
    answers = models.JSONField(default=dict)
    """Question id → answer, of the kind that the question asks for."""
    holds_place = models.BooleanField(default=False)
    """Whether a place of the capacity is taken for it: set and cleared in the transaction that takes or gives it."""
    order_id = models.UUIDField(null=True)
    """Of the order that pays for it."""
    order_line_id = models.UUIDField(null=True)
    waiting_entry_id = models.UUIDField(null=True)
    hold_expires_at = models.DateTimeField(null=True)
    """While payment is waited for: until when the place is kept."""
    pay_until = models.DateTimeField(null=True)
    """Of an approved one: how long it may be paid, over more orders than one."""
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=10, choices=[(one, one) for one in CancelledBecause], blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    blocked_reason = models.CharField(max_length=200, blank=True)
    """Not empty: the door lets nobody in with this ticket, and says so."""
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """Who has the place now, of a transferred one."""
    join_url = models.URLField(max_length=2000, blank=True)
    """This person's own link to the meeting; shown to nobody else."""
    provider_registrant_id = models.CharField(max_length=100, blank=True)
    """By which the meeting's provider knows this person."""
    confirmation_sent_at = models.DateTimeField(null=True)
    """When the ticket was mailed; once, however often the place is confirmed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="registration_code_once"),
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(status__in=_ACTIVE, person__isnull=False),
                name="registration_active_once",
            ),
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(status__in=_ACTIVE) & ~Q(email=""),
                name="registration_email_active_once",
            ),
            models.CheckConstraint(condition=Q(price_amount__gte=0), name="registration_price_not_negative"),
        ]
        indexes = [
            # The organizer's table, newest first, and by state.
            models.Index(fields=["event", "-created_at", "-id"], name="registration_by_event"),
            models.Index(fields=["event", "status", "-created_at", "-id"], name="registration_by_status"),
            # A person's own.
            models.Index(fields=["person", "-created_at", "-id"], name="registration_by_person"),
            # Guests who make an account claim their places by address.
            models.Index(fields=["email"], name="registration_of_guest", condition=Q(person=None)),
            # The order that was paid or let go finds its places.
            models.Index(fields=["order_id"], name="registration_by_order", condition=Q(order_id__isnull=False)),
            # The job that lets go of what was held in vain.
            models.Index(fields=["hold_expires_at"], name="registration_hold", condition=Q(status="pending_payment")),
            # A meeting's provider tells of a person by its own id.
            models.Index(
                fields=["event", "provider_registrant_id"],
                name="registration_by_registrant",
                condition=~Q(provider_registrant_id=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def price(self) -> Money | None:
        """None means free."""
        return Money(self.price_amount, self.price_currency) if self.price_amount else None
