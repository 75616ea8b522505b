"""How an organization's certificates read."""

from __future__ import annotations

from accredit.certificates.models import CertificateTemplate
from accredit.organizations.models import Organization

from .loading import Loader

_OF_ORGANIZATION = Loader(CertificateTemplate, by="organization_id")


def template_of(organization: Organization) -> CertificateTemplate:
    """The organization's template, or an unsaved one with the defaults."""
    found = _OF_ORGANIZATION.first(organization.id)
    if found is None:
        return CertificateTemplate(organization=organization)
    found.organization = organization
    return found
