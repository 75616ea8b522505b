"""The event as lists and its page show it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer
from accredit.events.rules.events import (
    AttendanceMode,
    EventFormat,
    EventStatus,
    QuestionKind,
    SessionKind,
    Visibility,
)

FORMATS = [(one.value, one.value) for one in EventFormat]
STATUSES = [(one.value, one.value) for one in EventStatus]
VISIBILITIES = [(one.value, one.value) for one in Visibility]
MODES = [(one.value, one.value) for one in AttendanceMode]
SESSION_KINDS = [(one.value, one.value) for one in SessionKind]
QUESTION_KINDS = [(one.value, one.value) for one in QuestionKind]
SALES = [(one, one) for one in ("on_sale", "not_yet", "over", "sold_out")]

Base = serializers.Serializer[Any]


class EventOrganizationSerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    brand_color = serializers.CharField(read_only=True, help_text="#rrggbb")
    logo_url = serializers.CharField(read_only=True, allow_null=True)


class EventCategorySerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class EventCategoryListSerializer(Base):
    results = EventCategorySerializer(many=True, read_only=True)


class EventCreditAmountSerializer(Base):
    name = serializers.CharField(read_only=True)
    amount = serializers.CharField(read_only=True, help_text="With the credit type's decimals.")
    category = serializers.IntegerField(read_only=True, help_text="1–5: place and colour.")
    accreditor = serializers.CharField(read_only=True)


class EventCreditsSerializer(Base):
    total = serializers.CharField(read_only=True)
    types = EventCreditAmountSerializer(many=True, read_only=True)


class EventCardSerializer(Base):
    """An event in a list. A `price_from` of null means free."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    subtitle = serializers.CharField(read_only=True)
    organization = EventOrganizationSerializer(read_only=True)
    category = EventCategorySerializer(read_only=True, allow_null=True)
    format = serializers.ChoiceField(choices=FORMATS, read_only=True)
    language = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    time_zone = serializers.CharField(read_only=True, help_text="IANA zone of the event.")
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    place = serializers.CharField(read_only=True)
    price_from = MoneySerializer(read_only=True, allow_null=True)
    credits = EventCreditsSerializer(read_only=True)
    cover_url = serializers.CharField(read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)


class VenueSerializer(Base):
    name = serializers.CharField(read_only=True)
    address = serializers.CharField(read_only=True)
    city = serializers.CharField(read_only=True)
    map_url = serializers.CharField(read_only=True)


class SpeakerSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    headline = serializers.CharField(read_only=True)
    bio = serializers.CharField(read_only=True)
    photo_url = serializers.CharField(read_only=True, allow_null=True)


class EventSessionSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=SESSION_KINDS, read_only=True)
    title = serializers.CharField(read_only=True)
    description_html = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    room = serializers.CharField(read_only=True)
    speakers = serializers.ListField(child=serializers.UUIDField(), read_only=True)


class TicketSaleSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    state = serializers.ChoiceField(choices=SALES, read_only=True)
    left = serializers.IntegerField(read_only=True, allow_null=True, help_text="Only where few are left.")


class TicketSerializer(TicketSaleSerializer):
    name = serializers.CharField(read_only=True)
    description = serializers.CharField(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    mode = serializers.ChoiceField(choices=MODES, read_only=True)
    sale_starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    sale_ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    min_per_order = serializers.IntegerField(read_only=True)
    max_per_order = serializers.IntegerField(read_only=True)


class AvailabilitySerializer(Base):
    tickets = TicketSaleSerializer(many=True, read_only=True)


class EventChoiceSerializer(Base):
    id = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=200)


class EventQuestionSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    kind = serializers.ChoiceField(choices=QUESTION_KINDS, read_only=True)
    prompt = serializers.CharField(read_only=True)
    hint = serializers.CharField(read_only=True)
    choices = EventChoiceSerializer(many=True, read_only=True)
    is_required = serializers.BooleanField(read_only=True)
    ticket_type_ids = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    position = serializers.IntegerField(read_only=True)


class RegistrationWindowSerializer(Base):
    opens_at = serializers.DateTimeField(read_only=True, allow_null=True)
    closes_at = serializers.DateTimeField(read_only=True, allow_null=True)
    approval_required = serializers.BooleanField(read_only=True)


class RefundTierSerializer(Base):
    hours_before = serializers.IntegerField(min_value=0, max_value=24 * 366)
    percent = serializers.IntegerField(min_value=1, max_value=100)


class RefundPolicySerializer(Base):
    tiers = RefundTierSerializer(many=True, read_only=True)
    note = serializers.CharField(read_only=True)
    percent_now = serializers.IntegerField(read_only=True)


class EventDetailSerializer(EventCardSerializer):
    visibility = serializers.ChoiceField(choices=VISIBILITIES, read_only=True)
    description_html = serializers.CharField(read_only=True)
    outcomes = serializers.ListField(child=serializers.CharField(), read_only=True)
    venue = VenueSerializer(read_only=True)
    sessions = EventSessionSerializer(many=True, read_only=True)
    speakers = SpeakerSerializer(many=True, read_only=True)
    tickets = TicketSerializer(many=True, read_only=True)
    questions = EventQuestionSerializer(many=True, read_only=True)
    registration = RegistrationWindowSerializer(read_only=True)
    refund_policy = RefundPolicySerializer(read_only=True)
    cancel_reason = serializers.CharField(read_only=True)


class EventQuerySerializer(Base):
    search = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    status = serializers.ChoiceField(choices=STATUSES, required=False, help_text="Of one's own events only.")
    format = serializers.ChoiceField(choices=FORMATS, required=False)
