"""The one searchable list: a row an item, rebuilt from the owning app's rows whenever there is news of it.

On PostgreSQL the table has one more column, `search`, which the database generates (migration 0002).
"""

from __future__ import annotations

from django.db import models

from accredit.organizations.models import OrganizationOwned


class CatalogueItem(OrganizationOwned):
    """A course (later also an event) as discovery shows and filters it."""

    class Kind(models.TextChoices):
        COURSE = "course"

    kind = models.CharField(max_length=10, choices=Kind)
    item_id = models.UUIDField()
    is_listed = models.BooleanField(default=False)
    """False for what was taken off: the row stays to be locked by the next news."""
    title = models.CharField(max_length=160, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    organization_name = models.CharField(max_length=120, blank=True)
    category_slug = models.CharField(max_length=90, blank=True)
    category_name = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    """More to be found by: outcomes, credit types, accreditors. No names of people."""
    level = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=12, blank=True)
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
            models.Index(fields=["price_amount", "id"], name="catalogue_price", condition=models.Q(is_listed=True)),
            models.Index(
                fields=["-rating_tenths", "-rating_count", "-id"],
                name="catalogue_rating",
                condition=models.Q(is_listed=True),
            ),
            # The filter that people use most.
            models.Index(
                fields=["category_slug", "-published_at", "-id"],
                name="catalogue_category",
                condition=models.Q(is_listed=True),
            ),
        ]
