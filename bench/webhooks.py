"""Stripe's deliveries: stored ones a second against a view that only inserts, and what ten of the same do."""

from __future__ import annotations

import hmac
import itertools
import json
import time
from collections.abc import Callable

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from accredit.core import clock, inbound
from accredit.core.models import InboundMessage, Job

from .context import Bench
from .figures import Figure, compared
from .load import Load, load, request
from .serving import BARE, OURS, Server, serve, take_turns

PATH = "/api/payments/webhook/"
CONNECTIONS = 8
_numbers = itertools.count()


def run(bench: Bench) -> list[Figure]:
    """One worker each; every event is another one, signed as Stripe signs."""
    ours = serve(bench.processes, OURS, bench.folder, workers=1)
    bare = serve(bench.processes, BARE, bench.folder, workers=1)

    def fresh(server: Server) -> Callable[[], Load]:
        def turn() -> Load:
            requests = [delivery(server.port, f"evt_{next(_numbers)}") for _ in range(int(3000 * bench.seconds))]
            return load(server.port, requests, seconds=bench.seconds, connections=CONNECTIONS, once=True)

        return turn

    turns = take_turns(bench.rounds, {"ours": (ours, fresh(ours)), "bare": (bare, fresh(bare))})
    rate = compared(
        "Webhooks", "signed event verified and stored", turns["ours"].rates, turns["bare"].rates,
        ceiling_is="bare Django: body read, nothing verified, one insert", goal=0.75,
    )  # fmt: skip
    stored = _effect_of_ten(ours)
    bench.processes.stop_these(ours.child, bare.child)
    for owed in (DBTaskResult, Job, InboundMessage):
        owed.objects.all().delete()  # of what is measured next, no worker shall have to work off these first
    effect = Figure("Webhooks", "effects of ten deliveries of one event", "", stored, goal=1, at_most=True)
    return [rate, effect]


def delivery(port: int, event_id: str) -> bytes:
    """One delivery on the wire: a session's event of the usual size, signed now."""
    session = {
        "id": f"cs_test_{event_id}",
        "object": "checkout.session",
        "status": "complete",
        "payment_status": "paid",
        "amount_total": 4900,
        "currency": "eur",
        "client_reference_id": "00000000-0000-7000-8000-000000000000",
        "payment_intent": f"pi_{event_id}",
        "metadata": {"order": "00000000-0000-7000-8000-000000000000", "attempt": event_id},
        "success_url": "https://accredit.example/checkout/done/",
        "padding": "x" * 1200,
    }
    event = {"id": event_id, "object": "event", "type": "checkout.session.completed", "data": {"object": session}}
    body = json.dumps(event).encode()
    at = int(time.time())
    signature = hmac.new(settings.STRIPE_WEBHOOK_SECRET.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
    return request("POST", PATH, port=port, headers={"Stripe-Signature": f"t={at},v1={signature}"}, body=body)


def _collect_all() -> None:
    """What a worker does several times a second."""
    while inbound.collect(now=clock.now()):
        pass


def _effect_of_ten(server: Server) -> int:
    """Ten at the same time; the rows that they leave and the jobs that a worker then owes, whichever are more."""
    InboundMessage.objects.all().delete()  # of the rounds before, tens of thousands
    jobs = Job.objects.count()
    same = delivery(server.port, "evt_the_same_ten_times")
    answered = load(server.port, [same] * 10, seconds=10, connections=10, once=True)
    if answered.answers != 10 or answered.unexpected:
        raise RuntimeError("Ten deliveries of one event were not all answered with 200.")
    rows = InboundMessage.objects.filter(external_id="evt_the_same_ten_times").count()
    _collect_all()
    return max(rows, Job.objects.count() - jobs)
