"""Inputs, and the shapes of answers for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.certificates.models import SigningKey
from accredit.certificates.rules.acts import CertificateStatus
from accredit.certificates.rules.gates import KINDS_OF, Activity, ClauseKind
from accredit.certificates.rules.sentences import WaitingFor
from accredit.events.rules.events import AttendanceMode, EventFormat

STATUSES = [(one.value, one.value) for one in CertificateStatus]
KINDS = [(one.value, one.value) for one in ClauseKind]
COURSE_KINDS = [(one.value, one.value) for one in KINDS_OF[Activity.COURSE]]
WAITING = [(one.value, one.value) for one in WaitingFor]
FORMATS = [(one.value, one.value) for one in EventFormat]
MODES = [(one.value, one.value) for one in AttendanceMode]
PURPOSES = [(one.value, one.value) for one in SigningKey.Purpose]


class IssuerSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    brand_color = serializers.CharField(read_only=True)
    logo_url = serializers.URLField(read_only=True, allow_null=True)


class CertificateCreditSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(read_only=True)
    amount = serializers.CharField(read_only=True, help_text="With the credit type's one or two decimals.")
    category = serializers.IntegerField(read_only=True, help_text="1 to 5: the fixed order, and the colour.")
    accreditor = serializers.CharField(read_only=True)
    approval_reference = serializers.CharField(read_only=True)


class CertificateAttendanceSerializer(serializers.Serializer[Any]):
    sentence = serializers.CharField(read_only=True, help_text="Days, minutes and place as the PDF says them.")
    days = serializers.ListField(child=serializers.DateField(), read_only=True, help_text="In the event's zone.")
    counted_minutes = serializers.IntegerField(read_only=True)
    window_minutes = serializers.IntegerField(read_only=True)
    format = serializers.ChoiceField(choices=FORMATS, read_only=True)
    mode = serializers.ChoiceField(choices=MODES, read_only=True, help_text="How this person attended.")
    place = serializers.CharField(read_only=True)


class WaitingSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=WAITING, read_only=True)
    text = serializers.CharField(read_only=True)


class RevokedSerializer(serializers.Serializer[Any]):
    on = serializers.DateField(read_only=True)
    reason = serializers.CharField(read_only=True)


class CertificateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True, help_text="26 characters: all that stands in the public address.")
    number = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    holder_name = serializers.CharField(read_only=True)
    course_id = serializers.UUIDField(read_only=True, allow_null=True)
    event_id = serializers.UUIDField(read_only=True, allow_null=True, help_text="Exactly one of course and event.")
    attendance = CertificateAttendanceSerializer(read_only=True, allow_null=True)
    organization = IssuerSerializer(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    waiting_for = WaitingSerializer(read_only=True, allow_null=True)
    issued_on = serializers.DateField(read_only=True, allow_null=True)
    earned_on = serializers.DateField(read_only=True)
    credits = CertificateCreditSerializer(many=True, read_only=True)
    total_credits = serializers.CharField(read_only=True)
    verify_url = serializers.URLField(read_only=True)
    pdf_sha256 = serializers.CharField(read_only=True)
    revoked = RevokedSerializer(read_only=True, allow_null=True)


class StaffCertificateSerializer(CertificateSerializer):
    holder_id = serializers.UUIDField(read_only=True)
    held_for = serializers.CharField(read_only=True, allow_null=True)
    attempt_error = serializers.CharField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)


class VerificationWordingSerializer(serializers.Serializer[Any]):
    intro = serializers.CharField(read_only=True, help_text="Above the holder's name.")
    statement = serializers.CharField(read_only=True, help_text="Between the name and the title.")
    color = serializers.CharField(read_only=True, help_text="`#rrggbb`.")
    show_evidence = serializers.BooleanField(read_only=True, help_text="Whether the PDF says what was done.")


class VerificationSignatorySerializer(serializers.Serializer[Any]):
    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)


class VerificationSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    in_force = serializers.BooleanField(read_only=True)
    number = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    holder_name = serializers.CharField(read_only=True, allow_null=True)
    holder_withheld = serializers.BooleanField(
        read_only=True, help_text="The certificate is genuine, and its holder has left: name and files are gone."
    )
    title = serializers.CharField(read_only=True)
    organization = IssuerSerializer(read_only=True)
    issued_on = serializers.DateField(read_only=True, allow_null=True)
    earned_on = serializers.DateField(read_only=True)
    credits = CertificateCreditSerializer(many=True, read_only=True)
    total_credits = serializers.CharField(read_only=True)
    evidence = serializers.ListField(child=serializers.CharField(), read_only=True)
    attendance = CertificateAttendanceSerializer(
        read_only=True, allow_null=True, help_text="Of an event; null of a course, and once the holder has left."
    )
    wording = VerificationWordingSerializer(
        read_only=True,
        allow_null=True,
        help_text="As the PDF reads; null before it is made or where it was not kept.",
    )
    signatories = VerificationSignatorySerializer(many=True, read_only=True, help_text="Who signs the PDF, at most 3.")
    revoked = RevokedSerializer(read_only=True, allow_null=True)
    superseded_by_code = serializers.CharField(read_only=True, allow_null=True)
    pdf_sha256 = serializers.CharField(read_only=True, help_text="Compare with the SHA-256 of a file you were given.")
    issuer_url = serializers.URLField(read_only=True, help_text="The issuer's document with all its keys.")


class GateCourseSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)


class RequirementSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    text = serializers.CharField(read_only=True)


class ClauseProgressSerializer(RequirementSerializer):
    met = serializers.BooleanField(read_only=True)
    detail = serializers.CharField(read_only=True, help_text="How it stands, or what is missing, in plain words.")


class RequirementsSerializer(serializers.Serializer[Any]):
    course = GateCourseSerializer(read_only=True)
    clauses = RequirementSerializer(many=True, read_only=True)


class ProgressCertificateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    code = serializers.CharField(read_only=True)
    number = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)


class CertificateProgressSerializer(serializers.Serializer[Any]):
    course = GateCourseSerializer(read_only=True)
    met = serializers.BooleanField(read_only=True)
    clauses = ClauseProgressSerializer(many=True, read_only=True)
    waiting_for = WaitingSerializer(read_only=True, allow_null=True)
    certificate = ProgressCertificateSerializer(read_only=True, allow_null=True)
    certificate_code = serializers.CharField(read_only=True, allow_null=True, help_text="Once it is in force.")


class CourseQuerySerializer(serializers.Serializer[Any]):
    course = serializers.CharField(max_length=190, help_text="Id or slug.")


class DownloadSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class StaffListQuerySerializer(serializers.Serializer[Any]):
    course = serializers.UUIDField(required=False)
    event = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    search = serializers.CharField(
        required=False, max_length=100, help_text="A number, or a part of a name or a title."
    )


class RevokeSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(min_length=3, max_length=300, help_text="Shown on the public page.")


class ClauseSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=COURSE_KINDS, read_only=True)
    lessons = serializers.ListField(child=serializers.UUIDField(), read_only=True, allow_null=True)
    lesson = serializers.UUIDField(read_only=True, allow_null=True)
    min_percent = serializers.IntegerField(read_only=True, allow_null=True)


class ClauseWriteSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=COURSE_KINDS)
    lessons = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        allow_null=True,
        max_length=500,
        help_text="Of kind lessons: the lessons meant, all when null.",
    )
    lesson = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="Of kind quiz or assignment: the lesson meant, every one of that kind when null.",
    )
    min_percent = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=100,
        help_text="Of kind quiz or assignment: the least score; its own pass mark when null.",
    )


class GateWriteSerializer(serializers.Serializer[Any]):
    clauses = ClauseWriteSerializer(many=True, allow_empty=False)


class GateSerializer(serializers.Serializer[Any]):
    course = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    is_default = serializers.BooleanField(read_only=True)
    clauses = ClauseSerializer(many=True, read_only=True)
    sentences = serializers.ListField(child=serializers.CharField(), read_only=True)


class SignatorySerializer(serializers.Serializer[Any]):
    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    signature_key = serializers.CharField(read_only=True)
    signature_url = serializers.URLField(read_only=True, allow_null=True)


class SignatoryWriteSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    title = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    signature_key = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default="", help_text="As read: keeps the picture."
    )
    signature_png = serializers.CharField(
        max_length=700_000, required=False, allow_blank=True, default="", help_text="A new picture, PNG as base64."
    )


class TemplateSerializer(serializers.Serializer[Any]):
    intro = serializers.CharField(read_only=True)
    statement = serializers.CharField(read_only=True)
    accent_color = serializers.CharField(read_only=True, help_text="Empty: the organization's brand colour.")
    show_evidence = serializers.BooleanField(read_only=True)
    signatories = SignatorySerializer(many=True, read_only=True)


class TemplateWriteSerializer(serializers.Serializer[Any]):
    intro = serializers.CharField(max_length=120)
    statement = serializers.CharField(max_length=120)
    accent_color = serializers.RegexField(r"^(#[0-9a-f]{6})?$", required=False, allow_blank=True, default="")
    show_evidence = serializers.BooleanField(required=False, default=True)
    signatories = SignatoryWriteSerializer(many=True, required=False, default=list)


class SigningKeySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    purpose = serializers.ChoiceField(choices=PURPOSES, read_only=True)
    algorithm = serializers.CharField(read_only=True)
    public_key = serializers.CharField(read_only=True, allow_null=True)
    certificate_pem = serializers.CharField(read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)


class SigningKeyListSerializer(serializers.Serializer[Any]):
    results = SigningKeySerializer(many=True, read_only=True)
