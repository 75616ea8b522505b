"""What an organization sees and decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.certificates import selectors, services
from accredit.certificates.api import examples, rendering
from accredit.certificates.api.serializers import (
    GateSerializer,
    GateWriteSerializer,
    RevokeSerializer,
    SigningKeyListSerializer,
    SigningKeySerializer,
    StaffCertificateSerializer,
    StaffListQuerySerializer,
    TemplateSerializer,
    TemplateWriteSerializer,
)
from accredit.certificates.rules.stored_clauses import clause_json
from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.negotiation import AnyAccepted
from accredit.learning.models import Course
from accredit.learning.selectors import course_for_staff
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

ALL = CursorList("-created_at", "-id")
PNG = "image/png"


class OrganizationCertificateListView(StaffView):
    permission = Permission.VIEW_CERTIFICATES

    @extend_schema(
        operation_id="certificates_organization_list",
        summary="The organization's certificates, newest first",
        parameters=[StaffListQuerySerializer],
        responses={200: paginated(StaffCertificateSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[examples.answer({"results": [examples.STAFF_CERTIFICATE], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        rows = selectors.certificates_of_organization(
            organization=self.organization, **self.parse_query(StaffListQuerySerializer)
        )
        return ALL.paginate(request, rows, rendering.staff_certificate_json)


class RevokeView(StaffView):
    permission = Permission.ISSUE_CERTIFICATES

    @extend_schema(
        operation_id="certificates_revoke",
        summary="Revoke a certificate for good; its public page says so, with the reason",
        request=RevokeSerializer,
        responses={200: StaffCertificateSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=[examples.sent({"reason": "Issued in error."}), examples.answer(examples.REVOKED)],
    )
    @idempotent()
    def post(self, request: Request, certificate_id: UUID) -> Response:
        certificate = selectors.certificate_for_staff(organization=self.organization, certificate_id=certificate_id)
        reason = self.parse(RevokeSerializer)["reason"]
        revoked = services.certificate_revoke(
            certificate=certificate, actor_id=self.caller_id, reason=reason, now=self.now
        )
        return Response(rendering.staff_certificate_json(revoked))


class ReissueView(StaffView):
    permission = Permission.ISSUE_CERTIFICATES

    @extend_schema(
        operation_id="certificates_reissue",
        summary="Issue a new certificate where one was revoked by mistake; the revoked one stays revoked",
        request=None,
        responses={202: StaffCertificateSerializer, **problem_responses(401, 403, 404, 409)},
        examples=[examples.answer({**examples.STAFF_CERTIFICATE, "status": "pending", "issued_on": None}, "202")],
    )
    @idempotent()
    def post(self, request: Request, certificate_id: UUID) -> Response:
        certificate = selectors.certificate_for_staff(organization=self.organization, certificate_id=certificate_id)
        fresh = services.certificate_reissue(certificate=certificate, actor_id=self.caller_id, now=self.now)
        return Response(rendering.staff_certificate_json(fresh), status=status.HTTP_202_ACCEPTED)


class GateView(StaffView):
    permission = Permission.VIEW_CERTIFICATES
    permission_by_method = {"PUT": Permission.DESIGN_CERTIFICATES}

    @extend_schema(
        operation_id="certificates_gate_retrieve",
        summary="What a course asks for before it certifies",
        responses={200: GateSerializer, **problem_responses(401, 403, 404)},
        examples=[examples.answer(examples.GATE)],
    )
    def get(self, request: Request, course_id: UUID) -> Response:
        return Response(_gate(course_for_staff(organization=self.organization, slug_or_id=str(course_id))))

    @extend_schema(
        operation_id="certificates_gate_update",
        summary="Set what a course asks for; learners whom it lets through get their certificates",
        request=GateWriteSerializer,
        responses={200: GateSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[examples.sent({"clauses": examples.CLAUSES}), examples.answer(examples.GATE)],
    )
    def put(self, request: Request, course_id: UUID) -> Response:
        course = course_for_staff(organization=self.organization, slug_or_id=str(course_id))
        clauses = self.parse(GateWriteSerializer)["clauses"]
        services.gate_save(course=course, clauses=clauses, actor_id=self.caller_id, now=self.now)
        return Response(_gate(course))


class TemplateView(StaffView):
    permission = Permission.VIEW_CERTIFICATES
    permission_by_method = {"PUT": Permission.DESIGN_CERTIFICATES}

    @extend_schema(
        operation_id="certificates_template_retrieve",
        summary="How the organization's certificates read",
        responses={200: TemplateSerializer, **problem_responses(401, 403, 404)},
        examples=[examples.answer(examples.TEMPLATE)],
    )
    def get(self, request: Request) -> Response:
        return Response(rendering.template_json(selectors.template_of(self.organization)))

    @extend_schema(
        operation_id="certificates_template_update",
        summary="Set wording, colour and signatories of the certificates to come",
        request=TemplateWriteSerializer,
        responses={200: TemplateSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[examples.sent(examples.TEMPLATE_INPUT), examples.answer(examples.TEMPLATE)],
    )
    def put(self, request: Request) -> Response:
        values = self.parse(TemplateWriteSerializer)
        template = services.template_save(
            organization=self.organization, values=values, actor_id=self.caller_id, now=self.now
        )
        return Response(rendering.template_json(template))


class TemplatePreviewView(StaffView):
    permission = Permission.VIEW_CERTIFICATES
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="certificates_template_preview",
        summary="A sample certificate by a template that is not saved yet, as a picture",
        request=TemplateWriteSerializer,
        responses={(200, PNG): OpenApiTypes.BINARY, **problem_responses(400, 401, 403, 404, 422)},
        examples=[examples.sent(examples.TEMPLATE_INPUT), examples.answer("PNG …", media_type=PNG)],
    )
    def post(self, request: Request) -> HttpResponseBase:
        values = self.parse(TemplateWriteSerializer)
        picture = services.template_preview(organization=self.organization, values=values, now=self.now)
        return HttpResponse(picture, content_type=PNG, headers={"Cache-Control": "private, no-store"})


class KeyListView(StaffView):
    permission = Permission.VIEW_CERTIFICATES

    @extend_schema(
        operation_id="certificates_key_list",
        summary="The organization's signing keys, retired ones too; the public parts",
        responses={200: SigningKeyListSerializer, **problem_responses(401, 403, 404)},
        examples=[examples.answer({"results": [examples.KEY]})],
    )
    def get(self, request: Request) -> Response:
        keys = selectors.keys_of(organization=self.organization)
        return Response({"results": [rendering.key_json(key) for key in keys]})


class KeyRotateView(StaffView):
    permission = Permission.MANAGE_ORGANIZATION

    @extend_schema(
        operation_id="certificates_key_rotate",
        summary="Retire a key and make its successor; what it signed stays verifiable",
        request=None,
        responses={201: SigningKeySerializer, **problem_responses(401, 403, 404, 409)},
        examples=[examples.answer(examples.KEY, "201")],
    )
    @idempotent()
    def post(self, request: Request, key_id: UUID) -> Response:
        key = selectors.key_get(organization=self.organization, key_id=key_id)
        fresh = services.key_rotate(key=key, actor_id=self.caller_id, now=self.now)
        return Response(rendering.key_json(fresh), status=status.HTTP_201_CREATED)


def _gate(course: Course) -> dict[str, Any]:
    version, clauses = selectors.gate_of_course(course.id)
    return rendering.gate_json(course, version, [clause_json(one) for one in clauses], selectors.gate_promise(course))
