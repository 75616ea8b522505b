"""What is said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.community.models.rooms import Room
from accredit.community.rules.messages import MessageStatus, ReactionKind
from accredit.media.models import Upload
from accredit.organizations.models import OrganizationOwned


class Message(OrganizationOwned):
    """One message. Its place never changes and is never given up: what is taken away leaves a tombstone."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveBigIntegerField()
    """Its place in the room."""
    change = models.PositiveBigIntegerField()
    """The room's count of changes when something last happened to it."""
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    """Chosen by the client, so that a message sent twice is one."""
    from_staff = models.BooleanField()
    """Whether an organizer wrote it, as it was then."""
    body = models.TextField(blank=True)
    """Markdown; people are named as `<@id>`. Empty once it is deleted or removed."""
    status = models.CharField(max_length=10, choices=[(one, one) for one in MessageStatus], default=MessageStatus.SHOWN)
    edited_at = models.DateTimeField(null=True)
    thread = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    """The message that this one answers, which answers none itself."""
    reply_count = models.PositiveIntegerField(default=0)
    last_reply_at = models.DateTimeField(null=True)
    repliers = models.JSONField(default=list)
    """Ids of the first three people who answered, as text."""
    reactions = models.JSONField(default=dict)
    """Kind → how many; kept with the rows of `Reaction`."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="message_place_once"),
            models.UniqueConstraint(fields=["sender", "client_id"], name="message_client_id_once"),
            models.CheckConstraint(
                condition=Q(status__in=["shown", "hidden"]) | Q(body=""), name="message_taken_away_is_empty"
            ),
        ]
        indexes = [
            # What a client catches up by.
            models.Index(fields=["room", "change"], name="message_by_change"),
            # The conversation itself, without replies.
            models.Index(fields=["room", "-seq"], name="message_conversation", condition=Q(thread=None)),
            # One thread.
            models.Index(fields=["thread", "seq"], name="message_thread", condition=Q(thread__isnull=False)),
            # The job that forgets.
            models.Index(fields=["room", "created_at"], name="message_by_age"),
        ]

    @property
    def is_shown(self) -> bool:
        return self.status == MessageStatus.SHOWN


class MessageEdit(OrganizationOwned):
    """What a message said until `created_at`."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["message", "created_at"], name="message_edit_in_order")]


class Mention(OrganizationOwned):
    """Somebody is named in a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    """The message's, so that what is unread is counted from this table alone."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="mention_once")]
        indexes = [models.Index(fields=["user", "room", "seq"], name="mention_unread")]


class Reaction(OrganizationOwned):
    """One person's sign under a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in ReactionKind])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user", "kind"], name="reaction_once")]


class MessageFile(OrganizationOwned):
    """A checked file that came with a message; goes when the message does."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "upload"], name="message_file_once")]
