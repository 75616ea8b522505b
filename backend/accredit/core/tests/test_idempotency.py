from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from accredit.core.api import ApiView
from accredit.core.api.idempotency import idempotent
from accredit.core.errors import Conflict
from accredit.core.models import IdempotencyRecord
from accredit.core.testing import at_once

pytestmark = pytest.mark.django_db
EFFECTS: list[Any] = []


class Effect(ApiView):
    public = True

    @idempotent(required=True)
    def post(self, request: Request) -> Response:
        EFFECTS.append(request.data)
        body: dict[str, Any] = dict(request.data)
        if body.get("conflict"):
            raise Conflict
        if pause := body.get("pause"):
            time.sleep(pause)
        return Response({"count": len(EFFECTS)}, status=201)


urlpatterns = [path("effect/", Effect.as_view())]


@pytest.fixture(autouse=True)
def _routes() -> Iterator[None]:
    EFFECTS.clear()
    with override_settings(ROOT_URLCONF=__name__):
        yield


def post(body: dict[str, Any], key: str | None = "k1") -> Any:
    return APIClient().post("/effect/", body, format="json", headers={"Idempotency-Key": key} if key else {})


@pytest.mark.happy
def test_the_same_request_twice_has_one_effect_and_one_answer() -> None:
    first, second = post({"a": 1}), post({"a": 1})
    assert (first.status_code, first.data) == (201, {"count": 1})
    assert (second.status_code, second.data, len(EFFECTS)) == (201, {"count": 1}, 1)
    assert second["Idempotent-Replayed"] == "true"


def test_a_key_used_for_another_body_is_refused() -> None:
    post({"a": 1})
    answer = post({"a": 2})
    assert (answer.status_code, answer.data["code"]) == (422, "idempotency_key_reused")


def test_a_request_without_a_key_is_told_to_send_one() -> None:
    answer = post({}, key=None)
    assert (answer.status_code, answer.data["code"]) == (400, "idempotency_key_required")


def test_a_conflict_is_not_kept_so_that_trying_again_can_succeed() -> None:
    assert post({"conflict": True}).status_code == 409
    assert not IdempotencyRecord.objects.exists()


def test_a_key_whose_process_died_is_taken_over_after_a_minute() -> None:
    post({"a": 1})
    IdempotencyRecord.objects.update(status=None, body=None)
    row = IdempotencyRecord.objects.get()
    IdempotencyRecord.objects.update(created_at=row.created_at - timedelta(minutes=2))
    assert post({"a": 1}).data == {"count": 2}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_parallel_twins_have_one_effect_and_the_same_answer() -> None:
    answers = at_once([lambda: post({"pause": 0.2}).data] * 5)
    assert answers == [{"count": 1}] * 5
