"""Idempotency keys."""

from __future__ import annotations

import threading
from typing import Any

import httpx
import pytest
import stripe

from sandbox.tests.harness import API_KEY, Sandbox, http, pay, session_params, until


def _post(sandbox: Sandbox, path: str, body: dict[str, str], key: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {API_KEY}", "Idempotency-Key": key}
    return http.post(f"{sandbox.url}{path}", data=body, headers=headers, timeout=20)


def test_the_same_key_gets_the_same_answer_marked_as_replayed(sandbox: Sandbox) -> None:
    first = _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")
    again = _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["original-request"] == first.headers["request-id"]
    assert again.json() == first.json()
    assert sandbox.control("counts")["customers"] == 1


def test_the_same_key_with_other_parameters_is_a_400(stripe_client: stripe.StripeClient) -> None:
    stripe_client.v1.customers.create({"name": "Ada"}, {"idempotency_key": "key-1"})
    with pytest.raises(stripe.IdempotencyError) as caught:
        stripe_client.v1.customers.create({"name": "Grace"}, {"idempotency_key": "key-1"})
    assert caught.value.http_status == 400
    assert caught.value.user_message == (
        "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using "
        "a key other than 'key-1' if you meant to execute a different request."
    )


def test_the_same_key_at_another_endpoint_is_a_400(stripe_client: stripe.StripeClient) -> None:
    stripe_client.v1.customers.create({"name": "Ada"}, {"idempotency_key": "key-1"})
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        stripe_client.v1.products.create({"name": "Ada"}, {"idempotency_key": "key-1"})


def test_the_same_key_while_the_first_is_running_is_a_409(sandbox: Sandbox) -> None:
    sandbox.control("faults", {"kind": "delay", "delay_ms": 20_000, "count": 1})
    answers: list[httpx.Response] = []
    first = threading.Thread(target=lambda: answers.append(_post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")))
    first.start()
    until(lambda: sandbox.control("faults")["held"] == 1, "the first to begin")
    second = _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")
    http.delete(f"{sandbox.url}/_control/api/faults")
    first.join()
    assert (second.status_code, second.json()["error"]["code"]) == (409, "idempotency_key_in_use")
    assert answers[0].status_code == 200
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1").json() == answers[0].json()
    assert sandbox.control("counts")["customers"] == 1


def test_a_500_is_kept_under_its_key(sandbox: Sandbox) -> None:
    sandbox.control("faults", {"kind": "error", "count": 1})
    first = _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")
    again = _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1")
    assert (first.status_code, again.status_code) == (500, 500)
    assert again.headers["idempotent-replayed"] == "true"
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-2").status_code == 200


def test_a_503_from_before_the_api_is_not_kept(sandbox: Sandbox) -> None:
    sandbox.control("faults", {"kind": "error", "status": 503, "count": 1})
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1").status_code == 503
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1").status_code == 200


def test_what_failed_validation_is_not_kept(sandbox: Sandbox) -> None:
    assert _post(sandbox, "/v1/customers", {"nam": "Ada"}, "key-1").status_code == 400
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "key-1").status_code == 200


def test_what_the_state_of_things_refused_is_kept(stripe_client: stripe.StripeClient) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    charge = stripe_client.v1.charges.list().data[0].id
    whole = stripe_client.v1.refunds.create({"charge": charge})
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            stripe_client.v1.refunds.create({"charge": charge}, {"idempotency_key": "key-1"})
    assert (caught.value.headers or {})["idempotent-replayed"] == "true"
    assert [one.id for one in stripe_client.v1.refunds.list().data] == [whole.id]


def test_a_key_has_at_most_255_characters(sandbox: Sandbox) -> None:
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "k" * 255).status_code == 200
    assert _post(sandbox, "/v1/customers", {"name": "Ada"}, "k" * 256).status_code == 400


@pytest.mark.parametrize(
    "fault", [{"kind": "reset", "executes": True}, {"kind": "timeout", "delay_ms": 50, "executes": True}]
)
def test_the_sdks_own_retry_after_a_lost_answer_does_the_work_once(sandbox: Sandbox, fault: dict[str, Any]) -> None:
    sandbox.control("faults", {**fault, "count": 1, "method": "POST"})
    client = sandbox.client(max_network_retries=2)
    made = client.v1.customers.create({"name": "Ada"})
    assert client.v1.customers.retrieve(made.id).name == "Ada"
    assert sandbox.control("counts")["customers"] == 1
