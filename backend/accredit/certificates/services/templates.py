"""How an organization's certificates read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from accredit.certificates.domain_events import TemplateChanged
from accredit.certificates.exceptions import TemplateNotUsable
from accredit.certificates.gateways.documents import sha256_hex
from accredit.certificates.gateways.facts import MAX_IMAGE_BYTES, MAX_SIGNATORIES, CertificateFacts
from accredit.certificates.gateways.rendering import (
    FactsInvalid,
    RenderingFailed,
    TextNotCovered,
    render_pdf,
    render_picture,
)
from accredit.certificates.models import Certificate, CertificateTemplate
from accredit.certificates.rules.acts import number_prefix, number_text
from accredit.certificates.selectors import template_of
from accredit.core import outbox, storage
from accredit.core.errors import FieldError
from accredit.organizations.models import Organization

from .documents import Paper, page_facts
from .issuing import certificates_release

PLAIN = ("intro", "statement", "accent_color", "show_evidence")
SAMPLE_CODE = "2" * 26
SHOWN_FOR = timedelta(minutes=15)


def template_save(
    *, organization: Organization, values: Mapping[str, Any], actor_id: UUID, now: datetime
) -> CertificateTemplate:
    """Set the template whole. It is tried on a sample first, so that a template that cannot be set is never stored.

    A signatory keeps the picture named by `signature_key` if this template had it, or brings a new one as base64 in
    `signature_png`. Certificates that were on hold for their wording are tried again. Raises TemplateNotUsable.
    """
    before = template_of(organization)
    template = CertificateTemplate(organization=organization, created_at=now)
    pictures = _apply(template, before, values)
    _try_on(template, now=now, pictures=pictures)
    for key, content in pictures.items():
        storage.private().write(key, content)
    with transaction.atomic():
        saved, _ = CertificateTemplate.objects.update_or_create(
            organization=organization,
            defaults={field: getattr(template, field) for field in (*PLAIN, "signatories")},
            create_defaults={
                "created_at": now,
                **{field: getattr(template, field) for field in (*PLAIN, "signatories")},
            },
        )
        outbox.publish(
            TemplateChanged(organization_id=organization.id), organization_id=organization.id, actor_id=actor_id
        )
        certificates_release(organization_id=organization.id)
    return saved


def template_preview(*, organization: Organization, values: Mapping[str, Any], now: datetime) -> bytes:
    """A sample certificate as a PNG by `values`, as `template_save` takes them. Stores nothing. Raises
    TemplateNotUsable."""
    candidate = CertificateTemplate(organization=organization)
    pictures = _apply(candidate, template_of(organization), values)
    return _try_on(candidate, now=now, pictures=pictures, render=render_picture)


def signature_url(key: str) -> str | None:
    """A short-lived address of a signatory's picture, None without one."""
    return storage.private().signed_url(key, expires=SHOWN_FOR) if key else None


def _apply(template: CertificateTemplate, before: CertificateTemplate, values: Mapping[str, Any]) -> dict[str, bytes]:
    """Fill `template`; returns the new pictures by the key that they will have."""
    for field in PLAIN:
        setattr(template, field, values.get(field, getattr(template, field)))
    people: Sequence[Mapping[str, Any]] = values.get("signatories", ())
    if len(people) > MAX_SIGNATORIES:
        raise _unusable("signatories", f"At most {MAX_SIGNATORIES} people fit under the certificate.")
    kept = {one["signature_key"] for one in before.signatories}
    pictures: dict[str, bytes] = {}
    template.signatories = []
    for index, person in enumerate(people):
        key = person.get("signature_key", "")
        if person.get("signature_png"):
            content = _decode(person["signature_png"], f"signatories.{index}.signature_png")
            key = f"signatures/{template.organization_id}/{sha256_hex(content)}.png"
            pictures[key] = content
        elif key and key not in kept:
            raise _unusable(f"signatories.{index}.signature_key", "This picture is not one of your template's.")
        template.signatories.append({"name": person["name"], "title": person.get("title", ""), "signature_key": key})
    return pictures


def _decode(text: str, path: str) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _unusable(path, "Send the picture as base64.") from error
    if len(content) > MAX_IMAGE_BYTES or not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise _unusable(path, f"Send a PNG picture of at most {MAX_IMAGE_BYTES // 1024} kB.")
    return content


def _try_on(
    template: CertificateTemplate,
    *,
    now: datetime,
    pictures: Mapping[str, bytes],
    render: Callable[[CertificateFacts], bytes] = render_pdf,
) -> bytes:
    organization = template.organization
    year = now.astimezone(ZoneInfo(organization.time_zone)).year
    sample = Certificate(
        organization=organization,
        holder_name="Amara Okafor",
        title="A sample course, to see how a certificate looks",
        number=number_text(number_prefix(organization.name, organization.slug), year, 0),
        code=SAMPLE_CODE,
        earned_on=now.date(),
        evidence=["Completed all 6 lessons", "Scored 90% in “Closing quiz”"],
        credits=[
            {
                "name": "Clinical",
                "accreditor": "Sample council",
                "category": 1,
                "decimals": 1,
                "amount_hundredths": 450,
                "approval_reference": "",
            }
        ],
    )
    try:
        return render(page_facts(sample, Paper(template, pictures), now=now))
    except TextNotCovered as problem:
        missing = " ".join(sorted(problem.characters))
        message = f"No font of the certificate draws these characters: {missing}"
        raise _unusable(_path(problem.field), message) from problem
    except (FactsInvalid, RenderingFailed) as problem:
        raise _unusable(_path(getattr(problem, "field", "")), "This text or picture cannot be set.") from problem


def _path(field_name: str) -> str:
    names = {"wording.intro": "intro", "wording.link": "statement", "brand_colour": "accent_color"}
    return names.get(field_name, field_name)


def _unusable(path: str, message: str) -> TemplateNotUsable:
    return TemplateNotUsable(errors=[FieldError(path, "not_usable", message)])
