"""App and worker, two processes, die by `kill -9` between payment and certificate. Mail alone may be sent twice: a
process that dies after the mail server took a message and before that is written down sends it again."""

from __future__ import annotations

import random
import subprocess
from contextlib import suppress

import pytest

from accredit.billing.models import Order
from accredit.core.models import InboundMessage

from .databases import forget_the_dead, gate, held, waiting_for
from .deployment import Deployment, until
from .journeys import (
    ONE_CERTIFICATE,
    ONE_PURCHASE,
    bought,
    certificate_mails,
    course_on_sale,
    earned,
    five_minutes_pass,
    given_up,
    jobs_tried,
    learner,
    quiet,
    receipts,
    running,
)

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
RANDOM_KILLS = 5


def test_a_payment_made_while_everything_is_down_is_fulfilled_after_the_restart(fresh: Deployment) -> None:
    course, buyer = course_on_sale(), learner(fresh)
    app, worker = fresh.start_app(), fresh.start_worker()
    checkout = buyer.check_out(course)
    fresh.stand.control("webhooks", {"paused": True})
    buyer.pay(checkout)
    fresh.kill(app, worker)
    fresh.stand.control("webhooks", {"paused": False})
    until(lambda: any(one["attempts"] for one in fresh.deliveries()), "a webhook that finds nobody")
    assert not InboundMessage.objects.filter(created_at__gte=buyer.user.created_at).exists()

    fresh.start_app(wait=False)
    fresh.start_worker()
    until(lambda: buyer.enrolled() and quiet(), "the enrollment")
    assert (bought(buyer), receipts(buyer)) == (ONE_PURCHASE, 1)


def test_a_webhook_that_was_kept_and_not_yet_handled_is_handled_after_the_restart(fresh: Deployment) -> None:
    course, buyer = course_on_sale(), learner(fresh)
    app = fresh.start_app()
    buyer.buy(course)
    kept = InboundMessage.objects.filter(created_at__gte=buyer.user.created_at)
    until(kept.exists, "the webhook's row")
    fresh.kill(app)
    assert Order.objects.get(buyer=buyer.user).status == "pending"
    five_minutes_pass()

    fresh.start_app(wait=False)
    fresh.start_worker()
    until(lambda: buyer.enrolled() and quiet(), "the enrollment")
    assert (bought(buyer), receipts(buyer)) == (ONE_PURCHASE, 1)


PURCHASE = [
    ("core.inbound_handle", "", "billing_payment"),
    ("billing.invoice_make", "", "an_invoice_made"),
    ("core.outbox_deliver", "learning.receivers.on_order_paid", "learning_enrollment"),
    ("billing.receipt_send", "", "billing_order"),
]
"""Jobs, and the table at whose writing they stand still: the webhook's handling; the invoice, its file stored; the
enrollment, whose news is delivered a moment later; the receipt, after its mail went out."""
CERTIFICATE = [
    ("core.outbox_deliver", "certificates.receivers", "certificates_numberseries"),
    ("certificates.make", "", "certificates_signingkey"),
    ("certificates.make", "", "core_outboxevent"),
    ("core.outbox_deliver", "cpd.receivers", "cpd_ledgerentry"),
]
"""The decision to certify; the making of the organization's keys; the files stored and not yet in force; the award."""


def test_a_worker_killed_in_the_middle_of_each_step_does_no_step_twice(fresh: Deployment) -> None:
    course, buyer = course_on_sale(), learner(fresh)
    gate(fresh.database_url, "an_invoice_made", before_updates_of="billing_invoice")
    app = fresh.start_app()
    buyer.buy(course)
    for job, argument, table in PURCHASE:
        _die_in_the_middle(fresh, job, argument, table)
    fresh.kill(app)
    fresh.start_app(wait=False)
    worker = fresh.start_worker()
    until(lambda: buyer.enrolled() and quiet(), "the enrollment")
    fresh.kill(worker)
    fresh.wait_for_app()
    assert bought(buyer) == ONE_PURCHASE
    assert receipts(buyer) == 2, "killed after the mail went out and before that was written down"

    buyer.learn(course)
    for job, argument, table in CERTIFICATE:
        _die_in_the_middle(fresh, job, argument, table)
    fresh.start_worker()
    until(lambda: buyer.certified() and quiet(), "the certificate")
    assert (earned(buyer), certificate_mails(buyer)) == (ONE_CERTIFICATE, 1)
    assert bought(buyer) == ONE_PURCHASE


def test_what_a_killed_worker_had_begun_is_soon_taken_over(fresh: Deployment) -> None:
    course, buyer = course_on_sale(), learner(fresh)
    fresh.start_app()
    buyer.buy(course)
    _be_killed_in_the_middle(fresh, *PURCHASE[0])
    fresh.start_worker()
    until(buyer.enrolled, "the enrollment", seconds=45)
    assert given_up() == []


def _die_in_the_middle(fresh: Deployment, job: str, argument: str, table: str) -> None:
    """Be killed in the middle; five minutes pass."""
    _be_killed_in_the_middle(fresh, job, argument, table)
    five_minutes_pass()


def _be_killed_in_the_middle(fresh: Deployment, job: str, argument: str, table: str) -> None:
    """Start a worker, let it come to a stand in the middle of a job's transaction, kill it."""
    with held(fresh.database_url, table):
        worker = fresh.start_worker()
        until(lambda: running(job, argument) and waiting_for(table), f"{job} {argument} to write {table}")
        fresh.kill(worker)
        forget_the_dead(table)


def test_five_random_kills_on_the_way_of_three_learners_lose_and_double_nothing(fresh: Deployment) -> None:
    course = course_on_sale()
    people = [learner(fresh) for _ in range(3)]
    app = fresh.start_app()
    for person in people:
        person.buy(course)
    learning = list(people)

    def go_on() -> bool:
        """Who is enrolled by now learns; whether there is nothing left to wait for."""
        for person in [one for one in learning if one.enrolled()]:
            person.learn(course)
            learning.remove(person)
        return not learning and all(person.certified() for person in people) and quiet()

    for kill in range(RANDOM_KILLS):
        before = jobs_tried()
        worker = fresh.start_worker()
        until(lambda before=before: go_on() or jobs_tried() > before, "the worker's first job")  # type: ignore[misc]
        with suppress(subprocess.TimeoutExpired):
            worker.process.wait(random.uniform(0, 0.4))  # noqa: S311 - any moment will do
        fresh.kill(worker)
        if kill == RANDOM_KILLS // 2:
            fresh.kill(app)
            app = fresh.start_app()
        five_minutes_pass()

    fresh.start_worker()
    until(go_on, "three certificates")
    for person in people:
        assert (bought(person), earned(person)) == (ONE_PURCHASE, ONE_CERTIFICATE)
        assert receipts(person) >= 1
        assert certificate_mails(person) >= 1
    assert given_up() == []
