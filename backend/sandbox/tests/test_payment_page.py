"""The hosted payment page, as a browser without scripts uses it."""

from __future__ import annotations

import pytest
import stripe

from sandbox.tests.harness import Receiver, Sandbox, http, pay, session_params


def _charges(client: stripe.StripeClient) -> list[stripe.Charge]:
    return client.v1.charges.list({"limit": 100}).data


def test_the_page_shows_lines_total_and_a_way_back(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params(customer_email="ada@example.com"))
    page = http.get(str(session.url))
    assert page.status_code == 200
    for text in (
        "Evidence course",
        "Pay $120.00",
        'href="http://127.0.0.1:9/cart"',
        "Sandbox",
        'value="ada@example.com"',
    ):
        assert text in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_every_input_of_the_page_has_a_label(stripe_client: stripe.StripeClient) -> None:
    from html.parser import HTMLParser

    inputs: set[str] = set()
    labels: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "input" and given.get("type") != "hidden":
                inputs.add(str(given["id"]))
            if tag == "label":
                labels.add(str(given["for"]))

    Reader().feed(http.get(str(stripe_client.v1.checkout.sessions.create(session_params()).url)).text)
    assert inputs
    assert inputs == labels


def test_markup_in_a_product_name_is_shown_not_run(stripe_client: stripe.StripeClient) -> None:
    params = session_params()
    params["line_items"][0]["price_data"]["product_data"]["name"] = "<img src=x onerror=alert(1)>"
    page = http.get(str(stripe_client.v1.checkout.sessions.create(params).url)).text
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_payment_completes_the_session_and_returns_to_the_merchant(
    stripe_client: stripe.StripeClient, receiver: Receiver
) -> None:
    session = stripe_client.v1.checkout.sessions.create(
        session_params(
            client_reference_id="order-7",
            metadata={"order": "7"},
            payment_intent_data={"metadata": {"intent": "yes"}, "description": "Order 7"},
        )
    )
    answer = pay(session.url)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"http://127.0.0.1:9/thanks?session={session.id}"

    paid = stripe_client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert paid.customer_details is not None
    assert (paid.customer_details.email, paid.customer_details.name) == ("ada@example.com", "Ada")
    intent = paid.payment_intent
    assert isinstance(intent, stripe.PaymentIntent)
    assert (intent.status, intent.amount, intent.amount_received) == ("succeeded", 12000, 12000)
    assert intent.metadata.to_dict() == {"intent": "yes"}
    charge = intent.latest_charge
    assert isinstance(charge, stripe.Charge)
    assert (charge.paid, charge.amount_captured, charge.description) == (True, 12000, "Order 7")

    completed = receiver.wait_for("checkout.session.completed")
    assert (completed["payment_status"], completed["client_reference_id"]) == ("paid", "order-7")
    assert receiver.wait_for("charge.succeeded")["id"] == charge.id
    assert receiver.wait_for("payment_intent.succeeded")["id"] == intent.id


@pytest.mark.parametrize(
    ("card", "code", "decline_code", "sentence"),
    [
        ("4000000000000002", "card_declined", "generic_decline", "Your card was declined."),
        ("4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds."),
        ("4000000000009987", "card_declined", "lost_card", "Your card was declined."),
        ("4000000000009979", "card_declined", "stolen_card", "Your card was declined."),
        ("4000000000000069", "expired_card", "expired_card", "Your card has expired."),
        ("4000000000000127", "incorrect_cvc", "incorrect_cvc", "Your card&#x27;s security code is incorrect."),
        ("4000000000000119", "processing_error", "processing_error", "An error occurred while processing your card."),
        ("4000000000000341", "card_declined", "generic_decline", "Your card was declined."),
        ("4111111111111111", "card_declined", "test_mode_live_card", "used a non test card"),
    ],
)
def test_a_declined_card_says_why_and_the_buyer_may_try_another(
    stripe_client: stripe.StripeClient, receiver: Receiver, card: str, code: str, decline_code: str, sentence: str
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    answer = pay(session.url, card)
    assert answer.status_code == 402
    assert sentence in answer.text
    failed = receiver.wait_for("payment_intent.payment_failed")
    assert failed["last_payment_error"]["code"] == code
    assert failed["last_payment_error"]["decline_code"] == decline_code
    assert receiver.wait_for("charge.failed")["failure_code"] == code
    assert stripe_client.v1.checkout.sessions.retrieve(session.id).status == "open"

    assert pay(session.url).status_code == 303
    assert [(one.status, one.payment_intent) for one in _charges(stripe_client)] == [
        ("succeeded", failed["id"]),
        ("failed", failed["id"]),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"card_number": "4242424242424241"}, "Your card number is invalid."),
        ({"card_number": "４２４２４２４２４２４２４２４２"}, "Your card number is invalid."),
        ({"exp": "13/34"}, "MM/YY"),
        ({"exp": "01/20"}, "in the past"),
        ({"cvc": "12"}, "security code is incomplete"),
        ({"name": ""}, "Enter the name"),
        ({"email": "ada"}, "Enter your email"),
    ],
)
def test_a_slip_in_the_form_is_shown_at_its_field_and_charges_nothing(
    stripe_client: stripe.StripeClient, changes: dict[str, str], sentence: str
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    answer = pay(session.url, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert _charges(stripe_client) == []
    assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_intent is None


def test_a_second_press_of_pay_charges_once(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    pay(session.url)
    again = pay(session.url)
    assert again.status_code == 409
    assert "complete" in again.text
    assert len(_charges(stripe_client)) == 1
    assert http.get(str(session.url)).status_code == 409


def test_an_unknown_session_has_no_page(sandbox: Sandbox) -> None:
    assert http.get(f"{sandbox.url}/c/pay/cs_test_none").status_code == 404


@pytest.mark.parametrize("card", ["4000002500003155", "4000002760003184"])
def test_a_card_with_3d_secure_is_paid_after_authentication(stripe_client: stripe.StripeClient, card: str) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    base = str(session.url).partition("/c/pay/")[0]
    bank = base + pay(session.url, card).headers["location"]
    assert "Complete authentication" in http.get(bank).text
    waiting = stripe_client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert isinstance(waiting.payment_intent, stripe.PaymentIntent)
    assert waiting.payment_intent.status == "requires_action"

    refused = http.post(bank, data={"authentication": "fail"})
    assert refused.status_code == 402
    assert "unable to authenticate" in refused.text
    assert _charges(stripe_client) == []

    pay(session.url, card)
    assert http.post(bank, data={"authentication": "complete"}).status_code == 303
    assert [one.status for one in _charges(stripe_client)] == ["succeeded"]


def test_the_banks_page_is_there_only_while_a_payment_waits_for_it(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    bank = f"{session.url}/authenticate"
    assert http.get(bank).status_code == 303
    assert http.post(bank, data={"authentication": "complete"}).status_code == 402
    assert _charges(stripe_client) == []
    pay(session.url)
    assert http.post(bank, data={"authentication": "complete"}).status_code == 409
    assert len(_charges(stripe_client)) == 1


@pytest.mark.parametrize(
    ("card", "sentence"),
    [("4000008400001629", "Your card was declined."), ("4000008260003178", "Your card has insufficient funds.")],
)
def test_a_card_can_be_declined_after_authentication(
    stripe_client: stripe.StripeClient, card: str, sentence: str
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    base = str(session.url).partition("/c/pay/")[0]
    bank = base + pay(session.url, card).headers["location"]
    answer = http.post(bank, data={"authentication": "complete"})
    assert answer.status_code == 402
    assert sentence in answer.text


def test_a_bank_debit_completes_unpaid_and_succeeds_later(
    stripe_client: stripe.StripeClient, receiver: Receiver
) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    assert pay(session.url, method="bank_debit_succeeds").status_code == 303
    completed = receiver.wait_for("checkout.session.completed")
    assert (completed["status"], completed["payment_status"]) == ("complete", "unpaid")
    later = receiver.wait_for("checkout.session.async_payment_succeeded")
    assert (later["id"], later["payment_status"]) == (session.id, "paid")
    assert _charges(stripe_client)[0].status == "succeeded"


def test_a_bank_debit_completes_unpaid_and_fails_later(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    session = stripe_client.v1.checkout.sessions.create(session_params())
    pay(session.url, method="bank_debit_fails")
    later = receiver.wait_for("checkout.session.async_payment_failed")
    assert (later["status"], later["payment_status"]) == ("complete", "unpaid")
    assert receiver.wait_for("payment_intent.payment_failed")["status"] == "requires_payment_method"
    assert [one.paid for one in _charges(stripe_client)] == [False]


def test_a_method_that_was_excluded_is_not_offered(stripe_client: stripe.StripeClient) -> None:
    session = stripe_client.v1.checkout.sessions.create(
        session_params(excluded_payment_method_types=["us_bank_account"])
    )
    assert "Bank debit" not in http.get(str(session.url)).text
    assert pay(session.url, card="", method="bank_debit_succeeds").status_code == 422


def test_an_order_of_nothing_completes_without_payment(stripe_client: stripe.StripeClient, receiver: Receiver) -> None:
    params = session_params()
    params["line_items"][0]["price_data"]["unit_amount"] = 0
    session = stripe_client.v1.checkout.sessions.create(params)
    assert session.payment_status == "no_payment_required"
    assert "Complete order" in http.get(str(session.url)).text
    assert pay(session.url, card="", exp="", cvc="").status_code == 303
    completed = receiver.wait_for("checkout.session.completed")
    assert (completed["payment_status"], completed["payment_intent"]) == ("no_payment_required", None)
    assert _charges(stripe_client) == []


def test_a_customers_email_cannot_be_changed_on_the_page(stripe_client: stripe.StripeClient) -> None:
    customer = stripe_client.v1.customers.create({"email": "ada@example.com"})
    session = stripe_client.v1.checkout.sessions.create(session_params(customer=customer.id))
    assert "readonly" in http.get(str(session.url)).text
    pay(session.url, email="mallory@example.com")
    paid = stripe_client.v1.checkout.sessions.retrieve(session.id)
    assert paid.customer == customer.id
    assert paid.customer_details is not None
    assert paid.customer_details.email == "ada@example.com"


def test_the_receipt_of_a_charge_can_be_read(stripe_client: stripe.StripeClient) -> None:
    pay(stripe_client.v1.checkout.sessions.create(session_params()).url)
    receipt = http.get(str(_charges(stripe_client)[0].receipt_url))
    assert receipt.status_code == 200
    assert "$120.00" in receipt.text
