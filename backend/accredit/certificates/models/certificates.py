"""The numbered act."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accredit.certificates.rules.acts import CertificateStatus, HeldFor, RevokedBecause
from accredit.events.models import Event
from accredit.learning.models import Course, Enrollment
from accredit.organizations.models import OrganizationOwned
from accredit.registrations.models import Registration

from .issuing import IssueRun


class NumberSeries(OrganizationOwned):
    """The gapless numbers of one organization; the row is counted up in the transaction that uses the number."""

    prefix = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="number_series_once")]


class Certificate(OrganizationOwned):
    """What a person is certified for. Status changes only in `services.issuing`, `services.ending`."""

    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="+")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    activity_version = models.PositiveIntegerField()
    """The course's edition; 1 of an event, whose occurrences are events of their own."""
    serial = models.PositiveIntegerField()
    """Place in the organization's series, and its place in the status list."""
    number = models.CharField(max_length=24)
    code = models.CharField(max_length=26)
    status = models.CharField(
        max_length=10, choices=[(one, one) for one in CertificateStatus], default=CertificateStatus.PENDING
    )
    held_for = models.CharField(max_length=20, choices=[(one, one) for one in HeldFor], blank=True)
    """Why a pending certificate waits for a person; empty while it is only waiting for the job."""
    attempt_error = models.CharField(max_length=300, blank=True)
    """What went wrong at the last try to make the files."""

    holder_name = models.CharField(max_length=200, blank=True)
    """As printed; empty once the holder has left."""
    title = models.CharField(max_length=160)
    evidence = models.JSONField(default=list)
    """Sentences on what was done, from the gate that opened."""
    credits = models.JSONField(default=list)
    """What it is worth, in hundredths: as `services.issuing` copies it from the course, and as `services.worth` works
    it out for an event, with `rule_version` of the accreditor's rule, null where the amount is fixed."""
    attendance = models.JSONField(null=True)
    """Of an event: days, seconds, format and place, as `services.worth.attendance_facts` writes them down when it is
    issued; null of a course, and once the holder has left."""
    issue_run = models.ForeignKey(IssueRun, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """The run that issued it, of an event's."""
    rule_version = models.PositiveIntegerField(default=0)
    """The version of the gate; 0 is the default one."""
    earned_on = models.DateField()
    """Of a course the day of completion in the holder's zone then, of an event its last day in its own zone; never
    changes."""

    wording = models.JSONField(null=True)
    """What the PDF's page says around the facts, and who signs it, as `services.documents.page_wording` took it from
    the template when the files were made. Null before that, and for files made before it was kept."""
    made_at = models.DateTimeField(null=True)
    """The instant that the files state; set when they are made, and `issued_at` equals it."""
    issued_at = models.DateTimeField(null=True)
    pdf_key = models.CharField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    credential_key = models.CharField(max_length=200, blank=True)
    credential_sha256 = models.CharField(max_length=64, blank=True)
    mailed_at = models.DateTimeField(null=True)

    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=20, choices=[(one, one) for one in RevokedBecause], blank=True)
    revoke_reason = models.CharField(max_length=300, blank=True)
    """In words that the public page shows."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replacements")
    root_id = models.UUIDField()
    """The first certificate of a chain of replacements: its own id when it replaces none."""
    holder_erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="certificate_code_once"),
            models.UniqueConstraint(fields=["organization", "serial"], name="certificate_serial_once"),
            models.UniqueConstraint(
                fields=["holder", "course", "activity_version"],
                condition=Q(status__in=["pending", "issued"], replaces=None),
                name="certificate_one_original",
            ),
            models.UniqueConstraint(
                fields=["holder", "course", "activity_version"],
                condition=Q(status="issued"),
                name="certificate_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["holder", "course", "activity_version"],
                condition=Q(status="pending"),
                name="certificate_one_pending",
            ),
            models.UniqueConstraint(
                fields=["holder", "event", "activity_version"],
                condition=Q(status__in=["pending", "issued"], replaces=None, event__isnull=False),
                name="certificate_event_one_original",
            ),
            models.UniqueConstraint(
                fields=["holder", "event", "activity_version"],
                condition=Q(status="issued", event__isnull=False),
                name="certificate_event_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["holder", "event", "activity_version"],
                condition=Q(status="pending", event__isnull=False),
                name="certificate_event_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=False, enrollment__isnull=False, event=None, registration=None)
                | Q(course=None, enrollment=None, event__isnull=False, registration__isnull=False),
                name="certificate_one_activity",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "superseded", "expired"])
                | (Q(issued_at__isnull=False) & ~Q(pdf_sha256="") & ~Q(credential_sha256="")),
                name="certificate_issued_has_files",
            ),
            models.CheckConstraint(
                condition=~Q(status="revoked") | Q(revoked_at__isnull=False), name="certificate_revoked_when"
            ),
        ]
        indexes = [
            # A person's own, newest first.
            models.Index(fields=["holder", "-created_at", "-id"], name="certificate_by_holder"),
            # An organization's, newest first.
            models.Index(fields=["organization", "-created_at", "-id"], name="certificate_by_organization"),
            # An event's, for dry runs and its list.
            models.Index(fields=["event", "status"], name="certificate_by_event", condition=Q(event__isnull=False)),
            # A place's own.
            models.Index(
                fields=["registration"], name="certificate_by_registration", condition=Q(registration__isnull=False)
            ),
            # How far a run is.
            models.Index(fields=["issue_run"], name="certificate_by_run", condition=Q(issue_run__isnull=False)),
            # The job that looks after what was left behind.
            models.Index(fields=["created_at"], name="certificate_unfinished", condition=Q(status="pending")),
        ]

    def __str__(self) -> str:
        return self.number
