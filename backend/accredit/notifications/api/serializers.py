"""Shapes of the API of notifications."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.notifications.models import Notification
from accredit.notifications.selectors import PreferenceRow


class NotificationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    body = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True, help_text="A path of the app; may be empty.")
    created_at = serializers.DateTimeField(read_only=True)
    read = serializers.BooleanField(read_only=True)


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField(read_only=True, help_text="Counted up to 100.")


class PreferenceSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field of that name, not its label
    mail = serializers.BooleanField(read_only=True)
    bell = serializers.BooleanField(read_only=True)
    mail_required = serializers.BooleanField(
        read_only=True, help_text="The mail belongs to something the person asked for and is always sent."
    )
    by_mail = serializers.BooleanField(read_only=True, help_text="False: it never comes by mail.")
    in_bell = serializers.BooleanField(read_only=True, help_text="False: it never stands in the bell.")


class PreferenceListSerializer(serializers.Serializer[Any]):
    results = PreferenceSerializer(many=True, read_only=True)


class PreferenceChangeSerializer(serializers.Serializer[Any]):
    mail = serializers.BooleanField()
    bell = serializers.BooleanField()


class UnsubscribeQuerySerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=500, help_text="From the mail's `List-Unsubscribe` header.")


def notification_json(row: Notification) -> dict[str, Any]:
    """One row of the bell."""
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "body": row.body,
        "url": row.url,
        "created_at": row.created_at,
        "read": row.read_at is not None,
    }


def preference_json(row: PreferenceRow) -> dict[str, Any]:
    """One kind and the person's choice."""
    return {
        "kind": row.kind.name,
        "label": row.kind.label,
        "mail": row.choice.mail,
        "bell": row.choice.bell,
        "mail_required": row.kind.transactional,
        "by_mail": row.kind.by_mail,
        "in_bell": row.kind.in_bell,
    }
