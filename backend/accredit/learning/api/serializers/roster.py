"""The learners of a course, as its staff see them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from .cards import ENROLLMENT_STATUSES

Base = serializers.Serializer[Any]


class LearnerFilterSerializer(Base):
    status = serializers.ChoiceField(choices=ENROLLMENT_STATUSES, required=False, default="")
    search = serializers.CharField(
        max_length=100, required=False, default="", help_text="A part of the name or the email address."
    )


class LearnerQuerySerializer(LearnerFilterSerializer):
    ordering = serializers.ChoiceField(
        choices=["-enrolled_at", "enrolled_at", "-last_active_at", "last_active_at", "name", "-name"],
        required=False,
        default="-enrolled_at",
    )


class LearnerPersonSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True, help_text="Empty for a closed account.")
    avatar_url = serializers.CharField(read_only=True, allow_null=True)


class LearnerSerializer(Base):
    """One person in the course; a second purchase after a refund takes the place of the first."""

    id = serializers.UUIDField(read_only=True, help_text="Of the enrollment.")
    person = LearnerPersonSerializer(read_only=True)
    enrolled_at = serializers.DateTimeField(read_only=True)
    status = serializers.ChoiceField(choices=ENROLLMENT_STATUSES, read_only=True)
    progress_percent = serializers.IntegerField(read_only=True, help_text="Whole percent, rounded down.")
    lessons_done = serializers.IntegerField(read_only=True)
    lessons_total = serializers.IntegerField(read_only=True)
    completed_at = serializers.DateTimeField(read_only=True, allow_null=True)
    last_active_at = serializers.DateTimeField(read_only=True)
