"""How an organization's certificates read."""

from __future__ import annotations

from accredit.certificates.models import CertificateTemplate
from accredit.organizations.models import Organization


def template_of(organization: Organization) -> CertificateTemplate:
    """The organization's template, or an unsaved one with the defaults."""
    found = CertificateTemplate.objects.filter(organization=organization).first()
    return found or CertificateTemplate(organization=organization)
