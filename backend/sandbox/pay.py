"""The hosted payment page of a Checkout Session, and the buyer's bank behind it. Works without scripts.

Form fields: `email`, `method` (`card`, `bank_debit_succeeds`, `bank_debit_fails`), `card_number`, `exp` (MM/YY),
`cvc`, `name`; on the bank's page `authentication` (`complete`, `fail`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.delivery import Outbox
from sandbox.rendering import moment, page, see_other
from sandbox.settings import Settings
from sandbox.store import Json, Store
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.cards import BANK_DEBIT, find_card, passes_luhn
from sandbox.stripe_api.money import display
from sandbox.stripe_api.payment_objects import Instrument
from sandbox.stripe_api.payments import Outcome, authenticate, pay

FIELDS = ("email", "method", "card_number", "exp", "cvc", "name")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class PaymentPages:
    """`/c/pay/{session}`, `/c/pay/{session}/authenticate` and `/receipts/{charge}`."""

    def __init__(self, store: Store, settings: Settings, outbox: Outbox) -> None:
        self._store = store
        self._account = Account(store, settings, outbox)

    def routes(self) -> list[Route]:
        """The routes of the payment pages."""
        return [
            Route("/c/pay/{session}", self.show),
            Route("/c/pay/{session}", self.submit, methods=["POST"]),
            Route("/c/pay/{session}/authenticate", self.show_bank),
            Route("/c/pay/{session}/authenticate", self.submit_bank, methods=["POST"]),
            Route("/receipts/{charge}", self.show_receipt),
        ]

    async def show(self, request: Request) -> Response:
        """The form; or that the session is expired, complete or unknown."""
        session = self._open(request)
        return session if isinstance(session, Response) else self._form(session, {}, {})

    async def submit(self, request: Request) -> Response:
        """Pay: 303 to the success URL or to the bank; 422 with what is wrong; 402 with the decline's sentence."""
        async with request.form() as form:
            given = {name: str(form.get(name, "")).strip() for name in FIELDS}
        # From here on nothing awaits, so the session stays as it is found.
        session = self._open(request)
        if isinstance(session, Response):
            return session
        given["email"] = _fixed_email(self._account, session) or given["email"]
        used, problems = _read(given, session)
        if used is None:
            return self._form(session, given, problems, status=422)
        with self._store.transaction():
            outcome = pay(self._account, session["id"], used, debit_fails=given["method"] == "bank_debit_fails")
        return self._after(session, outcome, given)

    async def show_bank(self, request: Request) -> Response:
        """The bank's question; only while a payment waits for it."""
        session = self._open(request)
        if isinstance(session, Response):
            return session
        intent = self._store.find("payment_intent", session["payment_intent"] or "")
        if intent is None or intent["status"] != "requires_action":
            return see_other(f"/c/pay/{session['id']}")
        return page("bank.html", session=session, amount=_total(session))

    async def submit_bank(self, request: Request) -> Response:
        """The bank's answer: the payment goes on, or fails with its sentence."""
        async with request.form() as form:
            succeeded = form.get("authentication") == "complete"
        session = self._open(request)
        if isinstance(session, Response):
            return session
        with self._store.transaction():
            outcome = authenticate(self._account, session["id"], succeeded=succeeded)
        return self._after(session, outcome, {})

    async def show_receipt(self, request: Request) -> Response:
        """What `receipt_url` of a charge leads to."""
        charge = self._store.find("charge", request.path_params["charge"])
        if charge is None or charge["status"] == "failed":
            return page("notice.html", 404, title="No such receipt", text="There is no payment with this address.")
        currency = charge["currency"]
        return page(
            "receipt.html",
            charge=charge,
            amount=display(charge["amount"], currency),
            refunded=display(charge["amount_refunded"], currency) if charge["amount_refunded"] else "",
            paid_at=moment(charge["created"]),
        )

    def _open(self, request: Request) -> Json | Response:
        """The session if it can be paid, else the page that says why not."""
        session = self._store.find("checkout.session", request.path_params["session"])
        if session is None:
            return page("notice.html", 404, title="No such page", text="There is no payment here. Check the link.")
        return session if session["status"] == "open" else _closed(session)

    def _after(self, session: Json, outcome: Outcome, given: Mapping[str, str]) -> Response:
        match outcome.result:
            case "complete":
                return see_other(_return_url(session))
            case "authenticate":
                return see_other(f"/c/pay/{session['id']}/authenticate")
            case "declined":
                return self._form(session, given, {"payment": outcome.message}, status=402)

    def _form(
        self, session: Json, given: Mapping[str, str], problems: Mapping[str, str], status: int = 200
    ) -> Response:
        items = [
            {
                "name": item["description"],
                "quantity": item["quantity"],
                "each": display(item["price"]["unit_amount"], item["currency"]),
                "amount": display(item["amount_total"], item["currency"]),
            }
            for item in self._store.private(session["id"])["line_items"]
        ]
        fixed = _fixed_email(self._account, session)
        return page(
            "pay.html",
            status,
            session=session,
            items=items,
            total=_total(session),
            free=session["amount_total"] == 0,
            debit=session["payment_method_types"] != ["card"],
            card="card" in session["payment_method_types"],
            given={
                "method": "card" if "card" in session["payment_method_types"] else "bank_debit_succeeds",
                **given,
            },
            email=fixed or given.get("email", ""),
            email_is_fixed=bool(fixed),
            problems=problems,
        )


def _closed(session: Json) -> Response:
    if session["status"] == "expired":
        return page(
            "notice.html",
            410,
            title="This page has expired",
            text="Your checkout session has timed out, and nothing was paid. Go back and start again.",
            link=session["cancel_url"],
            link_text="Go back",
        )
    return page(
        "notice.html",
        409,
        title="Already complete",
        text="This checkout session is complete: it was paid, or its payment is on the way. You are not charged twice.",
        link=_return_url(session),
        link_text="Continue",
    )


def _fixed_email(account: Account, session: Json) -> str | None:
    """The email that the buyer cannot change: the customer's, or the one that the merchant passed."""
    if session["customer"] is not None:
        email: str | None = account.get("customer", session["customer"])["email"]
        return email
    given: str | None = session["customer_email"]
    return given


def _total(session: Json) -> str:
    return display(session["amount_total"], session["currency"])


def _return_url(session: Json) -> str:
    url: str = session["success_url"]
    return url.replace("{CHECKOUT_SESSION_ID}", session["id"])


def _read(given: Mapping[str, str], session: Json) -> tuple[Instrument | None, dict[str, str]]:
    """What the buyer filled in, or what is wrong with it by field. Such problems never reach the bank."""
    problems: dict[str, str] = {}
    if not _EMAIL.fullmatch(given["email"]):
        problems["email"] = "Enter your email, like name@example.com."
    if given["method"].startswith("bank_debit") and session["payment_method_types"][-1] != "card":
        used = Instrument(BANK_DEBIT, given["email"], given["name"] or None, kind=session["payment_method_types"][-1])
        return (None, problems) if problems else (used, {})
    if session["amount_total"] == 0:
        used = Instrument(find_card("4242424242424242"), given["email"], given["name"] or None)
        return (None, problems) if problems else (used, {})
    number = re.sub(r"[\s-]", "", given["card_number"])
    if not (number.isascii() and number.isdecimal() and 13 <= len(number) <= 19 and passes_luhn(number)):
        problems["card_number"] = "Your card number is invalid."
    month, year = _expiry(given["exp"])
    today = time.gmtime()
    if month is None or year is None:
        problems["exp"] = "Enter the expiration date as MM/YY."
    elif (year, month) < (today.tm_year, today.tm_mon):
        problems["exp"] = "Your card's expiration date is in the past."
    card = find_card(number)
    if not re.fullmatch(r"[0-9]{4}" if card.brand == "amex" else r"[0-9]{3}", given["cvc"]):
        problems["cvc"] = "Your card's security code is incomplete."
    if not given["name"]:
        problems["name"] = "Enter the name on the card."
    if problems or month is None or year is None:
        return None, problems
    return Instrument(card, given["email"], given["name"], month, year), {}


def _expiry(text: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"(0?[1-9]|1[0-2])\s*[/-]?\s*(?:20)?([0-9]{2})", text)
    return (int(match[1]), 2000 + int(match[2])) if match else (None, None)
