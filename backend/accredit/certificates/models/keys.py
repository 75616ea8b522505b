"""What an organization signs with."""

from __future__ import annotations

from django.db import models

from accredit.organizations.models import OrganizationOwned


class SigningKey(OrganizationOwned):
    """One key pair of an organization. A retired one signs nothing more but goes on verifying what it signed."""

    class Purpose(models.TextChoices):
        DOCUMENT = "document"
        CREDENTIAL = "credential"

    purpose = models.CharField(max_length=10, choices=Purpose)
    algorithm = models.CharField(max_length=20)
    public_key = models.TextField(blank=True)
    """As Multikey (`z6Mk…`); of a credential key."""
    certificate_pem = models.TextField(blank=True)
    """The X.509 certificate that travels in a sealed PDF; of a document key."""
    private_wrapped = models.BinaryField()
    """Encrypted by `core.secrets`; never leaves the process in the clear."""
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "purpose"],
                condition=models.Q(retired_at=None),
                name="signing_key_one_current",
            )
        ]
        # The issuer document lists all keys of an organization.
        indexes = [models.Index(fields=["organization", "purpose", "created_at"], name="signing_key_by_organization")]
