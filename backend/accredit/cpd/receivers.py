"""What the credit record listens to."""

from __future__ import annotations

from datetime import datetime

from accredit.certificates.domain_events import CertificateIssued, CertificateRevoked

from . import services


def on_certificate(event: CertificateIssued | CertificateRevoked, *, now: datetime) -> None:
    services.ledger_follow(certificate_id=event.certificate_id, now=now)
