"""Registering, one's own places, and the organizer's table."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.limits import Limit, LimitedView, network_of
from accredit.billing.exceptions import PaymentProviderUnavailable
from accredit.billing.services.checkout import checkout_start
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.events import selectors as events
from accredit.events.api.views.events import public_event
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission, permissions_of
from accredit.registrations import selectors, services
from accredit.registrations.api import examples, quick
from accredit.registrations.api.serializers import (
    BlockInputSerializer,
    CancelledSerializer,
    CheckoutUrlSerializer,
    DeclineInputSerializer,
    MyRegistrationSerializer,
    PlacedSerializer,
    RegisterInputSerializer,
    RegistrationDetailSerializer,
    RegistrationQuerySerializer,
    StaffCancelInputSerializer,
    StaffRegistrationSerializer,
    TokenQuerySerializer,
)
from accredit.registrations.models import Registration
from accredit.registrations.services import Attendee, Placed

GUESTS = Limit("register-guests", 30, timedelta(hours=1))
"""Registrations without an account, from one address of the network."""


class RegistrationListView(ApiView):
    @extend_schema(
        operation_id="registrations_registration_list",
        summary="One's own places and those booked for others, latest first",
        responses={200: paginated(MyRegistrationSerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.MINE], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.registrations_of_person(person_id=self.caller_id)
        page = CursorList().paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.my_registrations(page.data["results"], caller_id=self.caller_id)
        return page


class RegisterView(LimitedView):
    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (answer := quick.registered(request)) is not None:
            return answer
        return super().dispatch(request, *args, **kwargs)

    @extend_schema(
        operation_id="registrations_register",
        summary="Register one person or several, with an account or as a guest",
        description=(
            "All of them or nobody. What is free is confirmed at once; what is not is held for 35 minutes while it is "
            "paid at `checkout_url`; where approval is asked for, everybody waits for it first. Of free places a guest "
            "is answered alike whether or not somebody has one: whoever has one keeps it, and learns of it by mail."
        ),
        request=RegisterInputSerializer,
        responses={201: PlacedSerializer, **problem_responses(400, 404, 409, 422, 429, 503)},
        examples=examples.exchange(
            examples.REGISTER,
            examples.PLACED,
        ),
    )
    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        given = self.parse(RegisterInputSerializer)
        if self.optional_caller_id is None:
            self.spend(GUESTS, network_of(request))
        placed = services.registration_place(
            event=public_event(self, given["event"]),
            attendees=[
                Attendee(one["ticket_type"], one["name"], one["email"], one["answers"]) for one in given["attendees"]
            ],
            booked_by=self.optional_caller_id,
            contact_email=given["contact_email"],
            promo_code=given["promo_code"],
            unlocked=services.tickets_unlocked(code=given["promo_code"], now=self.now),
            now=self.now,
        )
        # Who pays for a place needs its link at once; any other goes to its person by mail.
        pays = any(row.order_id for row in placed.registrations)
        own = given["contact_email"] or given["attendees"][0]["email"] if pays else ""
        return Response(placed_json(placed, own=own, now=self.now), status=status.HTTP_201_CREATED)


class OwnView(ApiView):
    """A place of the caller, or of whoever has the mailed link."""

    public = True

    def own(self, registration_id: UUID) -> Registration:
        """Raises NotSignedIn, RegistrationNotFound, TicketNotFound."""
        if token := self.parse_query(TokenQuerySerializer)["token"]:
            code = services.registration_code_of(token)
            return selectors.registration_by_link(registration_id=registration_id, code=code)
        return selectors.registration_for_person(person_id=self.caller_id, registration_id=registration_id)

    def answer(self, row: Registration) -> dict[str, Any]:
        """The place in full, as its people see it."""
        by_link = bool(self.request.query_params.get("token"))
        return selectors.my_registration(
            row,
            ticket=services.ticket_of(row),
            caller_id=None if by_link else self.optional_caller_id,
            now=self.now,
        )


class RegistrationView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_retrieve",
        summary="One place with its ticket, its own link when it is time, and what would come back",
        parameters=[TokenQuerySerializer],
        responses={200: RegistrationDetailSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.DETAIL),
    )
    def get(self, request: Request, registration_id: UUID) -> Response:
        row = self.own(registration_id)
        return Response(self.answer(row))


class RegistrationCancelView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_cancel",
        summary="Give a place up; what the policy promised goes back",
        request=None,
        parameters=[TokenQuerySerializer],
        responses={200: CancelledSerializer, **problem_responses(401, 404, 409, 503)},
        examples=examples.answer({"status": "cancelled", "refund": examples.REGISTRATION["price"]}),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = self.own(registration_id)
        back = services.registration_cancel_own(registration=row, actor_id=self.optional_caller_id, now=self.now)
        return Response({"status": row.status, "refund": back.as_json() if back else None})


class RegistrationPayView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_pay",
        summary="The payment page of a place that waits for its money",
        request=None,
        parameters=[TokenQuerySerializer],
        responses={200: CheckoutUrlSerializer, **problem_responses(401, 404, 409, 422, 503)},
        examples=examples.answer({"checkout_url": "https://checkout.stripe.com/c/pay/cs_1"}),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = self.own(registration_id)
        url = services.registration_pay(registration=row, payer_id=self.optional_caller_id, now=self.now)
        return Response({"checkout_url": url})


class TicketView(OwnView):
    @extend_schema(
        operation_id="registrations_registration_ticket",
        summary="The ticket to show at the door, as a PDF",
        parameters=[TokenQuerySerializer],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, **problem_responses(401, 404, 409)},
    )
    def get(self, request: Request, registration_id: UUID) -> HttpResponse:
        row = self.own(registration_id)
        answer = HttpResponse(services.ticket_pdf(row), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="ticket-{services.ticket_number(row)}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def placed_json(placed: Placed, *, own: str, now: datetime) -> dict[str, Any]:
    """What came of registering, with the page to pay on. None for the page while the payment service is away: the
    places are held, and `pay/` asks again. A caller without an account gets the link of the place with their `own`
    address; those of the others are theirs."""
    url = None
    if placed.order is not None:
        with suppress(PaymentProviderUnavailable):
            url = checkout_start(order=placed.order, now=now).url
    places = []
    for row in placed.registrations:
        is_own = row.booked_by_id is None and row.email == own.strip().lower()
        places.append((selectors.registration_json(row), services.registration_token(row) if is_own else None))
    order_id = next((row.order_id for row in placed.registrations if row.order_id), None)
    return selectors.placed_page(places, order_id=order_id, checkout_url=url)


class EventRegistrationListView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_event_list",
        summary="Everybody who is registered for an event",
        parameters=[RegistrationQuerySerializer],
        responses={200: paginated(StaffRegistrationSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.STAFF], "next": None, "previous": None}),
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event, query = (
            events.event_get(organization=self.organization, event_id=event_id),
            self.parse_query(RegistrationQuerySerializer),
        )
        rows = selectors.registrations_of_event(
            event=event, status=query["status"], ticket_type_id=query["ticket_type"], search=query["search"]
        )
        return CursorList().paginate(request, rows, selectors.staff_registration)


class ApproveView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_registration_approve",
        summary="Let somebody in who asked for it",
        request=None,
        responses={200: StaffRegistrationSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.STAFF),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = selectors.registration_for_staff(organization=self.organization, registration_id=registration_id)
        row = services.registration_approve(registration=row, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_registration(row))


class DeclineView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_registration_decline",
        summary="Refuse somebody who asked for a place, with the reason",
        request=DeclineInputSerializer,
        responses={200: StaffRegistrationSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"reason": "For members only."}, examples.STAFF | {"status": "cancelled"}),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = selectors.registration_for_staff(organization=self.organization, registration_id=registration_id)
        reason = self.parse(DeclineInputSerializer)["reason"]
        row = services.registration_decline(registration=row, actor_id=self.caller_id, reason=reason, now=self.now)
        return Response(selectors.staff_registration(row))


class StaffCancelView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_registration_revoke",
        summary="Take a place away, with all of the money or none of it",
        description="Giving back what was paid asks for `refund_orders` as well: 403 `refund_not_allowed` without it.",
        request=StaffCancelInputSerializer,
        responses={200: CancelledSerializer, **problem_responses(400, 401, 403, 404, 409, 503)},
        examples=examples.exchange(
            {"reason": "Booked twice.", "refund": True},
            {"status": "cancelled", "refund": examples.REGISTRATION["price"]},
        ),
    )
    @idempotent()
    def post(self, request: Request, registration_id: UUID) -> Response:
        row = selectors.registration_for_staff(organization=self.organization, registration_id=registration_id)
        back = services.registration_cancel(
            registration=row,
            actor_id=self.caller_id,
            may_refund=Permission.REFUND_ORDERS in permissions_of(self.membership.roles),
            now=self.now,
            **self.parse(StaffCancelInputSerializer),
        )
        return Response({"status": row.status, "refund": back.as_json() if back else None})


class BlockView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="registrations_registration_block",
        summary="Have the door refuse a ticket, or let it in again",
        request=BlockInputSerializer,
        responses={200: StaffRegistrationSerializer, **problem_responses(400, 401, 403, 404)},
        examples=examples.exchange({"reason": "Asked to leave last time."}, examples.STAFF),
    )
    def put(self, request: Request, registration_id: UUID) -> Response:
        row = selectors.registration_for_staff(organization=self.organization, registration_id=registration_id)
        row = services.registration_block(
            registration=row, actor_id=self.caller_id, reason=self.parse(BlockInputSerializer)["reason"], now=self.now
        )
        return Response(selectors.staff_registration(row))
