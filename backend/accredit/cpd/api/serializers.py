"""The shapes of answers for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.cpd.rules import EntryKind, SourceKind

KINDS = [(one.value, one.value) for one in EntryKind]
SOURCES = [(one.value, one.value) for one in SourceKind]
HUNDREDTHS_AT_MOST = 1_000_000


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


class LedgerActivitySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    provider = serializers.CharField(read_only=True)
    withdrawn = serializers.BooleanField(read_only=True)


class LedgerEntrySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    source_kind = serializers.ChoiceField(
        choices=SOURCES, read_only=True, help_text="`self`: the person's own word, checked by nobody."
    )
    amount_hundredths = serializers.IntegerField(read_only=True, help_text="Below zero for a reversal.")
    amount = serializers.CharField(read_only=True, help_text="With the credit type's one or two decimals.")
    credit_type = LedgerCreditTypeSerializer(read_only=True)
    accreditor = LedgerAccreditorSerializer(read_only=True)
    organization = LedgerOrganizationSerializer(read_only=True, allow_null=True)
    certificate = LedgerCertificateSerializer(read_only=True, allow_null=True)
    activity = LedgerActivitySerializer(read_only=True, allow_null=True, help_text="What the person reported.")
    earned_on = serializers.DateField(read_only=True)
    reverses = serializers.UUIDField(read_only=True, allow_null=True)
    rule_version = serializers.IntegerField(read_only=True)
    credit_rule_version = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Of the accreditor's rule that counted the time; null: fixed amount."
    )
    evidence_hash = serializers.CharField(
        read_only=True, help_text="SHA-256 of the certificate's PDF, or of what was reported."
    )
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


class CycleCategoryInputSerializer(serializers.Serializer[Any]):
    credit_type = serializers.UUIDField()
    minimum_hundredths = serializers.IntegerField(min_value=0, max_value=HUNDREDTHS_AT_MOST, default=0)
    cap_hundredths = serializers.IntegerField(
        min_value=0, max_value=HUNDREDTHS_AT_MOST, allow_null=True, default=None, help_text="The most that counts."
    )


class CycleTermsSerializer(serializers.Serializer[Any]):
    """What a cycle asks for. Amounts are hundredths of a credit."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The last day; it still counts.")
    target_hundredths = serializers.IntegerField(min_value=1, max_value=HUNDREDTHS_AT_MOST)
    carry_limit_hundredths = serializers.IntegerField(
        min_value=0, max_value=HUNDREDTHS_AT_MOST, default=0, help_text="The most that the cycle before brings along."
    )
    categories = CycleCategoryInputSerializer(many=True, default=list)


class CycleCreateSerializer(CycleTermsSerializer):
    accreditor = serializers.UUIDField()


class CycleCategorySerializer(serializers.Serializer[Any]):
    credit_type = LedgerCreditTypeSerializer(read_only=True)
    minimum = serializers.CharField(read_only=True)
    minimum_hundredths = serializers.IntegerField(read_only=True)
    cap = serializers.CharField(read_only=True, allow_null=True)
    cap_hundredths = serializers.IntegerField(read_only=True, allow_null=True)
    earned = serializers.CharField(read_only=True)
    earned_hundredths = serializers.IntegerField(read_only=True)
    counted = serializers.CharField(read_only=True, help_text="What the cap lets through.")
    counted_hundredths = serializers.IntegerField(read_only=True)
    booked = serializers.CharField(read_only=True, help_text="At most: places in events to come, courses under way.")
    booked_hundredths = serializers.IntegerField(read_only=True)
    short = serializers.CharField(read_only=True, help_text="Missing to the minimum.")
    short_hundredths = serializers.IntegerField(read_only=True)


class MissingPartSerializer(serializers.Serializer[Any]):
    credit_type = LedgerCreditTypeSerializer(read_only=True, allow_null=True, help_text="Null: any of them will do.")
    amount = serializers.CharField(read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True)
    text = serializers.CharField(read_only=True, help_text="The same in words.")


class CycleSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    accreditor = LedgerAccreditorSerializer(read_only=True)
    starts_on = serializers.DateField(read_only=True)
    ends_on = serializers.DateField(read_only=True)
    is_current = serializers.BooleanField(read_only=True)
    days_left = serializers.IntegerField(read_only=True)
    decimals = serializers.IntegerField(read_only=True)
    target = serializers.CharField(read_only=True)
    target_hundredths = serializers.IntegerField(read_only=True)
    carry_limit = serializers.CharField(read_only=True)
    counted = serializers.CharField(read_only=True, help_text="Earned in this cycle, as far as the caps let it count.")
    counted_hundredths = serializers.IntegerField(read_only=True)
    carried = serializers.CharField(read_only=True, help_text="Brought along from the cycle before.")
    carried_hundredths = serializers.IntegerField(read_only=True)
    reached = serializers.CharField(read_only=True, help_text="Both together.")
    reached_hundredths = serializers.IntegerField(read_only=True)
    missing = serializers.CharField(read_only=True)
    missing_hundredths = serializers.IntegerField(read_only=True)
    booked_reached = serializers.CharField(read_only=True, help_text="Reached once all that is booked is done.")
    booked_reached_hundredths = serializers.IntegerField(read_only=True)
    booked_missing = serializers.CharField(read_only=True, help_text="Missing even then.")
    booked_missing_hundredths = serializers.IntegerField(read_only=True)
    categories = CycleCategorySerializer(many=True, read_only=True)
    missing_parts = MissingPartSerializer(many=True, read_only=True)


class CycleListSerializer(serializers.Serializer[Any]):
    """All of a person's cycles, those that hold today first. A record holds sixty at most."""

    results = CycleSerializer(many=True, read_only=True)


class OwnActivityInputSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)
    provider = serializers.CharField(max_length=160, allow_blank=True, default="")
    done_on = serializers.DateField()
    credit_type = serializers.UUIDField()
    amount = serializers.CharField(max_length=12, help_text="With the credit type's decimals: `2.5`.")
    reflection = serializers.CharField(max_length=10_000, allow_blank=True, default="")
    evidence = serializers.ListField(
        child=serializers.UUIDField(),
        default=list,
        max_length=20,
        help_text="Checked uploads of one's own with the purpose `evidence`; five at most.",
    )


class OwnActivityChangeSerializer(OwnActivityInputSerializer):
    revision = serializers.IntegerField(min_value=1, help_text="As it was read; 409 when it was changed since.")


class OwnEvidenceSerializer(serializers.Serializer[Any]):
    upload_id = serializers.UUIDField(read_only=True)
    file_name = serializers.CharField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    url = serializers.URLField(read_only=True, help_text="Opens for an hour.")


class OwnActivitySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    provider = serializers.CharField(read_only=True)
    done_on = serializers.DateField(read_only=True)
    credit_type = LedgerCreditTypeSerializer(read_only=True)
    accreditor = LedgerAccreditorSerializer(read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True)
    amount = serializers.CharField(read_only=True)
    reflection = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    evidence = OwnEvidenceSerializer(many=True, read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class TranscriptQuerySerializer(serializers.Serializer[Any]):
    """A cycle, or a period with both days included."""

    cycle = serializers.UUIDField(required=False)
    first = serializers.DateField(required=False)
    last = serializers.DateField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("cycle" in attrs) == ("first" in attrs and "last" in attrs):
            raise serializers.ValidationError("Name a cycle, or the first and the last day.")
        if "first" in attrs and "last" in attrs and attrs["last"] < attrs["first"]:
            raise serializers.ValidationError({"last": "The last day comes before the first."})
        return attrs


class RecordingSerializer(serializers.Serializer[Any]):
    event = serializers.UUIDField(
        allow_null=True, help_text="Of the same organization; null: the course is made of no event."
    )
