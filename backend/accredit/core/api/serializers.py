"""Shapes that many answers share."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class MoneySerializer(serializers.Serializer[Any]):
    """Whole minor units and an ISO 4217 code."""

    amount = serializers.IntegerField(read_only=True, help_text="Minor units, for example cents.")
    currency = serializers.CharField(read_only=True, help_text="ISO 4217, three capital letters.")


class FieldErrorSerializer(serializers.Serializer[Any]):
    path = serializers.CharField(read_only=True, help_text="Dotted path into the body; empty for the whole of it.")
    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457 problem details."""

    type = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    status = serializers.IntegerField(read_only=True)
    detail = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    errors = FieldErrorSerializer(  # type: ignore[assignment] # RFC 9457 leaves the name to us, DRF has one like it
        many=True, read_only=True, required=False
    )
