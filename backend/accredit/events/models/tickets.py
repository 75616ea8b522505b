"""What is sold for an event, out of which capacity, and what is asked of those who register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accredit.core.money import Money
from accredit.events.models.events import Event
from accredit.events.rules.events import AttendanceMode, QuestionKind
from accredit.organizations.models import OrganizationOwned


class Capacity(OrganizationOwned):
    """Places that one or more ticket types take from. The row that everybody wants: touched last, by one conditional
    update, in `services.capacities` and nowhere else."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="capacities")
    name = models.CharField(max_length=80)
    size = models.PositiveIntegerField(null=True)
    """Null: as many as come."""
    taken = models.PositiveIntegerField(default=0)
    """Places of registrations that are confirmed, held for payment, or offered from the waiting list."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size=None) | Q(taken__lte=F("size")), name="capacity_never_oversold"),
        ]
        indexes = [models.Index(fields=["event", "id"], name="capacity_by_event")]

    @property
    def left(self) -> int | None:
        """None: without limit."""
        return None if self.size is None else self.size - self.taken


class TicketType(OrganizationOwned):
    """One kind of place in an event, at one price. A price of zero means free."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="ticket_types")
    capacity = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="ticket_types")
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    price_amount = models.BigIntegerField(default=0)
    price_currency = models.CharField(max_length=3)
    mode = models.CharField(max_length=10, choices=[(one, one) for one in AttendanceMode])
    is_hidden = models.BooleanField(default=False)
    """Shown only to whoever names a promo code of the organization that is for this ticket."""
    sale_starts_at = models.DateTimeField(null=True)
    sale_ends_at = models.DateTimeField(null=True)
    min_per_order = models.PositiveSmallIntegerField(default=1)
    max_per_order = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    """Taken off sale; those who hold one keep it."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price_amount__gte=0), name="ticket_price_not_negative"),
            models.CheckConstraint(
                condition=Q(min_per_order__gte=1) & Q(max_per_order__gte=F("min_per_order")),
                name="ticket_order_limits_possible",
            ),
        ]
        indexes = [models.Index(fields=["event", "position", "id"], name="ticket_type_by_event")]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> Money | None:
        """None means free."""
        return Money(self.price_amount, self.price_currency) if self.price_amount else None


class Question(OrganizationOwned):
    """Something asked of each person who registers."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in QuestionKind])
    prompt = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)
    choices = models.JSONField(default=list)
    """`[{"id": str, "text": str}]` of single and multiple."""
    is_required = models.BooleanField(default=False)
    ticket_type_ids = models.JSONField(default=list)
    """Ids as text; empty: asked for every ticket."""
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    """Asked no more; answers that were given stay."""

    class Meta:
        indexes = [models.Index(fields=["event", "position", "id"], name="question_by_event")]
