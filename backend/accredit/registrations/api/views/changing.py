"""Passing a place on, and changing its answers."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers import (
    AnswersInputSerializer,
    RegistrationDetailSerializer,
    StaffRegistrationSerializer,
    TokenQuerySerializer,
    TransferInputSerializer,
    TransferredSerializer,
)

from .registrations import OwnView


class RegistrationTransferView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_transfer",
        summary="Pass a place on to somebody else, who gets a ticket of their own",
        description=(
            "Until the event begins, and while nobody was let in with the ticket. The old ticket and the old link end; "
            "both people are told by mail. Answers stay behind."
        ),
        request=TransferInputSerializer,
        parameters=[TokenQuerySerializer],
        responses={200: TransferredSerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange(examples.TRANSFER, {"status": "transferred", "successor": examples.TRANSFER}),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row, given = self.own(registration_id), self.parse(TransferInputSerializer)
        successor = services.registration_transfer(
            registration=row, actor_id=self.optional_caller_id, now=self.now, **given
        )
        return Response({"status": row.status, "successor": {"name": successor.name, "email": successor.email}})


class RegistrationAnswersView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_answers",
        summary="Answer the organizer's questions anew, until the event begins",
        request=AnswersInputSerializer,
        parameters=[TokenQuerySerializer],
        responses={200: RegistrationDetailSerializer, **problem_responses(400, 401, 404, 409)},
        examples=examples.exchange({"answers": {}}, examples.DETAIL),
    )
    def put(self, request: Request, registration_id: UUID) -> Response:
        row, given = self.own(registration_id), self.parse(AnswersInputSerializer)
        services.registration_answers_change(
            registration=row, answers=given["answers"], actor_id=self.optional_caller_id, now=self.now
        )
        return Response(self.answer(row))


class StaffTransferView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_registration_reassign",
        summary="Give somebody's place to another person; the answer is the other person's place",
        request=TransferInputSerializer,
        responses={200: StaffRegistrationSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(examples.TRANSFER, examples.STAFF | examples.TRANSFER),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = selectors.registration_for_staff(organization=self.organization, registration_id=registration_id)
        given = self.parse(TransferInputSerializer)
        successor = services.registration_transfer(registration=row, actor_id=self.caller_id, now=self.now, **given)
        return Response(selectors.staff_registration(successor))
