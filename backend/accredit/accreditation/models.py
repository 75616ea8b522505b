"""Who recognises credit, and the kinds of credit they recognise. Shared by all tenants; kept by the operator."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from accredit.core.models import Record

from .rules import Rounding


class Accreditor(Record):
    """A professional body whose credit counts."""

    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=20)
    website = models.URLField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), name="accreditor_name_once")]

    def __str__(self) -> str:
        return self.short_name


class CreditType(Record):
    """A category of an accreditor's credit, such as Clinical or Ethics and law."""

    accreditor = models.ForeignKey(Accreditor, on_delete=models.PROTECT, related_name="credit_types")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90)
    decimals = models.PositiveSmallIntegerField(default=1)
    """How many decimals an amount is shown with: 1 or 2."""
    category = models.PositiveSmallIntegerField(default=1)
    """Place in the fixed order of five, which is also its colour."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accreditor", "slug"], name="credit_type_slug_once"),
            models.CheckConstraint(condition=models.Q(decimals__in=[1, 2]), name="credit_type_decimals"),
            models.CheckConstraint(condition=models.Q(category__range=(1, 5)), name="credit_type_category"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditRuleVersion(Record):
    """How a credit type counts time attended; the highest version holds. Never updated, never deleted: entries of the
    record name the version that gave them, and on PostgreSQL a trigger refuses both."""

    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="rule_versions")
    version = models.PositiveIntegerField()
    """1, 2, 3 … within its credit type."""
    name = models.CharField(max_length=120)
    hour_minutes = models.PositiveSmallIntegerField()
    hours_per_credit = models.PositiveSmallIntegerField()
    increment_hundredths = models.PositiveSmallIntegerField()
    rounding = models.CharField(max_length=8, choices=[(one, one) for one in Rounding])
    minimum_hundredths = models.PositiveIntegerField()
    partial = models.BooleanField()
    cap_hundredths = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credit_type", "version"], name="credit_rule_version_once"),
            models.CheckConstraint(condition=models.Q(hour_minutes__in=[50, 60]), name="credit_rule_hour"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="credit_rule_version"),
            models.CheckConstraint(
                condition=models.Q(increment_hundredths__range=(1, 100), hours_per_credit__range=(1, 100)),
                name="credit_rule_steps",
            ),
            models.CheckConstraint(
                condition=models.Q(cap_hundredths=None)
                | models.Q(cap_hundredths__gt=0, cap_hundredths__gte=models.F("minimum_hundredths")),
                name="credit_rule_cap",
            ),
        ]
