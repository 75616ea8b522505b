"""Faults of the API, its errors and its guards."""

from __future__ import annotations

import time

import pytest
import stripe

from sandbox.tests.harness import API_KEY, Sandbox, http


def test_the_next_calls_answer_500_and_then_it_heals(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("faults", {"kind": "error", "count": 2})
    for _ in range(2):
        with pytest.raises(stripe.APIError) as caught:
            stripe_client.v1.products.list()
        assert caught.value.http_status == 500
    assert stripe_client.v1.products.list().data == []


def test_a_fault_can_be_for_one_path_and_method(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("faults", {"kind": "error", "count": None, "path": "/v1/customers", "method": "POST"})
    assert stripe_client.v1.products.list().data == []
    with pytest.raises(stripe.APIError):
        stripe_client.v1.customers.create({"name": "Ada"})
    http.delete(f"{sandbox.url}/_control/api/faults")
    assert stripe_client.v1.customers.create({"name": "Ada"}).name == "Ada"


def test_a_rate_limit_says_its_reason_and_a_lock_does_not(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("faults", {"kind": "rate_limit", "reason": "endpoint-rate"})
    with pytest.raises(stripe.RateLimitError) as caught:
        stripe_client.v1.products.list()
    assert (caught.value.headers or {})["stripe-rate-limited-reason"] == "endpoint-rate"
    sandbox.control("faults", {"kind": "lock_timeout"})
    with pytest.raises(stripe.RateLimitError) as locked:
        stripe_client.v1.products.list()
    assert "stripe-rate-limited-reason" not in (locked.value.headers or {})
    assert locked.value.error is not None
    assert locked.value.error.code == "lock_timeout"


def test_a_dropped_connection_is_a_connection_error(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("faults", {"kind": "reset"})
    with pytest.raises(stripe.APIConnectionError):
        stripe_client.v1.customers.create({"name": "Ada"})
    assert sandbox.control("counts")["customers"] == 0


def test_a_call_can_outlast_the_clients_patience(sandbox: Sandbox) -> None:
    sandbox.control("faults", {"kind": "timeout"})
    client = sandbox.client(http_client=stripe.RequestsClient(timeout=0.2))
    with pytest.raises(stripe.APIConnectionError, match="Timeout"):
        client.v1.customers.create({"name": "Ada"})


def test_an_answer_can_be_late(sandbox: Sandbox, stripe_client: stripe.StripeClient) -> None:
    sandbox.control("faults", {"kind": "delay", "delay_ms": 150})
    began = time.monotonic()
    assert stripe_client.v1.products.list().data == []
    assert time.monotonic() - began >= 0.15


@pytest.mark.parametrize("key", ["sk_test_wrong", ""])
def test_a_wrong_key_is_a_401(sandbox: Sandbox, key: str) -> None:
    answer = http.get(f"{sandbox.url}/v1/products", headers={"Authorization": f"Bearer {key}"} if key else {})
    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "invalid_request_error"
    if key:
        with pytest.raises(stripe.AuthenticationError):
            sandbox.client(api_key=key).v1.products.list()


def test_the_key_may_be_the_basic_user_name(sandbox: Sandbox) -> None:
    assert http.get(f"{sandbox.url}/v1/products", auth=(API_KEY, "")).status_code == 200
    assert http.get(f"{sandbox.url}/v1/products", auth=("sk_test_other", "")).status_code == 401


def test_another_api_version_or_a_connected_account_is_refused(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {API_KEY}"}
    for extra in ({"Stripe-Version": "2024-06-20"}, {"Stripe-Account": "acct_1"}):
        answer = http.get(f"{sandbox.url}/v1/products", headers={**headers, **extra})
        assert answer.status_code == 400
        assert "sandbox" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/coupons"), ("DELETE", "/v1/products/prod_1"), ("POST", "/v1/")]
)
def test_an_unknown_address_is_a_404_in_stripes_shape(sandbox: Sandbox, method: str, path: str) -> None:
    answer = http.request(method, sandbox.url + path, headers={"Authorization": f"Bearer {API_KEY}"})
    assert answer.status_code == 404
    assert answer.json()["error"]["message"].startswith(f"Unrecognized request URL ({method}: {path})")


def test_other_web_sites_are_kept_out(sandbox: Sandbox) -> None:
    foreign_name = http.get(f"{sandbox.url}/_control/", headers={"Host": "evil.example"})
    assert foreign_name.status_code == 400
    foreign_form = http.post(f"{sandbox.url}/_control/api/reset", headers={"Origin": "http://evil.example"})
    assert foreign_form.status_code == 403
    own_form = http.post(f"{sandbox.url}/_control/api/reset", headers={"Origin": sandbox.url})
    assert own_form.status_code == 200


@pytest.mark.parametrize(
    ("path", "payload"),
    [("faults", {"kind": "fire"}), ("faults", {"kind": "error", "often": 3}), ("webhooks", {"copies": 0})],
)
def test_a_wrong_order_to_the_control_api_is_a_422(sandbox: Sandbox, path: str, payload: dict[str, object]) -> None:
    assert http.post(f"{sandbox.url}/_control/api/{path}", json=payload).status_code == 422
    assert http.post(f"{sandbox.url}/_control/api/{path}", content=b"{").status_code == 400
    assert http.get(f"{sandbox.url}/_control/api/events?limit=many").status_code == 400
