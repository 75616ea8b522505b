"""Hidden tickets, shown to whoever has the word for them."""

from __future__ import annotations

from datetime import timedelta

from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.api.limits import Limit, LimitedView, network_of
from accredit.core.api import problem_responses
from accredit.core.api.description import extend_schema
from accredit.events.api.views.events import public_event
from accredit.registrations import selectors, services
from accredit.registrations.api import examples
from accredit.registrations.api.serializers import UnlockedQuerySerializer, UnlockedSerializer

WORDS = Limit("unlock-tickets", 60, timedelta(minutes=15))
"""Codes that are tried from one address of the network."""


class UnlockedTicketsView(LimitedView):
    public = True

    @extend_schema(
        operation_id="registrations_unlocked_list",
        summary="The hidden tickets of an event that a promo code is for, as they can be had at this moment",
        description="Empty for a word that opens nothing here. Registering with the same `promo_code` takes them.",
        parameters=[UnlockedQuerySerializer],
        responses={200: UnlockedSerializer, **problem_responses(400, 404, 429)},
        examples=examples.answer({"tickets": [examples.TICKET]}),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(UnlockedQuerySerializer)
        self.spend(WORDS, network_of(request))
        event = public_event(self, query["event"])
        unlocked = services.tickets_unlocked(code=query["promo_code"], now=self.now)
        tickets = selectors.tickets_hidden(event, ids=unlocked, now=self.now)
        return Response({"tickets": tickets}, headers={"Cache-Control": "private, no-store"})
