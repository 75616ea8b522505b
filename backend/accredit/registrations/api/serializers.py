"""What goes over the wire about places, the door and minutes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer
from accredit.events.api.serializers.public import MODES, EventCardSerializer, EventQuestionSerializer, TicketSerializer
from accredit.registrations.rules.registrations import (
    CancelledBecause,
    IntervalSource,
    RegistrationStatus,
    ScanDirection,
    ScanResult,
    WaitingStatus,
)

STATUSES = [(one.value, one.value) for one in RegistrationStatus]
BECAUSE = [(one.value, one.value) for one in CancelledBecause]
DIRECTIONS = [(one.value, one.value) for one in ScanDirection]
RESULTS = [(one.value, one.value) for one in ScanResult]
WAITING_STATUSES = [(one.value, one.value) for one in WaitingStatus]
SOURCES = [(one.value, one.value) for one in IntervalSource]

Base = serializers.Serializer[Any]


class AttendeeInputSerializer(Base):
    ticket_type = serializers.UUIDField()
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    answers = serializers.DictField(required=False, default=dict, help_text="Question id → answer.")


class RegisterInputSerializer(Base):
    event = serializers.CharField(max_length=190, help_text="Slug or id.")
    attendees = serializers.ListField(child=AttendeeInputSerializer(), min_length=1, max_length=50)
    contact_email = serializers.EmailField(
        max_length=254, required=False, default="", allow_blank=True, help_text="Of a guest who pays."
    )
    promo_code = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)


class TicketBriefSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    mode = serializers.ChoiceField(choices=MODES, read_only=True)


class RegistrationBaseSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    ticket_type = TicketBriefSerializer(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    order = serializers.UUIDField(read_only=True, allow_null=True)
    hold_expires_at = serializers.DateTimeField(read_only=True, allow_null=True)
    registered_at = serializers.DateTimeField(read_only=True)
    confirmed_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cancelled_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cancelled_because = serializers.ChoiceField(choices=[("", ""), *BECAUSE], read_only=True)
    cancel_reason = serializers.CharField(read_only=True)


class MyRegistrationSerializer(RegistrationBaseSerializer):
    event = EventCardSerializer(read_only=True)
    for_another = serializers.BooleanField(read_only=True, help_text="Booked by the caller for somebody else.")


class SessionAttendanceSerializer(Base):
    session = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    counted_seconds = serializers.IntegerField(read_only=True)
    window_seconds = serializers.IntegerField(read_only=True)
    percent = serializers.IntegerField(read_only=True, help_text="Rounded down.")


class RegistrationDetailSerializer(MyRegistrationSerializer):
    answers = serializers.DictField(read_only=True)
    questions = EventQuestionSerializer(many=True, read_only=True)
    can_change_answers = serializers.BooleanField(read_only=True)
    can_transfer = serializers.BooleanField(read_only=True)
    ticket = serializers.CharField(read_only=True, allow_null=True, help_text="The text of the QR code.")
    join_url = serializers.CharField(read_only=True, allow_null=True)
    join_opens_at = serializers.DateTimeField(read_only=True, allow_null=True)
    refund_if_cancelled = MoneySerializer(read_only=True, allow_null=True)
    can_cancel = serializers.BooleanField(read_only=True)
    attendance = SessionAttendanceSerializer(many=True, read_only=True)


class PlacedRegistrationSerializer(RegistrationBaseSerializer):
    token = serializers.CharField(
        read_only=True,
        allow_null=True,
        help_text="Of a guest who pays: opens their own place, as `?token=`.",
    )


class PlacedSerializer(Base):
    registrations = PlacedRegistrationSerializer(many=True, read_only=True)
    order = serializers.UUIDField(read_only=True, allow_null=True)
    checkout_url = serializers.URLField(
        read_only=True, allow_null=True, help_text="Where to pay; null when there is nothing to pay, or not yet."
    )


class TokenQuerySerializer(Base):
    token = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=200,
        help_text="Of a mailed link, instead of signing in.",
    )


class CheckoutUrlSerializer(Base):
    checkout_url = serializers.URLField(read_only=True, allow_null=True, help_text="Null when it turns out to be paid.")


class TransferInputSerializer(Base):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)


class TransferredSerializer(Base):
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    successor = TransferInputSerializer(read_only=True)


class AnswersInputSerializer(Base):
    answers = serializers.DictField(help_text="Question id → answer; all of them, also those that stay as they are.")


class UnlockedQuerySerializer(Base):
    event = serializers.CharField(max_length=190, help_text="Slug or id.")
    promo_code = serializers.CharField(max_length=60)


class UnlockedSerializer(Base):
    tickets = TicketSerializer(many=True, read_only=True)


class CalendarAddressSerializer(Base):
    address = serializers.URLField(read_only=True, allow_null=True)
    made_at = serializers.DateTimeField(read_only=True, allow_null=True)


class CancelledSerializer(Base):
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    refund = MoneySerializer(read_only=True, allow_null=True)


class StaffRegistrationSerializer(RegistrationBaseSerializer):
    person_id = serializers.UUIDField(read_only=True, allow_null=True)
    answers = serializers.DictField(read_only=True)
    blocked_reason = serializers.CharField(read_only=True)


class RegistrationQuerySerializer(Base):
    status = serializers.ChoiceField(choices=STATUSES, required=False, default="")
    ticket_type = serializers.UUIDField(required=False, default=None)
    search = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)


class DeclineInputSerializer(Base):
    reason = serializers.CharField(max_length=300)


class StaffCancelInputSerializer(Base):
    reason = serializers.CharField(max_length=300)
    refund = serializers.BooleanField(help_text="All of the money goes back, or none of it.")


class BlockInputSerializer(Base):
    reason = serializers.CharField(max_length=200, allow_blank=True, help_text="Empty lets the person in again.")


class WaitingInputSerializer(Base):
    event = serializers.CharField(max_length=190, help_text="Slug or id.")
    ticket_types = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=20, help_text="Any of them will do; preferred first."
    )
    quantity = serializers.IntegerField(required=False, default=1, min_value=1, max_value=50)
    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=200, help_text="Of a guest.")
    email = serializers.EmailField(
        required=False, default="", allow_blank=True, max_length=254, help_text="Of a guest."
    )


class WaitingOfferSerializer(Base):
    ticket_type = TicketBriefSerializer(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    expires_at = serializers.DateTimeField(read_only=True)


class WaitingBaseSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=WAITING_STATUSES, read_only=True)
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    quantity = serializers.IntegerField(read_only=True)
    ticket_types = serializers.ListField(child=serializers.UUIDField(), read_only=True)
    position = serializers.IntegerField(read_only=True, allow_null=True, help_text="From 1, while waiting.")
    joined_at = serializers.DateTimeField(read_only=True)
    offer = WaitingOfferSerializer(read_only=True, allow_null=True)


class MyWaitingSerializer(WaitingBaseSerializer):
    event = EventCardSerializer(read_only=True)


class StaffWaitingSerializer(WaitingBaseSerializer):
    person_id = serializers.UUIDField(read_only=True, allow_null=True)
    moved_reason = serializers.CharField(read_only=True)


class WaitingQuerySerializer(Base):
    status = serializers.ChoiceField(choices=WAITING_STATUSES, required=False, default="")


class AcceptedAttendeeSerializer(Base):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField(max_length=254)
    answers = serializers.DictField(required=False, default=dict, help_text="Question id → answer.")


class AcceptInputSerializer(Base):
    attendees = serializers.ListField(
        child=AcceptedAttendeeSerializer(), required=False, default=list, max_length=50, help_text="None: who waited."
    )


class MoveInputSerializer(Base):
    reason = serializers.CharField(max_length=300)


class ScanInputSerializer(Base):
    text = serializers.CharField(max_length=200, help_text="What the QR code says, or what was typed.")
    nonce = serializers.UUIDField(help_text="Names the act: sent again, it is the same one.")
    direction = serializers.ChoiceField(choices=DIRECTIONS, required=False, default="entry")
    scanned_at = serializers.DateTimeField()
    device = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    forced = serializers.BooleanField(required=False, default=False)
    was_offline = serializers.BooleanField(required=False, default=False)


class CheckInInputSerializer(Base):
    event = serializers.UUIDField()
    scans = serializers.ListField(child=ScanInputSerializer(), min_length=1, max_length=200)


class ScanSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    nonce = serializers.UUIDField(read_only=True)
    direction = serializers.ChoiceField(choices=DIRECTIONS, read_only=True)
    result = serializers.ChoiceField(choices=RESULTS, read_only=True)
    forced = serializers.BooleanField(read_only=True)
    was_offline = serializers.BooleanField(read_only=True)
    scanned_at = serializers.DateTimeField(read_only=True)
    received_at = serializers.DateTimeField(read_only=True)
    device = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    ticket = serializers.CharField(read_only=True)
    blocked_reason = serializers.CharField(read_only=True)


class CheckInSerializer(Base):
    scans = ScanSerializer(many=True, read_only=True)


class InsideSerializer(Base):
    inside = serializers.IntegerField(read_only=True, help_text="As far as the door has told.")


class DoorTicketSerializer(Base):
    text = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    ticket = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    is_online = serializers.BooleanField(read_only=True)
    blocked_reason = serializers.CharField(read_only=True)
    inside = serializers.BooleanField(read_only=True)


class ManifestSerializer(Base):
    event = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    time_zone = serializers.CharField(read_only=True)
    inside = serializers.IntegerField(read_only=True)
    tickets = DoorTicketSerializer(many=True, read_only=True)


class DoorEventSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    time_zone = serializers.CharField(read_only=True)


class IntervalSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    source = serializers.ChoiceField(choices=SOURCES, read_only=True)  # type: ignore[assignment]  # DRF has one like it
    session = serializers.UUIDField(read_only=True, allow_null=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    withdrawn_at = serializers.DateTimeField(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True)
    replaces = serializers.UUIDField(read_only=True, allow_null=True)


class LaneSessionSerializer(Base):
    session = serializers.UUIDField(read_only=True)
    spans = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()), help_text="Seconds since 1970, from and until."
    )
    away = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    lost_end = serializers.BooleanField(read_only=True, help_text="The session's end stands in for one never told.")
    counted_seconds = serializers.IntegerField(read_only=True)
    window_seconds = serializers.IntegerField(read_only=True)
    percent = serializers.IntegerField(read_only=True)


class LaneSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    email = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    sessions = LaneSessionSerializer(many=True, read_only=True)
    intervals = IntervalSerializer(many=True, read_only=True)


class CorrectionInputSerializer(Base):
    registration = serializers.UUIDField()
    reason = serializers.CharField(max_length=300)
    starts_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    ends_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    replaces = serializers.UUIDField(required=False, allow_null=True, default=None)
    session = serializers.UUIDField(required=False, allow_null=True, default=None)
