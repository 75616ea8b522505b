"""The shapes of answers for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.cpd.rules import EntryKind

KINDS = [(one.value, one.value) for one in EntryKind]


class LedgerCreditTypeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    category = serializers.IntegerField(read_only=True)
    decimals = serializers.IntegerField(read_only=True)


class LedgerAccreditorSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    short_name = serializers.CharField(read_only=True)


class LedgerOrganizationSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class LedgerCertificateSerializer(serializers.Serializer[Any]):
    number = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    status = serializers.CharField(read_only=True)


class LedgerEntrySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True, help_text="Below zero for a reversal.")
    amount = serializers.CharField(read_only=True, help_text="With the credit type's one or two decimals.")
    credit_type = LedgerCreditTypeSerializer(read_only=True)
    accreditor = LedgerAccreditorSerializer(read_only=True)
    organization = LedgerOrganizationSerializer(read_only=True)
    certificate = LedgerCertificateSerializer(read_only=True)
    earned_on = serializers.DateField(read_only=True)
    reverses = serializers.UUIDField(read_only=True, allow_null=True)
    rule_version = serializers.IntegerField(read_only=True)
    evidence_hash = serializers.CharField(read_only=True, help_text="SHA-256 of the certificate's PDF.")
    created_at = serializers.DateTimeField(read_only=True)


class TotalSerializer(serializers.Serializer[Any]):
    credit_type = LedgerCreditTypeSerializer(read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True)
    amount = serializers.CharField(read_only=True)
    awards = serializers.IntegerField(read_only=True, help_text="Entries that were not taken back.")


class AccreditorTotalSerializer(serializers.Serializer[Any]):
    accreditor = LedgerAccreditorSerializer(read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True)
    amount = serializers.CharField(read_only=True)
    credit_types = TotalSerializer(many=True, read_only=True)


class SummarySerializer(serializers.Serializer[Any]):
    results = AccreditorTotalSerializer(many=True, read_only=True)
