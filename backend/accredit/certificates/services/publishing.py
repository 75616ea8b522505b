"""What an issuer shows to anybody who checks: its keys, and which certificates hold no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from accredit.certificates.exceptions import IssuerNotFound
from accredit.certificates.gateways.credential import (
    build_status_list,
    issuer_document,
    sign_credential,
    verification_method_id,
)
from accredit.certificates.models import NumberSeries, SigningKey
from accredit.certificates.selectors import keys_of, void_serials
from accredit.organizations.models import Organization

from .documents import STATUS_LIST_BITS, issuer_address
from .keys import key_current, private_key

Document = dict[str, Any]


def issuer_document_build(*, organization: Organization) -> Document:
    """The issuer's profile with every credential key, the one in use first. Raises IssuerNotFound for an organization
    that has never made a key."""
    keys = keys_of(organization=organization)
    credential = [key for key in keys if key.purpose == SigningKey.Purpose.CREDENTIAL]
    if not credential:
        raise IssuerNotFound
    newest_first = sorted(credential, key=lambda key: key.retired_at is not None)
    return issuer_document(
        issuer_id=issuer_address(organization.id),
        name=organization.name,
        url=settings.PUBLIC_URL,
        public_multikeys=[key.public_key for key in newest_first],
    )


def document_certificates(*, organization: Organization) -> str:
    """The X.509 certificates of all document keys as one PEM text, for readers that check a PDF's seal themselves.
    Raises IssuerNotFound when there is none."""
    keys = keys_of(organization=organization)
    chain = [key.certificate_pem for key in keys if key.purpose == SigningKey.Purpose.DOCUMENT]
    if not chain:
        raise IssuerNotFound
    return "".join(chain)


def status_list_build(*, organization: Organization, number: int, now: datetime) -> Document:
    """One signed list of the organization's revoked and replaced certificates. Raises IssuerNotFound for a list that no
    certificate refers to."""
    series = NumberSeries.objects.filter(organization=organization).first()
    first = number * STATUS_LIST_BITS
    if series is None or number < 0 or series.last < first:
        raise IssuerNotFound
    void = void_serials(organization=organization, first=first, beyond=first + STATUS_LIST_BITS)
    key = key_current(organization=organization, purpose=SigningKey.Purpose.CREDENTIAL, now=now)
    issuer = issuer_address(organization.id)
    # To the minute: whoever asks again at once gets the same bytes.
    moment = now.replace(second=0, microsecond=0)
    document = build_status_list(
        url=f"{issuer}/status/{number}",
        issuer_id=issuer,
        revoked=[serial - first for serial in void],
        valid_from=moment,
    )
    return sign_credential(document, private_key(key), verification_method_id(issuer, key.public_key), moment)
