"""A person's credit ledger (append-only), the cycles it is measured by, and what they report themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accredit.accreditation.models import Accreditor, CreditType
from accredit.certificates.models import Certificate
from accredit.core.ids import new_id
from accredit.core.models import Record
from accredit.events.models import Event
from accredit.learning.models import Course
from accredit.media.models import Upload
from accredit.organizations.models import Organization, OrganizationOwned

from .rules import EntryKind, SourceKind


class OwnActivity(Record):
    """Something that a person did elsewhere and reports themselves. What it is worth stands in the ledger; a change of
    that is a reversal and a new award there."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160, blank=True)
    """Empty, as provider and reflection, once the person has left."""
    provider = models.CharField(max_length=160, blank=True)
    done_on = models.DateField()
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    amount_hundredths = models.PositiveIntegerField()
    reflection = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    award_id = models.UUIDField(default=new_id)
    """`source_id` of the award in force; another one whenever what is reported changes."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_hundredths__gt=0), name="own_activity_positive")]
        indexes = [
            # A person's own, newest first.
            models.Index(fields=["person", "-created_at", "-id"], name="own_activity_by_person")
        ]


class OwnEvidence(Record):
    """A file that shows a self-reported activity."""

    activity = models.ForeignKey(OwnActivity, on_delete=models.CASCADE, related_name="evidence")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    """Of the file as sent."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload"], name="own_evidence_upload_once")]


class Cycle(Record):
    """A person's period with one accreditor, and what it asks for. Both days belong to it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    accreditor = models.ForeignKey(Accreditor, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    target_hundredths = models.PositiveIntegerField()
    carry_limit_hundredths = models.PositiveIntegerField(default=0)
    """The most that the cycle before may bring into this one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "accreditor", "starts_on"], name="cycle_start_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cycle_ends_after_start"),
            models.CheckConstraint(condition=Q(target_hundredths__gt=0), name="cycle_target_positive"),
        ]


class CycleCategory(Record):
    """What a cycle asks of one credit type."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="categories")
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    minimum_hundredths = models.PositiveIntegerField(default=0)
    cap_hundredths = models.PositiveIntegerField(null=True)
    """The most of it that counts; null without an end."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "credit_type"], name="cycle_category_once"),
            models.CheckConstraint(
                condition=Q(cap_hundredths=None) | Q(cap_hundredths__gte=F("minimum_hundredths")),
                name="cycle_cap_above_minimum",
            ),
        ]


class Recording(OrganizationOwned):
    """A course made of an event: live or on demand, it is one activity, and its credit counts once."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course"], name="recording_of_one_event")]


class LedgerEntry(Record):
    """Credit that a person was awarded, or an award taken back. Never updated, never deleted: on PostgreSQL a trigger
    refuses both. Holds ids only, so it survives its person."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    """Who certified it; null for what the person reported."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one, one) for one in EntryKind])
    amount_hundredths = models.BigIntegerField()
    """Above zero for an award; a reversal is the same amount below zero."""
    earned_on = models.DateField()
    source_kind = models.CharField(max_length=12, choices=[(one, one) for one in SourceKind], default="certificate")
    source_id = models.UUIDField()
    """What earned it, once: the first certificate of a chain of replacements, or one statement of an own activity."""
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    """The certificate of that chain that was in force when the entry was written; null for an own activity."""
    activity = models.ForeignKey(OwnActivity, on_delete=models.PROTECT, null=True, related_name="+")
    """What the person reported; null for a certificate."""
    rule_version = models.PositiveIntegerField()
    """The version of the gate that was met, 0 for the default one; of an own activity its revision."""
    credit_rule_version = models.PositiveIntegerField(null=True)
    """The version of the accreditor's rule that made credit of time attended; null for a fixed amount."""
    evidence_hash = models.CharField(max_length=64)
    """SHA-256 of that certificate's PDF, or of what was reported together with its files."""
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "credit_type"],
                condition=Q(kind="award"),
                name="ledger_award_once",
            ),
            models.UniqueConstraint(fields=["reverses"], name="ledger_reversal_once"),
            models.CheckConstraint(
                condition=(Q(kind="award") & Q(amount_hundredths__gt=0) & Q(reverses=None))
                | (Q(kind="reversal") & Q(amount_hundredths__lt=0) & Q(reverses__isnull=False)),
                name="ledger_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(source_kind="certificate", certificate__isnull=False, organization__isnull=False)
                | Q(source_kind="self", activity__isnull=False, certificate=None, organization=None),
                name="ledger_stands_on_something",
            ),
        ]
        indexes = [
            # A person's record, newest first.
            models.Index(fields=["person", "-created_at", "-id"], name="ledger_by_person"),
            # The sums of that record.
            models.Index(fields=["person", "credit_type"], name="ledger_sums"),
        ]
