"""Going to pay, and hearing from Stripe."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiExample
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import checkout_json
from accredit.billing.api.schema import IDEMPOTENCY_KEY, answer, body
from accredit.billing.api.serializers import CartCheckoutInput, CheckoutInput, CheckoutSerializer
from accredit.billing.exceptions import WebhookForged
from accredit.billing.services.checkout import checkout_cart, checkout_items, checkout_order
from accredit.billing.services.deliveries import delivery_receive
from accredit.billing.services.purchasables import ItemRef
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.problems import plain_problem

_ANSWERS = {True: b'{"kept":true}', False: b'{"kept":false}'}
_PROBLEMS = problem_responses(400, 401, 404, 409, 422, 503)


class CheckoutView(ApiView):
    """Buy one course, or go back to an unfinished order."""

    @extend_schema(
        operation_id="payments_stripe_checkout",
        summary="Pay for a course",
        description=(
            "Places an order at the present price, holds it for 35 minutes and answers where to pay. The same course "
            "again, while its order is unpaid and its price unchanged, gives the same payment page. What is bought "
            "already is refused with 409."
        ),
        tags=["payments"],
        parameters=[IDEMPOTENCY_KEY],
        request=CheckoutInput,
        responses={201: CheckoutSerializer, **_PROBLEMS},
        examples=[answer(examples.CHECKOUT, "201"), body({"course": examples.COURSE_ID, "promo_code": ""})],
    )
    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        given = self.parse(CheckoutInput)
        if "order" in given:
            checkout = checkout_order(buyer_id=self.caller_id, order_id=given["order"], now=self.now)
        else:
            item = ItemRef("course", given["course"])
            checkout = checkout_items(
                buyer_id=self.caller_id, items=[item], promo_code=given["promo_code"], now=self.now
            )
        return Response(checkout_json(checkout), status=status.HTTP_201_CREATED)


class CartCheckoutView(ApiView):
    """Buy what is in the cart."""

    @extend_schema(
        operation_id="payments_stripe_cart_checkout",
        summary="Pay for the cart",
        description=(
            "Orders everything in the cart, or what is of one currency, and answers where to pay. What was paid "
            "leaves the cart."
        ),
        tags=["payments"],
        parameters=[IDEMPOTENCY_KEY],
        request=CartCheckoutInput,
        responses={201: CheckoutSerializer, **_PROBLEMS},
        examples=[answer(examples.CHECKOUT, "201"), body({"currency": "EUR", "promo_code": ""})],
    )
    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        given = self.parse(CartCheckoutInput)
        checkout = checkout_cart(
            buyer_id=self.caller_id, currency=given["currency"], promo_code=given["promo_code"], now=self.now
        )
        return Response(checkout_json(checkout), status=status.HTTP_201_CREATED)


class WebhookView(ApiView):
    """Stripe's deliveries. The signature is the caller's proof; nobody signs in here."""

    public = True
    authentication_classes = ()
    parser_classes = ()
    throttle_classes = ()  # it sends as much as there is to tell

    @extend_schema(
        operation_id="payments_webhook",
        summary="Deliveries of Stripe",
        description="Checks `Stripe-Signature` over the raw body, keeps the event and answers; it is handled in a job.",
        tags=["payments"],
        auth=[],
        request={"application/json": {"type": "object", "additionalProperties": True}},
        responses={
            200: {"type": "object", "properties": {"kept": {"type": "boolean"}}, "required": ["kept"]},
            **problem_responses(400),
        },
        examples=[
            OpenApiExample("Answer", {"kept": True}, response_only=True, status_codes=["200"]),
            body({"id": "evt_1", "object": "event", "type": "checkout.session.completed"}),
        ],
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            kept = delivery_receive(body=request.body, signature=request.META.get("HTTP_STRIPE_SIGNATURE", ""))
        except WebhookForged as problem:
            return plain_problem(problem)
        return HttpResponse(_ANSWERS[kept], content_type="application/json")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Straight to `post`: what is made ready for other views (parsers, who asks, in which form to answer) is not
        looked at here, and costs as much as keeping a delivery."""
        return self.post(request) if request.method == "POST" else super().dispatch(request, *args, **kwargs)
