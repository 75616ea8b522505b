"""What an organization decides about its certificates."""

from __future__ import annotations

from django.db import models

from accredit.certificates.rules import gates
from accredit.learning.models import Course
from accredit.organizations.models import OrganizationOwned


class CertificateTemplate(OrganizationOwned):
    """How an organization's certificates read. Without a row the defaults hold."""

    intro = models.CharField(max_length=120, default="This certifies that")
    statement = models.CharField(max_length=120, default="took part in and met every requirement of")
    accent_color = models.CharField(max_length=7, blank=True)
    """`#rrggbb`; empty means the organization's brand colour."""
    show_evidence = models.BooleanField(default=True)
    """Whether the page says what was done, such as the score of the closing quiz."""
    signatories = models.JSONField(default=list)
    """At most three of `{name, title, signature_key}`; the key names a picture in the private store, or is empty."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="certificate_template_once")]


class Gate(OrganizationOwned):
    """What a course asks for before it certifies. Without a row `rules.gates.DEFAULT` holds."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    clauses = models.JSONField()
    """A list of `rules.gates.clause_json`."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course"], name="gate_once")]

    @property
    def parsed(self) -> list[gates.Clause]:
        return [gates.clause_load(one) for one in self.clauses]
