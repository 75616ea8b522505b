"""Inputs and answers of gates, issuing and decisions for events."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.certificates.rules.changes import Doubt, Verdict, WhenChanged
from accredit.certificates.rules.gates import KINDS_OF, Activity

from .serializers import (
    STATUSES,
    ClauseProgressSerializer,
    ProgressCertificateSerializer,
    RequirementSerializer,
    WaitingSerializer,
)

EVENT_KINDS = [(one.value, one.value) for one in KINDS_OF[Activity.EVENT]]
POLICIES = [(one.value, one.value) for one in WhenChanged]
DOUBTS = [(one.value, one.value) for one in Doubt]
VERDICTS = [(one.value, one.value) for one in Verdict]
DECIDED = [(one.value, one.value) for one in (Verdict.KEPT, Verdict.REVOKED)]
RUN_STATUSES = [(one, one) for one in ("running", "finished")]
ISSUE_AFTER_AT_LEAST, ISSUE_AFTER_AT_MOST = 15, 60 * 24 * 90
"""Minutes. Attendance is worked out in the first of them."""


class GateEventSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)


class EventClauseSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=EVENT_KINDS, read_only=True)
    percent = serializers.IntegerField(read_only=True, allow_null=True)
    minutes = serializers.IntegerField(read_only=True, allow_null=True)
    at_least = serializers.IntegerField(read_only=True, allow_null=True)
    sessions = serializers.ListField(child=serializers.UUIDField(), read_only=True, allow_null=True)


class EventClauseWriteSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    percent = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=100, help_text="Of kind attendance: this or minutes."
    )
    minutes = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=60 * 24 * 31, help_text="Of kind attendance."
    )
    at_least = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=200,
        help_text="Of kind attendance: percent or minutes in each of so many sessions; of all together when null.",
    )
    sessions = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        allow_null=True,
        max_length=200,
        help_text="Of kind attendance: the sessions meant, all when null. Breaks never count.",
    )


class EventClausesSerializer(serializers.Serializer[Any]):
    clauses = EventClauseWriteSerializer(many=True, allow_empty=False)


class EventGateWriteSerializer(EventClausesSerializer):
    issue_after_minutes = serializers.IntegerField(
        allow_null=True,
        min_value=ISSUE_AFTER_AT_LEAST,
        max_value=ISSUE_AFTER_AT_MOST,
        help_text="After the event's completion; null: only when somebody issues them.",
    )
    when_changed = serializers.ChoiceField(
        choices=POLICIES, help_text="What becomes of a certificate whose holder does not meet the gate any more."
    )


class GateSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    window_minutes = serializers.IntegerField(read_only=True)


class EventGateSerializer(serializers.Serializer[Any]):
    event = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    is_default = serializers.BooleanField(read_only=True)
    clauses = EventClauseSerializer(many=True, read_only=True)
    sentences = serializers.ListField(child=serializers.CharField(), read_only=True)
    issue_after_minutes = serializers.IntegerField(read_only=True, allow_null=True)
    issues_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="Once the event is completed.")
    when_changed = serializers.ChoiceField(choices=POLICIES, read_only=True)
    sessions = GateSessionSerializer(many=True, read_only=True, help_text="What attendance can be asked of.")
    survey_title = serializers.CharField(read_only=True, allow_null=True, help_text="Null: none is published.")


class DryRunClauseSerializer(RequirementSerializer):
    met = serializers.IntegerField(read_only=True)
    asked = serializers.IntegerField(read_only=True)


class DryRunChangeSerializer(serializers.Serializer[Any]):
    registration = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    change = serializers.ChoiceField(choices=[("gains", "gains"), ("loses", "loses")], read_only=True)
    has_certificate = serializers.BooleanField(read_only=True)
    percent = serializers.IntegerField(read_only=True)
    lacks = serializers.ListField(child=serializers.CharField(), read_only=True)


class DryRunBarSerializer(serializers.Serializer[Any]):
    first = serializers.IntegerField(read_only=True)
    last = serializers.IntegerField(read_only=True)
    people = serializers.IntegerField(read_only=True)


class DryRunSerializer(serializers.Serializer[Any]):
    people = serializers.IntegerField(read_only=True, help_text="Whose minutes count.")
    met = serializers.IntegerField(read_only=True, help_text="Past these clauses.")
    met_now = serializers.IntegerField(read_only=True, help_text="Past the gate as it is.")
    gains = serializers.IntegerField(read_only=True)
    loses = serializers.IntegerField(read_only=True)
    certificates_lost = serializers.IntegerField(
        read_only=True, help_text="Of those who lose: how many hold a certificate; `when_changed` decides on them."
    )
    guests = serializers.IntegerField(read_only=True, help_text="Of those past: without an account.")
    unverified = serializers.IntegerField(read_only=True, help_text="Of those past: address not confirmed.")
    withheld = serializers.IntegerField(
        read_only=True,
        help_text="Would pass, and are not counted above: the organization has revoked theirs, so none is issued anew.",
    )
    histogram = DryRunBarSerializer(many=True, read_only=True, help_text="People by percent attended, in tens.")
    clauses = DryRunClauseSerializer(many=True, read_only=True)
    changes = DryRunChangeSerializer(many=True, read_only=True, help_text="At most 200; those who lose first.")


class SessionProgressSerializer(serializers.Serializer[Any]):
    session = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    counted_seconds = serializers.IntegerField(read_only=True)
    window_seconds = serializers.IntegerField(read_only=True)
    percent = serializers.IntegerField(read_only=True)


class EventCertificateProgressSerializer(serializers.Serializer[Any]):
    event = GateEventSerializer(read_only=True)
    met = serializers.BooleanField(read_only=True)
    clauses = ClauseProgressSerializer(many=True, read_only=True)
    sessions = SessionProgressSerializer(many=True, read_only=True)
    waiting_for = WaitingSerializer(read_only=True, allow_null=True)
    issues_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="Null before the event is over, and where somebody issues by hand."
    )
    certificate = ProgressCertificateSerializer(read_only=True, allow_null=True)
    certificate_code = serializers.CharField(read_only=True, allow_null=True, help_text="Once it is in force.")


class EventRequirementsSerializer(serializers.Serializer[Any]):
    event = GateEventSerializer(read_only=True)
    clauses = RequirementSerializer(many=True, read_only=True)


class EventQuerySerializer(serializers.Serializer[Any]):
    event = serializers.CharField(max_length=190, help_text="Id or slug.")


class IssueRunSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    status = serializers.ChoiceField(choices=RUN_STATUSES, read_only=True)
    total = serializers.IntegerField(read_only=True, help_text="How many were due when it started.")
    numbered = serializers.IntegerField(read_only=True, help_text="Certificates decided on and numbered.")
    done = serializers.IntegerField(read_only=True, help_text="Of these, in force.")
    failed = serializers.IntegerField(read_only=True, help_text="Of these, waiting for a person or another try.")
    waiting = serializers.IntegerField(read_only=True, help_text="Of these, still being prepared.")
    by_hand = serializers.BooleanField(read_only=True)
    started_at = serializers.DateTimeField(read_only=True)
    ended_at = serializers.DateTimeField(read_only=True, allow_null=True)


class IssuingSerializer(serializers.Serializer[Any]):
    due = serializers.IntegerField(read_only=True, help_text="How many would get one now.")
    run = IssueRunSerializer(read_only=True, allow_null=True, help_text="The latest.")


class ShortQuerySerializer(serializers.Serializer[Any]):
    lacks = serializers.ChoiceField(
        choices=EVENT_KINDS, required=False, help_text="Only those who lack something of this kind."
    )


class ClauseShortSerializer(RequirementSerializer):
    people = serializers.IntegerField(read_only=True)


class ShortSerializer(serializers.Serializer[Any]):
    people = serializers.IntegerField(read_only=True, help_text="How many would be written to.")
    names = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="Of the first five by name.")
    clauses = ClauseShortSerializer(many=True, read_only=True, help_text="What they lack, most of them first.")


class ShortMessageInputSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField(max_length=150)
    body = serializers.CharField(max_length=5000, help_text="Plain text.")
    lacks = serializers.ListField(
        child=serializers.ChoiceField(choices=EVENT_KINDS),
        required=False,
        default=list,
        max_length=len(EVENT_KINDS),
        help_text="Only those who lack something of these kinds; everybody who is short when left out.",
    )


class ShortMessageSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True, help_text="Of the message, as the event's list of messages has it.")
    recipients = serializers.IntegerField(read_only=True)


class DecisionQuerySerializer(serializers.Serializer[Any]):
    event = serializers.UUIDField(required=False)
    verdict = serializers.ChoiceField(choices=VERDICTS, required=False)


class DecisionCertificateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True)
    number = serializers.CharField(read_only=True)
    holder_name = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)


class DecisionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    event = GateEventSerializer(read_only=True)
    certificate = DecisionCertificateSerializer(read_only=True)
    doubt = serializers.ChoiceField(choices=DOUBTS, read_only=True)
    sentences = serializers.ListField(child=serializers.CharField(), read_only=True)
    verdict = serializers.ChoiceField(choices=VERDICTS, read_only=True)
    asked_at = serializers.DateTimeField(read_only=True)
    decided_at = serializers.DateTimeField(read_only=True, allow_null=True)
    decided_by = serializers.CharField(read_only=True, allow_null=True)
    reason = serializers.CharField(read_only=True)


class DecideSerializer(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(choices=DECIDED)
    reason = serializers.CharField(
        min_length=3, max_length=300, help_text="Of revoked: shown on the certificate's public page."
    )
