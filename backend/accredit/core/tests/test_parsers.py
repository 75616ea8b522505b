"""Bodies that no view can do anything with are refused before one sees them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accredit.core.ids import new_id
from accredit.core.testing import api

pytestmark = pytest.mark.django_db
ADDRESS = "/api/user/register/"


def send(body: str) -> Any:
    client = api()
    return client.generic("POST", ADDRESS, body, content_type="application/json", HTTP_IDEMPOTENCY_KEY=str(new_id()))


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "fine \udfff"])
@pytest.mark.parametrize("body", [{"email": "{}"}, {"{}": 1}, [["{}"]], {"deep": {"list": [{"x": "{}"}]}}])
def test_a_text_that_can_be_neither_kept_nor_sent_back_is_refused(body: Any, text: str) -> None:
    answer = send(json.dumps(body).replace("{}", json.dumps(text)[1:-1]))
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_what_is_nested_too_deep_to_be_read_is_refused() -> None:
    answer = send("[" * 100_000 + "]" * 100_000)
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_other_characters_are_read_as_they_are() -> None:
    answer = send(json.dumps({"email": "😀 é"}))
    assert answer.json()["errors"]
