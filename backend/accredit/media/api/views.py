"""Upload slots. The bytes go straight to the store; only words about them come here."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.media import selectors, services
from accredit.media.permissions import require_upload
from accredit.media.rules import ALLOWANCES, Purpose
from accredit.organizations.api.staff import HEADER, StaffView
from accredit.organizations.models import Organization
from accredit.organizations.permissions import Permission
from accredit.organizations.selectors import membership_get

from .serializers import (
    PictureInputSerializer,
    PictureSerializer,
    UploadCreatedSerializer,
    UploadInputSerializer,
    UploadSerializer,
    render,
)

EXAMPLE = OpenApiExample(
    "A lesson's film",
    value={"purpose": "video", "file_name": "lesson-1.mp4", "media_type": "video/mp4", "size": 48_000_000},
    request_only=True,
)


class UploadList(ApiView):
    @extend_schema(
        operation_id="media_upload_create",
        request=UploadInputSerializer,
        responses={201: UploadCreatedSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        """Ask for a slot. What belongs to an organization names it in the header, and needs a role there."""
        given = self.parse(UploadInputSerializer)
        purpose = Purpose(given["purpose"])
        upload, slot = services.upload_request(
            owner_id=self.caller_id,
            organization=self._organization(request, purpose),
            purpose=purpose,
            file_name=given["file_name"],
            media_type=given["media_type"],
            size=given["size"],
            now=self.now,
        )
        answer = {"url": slot.url, "method": slot.method, "headers": dict(slot.headers)}
        return Response(render(upload) | {"slot": answer}, status=201)

    def _organization(self, request: Request, purpose: Purpose) -> Organization | None:
        if not ALLOWANCES[purpose].of_organization:
            return None
        membership = membership_get(slug=request.headers.get(HEADER, "").strip(), user_id=self.caller_id)
        require_upload(membership, purpose)
        return membership.organization


class Avatar(ApiView):
    @extend_schema(
        operation_id="media_avatar_put",
        request=PictureInputSerializer,
        responses={200: PictureSerializer, **problem_responses(400, 401, 404, 409)},
        examples=[OpenApiExample("Take it away", value={"upload_id": None}, request_only=True)],
    )
    def put(self, request: Request) -> Response:
        """Show a checked picture beside one's name."""
        upload_id = self.parse(PictureInputSerializer)["upload_id"]
        return Response({"image_url": services.avatar_adopt(user_id=self.caller_id, upload_id=upload_id)})


class Logo(StaffView):
    permission = Permission.MANAGE_ORGANIZATION

    @extend_schema(
        operation_id="media_logo_put",
        request=PictureInputSerializer,
        responses={200: PictureSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=[OpenApiExample("Take it away", value={"upload_id": None}, request_only=True)],
    )
    def put(self, request: Request) -> Response:
        """Show a checked picture as the organization's logo."""
        upload_id = self.parse(PictureInputSerializer)["upload_id"]
        address = services.logo_adopt(organization=self.organization, actor_id=self.caller_id, upload_id=upload_id)
        return Response({"image_url": address})


class UploadDetail(ApiView):
    @extend_schema(operation_id="media_upload_get", responses={200: UploadSerializer, **problem_responses(401, 404)})
    def get(self, request: Request, upload_id: UUID) -> Response:
        """How far a file of one's own has come."""
        return Response(render(selectors.upload_get(upload_id=upload_id, owner_id=self.caller_id)))

    @extend_schema(operation_id="media_upload_cancel", responses={204: None, **problem_responses(401, 404)})
    def delete(self, request: Request, upload_id: UUID) -> Response:
        """Give up an upload that is not sent yet."""
        services.upload_cancel(upload=selectors.upload_get(upload_id=upload_id, owner_id=self.caller_id))
        return Response(status=204)


class UploadFinalize(ApiView):
    @extend_schema(
        operation_id="media_upload_finalize",
        request=None,
        responses={202: UploadSerializer, **problem_responses(401, 404, 409)},
    )
    def post(self, request: Request, upload_id: UUID) -> Response:
        """Say that the file is sent; it is checked in a job, so ask again until it is ready or failed."""
        upload = selectors.upload_get(upload_id=upload_id, owner_id=self.caller_id)
        return Response(render(services.upload_finalize(upload=upload, now=self.now)), status=202)
