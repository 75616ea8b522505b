"""What has happened in an event, as the API shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer
from accredit.integrations.selectors import Act, ActivityKind

Base = serializers.Serializer[Any]


class EventActSerializer(Base):
    kind = serializers.ChoiceField(choices=[str(one) for one in ActivityKind], read_only=True)
    at = serializers.DateTimeField(read_only=True)
    name = serializers.CharField(read_only=True, help_text="Whom it concerns; empty: everybody.")
    registration = serializers.UUIDField(read_only=True, allow_null=True)
    amount = MoneySerializer(read_only=True, allow_null=True, help_text="What goes back.")


class EventActivitySerializer(Base):
    results = EventActSerializer(many=True, read_only=True, help_text="The last twenty, latest first.")


def activity_json(acts: Sequence[Act]) -> dict[str, Any]:
    return {
        "results": [
            {
                "kind": act.kind,
                "at": act.at,
                "name": act.name,
                "registration": act.registration,
                "amount": act.amount.as_json() if act.amount else None,
            }
            for act in acts
        ]
    }


ACTIVITY: dict[str, Any] = {
    "results": [
        {
            "kind": "refunded",
            "at": "2026-11-19T16:02:00Z",
            "name": "Amara Osei",
            "registration": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a12",
            "amount": {"amount": 14500, "currency": "GBP"},
        },
        {"kind": "published", "at": "2026-11-02T09:00:00Z", "name": "", "registration": None, "amount": None},
    ]
}
