"""A buyer's orders, and what things would cost."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import basket_json, order_json
from accredit.billing.api.schema import answer, body
from accredit.billing.api.serializers import OrderSerializer, QuoteInput, QuoteSerializer
from accredit.billing.selectors import order_get, orders_of, sellers
from accredit.billing.services.purchasables import ItemRef
from accredit.billing.services.quotes import quote_basket
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema

PAGES = CursorList("-created_at", "-id")


class OrderListView(ApiView):
    """The caller's orders."""

    @extend_schema(
        operation_id="billing_orders_list",
        summary="My orders",
        description="Newest first.",
        tags=["billing"],
        responses={200: paginated(OrderSerializer), **problem_responses(400, 401)},
        examples=[answer(examples.ORDERS)],
    )
    def get(self, request: Request) -> Response:
        return PAGES.paginate(request, orders_of(buyer_id=self.caller_id), order_json)


class OrderDetailView(ApiView):
    """One order of the caller."""

    @extend_schema(
        operation_id="billing_orders_retrieve",
        summary="One of my orders",
        description="Ask again every second or two after a payment until the status is `paid`.",
        tags=["billing"],
        responses={200: OrderSerializer, **problem_responses(401, 404)},
        examples=[answer(examples.ORDER)],
    )
    def get(self, request: Request, order_id: UUID) -> Response:
        return Response(order_json(order_get(order_id=order_id, buyer_id=self.caller_id)))


class QuoteView(ApiView):
    """What an order would cost. Open to strangers: prices are public."""

    public = True

    @extend_schema(
        operation_id="billing_quote",
        summary="What would this cost",
        description="Prices, discount and tax as an order placed now would have them. Nothing is held.",
        tags=["billing"],
        request=QuoteInput,
        responses={200: QuoteSerializer, **problem_responses(400, 404, 409, 422)},
        examples=[answer(examples.QUOTE), body(examples.QUOTE_INPUT)],
    )
    def post(self, request: Request) -> Response:
        given = self.parse(QuoteInput)
        basket = quote_basket(
            items=[ItemRef(item["item_kind"], item["item_id"]) for item in given["items"]],
            buyer_id=self.optional_caller_id,
            promo_code=given["promo_code"],
            now=self.now,
        )
        return Response(basket_json(basket, sellers(line.quote.organization_id for line in basket.lines)))
