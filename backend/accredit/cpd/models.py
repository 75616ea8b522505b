"""A person's credit ledger: append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.accreditation.models import CreditType
from accredit.certificates.models import Certificate
from accredit.organizations.models import OrganizationOwned

from .rules import EntryKind


class LedgerEntry(OrganizationOwned):
    """Credit that a person was awarded, or an award taken back. Never updated, never deleted: on PostgreSQL a trigger
    refuses both. Holds ids only, so it survives its person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one, one) for one in EntryKind])
    amount_hundredths = models.BigIntegerField()
    """Above zero for an award; a reversal is the same amount below zero."""
    earned_on = models.DateField()
    source_kind = models.CharField(max_length=12, default="certificate")
    source_id = models.UUIDField()
    """What earned it, once: the first certificate of a chain of replacements."""
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    """The certificate of that chain that was in force when the entry was written."""
    rule_version = models.PositiveIntegerField()
    """The version of the gate that was met; 0 is the default one."""
    evidence_hash = models.CharField(max_length=64)
    """SHA-256 of that certificate's PDF."""
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
        ]
        indexes = [
            # A person's record, newest first.
            models.Index(fields=["person", "-created_at", "-id"], name="ledger_by_person"),
            # The sums of that record.
            models.Index(fields=["person", "credit_type"], name="ledger_sums"),
        ]
