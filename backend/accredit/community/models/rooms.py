"""Rooms, and who is in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.community.rules.rooms import RoomKind, RoomStatus
from accredit.core import clock
from accredit.core.models import Record
from accredit.events.models import Event
from accredit.learning.models import Course
from accredit.organizations.models import OrganizationOwned


class Room(OrganizationOwned):
    """Where people talk: about an event, about a course, or two of them alone.

    `last_seq` and `last_change` are raised by one conditional update in the transaction that writes the message, so
    whoever has read a number may rely on everything up to it.
    """

    kind = models.CharField(max_length=10, choices=[(one, one) for one in RoomKind])
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="+")
    pair = models.CharField(max_length=73, null=True)
    """Of a direct room: the ids of the two, in order."""
    name = models.CharField(max_length=80, blank=True)
    """Empty for the one room that each event and each course begins with."""
    is_announcements = models.BooleanField(default=False)
    """Organizers write, all read."""
    status = models.CharField(max_length=10, choices=[(one, one) for one in RoomStatus], default=RoomStatus.OPEN)
    slow_mode_seconds = models.PositiveIntegerField(default=0)
    """How long each person waits between two messages; zero: not at all."""
    retention_days = models.PositiveIntegerField(null=True)
    """After so many days a message is forgotten; null: never."""
    last_seq = models.PositiveBigIntegerField(default=0)
    """Of the latest message: they are counted 1, 2, 3, … without a gap."""
    last_change = models.PositiveBigIntegerField(default=0)
    """Counts whatever happens to messages, also edits and reactions: what clients catch up by."""
    active_at = models.DateTimeField(default=clock.now)
    """When the latest message was written; of an empty room when it was made."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="event", event__isnull=False, course=None, pair=None)
                | Q(kind="course", event=None, course__isnull=False, pair=None)
                | Q(kind="direct", event=None, course=None, pair__isnull=False),
                name="room_of_one_thing",
            ),
            models.UniqueConstraint(fields=["event", "name"], name="room_of_event_once"),
            models.UniqueConstraint(fields=["course", "name"], name="room_of_course_once"),
            models.UniqueConstraint(fields=["organization", "pair"], name="room_of_pair_once"),
            models.CheckConstraint(condition=Q(last_change__gte=F("last_seq")), name="room_counts_every_change"),
        ]
        indexes = [
            # The organization's own list, most recently used first.
            models.Index(fields=["organization", "-active_at", "-id"], name="room_by_organization"),
            # The job that forgets.
            models.Index(fields=["id"], name="room_to_forget", condition=Q(retention_days__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name or str(self.id)

    @property
    def is_direct(self) -> bool:
        return self.kind == RoomKind.DIRECT


class RoomMember(OrganizationOwned):
    """One person in one room, and how far they have read. The row follows registration, enrollment and role; it is
    never believed alone: every read and every message asks those again."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    read_seq = models.PositiveBigIntegerField(default=0)
    """Everything up to this message was seen; it only ever grows."""
    mailed_seq = models.PositiveBigIntegerField(default=0, db_default=0)
    """Up to here a mail has told the person of what they have not read."""
    is_muted = models.BooleanField(default=False)
    """The person's own wish: neither bell nor mail from here."""
    silenced_until = models.DateTimeField(null=True)
    """By an organizer: reads on, writes nothing."""
    last_sent_at = models.DateTimeField(null=True)
    """In slow mode: when the person last wrote."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="room_member_once")]
        indexes = [
            # A person's own rooms.
            models.Index(fields=["user"], name="room_member_by_user", condition=Q(ended_at=None)),
        ]


class PersonalChoice(Record):
    """What a person wants of all rooms; without a row the defaults hold."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shares_receipts = models.BooleanField(default=True)
    """Whether others see how far they have read."""
    mailed_at = models.DateTimeField(null=True)
    """When a mail last told them what they missed: one an hour at most."""
