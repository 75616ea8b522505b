"""What a certificate's files say, and their making. Reads rows and stores; writes nothing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accredit.accreditation.selectors import format_credits
from accredit.certificates.gateways import facts as limits
from accredit.certificates.gateways.credential import (
    CredentialFacts,
    HashedEmail,
    build_credential,
    sign_credential,
    verification_method_id,
)
from accredit.certificates.gateways.rendering import (
    CertificateFacts,
    CreditLine,
    Logo,
    Signatory,
    Wording,
    render_pdf,
    uncovered_characters,
)
from accredit.certificates.gateways.sealing import load_document_signer, seal_pdf
from accredit.certificates.models import Certificate, CertificateTemplate
from accredit.certificates.rules.wording import attended_in_words, date_in_words, evidence_beyond
from accredit.certificates.selectors import template_of
from accredit.core import storage
from accredit.organizations.models import Organization

from .keys import keys_current, private_key

STATUS_LIST_BITS = 131_072
LANGUAGE = "en-GB"
LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Files:
    """The sealed PDF and the signed credential, as bytes to be stored, and what `page_wording` says of the page."""

    pdf: bytes
    credential: bytes
    wording: dict[str, Any]


def issuer_address(organization_id: UUID) -> str:
    """The issuer's identifier, for ever: it holds the id because names and slugs change."""
    return f"{settings.PUBLIC_URL}/.well-known/accredit/issuers/{organization_id}"


def status_list_address(organization_id: UUID, serial: int) -> tuple[str, int]:
    """Where a certificate's revocation is published, and its place in that list."""
    number, index = divmod(serial, STATUS_LIST_BITS)
    return f"{issuer_address(organization_id)}/status/{number}", index


def verify_address(code: str) -> str:
    """The public page."""
    return f"{settings.PUBLIC_URL}/c/{code}"


class Desk:
    """Where an organization's certificates are made: its template, pictures and keys, read once for all that are made
    in one go."""

    def __init__(self, organization: Organization, *, now: datetime) -> None:
        self._paper = Paper(template_of(organization))
        document_key, credential_key = keys_current(organization=organization, now=now)
        self._signer = load_document_signer(private_key(document_key), document_key.certificate_pem.encode("ascii"))
        self._credential_key = private_key(credential_key)
        self._method = verification_method_id(issuer_address(organization.id), credential_key.public_key)
        self._now = now

    def files_make(self, certificate: Certificate) -> Files:
        """Render, seal and sign. Raises FactsInvalid, TextNotCovered or NameNotCovered for what cannot be set, and
        RenderingFailed or PdfNotSealable."""
        now = self._now
        pdf = render_pdf(page_facts(certificate, self._paper, now=now))
        sealed = seal_pdf(pdf, self._signer, signed_at=now, reason=f"Certificate {certificate.number}")
        unsigned = build_credential(_credential_facts(certificate, now=now))
        signed = sign_credential(unsigned, self._credential_key, self._method, now)
        credential = json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()
        return Files(sealed, credential, page_wording(self._paper.template))


class Paper:
    """What every page of a template has in common. `pictures` are signatures that are not stored yet, by key."""

    def __init__(self, template: CertificateTemplate, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.template = template
        self.logo = _logo(template.organization)
        self.signatories = _signatories(template, pictures)


def page_wording(template: CertificateTemplate) -> dict[str, Any]:
    """What the page takes from the template, for the row: a later change of the template is not one of the PDF.

    Signatories without their pictures: the handwriting stands in the sealed file and nowhere else.
    """
    return {
        "intro": template.intro,
        "statement": template.statement,
        "color": template.accent_color or template.organization.brand_color,
        "show_evidence": template.show_evidence,
        "signatories": [{"name": one["name"], "title": one["title"]} for one in template.signatories],
    }


def page_facts(certificate: Certificate, paper: Paper, *, now: datetime) -> CertificateFacts:
    """What stands on the page."""
    organization, template = certificate.organization, paper.template
    issued_on = now.astimezone(ZoneInfo(organization.time_zone)).date()
    address = verify_address(certificate.code)
    host = urlsplit(address).netloc
    label = f"{host}/c/{certificate.code}"
    return CertificateFacts(
        organization=organization.name,
        brand_colour=template.accent_color or organization.brand_color,
        holder=certificate.holder_name,
        title=certificate.title,
        number=certificate.number,
        verify_url=address,
        verify_label=label if len(label) <= limits.MAX_LABEL else f"{host}/c"[: limits.MAX_LABEL],
        issued_on=issued_on,
        issued_label=f"Issued {date_in_words(issued_on)}",
        logo=paper.logo,
        details=_details(certificate, template),
        credits=tuple(_credit_line(line) for line in certificate.credits[: limits.MAX_CREDITS]),
        total=_total(certificate.credits),
        approval=_approval(certificate.credits),
        signatories=paper.signatories,
        wording=Wording(intro=template.intro, link=template.statement),
        language=LANGUAGE,
    )


def _credential_facts(certificate: Certificate, *, now: datetime) -> CredentialFacts:
    organization = certificate.organization
    status_list, index = status_list_address(organization.id, certificate.serial)
    hundredths = sum(line["amount_hundredths"] for line in certificate.credits) if certificate.credits else None
    page, subtitle = _activity(certificate)
    return CredentialFacts(
        credential_id=verify_address(certificate.code),
        issuer_id=issuer_address(organization.id),
        issuer_name=organization.name,
        issuer_url=settings.PUBLIC_URL,
        name=f"{certificate.title}, certificate {certificate.number}",
        valid_from=now,
        # A salted hash lets the holder prove that it is theirs, and tells nobody else their address.
        subject=HashedEmail(email=certificate.holder.email, salt=secrets.token_hex(16)),
        achievement_id=page,
        achievement_name=certificate.title,
        achievement_description=subtitle or certificate.title,
        criteria="; ".join(certificate.evidence)
        or f"Met every requirement of the {'course' if certificate.course_id else 'event'}.",
        status_list_url=status_list,
        status_index=index,
        earned_hundredths=hundredths,
        available_hundredths=hundredths,
        evidence=evidence_sentences(certificate),
    )


def evidence_sentences(certificate: Certificate) -> tuple[str, ...]:
    """What was done, and of an event first when and where."""
    attended = [attended_in_words(certificate.attendance)] if certificate.attendance else []
    return (*attended, *certificate.evidence)


def _activity(certificate: Certificate) -> tuple[str, str]:
    """Page and subtitle of what it was earned in."""
    if certificate.event is not None:
        return f"{settings.PUBLIC_URL}/events/{certificate.event.slug}", certificate.event.subtitle
    if certificate.course is not None:
        return f"{settings.PUBLIC_URL}/courses/{certificate.course.slug}", certificate.course.subtitle
    return settings.PUBLIC_URL, ""


def _details(certificate: Certificate, template: CertificateTemplate) -> tuple[str, ...]:
    lines = [f"Completed on {date_in_words(certificate.earned_on)} · online course"]
    if certificate.attendance:
        # A place in a script without a font must not keep the certificate from its holder.
        facts = certificate.attendance
        place = facts["place"] if not uncovered_characters(facts["place"]) else ""
        lines = [shortened(attended_in_words({**facts, "place": place}), limits.MAX_LINE)]
    evidence = " · ".join(evidence_beyond(certificate.attendance, certificate.evidence))
    # A lesson's title in a script without a font must not keep the certificate from its holder.
    if template.show_evidence and evidence and not uncovered_characters(evidence):
        lines.append(shortened(evidence, limits.MAX_LINE))
    return tuple(lines)


def _credit_line(line: dict[str, Any]) -> CreditLine:
    return CreditLine(
        amount_hundredths=line["amount_hundredths"],
        decimals=line["decimals"],
        name=shortened(line["name"], limits.MAX_LABEL),
    )


def _total(lines: Sequence[dict[str, Any]]) -> CreditLine | None:
    if not lines:
        return None
    return CreditLine(
        amount_hundredths=sum(line["amount_hundredths"] for line in lines),
        decimals=max(line["decimals"] for line in lines),
        name="CPD credits",
    )


def _approval(lines: Sequence[dict[str, Any]]) -> str:
    """Who recognises the credit and under which reference; what the page has no room for as an amount is named here."""
    parts = [f"{line['accreditor']}, {line['approval_reference']}" for line in lines if line["approval_reference"]]
    text = f"Approved by {'; '.join(dict.fromkeys(parts))}" if parts else ""
    beyond = [
        f"{format_credits(line['amount_hundredths'], line['decimals'])} {line['name']}"
        for line in lines[limits.MAX_CREDITS :]
    ]
    return shortened(" · ".join(filter(None, [*beyond, text])), limits.MAX_LINE)


def _logo(organization: Organization) -> Logo | None:
    """The organization's logo where it is a picture that fits; the page draws its initial otherwise."""
    key = organization.logo_key
    mime = LOGO_TYPES.get(f".{key.rpartition('.')[2]}".lower())
    if mime is None or not storage.public().exists(key):
        return None
    content = storage.public().read(key)
    return Logo(content=content, mime=mime) if len(content) <= limits.MAX_IMAGE_BYTES else None


def _signatories(template: CertificateTemplate, pictures: Mapping[str, bytes]) -> tuple[Signatory, ...]:
    return tuple(
        Signatory(name=one["name"], title=one["title"], signature_png=_signature(one["signature_key"], pictures))
        for one in template.signatories
    )


def _signature(key: str, pictures: Mapping[str, bytes]) -> bytes | None:
    if not key or key in pictures:
        return pictures.get(key)
    store = storage.private()
    return store.read(key) if store.exists(key) else None


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
