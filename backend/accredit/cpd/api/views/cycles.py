"""A person's cycles, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.selectors import user_get
from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.cpd import selectors, services
from accredit.cpd.api import examples
from accredit.cpd.api.rendering import cycle_json
from accredit.cpd.api.serializers import (
    CycleCreateSerializer,
    CycleListSerializer,
    CycleSerializer,
    CycleTermsSerializer,
)
from accredit.cpd.rules import Category
from accredit.cpd.services.cycles import CycleTerms


class CyclesBase(ApiView):
    """What both views need: today where the person is, and one cycle with how it stands."""

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(user_get(user_id=self.caller_id).time_zone)).date()

    def standing(self, cycle_id: UUID) -> dict[str, Any]:
        today = self.today
        rows = selectors.cycles_standing(person_id=self.caller_id, on=today)
        return cycle_json(next(one for one in rows if one.cycle.id == cycle_id), on=today)


class CycleListView(CyclesBase):
    @extend_schema(
        operation_id="cpd_cycles_list",
        summary="My cycles: what they ask for, what is reached, booked and missing",
        responses={200: CycleListSerializer, **problem_responses(401)},
        examples=examples.answer({"results": [examples.CYCLE]}),
    )
    def get(self, request: Request) -> Response:
        today = self.today
        rows = selectors.cycles_standing(person_id=self.caller_id, on=today)
        return Response({"results": [cycle_json(one, on=today) for one in rows]})

    @extend_schema(
        operation_id="cpd_cycles_create",
        summary="Begin a cycle",
        request=CycleCreateSerializer,
        responses={201: CycleSerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange(examples.CYCLE_INPUT, examples.CYCLE),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        data = self.parse(CycleCreateSerializer)
        cycle = services.cycle_create(
            person_id=self.caller_id, accreditor_id=data["accreditor"], terms=_terms(data), now=self.now
        )
        return Response(self.standing(cycle.id), status=status.HTTP_201_CREATED)


class CycleView(CyclesBase):
    @extend_schema(
        operation_id="cpd_cycles_retrieve",
        summary="One of my cycles",
        responses={200: CycleSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.CYCLE),
    )
    def get(self, request: Request, cycle_id: UUID) -> Response:
        return Response(self.standing(selectors.cycle_get(person_id=self.caller_id, cycle_id=cycle_id).id))

    @extend_schema(
        operation_id="cpd_cycles_update",
        summary="Change what one of my cycles asks for",
        request=CycleTermsSerializer,
        responses={200: CycleSerializer, **problem_responses(400, 401, 404, 409, 422)},
        examples=examples.exchange(
            {name: value for name, value in examples.CYCLE_INPUT.items() if name != "accreditor"}, examples.CYCLE
        ),
    )
    def put(self, request: Request, cycle_id: UUID) -> Response:
        cycle = selectors.cycle_get(person_id=self.caller_id, cycle_id=cycle_id)
        services.cycle_change(cycle=cycle, terms=_terms(self.parse(CycleTermsSerializer)), now=self.now)
        return Response(self.standing(cycle.id))

    @extend_schema(
        operation_id="cpd_cycles_destroy",
        summary="Delete one of my cycles; the credit earned in it stays",
        responses={204: None, **problem_responses(401, 404)},
    )
    def delete(self, request: Request, cycle_id: UUID) -> Response:
        services.cycle_delete(cycle=selectors.cycle_get(person_id=self.caller_id, cycle_id=cycle_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _terms(data: Mapping[str, Any]) -> CycleTerms:
    return CycleTerms(
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        target=data["target_hundredths"],
        carry_limit=data["carry_limit_hundredths"],
        categories=[
            Category(one["credit_type"], one["minimum_hundredths"], one["cap_hundredths"]) for one in data["categories"]
        ],
    )
