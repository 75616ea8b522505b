"""Learners who buy, learn and are certified over HTTP, and what rows, sandbox and mailbox then say of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
from django.db.models import F, Q

from accredit.accounts.models import User
from accredit.accounts.services import issue_tokens
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import BalanceEntry, Invoice, Order, OrderLine, Payment, StripeCustomer
from accredit.certificates.models import Certificate
from accredit.certificates.tests.factories import course_with_quiz
from accredit.core import clock
from accredit.core.models import InboundMessage, Job, OutboxEvent, Schedule
from accredit.cpd.models import LedgerEntry
from accredit.learning.models import Course, Enrollment, Lesson

from .deployment import Deployment, http

PRICE = 4900


def course_on_sale() -> Course:
    """A course of 49.00 with an article, a closing quiz and credit of two types."""
    return course_with_quiz(price_amount=PRICE)


@dataclass
class Learner:
    """Somebody who is signed in."""

    user: User
    token: str
    deployment: Deployment

    def post(self, path: str, body: dict[str, Any], *, number: int = 0) -> httpx.Response:
        return http.post(f"{self.deployment.address(number)}{path}", json=body, headers=self.headers)

    def get(self, path: str) -> httpx.Response:
        return http.get(f"{self.deployment.url}{path}", headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex}

    def check_out(self, course: Course, **body: Any) -> dict[str, Any]:
        """Order the course; the answer says where to pay."""
        answer = self.post("/api/payments/stripe/", {"course": str(course.id), **body})
        assert answer.status_code == 201, answer.text
        parsed: dict[str, Any] = answer.json()
        return parsed

    def pay(self, checkout: dict[str, Any], method: str = "card") -> None:
        """Fill in the hosted page and press Pay."""
        answer = self.deployment.stand.pay(checkout["checkout_url"], method=method)
        assert answer.status_code == 303, answer.text

    def buy(self, course: Course) -> None:
        self.pay(self.check_out(course))

    def learn(self, course: Course) -> None:
        """Read every article and pass every quiz."""
        for lesson in Lesson.objects.filter(course=course).order_by("module__position", "position"):
            if lesson.kind == "quiz":
                attempt = self.post(f"/api/courses/quiz/{lesson.id}/attempts/", {}).json()
                right = {question["id"]: "b" for question in attempt["questions"]}
                answer = self.post(f"/api/courses/quiz/attempts/{attempt['id']}/submit/", {"answers": right})
            else:
                answer = self.post(f"/api/courses/course_lessons/{lesson.id}/complete/", {})
            assert answer.status_code == 200, answer.text
        assert answer.json()["course_completed"]

    def enrolled(self) -> bool:
        return Enrollment.objects.filter(user=self.user).exists()

    def certified(self) -> bool:
        return Certificate.objects.filter(holder=self.user, status="issued").exists()


def learner(deployment: Deployment) -> Learner:
    return signed_in(UserFactory(), deployment)


def signed_in(user: User, deployment: Deployment) -> Learner:
    return Learner(user, issue_tokens(user=user, now=clock.now()).access, deployment)


def bought(who: Learner) -> dict[str, Any]:
    """All that a purchase leaves behind, without what differs from one to the next. Mails are counted apart."""
    orders = Order.objects.filter(buyer=who.user)
    payments = Payment.objects.filter(order__in=orders)
    customers = StripeCustomer.objects.filter(user=who.user).values_list("customer_id", flat=True)
    charges = [charge for customer in customers for charge in who.deployment.charges(customer=customer)]
    return {
        "orders": list(orders.values_list("status", "total_amount", "currency")),
        "lines": list(OrderLine.objects.filter(order__in=orders).values_list("claims_item", "gross_amount")),
        "payments": list(payments.values_list("amount", "currency")),
        "charges": [(one["amount"], one["currency"], one["status"], one["amount_refunded"]) for one in charges],
        "refunds": sum(payment.refunds.count() for payment in payments),
        "invoices": [
            (one.kind, one.gross_amount, bool(one.pdf_key)) for one in Invoice.objects.filter(order__in=orders)
        ],
        "owed": list(BalanceEntry.objects.filter(order_line__order__in=orders).values_list("kind", "amount")),
        "enrollments": Enrollment.objects.filter(user=who.user).count(),
        "told": OutboxEvent.objects.filter(
            name="billing.order_paid", payload__order_id__in=[str(order.id) for order in orders]
        ).count(),
    }


ONE_PURCHASE = {
    "orders": [("paid", PRICE, "EUR")],
    "lines": [(True, PRICE)],
    "payments": [(PRICE, "EUR")],
    "charges": [(PRICE, "eur", "succeeded", 0)],
    "refunds": 0,
    "invoices": [("invoice", PRICE, True)],
    "owed": [("sale", PRICE)],
    "enrollments": 1,
    "told": 1,
}


def earned(who: Learner) -> dict[str, Any]:
    """All that a completed course leaves behind."""
    return {
        "certificates": list(Certificate.objects.filter(holder=who.user).values_list("status", flat=True)),
        "awards": Counter(LedgerEntry.objects.filter(person=who.user).values_list("credit_type__name", "kind")),
    }


ONE_CERTIFICATE = {
    "certificates": ["issued"],
    "awards": Counter({("Clinical", "award"): 1, ("Leadership", "award"): 1}),
}


def receipts(who: Learner) -> int:
    return sum("receipt" in subject for subject in who.deployment.mails(who.user.email))


def certificate_mails(who: Learner) -> int:
    return sum("receipt" not in subject for subject in who.deployment.mails(who.user.email))


def quiet() -> bool:
    """No news undelivered, no webhook unhandled, no job due, running, to be tried again or given up."""
    for_later = Q(status=Job.Status.QUEUED, attempts=0, run_at__gt=clock.now())
    return not (
        Job.objects.exclude(status=Job.Status.DONE).exclude(for_later).exists()
        or OutboxEvent.objects.filter(dispatched_at=None).exists()
        or InboundMessage.objects.exclude(status=InboundMessage.Status.HANDLED).exists()
    )


def given_up() -> list[str]:
    """Jobs that have failed for good, with their errors."""
    return [f"{row.name}: {row.error}" for row in Job.objects.filter(status=Job.Status.FAILED)]


def running(job: str, argument: str = "") -> bool:
    """Whether a worker is in the middle of a job of this name."""
    rows = Job.objects.filter(name=job, status=Job.Status.RUNNING)
    return any(argument in str(row.args) for row in rows)


def jobs_tried() -> int:
    """How many runs of jobs were begun by now."""
    return sum(Job.objects.values_list("attempts", flat=True))


def five_minutes_pass() -> None:
    """While nothing runs: what is due, leased or scheduled comes nearer by five minutes."""
    minutes = timedelta(minutes=5)
    Job.objects.filter(Q(status=Job.Status.QUEUED) | Q(status=Job.Status.RUNNING)).update(run_at=F("run_at") - minutes)
    OutboxEvent.objects.filter(dispatched_at=None).update(created_at=F("created_at") - minutes)
    Schedule.objects.update(next_at=F("next_at") - minutes)
