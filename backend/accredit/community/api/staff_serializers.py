"""What organizers send and see."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.community.rules.moderation import Act, ReportStatus, Verdict
from accredit.community.rules.rooms import LONGEST_RETENTION_DAYS, LONGEST_SLOW_MODE

from .serializers import (
    REASONS,
    ROOM_STATUSES,
    Base,
    RoomBaseSerializer,
    RoomMessageSerializer,
    RoomPersonSerializer,
)

REPORT_STATUSES = [(one.value, one.value) for one in ReportStatus]
VERDICTS = [(one.value, one.value) for one in Verdict]
ACTS = [(one.value, one.value) for one in Act]
MOST_WORDS = 200


class StaffRoomSerializer(RoomBaseSerializer):
    member_count = serializers.IntegerField(read_only=True)
    open_reports = serializers.IntegerField(read_only=True)


class RoomInputSerializer(Base):
    """A further room is of an event or of a course."""

    event = serializers.UUIDField(required=False, default=None, allow_null=True)
    course = serializers.UUIDField(required=False, default=None, allow_null=True)
    name = serializers.CharField(max_length=80)
    is_announcements = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["event"] is None) == (attrs["course"] is None):
            raise serializers.ValidationError("Name an event or a course, and not both.")
        return attrs


class RoomPatchSerializer(Base):
    status = serializers.ChoiceField(choices=ROOM_STATUSES, required=False)
    slow_mode_seconds = serializers.IntegerField(
        min_value=0, max_value=int(LONGEST_SLOW_MODE.total_seconds()), required=False
    )
    retention_days = serializers.IntegerField(
        min_value=1, max_value=LONGEST_RETENTION_DAYS, required=False, allow_null=True
    )


class StaffRoomQuerySerializer(Base):
    event = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="Only this event's.")
    course = serializers.UUIDField(required=False, default=None, allow_null=True, help_text="Only this course's.")


class ReportQuerySerializer(Base):
    is_open = serializers.BooleanField(required=False, default=True, help_text="False: what was decided.")


class StaffReportSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    message = RoomMessageSerializer(read_only=True)
    room = RoomBaseSerializer(read_only=True)
    reporter = RoomPersonSerializer(read_only=True)
    reason = serializers.ChoiceField(choices=REASONS, read_only=True)
    note = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=REPORT_STATUSES, read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    decided_by = RoomPersonSerializer(read_only=True, allow_null=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)


class VerdictInputSerializer(Base):
    verdict = serializers.ChoiceField(choices=VERDICTS)
    reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class ActReasonSerializer(Base):
    reason = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class SilenceInputSerializer(ActReasonSerializer):
    minutes = serializers.IntegerField(min_value=1, max_value=60 * 24 * 365)


class SilenceSerializer(Base):
    person = serializers.UUIDField(read_only=True)
    silenced_until = serializers.DateTimeField(read_only=True, allow_null=True)


class ModerationActSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    act = serializers.ChoiceField(choices=ACTS, read_only=True)
    actor = RoomPersonSerializer(read_only=True)
    room = serializers.UUIDField(read_only=True, allow_null=True)
    message = serializers.UUIDField(read_only=True, allow_null=True)
    person = RoomPersonSerializer(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True)
    until = serializers.DateTimeField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)


class RoomPolicySerializer(Base):
    makes_rooms = serializers.BooleanField(required=False, help_text="Whether what is published gets a room.")
    blocked_words = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=MOST_WORDS
    )
    retention_days = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST_RETENTION_DAYS,
        required=False,
        allow_null=True,
        help_text="Of rooms that are made from now on; null: for good.",
    )
