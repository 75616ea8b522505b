"""Films and documents on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.media.rules import UploadStatus

Base = serializers.Serializer[Any]
UPLOAD_STATUSES = [(one.value, one.value) for one in UploadStatus]
LONGEST_SECONDS = 12 * 60 * 60
MOST_INTERVALS = 500
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"


class StaffVideoSerializer(Base):
    """A film, from the slot to the checked file."""

    id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=UPLOAD_STATUSES, read_only=True)
    file_name = serializers.CharField(read_only=True)
    problem = serializers.CharField(read_only=True, help_text="Why it was refused; empty otherwise.")
    duration_ms = serializers.IntegerField(read_only=True, allow_null=True)
    width = serializers.IntegerField(read_only=True, allow_null=True)
    height = serializers.IntegerField(read_only=True, allow_null=True)
    poster_url = serializers.CharField(read_only=True, allow_null=True, help_text="For four hours.")


class StaffCaptionsSerializer(Base):
    language = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field of that name, not its label


class DocumentBriefSerializer(Base):
    file_name = serializers.CharField(read_only=True)
    bytes = serializers.IntegerField(read_only=True, allow_null=True)


class LessonFilesSerializer(Base):
    """What was uploaded for a lesson."""

    video = StaffVideoSerializer(read_only=True, allow_null=True, help_text="The film that is played.")
    video_coming = StaffVideoSerializer(
        read_only=True, allow_null=True, help_text="Takes its place once it is checked; or says why it was refused."
    )
    captions = StaffCaptionsSerializer(many=True, read_only=True)


class StaffVideoRowSerializer(LessonFilesSerializer):
    lesson_id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)


class VideoQuerySerializer(Base):
    course = serializers.CharField(max_length=200, help_text="Slug or id.")


class VideoRequestSerializer(Base):
    lesson_id = serializers.UUIDField()
    file_name = serializers.CharField(max_length=200)
    media_type = serializers.CharField(max_length=60, help_text="As the browser names it, for example video/mp4.")
    size = serializers.IntegerField(min_value=1, help_text="Bytes.")


class VideoSlotSerializer(Base):
    url = serializers.CharField(read_only=True)
    method = serializers.CharField(read_only=True)
    headers = serializers.DictField(
        child=serializers.CharField(), read_only=True, help_text="Send exactly these with the file."
    )


class VideoRequestedSerializer(StaffVideoSerializer):
    lesson_id = serializers.UUIDField(read_only=True)
    slot = VideoSlotSerializer(read_only=True)


class CaptionsInputSerializer(Base):
    upload_id = serializers.UUIDField(help_text="A checked WebVTT upload.")
    language = serializers.RegexField(LANGUAGE)
    label = serializers.CharField(max_length=60)  # type: ignore[assignment]  # the same


class CaptionsSerializer(StaffCaptionsSerializer):
    url = serializers.CharField(read_only=True)


class PlaybackSerializer(Base):
    """What the player needs. Addresses are good for four hours; seconds are whole seconds of the film."""

    video_id = serializers.UUIDField(read_only=True)
    url = serializers.CharField(read_only=True, help_text="Served by range.")
    poster_url = serializers.CharField(read_only=True, allow_null=True)
    media_type = serializers.CharField(read_only=True)
    duration_ms = serializers.IntegerField(read_only=True, allow_null=True)
    duration_seconds = serializers.IntegerField(read_only=True, help_text="The length that counts.")
    captions = CaptionsSerializer(many=True, read_only=True)
    resume_seconds = serializers.IntegerField(read_only=True)
    watched = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        read_only=True,
        help_text="Pairs of seconds, apart and in order.",
    )
    watched_seconds = serializers.IntegerField(read_only=True)
    completed = serializers.BooleanField(read_only=True)


class HeartbeatSerializer(Base):
    """Seconds that were played and are not in `watched` yet. Say again what was not believed the first time."""

    position = serializers.IntegerField(min_value=0, max_value=LONGEST_SECONDS)
    intervals = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0, max_value=LONGEST_SECONDS), min_length=2, max_length=2
        ),
        max_length=MOST_INTERVALS,
    )
    video_id = serializers.UUIDField(required=False, help_text="Of the playback; another film's seconds are refused.")

    def validate_intervals(self, intervals: list[list[int]]) -> list[tuple[int, int]]:
        if any(start > end for start, end in intervals):
            raise serializers.ValidationError("An interval ends after it starts.")
        return [(start, end) for start, end in intervals]


class HeardSerializer(Base):
    """What is believed now. Send the first heartbeat when the film starts: the clock counts from there."""

    watched = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2), read_only=True
    )
    watched_seconds = serializers.IntegerField(read_only=True)
    duration_seconds = serializers.IntegerField(read_only=True)
    completed = serializers.BooleanField(read_only=True)
    progress_percent = serializers.IntegerField(read_only=True)
    course_completed = serializers.BooleanField(read_only=True)


class DocumentSerializer(DocumentBriefSerializer):
    url = serializers.CharField(read_only=True, help_text="To open, for four hours.")
    download_url = serializers.CharField(read_only=True, help_text="To keep under its own name, for an hour.")
