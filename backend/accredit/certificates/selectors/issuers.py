"""What anybody may know of an issuer: its keys, and which certificates hold no more."""

from __future__ import annotations

from uuid import UUID

from accredit.certificates.exceptions import IssuerNotFound, KeyNotFound
from accredit.certificates.models import Certificate, SigningKey
from accredit.certificates.rules.acts import VOID
from accredit.organizations.exceptions import NoSuchOrganization
from accredit.organizations.models import Organization
from accredit.organizations.selectors import organization_get

from .loading import Loader

_KEYS = Loader(SigningKey, by="organization_id")


def issuer_get(*, organization_id: UUID) -> Organization:
    """An organization that has issued, or can issue, certificates. Raises IssuerNotFound."""
    try:
        return organization_get(organization_id=organization_id)
    except NoSuchOrganization:
        raise IssuerNotFound from None


def keys_of(*, organization: Organization) -> list[SigningKey]:
    """All keys of an organization, retired ones too, oldest first."""
    return list(SigningKey.objects.filter(organization=organization).order_by("created_at", "id"))


def key_get(*, organization: Organization, key_id: UUID) -> SigningKey:
    """One key of this organization. Raises KeyNotFound, also for another's."""
    found = SigningKey.objects.select_related("organization").filter(pk=key_id, organization=organization).first()
    if found is None:
        raise KeyNotFound
    return found


def keys_in_use(*, organization: Organization) -> list[SigningKey]:
    """An organization's keys that sign, one a purpose at most."""
    return [key for key in _KEYS.rows(organization.id) if key.retired_at is None]


def void_serials(*, organization: Organization, first: int, beyond: int) -> list[int]:
    """Serials from `first` up to but without `beyond` whose certificates were revoked or replaced."""
    rows = Certificate.objects.filter(organization=organization, serial__gte=first, serial__lt=beyond, status__in=VOID)
    return list(rows.order_by("serial").values_list("serial", flat=True))
