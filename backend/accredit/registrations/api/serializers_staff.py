"""What organizers send and get about many people at once."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.registrations.rules.registrations import ACTIVE
from accredit.registrations.services import LineResult

LINE_RESULTS = [(one.value, one.value) for one in LineResult]
TOLD_STATUSES = [(one.value, one.value) for one in ACTIVE]
LARGEST_FILE = 2_000_000

Base = serializers.Serializer[Any]


class ImportInputSerializer(Base):
    content = serializers.CharField(max_length=LARGEST_FILE, trim_whitespace=False, help_text="The text of the file.")
    dry_run = serializers.BooleanField(required=False, default=False)
    skip_wrong = serializers.BooleanField(required=False, default=False)


class ImportErrorSerializer(Base):
    path = serializers.CharField(read_only=True, help_text="The column.")
    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class ImportLineSerializer(Base):
    line = serializers.IntegerField(read_only=True, help_text="As a spreadsheet counts.")
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    result = serializers.ChoiceField(choices=LINE_RESULTS, read_only=True)
    reason = serializers.CharField(read_only=True)
    errors = ImportErrorSerializer(many=True, read_only=True)  # type: ignore[assignment]  # DRF has one like it


class ShortfallSerializer(Base):
    capacity = serializers.CharField(read_only=True)
    wanted = serializers.IntegerField(read_only=True)
    left = serializers.IntegerField(read_only=True)


class ImportedSerializer(Base):
    dry_run = serializers.BooleanField(read_only=True)
    added = serializers.IntegerField(read_only=True)
    known = serializers.IntegerField(read_only=True, help_text="Have a place already, or came from a file before.")
    wrong = serializers.IntegerField(read_only=True)
    ignored_columns = serializers.ListField(child=serializers.CharField(), read_only=True)
    shortfalls = ShortfallSerializer(many=True, read_only=True)
    lines = ImportLineSerializer(many=True, read_only=True, help_text="Those that are not simply added.")


class MessageInputSerializer(Base):
    """Either statuses or people."""

    subject = serializers.CharField(max_length=150)
    body = serializers.CharField(max_length=5000, help_text="Plain text.")
    statuses = serializers.ListField(
        child=serializers.ChoiceField(choices=TOLD_STATUSES), required=False, default=list, max_length=len(ACTIVE)
    )
    registrations = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, max_length=20_000, help_text="Instead of statuses."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs["statuses"]) == bool(attrs["registrations"]):
            raise serializers.ValidationError("Choose people by status, or one by one.")
        return attrs


class MessageSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    subject = serializers.CharField(read_only=True)
    body = serializers.CharField(read_only=True)
    statuses = serializers.ListField(child=serializers.ChoiceField(choices=TOLD_STATUSES), read_only=True)
    sent_by = serializers.CharField(read_only=True)
    sent_at = serializers.DateTimeField(read_only=True)
    recipients = serializers.IntegerField(read_only=True)
    sent = serializers.IntegerField(read_only=True)
    skipped = serializers.IntegerField(
        read_only=True, help_text="Want no such mail, have no proven address, or no place any more."
    )
    waiting = serializers.IntegerField(read_only=True)
