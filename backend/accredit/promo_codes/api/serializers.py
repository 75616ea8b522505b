"""Promo codes on the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.promo_codes.models import PromoCode
from accredit.promo_codes.rules import DiscountKind

KINDS = [(kind.value, kind.value) for kind in DiscountKind]


class TargetSerializer(serializers.Serializer[Any]):
    item_kind = serializers.CharField(max_length=20)
    item_id = serializers.UUIDField()


class LimitsSerializer(serializers.Serializer[Any]):
    """What may be changed later; null means no limit."""

    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    ends_at = serializers.DateTimeField(required=False, allow_null=True)
    total_limit = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False, allow_null=True)
    per_person_limit = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    is_active = serializers.BooleanField(required=False)


class PromoCodeInputSerializer(LimitsSerializer):
    code = serializers.RegexField(r"^[A-Za-z0-9._-]{2,40}$", help_text="Letters, digits, dot, dash and underscore.")
    kind = serializers.ChoiceField(choices=KINDS)
    value = serializers.IntegerField(min_value=1, help_text="Percent from 1 to 100, or minor units.")
    targets = TargetSerializer(many=True, required=False)


class PromoCodeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    value = serializers.IntegerField(read_only=True)
    currency = serializers.CharField(read_only=True, help_text="Of a fixed amount; empty for a percentage.")
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    total_limit = serializers.IntegerField(read_only=True, allow_null=True)
    per_person_limit = serializers.IntegerField(read_only=True, allow_null=True)
    used = serializers.IntegerField(read_only=True, help_text="Uses taken by orders that are paid or held.")
    is_active = serializers.BooleanField(read_only=True)
    targets = TargetSerializer(many=True, read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


def render(promo_code: PromoCode) -> dict[str, Any]:
    """One promo code as JSON."""
    return dict(PromoCodeSerializer(promo_code).data) | {
        "targets": [
            {"item_kind": target.item_kind, "item_id": str(target.item_id)} for target in promo_code.targets.all()
        ]
    }
