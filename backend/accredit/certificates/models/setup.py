"""What an organization decides about its certificates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accredit.certificates.rules import gates
from accredit.certificates.rules.changes import WhenChanged
from accredit.certificates.rules.stored_clauses import clause_load
from accredit.events.models import Event
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
    """What a course or an event asks for before it certifies. Without a row `rules.gates.DEFAULT`, or `EVENT_DEFAULT`,
    holds."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    clauses = models.JSONField()
    """A list of `rules.stored_clauses.clause_json`."""
    version = models.PositiveIntegerField(default=1)
    issue_after_minutes = models.PositiveIntegerField(null=True)
    """Of an event: so long after its completion certificates are issued; null: when somebody issues them."""
    when_changed = models.CharField(
        max_length=6,
        choices=[(one, one) for one in WhenChanged],
        default=WhenChanged.ASK,
        db_default=WhenChanged.ASK.value,
    )
    """Of an event: what becomes of a certificate whose holder does not meet the gate any more."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course"], name="gate_once"),
            models.UniqueConstraint(fields=["event"], condition=Q(event__isnull=False), name="gate_of_event_once"),
            models.CheckConstraint(
                condition=Q(course__isnull=False, event=None) | Q(course=None, event__isnull=False),
                name="gate_one_activity",
            ),
        ]

    @property
    def parsed(self) -> list[gates.Clause]:
        return [clause_load(one) for one in self.clauses]
