"""Who recognises credit, and the kinds of credit they recognise. Shared by all tenants; kept by the operator."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from accredit.core.models import Record


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
