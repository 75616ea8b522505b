"""The keys that an organization signs with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.certificates.domain_events import KeyRotated
from accredit.certificates.exceptions import KeyRotatedMeanwhile
from accredit.certificates.gateways.credential import generate_credential_key
from accredit.certificates.gateways.sealing import generate_document_key
from accredit.certificates.models import SigningKey
from accredit.certificates.selectors import keys_in_use
from accredit.core import outbox, secrets
from accredit.core.constraints import violates
from accredit.organizations.models import Organization


def key_current(*, organization: Organization, purpose: SigningKey.Purpose, now: datetime) -> SigningKey:
    """The key in use; the first call makes it. Of several first calls at once all return the same key."""
    current = SigningKey.objects.filter(organization=organization, purpose=purpose, retired_at=None)
    if (found := current.first()) is not None:
        return found
    fresh = _generate(organization, purpose, now=now)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as error:
        if not violates(error, SigningKey, "signing_key_one_current"):
            raise
        return current.get()
    return fresh


def keys_current(*, organization: Organization, now: datetime) -> tuple[SigningKey, SigningKey]:
    """Both keys in use, for documents and for credentials, in one query; the first call makes them."""
    found = {key.purpose: key for key in keys_in_use(organization=organization)}

    def current(purpose: SigningKey.Purpose) -> SigningKey:
        return found.get(purpose) or key_current(organization=organization, purpose=purpose, now=now)

    return current(SigningKey.Purpose.DOCUMENT), current(SigningKey.Purpose.CREDENTIAL)


def key_rotate(*, key: SigningKey, actor_id: UUID, now: datetime) -> SigningKey:
    """Retire a key in use and make its successor; what the old one signed stays verifiable.

    The caller names the key, so that a second click does not rotate twice: it raises KeyRotatedMeanwhile.
    """
    fresh = _generate(key.organization, SigningKey.Purpose(key.purpose), now=now)
    with transaction.atomic():
        if not SigningKey.objects.filter(pk=key.pk, retired_at=None).update(retired_at=now):
            raise KeyRotatedMeanwhile
        fresh.save(force_insert=True)
        outbox.publish(
            KeyRotated(organization_id=key.organization_id, key_id=fresh.id, purpose=fresh.purpose),
            organization_id=key.organization_id,
            actor_id=actor_id,
        )
    return fresh


def private_key(key: SigningKey) -> bytes:
    """The private part in the clear, for the moment of signing."""
    return secrets.unwrap(bytes(key.private_wrapped))


def _generate(organization: Organization, purpose: SigningKey.Purpose, *, now: datetime) -> SigningKey:
    key = SigningKey(organization=organization, purpose=purpose, created_at=now)
    if purpose is SigningKey.Purpose.DOCUMENT:
        private, certificate = generate_document_key(f"{organization.name}, certificates", organization.name, now)
        key.algorithm, key.certificate_pem = "ecdsa-p256", certificate.decode("ascii")
    else:
        private, key.public_key = generate_credential_key()
        key.algorithm = "ed25519"
    key.private_wrapped = secrets.wrap(private)
    return key
