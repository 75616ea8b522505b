"""What those who make events send and get."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer

from .public import (
    FORMATS,
    MODES,
    QUESTION_KINDS,
    SESSION_KINDS,
    VISIBILITIES,
    EventCardSerializer,
    EventChoiceSerializer,
    EventQuestionSerializer,
    EventSessionSerializer,
    RefundTierSerializer,
    VenueSerializer,
)

Base = serializers.Serializer[Any]


class PriceInputSerializer(Base):
    amount = serializers.IntegerField(min_value=1, max_value=99_999_999, help_text="Minor units.")
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class EventCreditInputSerializer(Base):
    credit_type = serializers.UUIDField()
    amount = serializers.CharField(max_length=12, help_text="A plain decimal such as 6.0.")
    approval_reference = serializers.CharField(max_length=80, allow_blank=True, required=False, default="")


class EventChangeInputSerializer(Base):
    """Only what is sent is changed; lists replace what was there."""

    title = serializers.CharField(max_length=160, required=False)
    subtitle = serializers.CharField(max_length=300, allow_blank=True, required=False)
    description_md = serializers.CharField(max_length=40_000, allow_blank=True, required=False)
    outcomes = serializers.ListField(child=serializers.CharField(max_length=200), max_length=20, required=False)
    language = serializers.RegexField(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$", required=False)
    category = serializers.SlugField(required=False, allow_null=True)
    format = serializers.ChoiceField(choices=FORMATS, required=False)
    visibility = serializers.ChoiceField(choices=VISIBILITIES, required=False)
    time_zone = serializers.CharField(max_length=64, required=False)
    venue_name = serializers.CharField(max_length=160, allow_blank=True, required=False)
    venue_address = serializers.CharField(max_length=300, allow_blank=True, required=False)
    venue_city = serializers.CharField(max_length=80, allow_blank=True, required=False)
    venue_map_url = serializers.URLField(max_length=500, allow_blank=True, required=False)
    online_url = serializers.URLField(max_length=500, allow_blank=True, required=False)
    registration_opens_at = serializers.DateTimeField(required=False, allow_null=True)
    registration_closes_at = serializers.DateTimeField(required=False, allow_null=True)
    approval_required = serializers.BooleanField(required=False)
    refund_tiers = RefundTierSerializer(many=True, required=False)
    refund_note = serializers.CharField(max_length=300, allow_blank=True, required=False)
    cover = serializers.UUIDField(required=False, allow_null=True, help_text="A checked picture; null takes it away.")
    credits = EventCreditInputSerializer(many=True, required=False)
    note = serializers.CharField(
        max_length=300, allow_blank=True, required=False, help_text="Told with a change of place to the registered."
    )


class EventCreateInputSerializer(EventChangeInputSerializer):
    title = serializers.CharField(max_length=160)
    format = serializers.ChoiceField(choices=FORMATS)


class CancelInputSerializer(Base):
    reason = serializers.CharField(max_length=300)


class DuplicateInputSerializer(Base):
    starts_at = serializers.DateTimeField()
    title = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")


class SeriesInputSerializer(Base):
    rule = serializers.CharField(max_length=300, help_text="RFC 5545, such as FREQ=WEEKLY;COUNT=6.")


class SessionChangeInputSerializer(Base):
    title = serializers.CharField(max_length=160, required=False)
    kind = serializers.ChoiceField(choices=SESSION_KINDS, required=False)
    description_md = serializers.CharField(max_length=10_000, allow_blank=True, required=False)
    starts_at = serializers.DateTimeField(required=False)
    ends_at = serializers.DateTimeField(required=False)
    room = serializers.CharField(max_length=120, allow_blank=True, required=False)
    online_url = serializers.URLField(max_length=500, allow_blank=True, required=False)
    speakers = serializers.ListField(child=serializers.UUIDField(), max_length=30, required=False)


class SessionCreateInputSerializer(SessionChangeInputSerializer):
    title = serializers.CharField(max_length=160)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class WindowInputSerializer(Base):
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class SpeakerCreateInputSerializer(Base):
    name = serializers.CharField(max_length=120)
    headline = serializers.CharField(max_length=160, allow_blank=True, required=False)
    bio = serializers.CharField(max_length=4000, allow_blank=True, required=False)


class SpeakerChangeInputSerializer(SpeakerCreateInputSerializer):
    name = serializers.CharField(max_length=120, required=False)
    photo = serializers.UUIDField(required=False, allow_null=True, help_text="A checked picture; null takes it away.")


class CapacityInputSerializer(Base):
    name = serializers.CharField(max_length=80)
    size = serializers.IntegerField(min_value=0, max_value=1_000_000, allow_null=True, help_text="Null: no limit.")


class TicketChangeInputSerializer(Base):
    name = serializers.CharField(max_length=80, required=False)
    description = serializers.CharField(max_length=300, allow_blank=True, required=False)
    price = PriceInputSerializer(required=False, allow_null=True, help_text="Null means free.")
    mode = serializers.ChoiceField(choices=MODES, required=False)
    capacity = serializers.UUIDField(required=False)
    is_hidden = serializers.BooleanField(required=False)
    sale_starts_at = serializers.DateTimeField(required=False, allow_null=True)
    sale_ends_at = serializers.DateTimeField(required=False, allow_null=True)
    min_per_order = serializers.IntegerField(min_value=1, max_value=100, required=False)
    max_per_order = serializers.IntegerField(min_value=1, max_value=100, required=False)
    position = serializers.IntegerField(min_value=0, max_value=1000, required=False)


class TicketCreateInputSerializer(TicketChangeInputSerializer):
    name = serializers.CharField(max_length=80)
    mode = serializers.ChoiceField(choices=MODES)
    capacity = serializers.UUIDField()


class QuestionChangeInputSerializer(Base):
    prompt = serializers.CharField(max_length=200, required=False)
    hint = serializers.CharField(max_length=300, allow_blank=True, required=False)
    choices = EventChoiceSerializer(many=True, required=False)
    is_required = serializers.BooleanField(required=False)
    ticket_type_ids = serializers.ListField(child=serializers.UUIDField(), required=False)
    position = serializers.IntegerField(min_value=0, max_value=1000, required=False)


class QuestionCreateInputSerializer(QuestionChangeInputSerializer):
    prompt = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=QUESTION_KINDS)


class CapacitySerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True, allow_null=True)
    taken = serializers.IntegerField(read_only=True)
    left = serializers.IntegerField(read_only=True, allow_null=True)


class StaffSessionSerializer(EventSessionSerializer):
    description_md = serializers.CharField(read_only=True)
    online_url = serializers.CharField(read_only=True)
    actual_starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    actual_ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    actual_reason = serializers.CharField(read_only=True)


class StaffTicketSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    description = serializers.CharField(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    mode = serializers.ChoiceField(choices=MODES, read_only=True)
    capacity = serializers.UUIDField(read_only=True)
    is_hidden = serializers.BooleanField(read_only=True)
    sale_starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    sale_ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    min_per_order = serializers.IntegerField(read_only=True)
    max_per_order = serializers.IntegerField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    closed_at = serializers.DateTimeField(read_only=True, allow_null=True)


class StaffEventQuestionSerializer(EventQuestionSerializer):
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)


class EventCreditRowSerializer(Base):
    credit_type = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    amount_hundredths = serializers.IntegerField(read_only=True)
    approval_reference = serializers.CharField(read_only=True)


class StaffEventSerializer(EventCardSerializer):
    visibility = serializers.ChoiceField(choices=VISIBILITIES, read_only=True)
    description_md = serializers.CharField(read_only=True)
    outcomes = serializers.ListField(child=serializers.CharField(), read_only=True)
    venue = VenueSerializer(read_only=True)
    online_url = serializers.CharField(read_only=True)
    registration_opens_at = serializers.DateTimeField(read_only=True, allow_null=True)
    registration_closes_at = serializers.DateTimeField(read_only=True, allow_null=True)
    approval_required = serializers.BooleanField(read_only=True)
    refund_tiers = RefundTierSerializer(many=True, read_only=True)
    refund_note = serializers.CharField(read_only=True)
    cancel_reason = serializers.CharField(read_only=True)
    series_id = serializers.UUIDField(read_only=True, allow_null=True)
    sequence = serializers.IntegerField(read_only=True)
    credit_rows = EventCreditRowSerializer(many=True, read_only=True)
    sessions = StaffSessionSerializer(many=True, read_only=True)
    capacities = CapacitySerializer(many=True, read_only=True)
    tickets = StaffTicketSerializer(many=True, read_only=True)
    questions = StaffEventQuestionSerializer(many=True, read_only=True)


class SeriesSerializer(Base):
    events = EventCardSerializer(many=True, read_only=True)
