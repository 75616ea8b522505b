"""A person's own certificates, and what strangers may ask."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.certificates import selectors, services
from accredit.certificates.api import examples, rendering
from accredit.certificates.api.serializers import (
    CertificateProgressSerializer,
    CertificateSerializer,
    CourseQuerySerializer,
    DownloadSerializer,
    RequirementsSerializer,
    VerificationSerializer,
)
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.negotiation import AnyAccepted
from accredit.learning.selectors import course_published

from .base import HolderOrStaffView

MINE = CursorList("-created_at", "-id")
CREDENTIAL_TYPE = "application/vc+ld+json"


class CertificateListView(ApiView):
    @extend_schema(
        operation_id="certificates_list",
        summary="My certificates, newest first",
        responses={200: paginated(CertificateSerializer), **problem_responses(400, 401)},
        examples=[examples.answer({"results": [examples.CERTIFICATE], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        rows = selectors.certificates_of_holder(user_id=self.caller_id)
        return MINE.paginate(request, rows, rendering.certificate_json)


class DownloadView(HolderOrStaffView):
    @extend_schema(
        operation_id="certificates_download",
        summary="A short-lived address of the sealed PDF, for its holder or the organization",
        parameters=[examples.TENANT_OPTIONAL],
        responses={200: DownloadSerializer, **problem_responses(401, 403, 404, 409)},
        examples=[examples.answer(examples.DOWNLOAD)],
    )
    def get(self, request: Request, certificate_id: UUID) -> Response:
        certificate = self.certificate(certificate_id)
        return Response(rendering.download_json(*selectors.pdf_address(certificate, now=self.now)))


class CredentialView(HolderOrStaffView):
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="certificates_credential",
        summary="The Open Badges 3.0 credential, for its holder or the organization",
        parameters=[examples.TENANT_OPTIONAL],
        responses={(200, CREDENTIAL_TYPE): OpenApiTypes.OBJECT, **problem_responses(401, 403, 404, 409)},
        examples=[examples.answer(examples.CREDENTIAL, media_type=CREDENTIAL_TYPE)],
    )
    def get(self, request: Request, certificate_id: UUID) -> HttpResponseBase:
        certificate = self.certificate(certificate_id)
        response = HttpResponse(selectors.credential_bytes(certificate), content_type=CREDENTIAL_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{certificate.number}.json"'
        response["Cache-Control"] = "private, no-store"
        return response


class CorrectNameView(ApiView):
    @extend_schema(
        operation_id="certificates_correct_name",
        summary="Have my certificate made out to my present legal name",
        description="A new certificate is made and then replaces this one; the old page points to the new one.",
        request=None,
        responses={202: CertificateSerializer, **problem_responses(401, 404, 409)},
        examples=[examples.answer({**examples.CERTIFICATE, "status": "pending", "issued_on": None}, "202")],
    )
    @idempotent()
    def post(self, request: Request, certificate_id: UUID) -> Response:
        certificate = selectors.certificate_for_holder(user_id=self.caller_id, certificate_id=certificate_id)
        replacement = services.certificate_replace(certificate=certificate, now=self.now)
        return Response(rendering.certificate_json(replacement), status=status.HTTP_202_ACCEPTED)


class ProgressView(ApiView):
    @extend_schema(
        operation_id="certificates_progress",
        summary="What I still lack for the certificate of a course",
        parameters=[CourseQuerySerializer],
        responses={200: CertificateProgressSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[examples.answer(examples.PROGRESS)],
    )
    def get(self, request: Request) -> Response:
        course = self.parse_query(CourseQuerySerializer)["course"]
        progress = selectors.certificate_progress(slug_or_id=course, user_id=self.caller_id)
        return Response(rendering.progress_json(progress))


class RequirementsView(ApiView):
    public = True

    @extend_schema(
        operation_id="certificates_requirements",
        summary="What a published course asks for before it certifies",
        parameters=[CourseQuerySerializer],
        responses={200: RequirementsSerializer, **problem_responses(400, 404)},
        examples=[examples.answer(examples.REQUIREMENTS)],
    )
    def get(self, request: Request) -> HttpResponseBase:
        course = course_published(slug_or_id=self.parse_query(CourseQuerySerializer)["course"])
        return conditional_json(request, rendering.requirements_json(course, selectors.gate_promise(course)))


class VerifyView(ApiView):
    public = True

    @extend_schema(
        operation_id="certificates_verify",
        summary="Check a certificate by its code",
        responses={200: VerificationSerializer, **problem_responses(404)},
        examples=[examples.answer(examples.VERIFICATION)],
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        return conditional_json(request, rendering.verification_json(selectors.certificate_by_code(code=code)))
