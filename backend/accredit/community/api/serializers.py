"""What goes over the wire about rooms and messages."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.community.rules.messages import LONGEST, MOST_FILES, MessageStatus, ReactionKind
from accredit.community.rules.moderation import ReportReason
from accredit.community.rules.rooms import RoomKind, RoomStatus, Standing

ROOM_KINDS = [(one.value, one.value) for one in RoomKind]
ROOM_STATUSES = [(one.value, one.value) for one in RoomStatus]
STANDINGS = [(one.value, one.value) for one in Standing]
MESSAGE_STATUSES = [(one.value, one.value) for one in MessageStatus]
REACTIONS = [(one.value, one.value) for one in ReactionKind]
REASONS = [(one.value, one.value) for one in ReportReason]
ACTIVITIES = [(one, one) for one in ("event", "course")]

Base = serializers.Serializer[Any]


class RoomPersonSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    avatar_url = serializers.CharField(read_only=True, allow_null=True)


class RoomActivitySerializer(Base):
    """The event or the course that a room is about."""

    kind = serializers.ChoiceField(choices=ACTIVITIES, read_only=True)
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cover_url = serializers.CharField(read_only=True, allow_null=True)


class RoomOrganizationSerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class RoomBaseSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=ROOM_KINDS, read_only=True)
    name = serializers.CharField(
        read_only=True, help_text="Empty for the one room that each event and each course begins with."
    )
    activity = RoomActivitySerializer(read_only=True, allow_null=True, help_text="Null for two people alone.")
    organization = RoomOrganizationSerializer(read_only=True)
    is_announcements = serializers.BooleanField(read_only=True, help_text="Organizers write, all read.")
    status = serializers.ChoiceField(choices=ROOM_STATUSES, read_only=True)
    slow_mode_seconds = serializers.IntegerField(read_only=True)
    retention_days = serializers.IntegerField(read_only=True, allow_null=True)
    last_seq = serializers.IntegerField(read_only=True, help_text="Of the latest message.")
    last_change = serializers.IntegerField(read_only=True, help_text="Counts whatever happened to messages.")
    active_at = serializers.DateTimeField(read_only=True)


class RoomPersonalSerializer(RoomBaseSerializer):
    person = RoomPersonSerializer(read_only=True, allow_null=True, help_text="The other one, of two people alone.")
    read_seq = serializers.IntegerField(read_only=True, help_text="Everything up to this message was seen.")
    unread = serializers.IntegerField(read_only=True)
    mentions = serializers.IntegerField(read_only=True, help_text="Unread messages that name the caller.")
    is_muted = serializers.BooleanField(read_only=True)


class LatestMessageSerializer(Base):
    sender = RoomPersonSerializer(read_only=True)
    excerpt = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class RoomRowSerializer(RoomPersonalSerializer):
    latest = LatestMessageSerializer(read_only=True, allow_null=True)


class RoomSerializer(RoomPersonalSerializer):
    standing = serializers.ChoiceField(choices=STANDINGS, read_only=True)
    may_write = serializers.BooleanField(read_only=True)
    silenced_until = serializers.DateTimeField(read_only=True, allow_null=True)
    member_count = serializers.IntegerField(read_only=True, help_text="Who is in it, counted up to 1,000.")


class RoomMemberSerializer(Base):
    person = RoomPersonSerializer(read_only=True)
    standing = serializers.ChoiceField(choices=STANDINGS, read_only=True)
    read_seq = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null: kept to themselves.")


class MessageFileSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    file_name = serializers.CharField(read_only=True)
    media_type = serializers.CharField(read_only=True)
    bytes = serializers.IntegerField(read_only=True, allow_null=True)
    width = serializers.IntegerField(read_only=True, allow_null=True)
    height = serializers.IntegerField(read_only=True, allow_null=True)


class ReactionCountSerializer(Base):
    kind = serializers.ChoiceField(choices=REACTIONS, read_only=True)
    count = serializers.IntegerField(read_only=True)
    mine = serializers.BooleanField(read_only=True)


class MessageThreadSerializer(Base):
    """The message that a reply belongs to, as far as a reply changes it."""

    id = serializers.UUIDField(read_only=True)
    reply_count = serializers.IntegerField(read_only=True)
    last_reply_at = serializers.DateTimeField(read_only=True, allow_null=True)


class RoomMessageSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    room = serializers.UUIDField(read_only=True)
    seq = serializers.IntegerField(read_only=True, help_text="Its place in the room: 1, 2, 3, … without a gap.")
    change = serializers.IntegerField(
        read_only=True, help_text="The room's count of changes when something last happened to it: the greater holds."
    )
    client_id = serializers.UUIDField(read_only=True)
    sender = RoomPersonSerializer(read_only=True)
    from_staff = serializers.BooleanField(read_only=True, help_text="An organizer wrote it.")
    status = serializers.ChoiceField(choices=MESSAGE_STATUSES, read_only=True)
    body = serializers.CharField(
        read_only=True, help_text="Markdown; people are named as `<@id>`. Empty for what cannot be read."
    )
    html = serializers.CharField(
        read_only=True, help_text='Clean HTML; people stand in `<mark data-person="id">@name</mark>`.'
    )
    mentions = RoomPersonSerializer(many=True, read_only=True)
    files = MessageFileSerializer(many=True, read_only=True)
    reactions = ReactionCountSerializer(many=True, read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    edited_at = serializers.DateTimeField(read_only=True, allow_null=True)
    reply_count = serializers.IntegerField(read_only=True)
    last_reply_at = serializers.DateTimeField(read_only=True, allow_null=True)
    repliers = RoomPersonSerializer(many=True, read_only=True, help_text="The first three who answered.")
    thread = MessageThreadSerializer(read_only=True, allow_null=True, help_text="Of a reply: what it answers.")


class MessageHistorySerializer(Base):
    results = RoomMessageSerializer(many=True, read_only=True)
    next = serializers.URLField(read_only=True, allow_null=True)
    previous = serializers.URLField(read_only=True, allow_null=True)
    up_to = serializers.IntegerField(
        read_only=True,
        help_text="With `after` and `next` null, everything up to this change is known: ask for what is after it.",
    )
    is_page = True


class MessageQuerySerializer(Base):
    room = serializers.UUIDField()
    thread = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="Only this one's replies.")
    before = serializers.IntegerField(
        required=False, default=None, min_value=1, help_text="Messages before this `seq`, newest first."
    )
    start = serializers.IntegerField(
        required=False, default=None, min_value=0, help_text="Messages from this `seq` on, oldest first."
    )
    seq = serializers.IntegerField(
        required=False, default=None, min_value=1, help_text="Only the message in this place, a reply too."
    )
    after = serializers.IntegerField(
        required=False,
        default=None,
        min_value=0,
        help_text="Whatever happened after this `change`, replies too, in order: what a client catches up by.",
    )
    search = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in ("before", "start", "seq", "after", "search") if attrs[name] not in (None, "")]
        if len(given) > 1:
            raise serializers.ValidationError(f"Name one of these, not several: {', '.join(given)}.")
        if attrs["thread"] is not None and given and given != ["before"]:
            raise serializers.ValidationError("A thread is read on its own, or before a place.")
        return attrs


class RoomMessageInputSerializer(Base):
    room = serializers.UUIDField()
    client_id = serializers.UUIDField(help_text="Chosen by the client: sent twice, it is one message.")
    body = serializers.CharField(max_length=LONGEST, required=False, default="", allow_blank=True)
    thread = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="What it answers.")
    files = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        default=list,
        max_length=MOST_FILES,
        help_text="Checked uploads of one's own with the purpose `attachment`, in order.",
    )


class RoomMessagePatchSerializer(Base):
    body = serializers.CharField(max_length=LONGEST, allow_blank=True)


class MessageEditSerializer(Base):
    body = serializers.CharField(read_only=True)
    until = serializers.DateTimeField(read_only=True, help_text="When it was replaced.")


class MessageEditListSerializer(Base):
    results = MessageEditSerializer(many=True, read_only=True)


class MessageFileLinkSerializer(Base):
    url = serializers.URLField(read_only=True, help_text="Good for an hour.")
    picture_url = serializers.URLField(read_only=True, allow_null=True, help_text="Of a picture, to be shown.")


class ReportInputSerializer(Base):
    reason = serializers.ChoiceField(choices=REASONS)
    note = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class ReportReceiptSerializer(Base):
    status = serializers.CharField(read_only=True)


class ReadInputSerializer(Base):
    seq = serializers.IntegerField(min_value=0)


class ReadSerializer(Base):
    read_seq = serializers.IntegerField(read_only=True)


class RoomChoiceSerializer(Base):
    is_muted = serializers.BooleanField()


class CommunityChoiceSerializer(Base):
    shares_receipts = serializers.BooleanField(help_text="Whether others see how far one has read.")


class DirectInputSerializer(Base):
    room = serializers.UUIDField(help_text="A room that both are in.")
    person = serializers.UUIDField()


class MemberQuerySerializer(Base):
    search = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)


class UnreadTotalsSerializer(Base):
    rooms = serializers.IntegerField(read_only=True, help_text="With something unread; muted ones do not count.")
    messages = serializers.IntegerField(read_only=True)
    mentions = serializers.IntegerField(read_only=True)


class SocketTicketSerializer(Base):
    ticket = serializers.CharField(read_only=True, help_text="Opens one socket, once: `{path}?ticket=…`.")
    path = serializers.CharField(read_only=True)
    expires_in = serializers.IntegerField(read_only=True, help_text="Seconds.")
