"""The control API (`/_control/api/…`, JSON) and its page (`/_control/`), to make the sandbox misbehave and look inside.

Every change also takes an HTML form with the same names and then returns to the page. Zoom has a control of its own
(`sandbox.zoom_control`); faults and forgetting are for all.
"""

from __future__ import annotations

import json
import time
from typing import Literal

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control_requests import Handler, Reordering, WebhookChange, answering_errors, done, payload
from sandbox.delivery import Outbox, WebhookRules
from sandbox.faults import Fault, Faults
from sandbox.rendering import moment, page
from sandbox.settings import Settings
from sandbox.store import Json, Store
from sandbox.stripe_api.account import Account
from sandbox.stripe_api.cards import Dispute
from sandbox.stripe_api.checkout import expire_session
from sandbox.stripe_api.disputes import OPEN_STATUSES, close_dispute, open_dispute
from sandbox.stripe_api.errors import refused
from sandbox.stripe_api.money import display
from sandbox.timers import Timers
from sandbox.zoom_control import ZoomControl

_DRAIN_SECONDS = 1.0
_COUNTED = {
    "products": "product",
    "prices": "price",
    "customers": "customer",
    "sessions": "checkout.session",
    "payment_intents": "payment_intent",
    "charges": "charge",
    "refunds": "refund",
    "disputes": "dispute",
    "events": "event",
}


class DisputeOutcome(BaseModel):
    """`POST /_control/api/charges/{id}/dispute`. Won and lost open a dispute first when there is none."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["open", "won", "lost"] = "open"
    reason: str = "fraudulent"
    inquiry: bool = False


class Control:
    """Routes below `/_control/`."""

    def __init__(
        self, store: Store, settings: Settings, outbox: Outbox, faults: Faults, timers: Timers, zoom: ZoomControl
    ) -> None:
        self._zoom = zoom
        self._store = store
        self._settings = settings
        self._outbox = outbox
        self._faults = faults
        self._timers = timers
        self._account = Account(store, settings, outbox)

    def routes(self) -> list[Route]:
        """The routes of the control API and page."""

        def api(path: str, handler: Handler, method: str = "GET") -> Route:
            return Route(f"/_control/api/{path}", answering_errors(handler), methods=[method])

        return [
            Route("/_control/", self.show),
            api("state", self.state),
            api("counts", self.counts),
            api("faults", self.faults_list),
            api("faults", self.faults_add, "POST"),
            api("faults", self.faults_clear, "DELETE"),
            api("faults/clear", self.faults_clear, "POST"),
            api("webhooks", self.webhooks_show),
            api("webhooks", self.webhooks_change, "POST"),
            api("webhooks/reorder", self.webhooks_reorder, "POST"),
            api("events", self.events),
            api("events/{id}/redeliver", self.redeliver, "POST"),
            api("deliveries", self.deliveries),
            api("charges/{id}/dispute", self.dispute, "POST"),
            api("sessions/{id}/expire", self.expire, "POST"),
            api("settle", self.settle, "POST"),
            api("reset", self.reset, "POST"),
        ]

    async def show(self, request: Request) -> Response:
        """The page."""
        events = self._store.page("event", {}, {}, limit=30)[0]
        charges = self._store.page("charge", {}, {}, limit=20)[0]
        return page(
            "control.html",
            settings=self._settings,
            counts=[(name.replace("_", " "), number) for name, number in self._counts().items()],
            faults=[(number, json.dumps(_without_defaults(one))) for number, one in self._faults.rules.items()],
            rules=self._outbox.rules,
            pending=self._outbox.pending(),
            events=[self._event_row(event) for event in events],
            charges=[{**one, "shown": display(one["amount"], one["currency"])} for one in charges],
            sessions=self._store.page("checkout.session", {"status": "open"}, {}, limit=20)[0],
        )

    def _event_row(self, event: Json) -> Json:
        deliveries = self._outbox.describe(event_id=event["id"])
        attempts = [attempt for delivery in deliveries for attempt in delivery["attempts"]]
        last = max(attempts, key=lambda attempt: attempt["at"], default=None)
        return {
            "id": event["id"],
            "type": event["type"],
            "object": event["data"]["object"]["id"],
            "at": moment(event["created"]),
            "state": ", ".join(delivery["state"] for delivery in deliveries) or "not sent",
            "tries": len(attempts),
            "answer": "" if last is None else last["error"] or f"{last['status']} {last['response'][:80]}",
        }

    async def state(self, request: Request) -> Response:
        """Faults, webhook rules, counts, and Zoom's rules together."""
        zoom = {"webhooks": self._zoom.webhooks(), "rules": self._zoom.rules()}
        return JSONResponse(
            {"faults": self._faults_json(), "webhooks": self._webhooks(), "counts": self._counts(), "zoom": zoom}
        )

    async def counts(self, request: Request) -> Response:
        """How many objects of each kind there are."""
        return JSONResponse(self._counts())

    def _counts(self) -> dict[str, int]:
        counts = {name: self._store.count(kind) for name, kind in _COUNTED.items()}
        succeeded = self._store.count("charge", status="succeeded")
        messages = self._store.db.execute("SELECT count(*) FROM messages").fetchone()[0]
        return {
            **counts,
            "charges_succeeded": succeeded,
            "deliveries_pending": self._outbox.pending(),
            "messages": int(messages),
        }

    async def faults_list(self, request: Request) -> Response:
        """The rules in force, and how many calls they hold now."""
        return JSONResponse({"faults": self._faults_json(), "held": self._faults.held})

    def _faults_json(self) -> list[Json]:
        return [{"id": number, **fault.model_dump()} for number, fault in self._faults.rules.items()]

    async def faults_add(self, request: Request) -> Response:
        """Put a rule in force (see `sandbox.faults.Fault`)."""
        fault = await payload(request, Fault)
        return done(request, {"id": self._faults.add(fault), **fault.model_dump()}, 201)

    async def faults_clear(self, request: Request) -> Response:
        """Heal everything; held calls go on at once."""
        self._faults.heal()
        return done(request, {"faults": []})

    def _webhooks(self) -> Json:
        return self._outbox.state()

    async def webhooks_show(self, request: Request) -> Response:
        """How webhooks are sent now, and how many wait."""
        return JSONResponse(self._webhooks())

    async def webhooks_change(self, request: Request) -> Response:
        """Pause, resume, duplicate, delay, drop."""
        change = await payload(request, WebhookChange)
        for name, value in change.model_dump(exclude_none=True).items():
            setattr(self._outbox.rules, name, value)
        self._outbox.wake()
        return done(request, self._webhooks())

    async def webhooks_reorder(self, request: Request) -> Response:
        """Put what waits into another order."""
        order = (await payload(request, Reordering)).order
        return done(request, {"reordered": self._outbox.reorder(order)})

    async def events(self, request: Request) -> Response:
        """Events, newest first, with their deliveries; `?type=`, `?limit=`."""
        where: dict[str, str | int | bool] = {}
        if wanted := request.query_params.get("type"):
            where["type"] = wanted
        limit = int(request.query_params.get("limit", "100"))
        found = self._store.page("event", where, {}, limit=limit)[0]
        return JSONResponse(
            {"events": [{**event, "deliveries": self._outbox.describe(event_id=event["id"])} for event in found]}
        )

    async def deliveries(self, request: Request) -> Response:
        """Deliveries, newest first, with every try; `?state=`, `?event=`."""
        query = request.query_params
        found = self._outbox.describe(event_id=query.get("event"), state=query.get("state"))
        return JSONResponse({"deliveries": found})

    async def redeliver(self, request: Request) -> Response:
        """Send an event again at once, even while paused; answers with the outcome."""
        if not self._settings.webhook_url:
            raise refused("The sandbox was started without a webhook URL.")
        delivery = await self._outbox.redeliver(request.path_params["id"])
        if delivery is None:
            return JSONResponse({"error": "no such event"}, 404)
        return done(request, delivery)

    async def dispute(self, request: Request) -> Response:
        """Open a dispute on a charge, or close it won or lost."""
        wanted = await payload(request, DisputeOutcome)
        with self._store.transaction():
            charge = self._account.get("charge", request.path_params["id"], in_path=True)
            if charge["status"] != "succeeded":
                raise refused("Only a charge that succeeded can be disputed.")
            known = [one for one in self._store.every("dispute", charge=charge["id"]) if one["status"] in OPEN_STATUSES]
            dispute = known[0] if known else open_dispute(self._account, charge, Dispute(wanted.reason, wanted.inquiry))
            if wanted.outcome != "open":
                dispute = close_dispute(self._account, dispute["id"], won=wanted.outcome == "won")
        return done(request, dispute)

    async def expire(self, request: Request) -> Response:
        """Expire a session now, as its timer would."""
        with self._store.transaction():
            session = expire_session(self._account, {}, request.path_params["id"])
        return done(request, session)

    async def settle(self, request: Request) -> Response:
        """Let delayed payments, refunds and disputes move on now; session expiry keeps its time."""
        return done(request, {"settled": self._timers.run_due(float("inf"), but="expire_session")})

    async def reset(self, request: Request) -> Response:
        """Forget everything: objects, events, deliveries, mail, faults, webhook rules. Nothing old is sent after it."""
        self._store.reset()
        await self._outbox.drain(_DRAIN_SECONDS)
        await self._zoom.forget(_DRAIN_SECONDS)
        self._faults.heal()
        self._outbox.rules = WebhookRules()
        return done(request, {"reset_at": time.time()})


def _without_defaults(fault: Fault) -> Json:
    return {"kind": fault.kind, **fault.model_dump(exclude_defaults=True)}
