"""Uploads on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.media import selectors
from accredit.media.models import Upload
from accredit.media.rules import Purpose, UploadStatus

PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]
STATUSES = [(status.value, status.value) for status in UploadStatus]


class UploadInputSerializer(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(choices=PURPOSES)
    file_name = serializers.CharField(max_length=200)
    media_type = serializers.CharField(max_length=60, help_text="As the browser names it, for example video/mp4.")
    size = serializers.IntegerField(min_value=1, help_text="Bytes.")


class PictureInputSerializer(serializers.Serializer[Any]):
    upload_id = serializers.UUIDField(allow_null=True, help_text="A checked upload; null takes the picture away.")


class PictureSerializer(serializers.Serializer[Any]):
    image_url = serializers.URLField(read_only=True, allow_null=True)


class UploadSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    purpose = serializers.ChoiceField(choices=PURPOSES, read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    file_name = serializers.CharField(read_only=True)
    problem = serializers.CharField(read_only=True, help_text="Why it was refused; empty otherwise.")
    duration_ms = serializers.IntegerField(read_only=True, allow_null=True)
    width = serializers.IntegerField(read_only=True, allow_null=True)
    height = serializers.IntegerField(read_only=True, allow_null=True)
    image_url = serializers.URLField(read_only=True, allow_null=True, help_text="Of a public image once it is ready.")
    poster_url = serializers.URLField(read_only=True, allow_null=True, help_text="A video's still, for four hours.")


class SlotSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(read_only=True)
    method = serializers.CharField(read_only=True)
    headers = serializers.DictField(
        child=serializers.CharField(), read_only=True, help_text="Send exactly these with the file."
    )


class UploadCreatedSerializer(UploadSerializer):
    slot = SlotSerializer(read_only=True)


def render(upload: Upload) -> dict[str, Any]:
    """One upload as JSON."""
    return {
        "id": upload.id,
        "purpose": upload.purpose,
        "status": upload.status,
        "file_name": upload.file_name,
        "problem": upload.problem,
        "duration_ms": upload.duration_ms,
        "width": upload.width,
        "height": upload.height,
        "image_url": selectors.image_url(upload),
        "poster_url": selectors.poster_url(upload),
    }
