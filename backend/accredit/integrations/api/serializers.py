"""What is sent and answered about Zoom and about those whom nobody knows."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.errors import FieldError, Unprocessable
from accredit.integrations.models.meetings import KINDS
from accredit.integrations.rules.matching import ItemStatus, Verdict

Base = serializers.Serializer[Any]
ZOOM_KINDS = [name for name, _ in KINDS]
ZOOM_STATES = ["not_offered", "not_connected", "connected", "broken", "removed"]
ZOOM_MEETING_STATUSES = ["wanted", "live"]
ITEM_STATUSES = [str(one) for one in ItemStatus]
VERDICTS = [str(one) for one in Verdict]


class ZoomDepartureSerializer(Base):
    authorize_url = serializers.URLField(read_only=True, help_text="Send the same browser there.")


class ZoomProblemSerializer(Base):
    event = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    problem = serializers.CharField(read_only=True)
    since = serializers.DateTimeField(read_only=True, allow_null=True)


class ZoomStatusSerializer(Base):
    state = serializers.ChoiceField(choices=ZOOM_STATES, read_only=True)
    connected_at = serializers.DateTimeField(read_only=True, allow_null=True)
    connected_by = serializers.CharField(read_only=True)
    broken_at = serializers.DateTimeField(read_only=True, allow_null=True)
    removed_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Since when the app is removed from the account at Zoom."
    )
    next_step = serializers.CharField(read_only=True)
    problems = ZoomProblemSerializer(many=True, read_only=True)


class ZoomMeetingSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    session = serializers.UUIDField(read_only=True, allow_null=True)
    kind = serializers.ChoiceField(choices=ZOOM_KINDS, read_only=True)
    status = serializers.ChoiceField(choices=ZOOM_MEETING_STATUSES, read_only=True)
    zoom_id = serializers.CharField(read_only=True)
    topic = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    links = serializers.IntegerField(read_only=True, help_text="How many people have a link of their own.")
    report_fetched_at = serializers.DateTimeField(read_only=True, allow_null=True)
    report_problem = serializers.CharField(read_only=True)


class EventZoomSerializer(Base):
    event = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=ZOOM_KINDS, read_only=True, allow_null=True, help_text="Null: not in Zoom.")
    problem = serializers.CharField(read_only=True)
    meetings = ZoomMeetingSerializer(many=True, read_only=True)


class EventZoomInputSerializer(Base):
    kind = serializers.ChoiceField(choices=ZOOM_KINDS)


class ZoomRecordingSessionSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)


class ZoomRecordingSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    session = ZoomRecordingSessionSerializer(
        read_only=True, allow_null=True, help_text="Null: taken out of the programme."
    )
    topic = serializers.CharField(read_only=True)
    file_type = serializers.CharField(read_only=True, help_text="As Zoom calls it: MP4, M4A, CHAT, TRANSCRIPT …")
    kind = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    size = serializers.IntegerField(read_only=True, help_text="Bytes.")
    can_play = serializers.BooleanField(read_only=True, help_text="Whether Zoom said where it is watched.")


class ZoomRecordingAddressSerializer(Base):
    url = serializers.URLField(read_only=True)


class ReconciliationEventSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)


class ReconciliationRegistrationSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)


class ReconciliationItemSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    event = ReconciliationEventSerializer(read_only=True)
    name = serializers.CharField(read_only=True, help_text="As the participant typed it; it proves nothing.")
    email = serializers.CharField(read_only=True)
    first_seen_at = serializers.DateTimeField(read_only=True)
    last_seen_at = serializers.DateTimeField(read_only=True, allow_null=True)
    seconds = serializers.IntegerField(read_only=True)
    joins = serializers.IntegerField(read_only=True)
    status = serializers.ChoiceField(choices=ITEM_STATUSES, read_only=True)
    registration = ReconciliationRegistrationSerializer(read_only=True, allow_null=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)
    decided_by = serializers.CharField(read_only=True)


class ReconciliationQuerySerializer(Base):
    event = serializers.UUIDField(required=False, default=None)
    status = serializers.ChoiceField(choices=ITEM_STATUSES, required=False, default="")


class ReconciliationDecisionInputSerializer(Base):
    decision = serializers.ChoiceField(choices=VERDICTS)
    registration = serializers.UUIDField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["decision"] == Verdict.ASSIGN and attrs["registration"] is None:
            message = "Choose the place that this participant holds."
            raise Unprocessable(message, errors=[FieldError("registration", "required", message)])
        return attrs
