"""The caller's cart."""

from __future__ import annotations

from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.billing.api import examples
from accredit.billing.api.rendering import cart_json
from accredit.billing.api.schema import answer, body
from accredit.billing.api.serializers import CartSerializer, ItemInput
from accredit.billing.selectors import cart_item_get, sellers
from accredit.billing.services.carts import cart_add, cart_remove, cart_view
from accredit.billing.services.purchasables import ItemRef
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent


class CartView(ApiView):
    """Everything that the caller means to buy."""

    @extend_schema(
        operation_id="cart_items_list",
        summary="My cart",
        description="In the order in which it was filled, at present prices, with totals for each currency.",
        tags=["cart"],
        responses={200: CartSerializer, **problem_responses(401)},
        examples=[answer(examples.CART)],
    )
    def get(self, request: Request) -> Response:
        return Response(self._cart())

    @extend_schema(
        operation_id="cart_items_create",
        summary="Put something into my cart",
        description="Answers with the whole cart. What is there already stays there once (200).",
        tags=["cart"],
        request=ItemInput,
        responses={201: CartSerializer, 200: CartSerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=[answer(examples.CART, "200", "201"), body(examples.CART_INPUT)],
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        given = self.parse(ItemInput)
        _, added = cart_add(user_id=self.caller_id, item=ItemRef(given["item_kind"], given["item_id"]), now=self.now)
        return Response(self._cart(), status=status.HTTP_201_CREATED if added else status.HTTP_200_OK)

    def _cart(self) -> dict[str, object]:
        cart = cart_view(user_id=self.caller_id, now=self.now)
        return cart_json(cart, sellers(entry.quote.organization_id for entry in cart.entries if entry.quote))


class CartItemView(ApiView):
    """One thing in the caller's cart."""

    @extend_schema(
        operation_id="cart_items_destroy",
        summary="Take something out of my cart",
        tags=["cart"],
        responses={204: None, **problem_responses(401, 404)},
    )
    def delete(self, request: Request, cart_item_id: UUID) -> Response:
        cart_remove(item=cart_item_get(user_id=self.caller_id, cart_item_id=cart_item_id))
        return Response(status=status.HTTP_204_NO_CONTENT)
