"""The event itself."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accredit.accreditation.models import CreditType
from accredit.core.models import Record
from accredit.events.rules.events import EventFormat, EventStatus, Visibility
from accredit.organizations.models import OrganizationOwned


class EventCategory(Record):
    """What an event is about; all tenants share the list. Courses' categories of the same slug are the same subject
    where both are searched."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug"], name="event_category_slug_once")]

    def __str__(self) -> str:
        return self.name


class EventSeries(OrganizationOwned):
    """Occurrences that belong together: each is an event of its own, made from one pattern."""

    title = models.CharField(max_length=160)
    rule = models.CharField(max_length=300)
    """A recurrence rule as RFC 5545 writes it, without `DTSTART`."""


class Event(OrganizationOwned):
    """Something to attend, made of one or more sessions in one zone."""

    series = models.ForeignKey(EventSeries, null=True, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=190)
    subtitle = models.CharField(max_length=300, blank=True)
    description_md = models.TextField(blank=True)
    outcomes = models.JSONField(default=list)
    """Sentences that complete “You will be able to …”."""
    language = models.CharField(max_length=12, default="en")
    category = models.ForeignKey(EventCategory, null=True, on_delete=models.SET_NULL, related_name="+")
    format = models.CharField(max_length=10, choices=[(one, one) for one in EventFormat])
    visibility = models.CharField(max_length=10, choices=[(one, one) for one in Visibility], default=Visibility.PUBLIC)
    status = models.CharField(max_length=10, choices=[(one, one) for one in EventStatus], default=EventStatus.DRAFT)
    time_zone = models.CharField(max_length=64)
    """IANA name of the zone in which the event takes place."""
    starts_at = models.DateTimeField(null=True)
    """Of the first session; kept beside the sessions so that lists sort without them."""
    ends_at = models.DateTimeField(null=True)
    venue_name = models.CharField(max_length=160, blank=True)
    venue_address = models.CharField(max_length=300, blank=True)
    venue_city = models.CharField(max_length=80, blank=True)
    venue_map_url = models.URLField(max_length=500, blank=True)
    online_url = models.URLField(max_length=500, blank=True)
    """A link that everybody with an online place gets, where no meeting of a provider is connected."""
    cover_key = models.CharField(max_length=200, blank=True)
    """Key in the public store; empty means that the page draws a cover."""
    registration_opens_at = models.DateTimeField(null=True)
    registration_closes_at = models.DateTimeField(null=True)
    """Null: until the event ends."""
    approval_required = models.BooleanField(default=False)
    refund_tiers = models.JSONField(default=list)
    """`[{"hours_before": 168, "percent": 100}, …]`, most hours first; later than the last gives nothing back."""
    refund_note = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Counts changes of time, place and state, as a calendar entry's `SEQUENCE` does (RFC 5545, 3.8.7.4)."""
    published_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="event_slug_once"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"
            ),
        ]
        indexes = [
            # The public list, soonest first.
            models.Index(
                fields=["starts_at", "id"],
                name="event_public_soonest",
                condition=Q(status="published", visibility="public"),
            ),
            # An organization's own list, latest first.
            models.Index(fields=["organization", "-starts_at", "-id"], name="event_by_organization"),
            # The job that completes what is over.
            models.Index(fields=["ends_at"], name="event_to_complete", condition=Q(status="published")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == EventStatus.PUBLISHED

    @property
    def is_online(self) -> bool:
        return self.format in (EventFormat.ONLINE, EventFormat.HYBRID)

    @property
    def is_in_person(self) -> bool:
        return self.format in (EventFormat.IN_PERSON, EventFormat.HYBRID)


class EventCredit(OrganizationOwned):
    """What attending the whole event is worth: hundredths of one credit type. How minutes become credit is the
    accreditor's rule, which `accreditation` keeps; the amount here is the most that can be earned."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="credits")
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    amount_hundredths = models.PositiveIntegerField()
    approval_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "credit_type"], name="event_credit_once"),
            models.CheckConstraint(condition=Q(amount_hundredths__gt=0), name="event_credit_positive"),
        ]


class EventChange(OrganizationOwned):
    """What was moved, as the registered are told: each line a thing, how it was and how it is now."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    lines = models.JSONField()
    """`[{"what": "starts_at" | "ends_at" | "venue" | "online" | "session:<title>", "before": str, "after": str}]`"""
    note = models.CharField(max_length=300, blank=True)
