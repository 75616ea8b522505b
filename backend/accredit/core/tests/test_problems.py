from __future__ import annotations

import pytest
from django.test import Client
from rest_framework import exceptions as drf

from accredit.core.api.problems import problem_response
from accredit.core.errors import FieldError, IllegalTransition, ProblemError, TooManyRequests, Unprocessable


def body(error: Exception) -> tuple[int, dict[str, object]]:
    answer = problem_response(error, {})
    assert answer is not None
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.data


def test_a_named_failure_becomes_a_problem_with_its_fields() -> None:
    status, data = body(Unprocessable("Not today.", errors=[FieldError("lines.0.quantity", "too_many", "Two left.")]))
    assert status == 422
    assert data == {
        "type": "about:blank",
        "title": Unprocessable.title,
        "status": 422,
        "detail": "Not today.",
        "code": "unprocessable",
        "errors": [{"path": "lines.0.quantity", "code": "too_many", "message": "Two left."}],
    }


def test_an_illegal_step_names_both_states() -> None:
    status, data = body(IllegalTransition("order", "paid", "open"))
    assert (status, data["detail"]) == (409, "The order is paid; it cannot become open.")


def test_nested_input_errors_get_dotted_paths() -> None:
    _, data = body(drf.ValidationError({"lines": [{}, {"quantity": ["Too many."]}], "non_field_errors": ["Empty."]}))
    assert data["errors"] == [
        {"path": "lines.1.quantity", "code": "invalid", "message": "Too many."},
        {"path": "", "code": "invalid", "message": "Empty."},
    ]


def test_too_many_requests_say_when_to_come_back() -> None:
    answer = problem_response(TooManyRequests(retry_after=30), {})
    assert answer is not None
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


def test_an_unexpected_error_is_not_dressed_up() -> None:
    assert problem_response(RuntimeError("bug"), {}) is None


@pytest.mark.django_db
def test_an_unknown_api_address_is_a_problem_and_not_a_page() -> None:
    answer = Client().get("/api/nothing/here/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_every_failure_has_a_sentence() -> None:
    pending, seen = [ProblemError], 0
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        assert kind.title.endswith((".", "wrong")), kind
        assert kind.code == kind.code.lower()
        seen += 1
    assert seen > 8
