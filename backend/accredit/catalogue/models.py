"""The one searchable list: a row an item, rebuilt from the owning app's rows whenever there is news of it.

On PostgreSQL the table has one more column, `search`, which the database generates (migration 0002), and an index of
the words of `place` (migration 0004).
"""

from __future__ import annotations

from django.db import models

from accredit.catalogue.rules import NEVER, Format, Kind
from accredit.organizations.models import OrganizationOwned


class CatalogueItem(OrganizationOwned):
    """A course or an event as discovery shows and filters it."""

    kind = models.CharField(max_length=10, choices=[(one, one) for one in Kind])
    item_id = models.UUIDField()
    is_listed = models.BooleanField(default=False)
    """False for what was taken off: the row stays to be locked by the next news."""
    title = models.CharField(max_length=160, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    organization_name = models.CharField(max_length=120, blank=True)
    category_slug = models.CharField(max_length=90, blank=True)
    category_name = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    """More to be found by: outcomes, credit types, accreditors, an event's place and its speakers. No names of
    accounts."""
    level = models.CharField(max_length=12, blank=True)
    """Of a course; an event has none."""
    language = models.CharField(max_length=12, blank=True)
    format = models.CharField(
        max_length=10, choices=[(one, one) for one in Format], default=Format.ON_DEMAND, db_default=Format.ON_DEMAND
    )
    place = models.CharField(max_length=550, blank=True, default="", db_default="")
    """Where an event takes place: city, venue and address."""
    starts_on = models.DateField(null=True)
    """The day on which an event begins, where it takes place; null for what begins at any time."""
    ends_on = models.DateField(null=True)
    """The last day of an event."""
    soonest_at = models.DateTimeField(default=NEVER, db_default=NEVER)
    """The order of what is soonest: when an event begins, and `rules.after_all_events` for a course."""
    open_until = models.DateTimeField(default=NEVER, db_default=NEVER)
    """When the item is over; it is not shown from then on, whether or not its news has come."""
    price_amount = models.BigIntegerField(default=0)
    is_free = models.BooleanField(default=True)
    credits_hundredths = models.PositiveIntegerField(default=0)
    rating_tenths = models.PositiveSmallIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True)
    card = models.TextField(blank=True)
    """The item's JSON exactly as a list answers it, made once when the news came."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "item_id"], name="catalogue_item_once")]
        indexes = [
            # One index an order, over what is listed only.
            models.Index(fields=["-published_at", "-id"], name="catalogue_newest", condition=models.Q(is_listed=True)),
            models.Index(fields=["soonest_at", "id"], name="catalogue_soonest", condition=models.Q(is_listed=True)),
            models.Index(fields=["price_amount", "id"], name="catalogue_price", condition=models.Q(is_listed=True)),
            models.Index(
                fields=["-rating_tenths", "-rating_count", "-id"],
                name="catalogue_rating",
                condition=models.Q(is_listed=True),
            ),
            # The filters that people use most.
            models.Index(
                fields=["category_slug", "-published_at", "-id"],
                name="catalogue_category",
                condition=models.Q(is_listed=True),
            ),
            models.Index(
                fields=["kind", "-published_at", "-id"],
                name="catalogue_kind",
                condition=models.Q(is_listed=True),
            ),
        ]


class CatalogueCredit(OrganizationOwned):
    """What an item is worth, once for each credit type and once for each accreditor as the sum of its types."""

    item = models.ForeignKey(CatalogueItem, on_delete=models.CASCADE, related_name="credits")
    recognised_id = models.UUIDField()
    """A credit type's id, or an accreditor's."""
    amount_hundredths = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "recognised_id"], name="catalogue_credit_once"),
        ]
        indexes = [
            # What is worth at least so much of one thing.
            models.Index(fields=["recognised_id", "amount_hundredths", "item"], name="catalogue_credit_worth"),
        ]
