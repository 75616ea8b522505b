"""The certificate's own page, and what machines read to check one: issuer, keys, status list.

The documents under `/.well-known/accredit/` are public data for any origin, outside the JSON API and its schema.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from accredit.certificates import selectors, services
from accredit.certificates.exceptions import CertificateNotFound, IssuerNotFound
from accredit.certificates.models import Certificate
from accredit.core import clock
from accredit.core.api.spa import Head, page

STANDING = {
    "pending": "This certificate is being prepared.",
    "issued": "Genuine, and in force.",
    "revoked": "Revoked: it does not hold any more.",
    "superseded": "Genuine, and replaced by a newer one.",
    "expired": "Genuine, and no longer in force.",
}


@require_safe
def certificate_document(request: HttpRequest, code: str) -> HttpResponse:
    """`/c/{code}`; 404 with the same document for a code that is nobody's. Never indexed: the code is the key to it."""
    try:
        certificate = selectors.certificate_by_code(code=code)
    except CertificateNotFound:
        response = page(request, Head(title="Certificate not found", index=False), status=404)
    else:
        response = page(request, _head(certificate))
    # The code must not travel on to other sites.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _head(certificate: Certificate) -> Head:
    holder = certificate.holder_name or "holder withheld"
    return Head(
        title=f"{certificate.title}: {holder}",
        description=f"{STANDING[certificate.status]} Issued by {certificate.organization.name}, {certificate.number}.",
        canonical=f"{settings.PUBLIC_URL}/c/{certificate.code}",
        index=False,
    )


@require_safe
def issuer(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Who signs: an Open Badges profile that is a controller document with every credential key, also retired ones."""
    try:
        organization = selectors.issuer_get(organization_id=organization_id)
        document = services.issuer_document_build(organization=organization)
    except IssuerNotFound:
        return _missing()
    return _public(json.dumps(document), "application/ld+json")


@require_safe
def document_certificates(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """The X.509 certificates of all keys that sealed PDFs, as PEM."""
    try:
        organization = selectors.issuer_get(organization_id=organization_id)
        pem = services.document_certificates(organization=organization)
    except IssuerNotFound:
        return _missing()
    return _public(pem, "application/pem-certificate-chain")


@require_safe
def status_list(request: HttpRequest, organization_id: UUID, number: int) -> HttpResponse:
    """Which certificates of an issuer hold no more (W3C Bitstring Status List)."""
    try:
        organization = selectors.issuer_get(organization_id=organization_id)
        document: dict[str, Any] = services.status_list_build(organization=organization, number=number, now=clock.now())
    except IssuerNotFound:
        return _missing()
    return _public(json.dumps(document), "application/vc+ld+json")


def _public(body: str, content_type: str) -> HttpResponse:
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=60"}
    return HttpResponse(body, content_type=content_type, headers=headers)


def _missing() -> HttpResponse:
    return HttpResponse(IssuerNotFound.title, status=404, content_type="text/plain; charset=utf-8")


ISSUER = ".well-known/accredit/issuers/<uuid:organization_id>"
urlpatterns = [
    path("c/<str:code>", certificate_document, name="certificate-page"),
    path(ISSUER, issuer, name="issuer-document"),
    path(f"{ISSUER}/certificates.pem", document_certificates, name="issuer-certificates"),
    path(f"{ISSUER}/status/<int:number>", status_list, name="issuer-status-list"),
]
