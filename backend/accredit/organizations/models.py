"""Tenants, who belongs to them, and who has been asked to."""

from __future__ import annotations

from django.db import models

from accredit.accounts.models import User
from accredit.core.models import Record

from .rules import Role


class Organization(Record):
    """A tenant: whoever offers courses and events and issues certificates."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=60)
    brand_color = models.CharField(max_length=7, default="#3a5a44")
    """`#rrggbb`, lower case."""
    logo_key = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64, default="UTC")
    course_review_required = models.BooleanField(default=False, db_default=False)
    """Whether somebody with `review_courses` has to look at a course before it is published."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug"], name="organization_slug_once")]

    def __str__(self) -> str:
        return self.slug


class OrganizationOwned(Record):
    """Base of every row that belongs to one tenant."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Membership(OrganizationOwned):
    """A person's roles in one organization."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    """Names of `rules.Role`, in that order; never empty."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organization"], name="membership_once")]
        indexes = [
            # The team list, oldest member first.
            models.Index(fields=["organization", "created_at", "id"], name="membership_by_organization")
        ]

    def has(self, role: Role) -> bool:
        return role.value in self.roles


class Invitation(OrganizationOwned):
    """An open question to an address: will you join? Only the hash of the mailed secret is kept."""

    email = models.EmailField(max_length=254)
    roles = models.JSONField(default=list)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, null=True)
    """Null until the mailing job has made the secret, and again once the invitation is closed."""
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_once"),
        ]
        indexes = [
            # The list of open invitations, newest first.
            models.Index(
                fields=["organization", "-created_at", "-id"],
                name="invitation_by_organization",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
            )
        ]
