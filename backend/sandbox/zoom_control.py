"""Zoom's part of the control API (`/_control/api/zoom/…`, JSON) and its page (`/_control/zoom/`).

Every change also takes an HTML form with the same names and then returns to the page.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.control_requests import Handler, Reordering, WebhookChange, answering_errors, done, payload
from sandbox.delivery import WebhookRules
from sandbox.rendering import moment, page
from sandbox.store import Json
from sandbox.zoom_api import oauth, presence, registrants, steps
from sandbox.zoom_api.account import Plan, Zoom, ZoomRules, written
from sandbox.zoom_api.meetings import shown
from sandbox.zoom_api.steps import Deed
from sandbox.zoom_api.webhooks import ZoomOutbox

_PAGE = "/_control/zoom/"


class RulesChange(BaseModel):
    """`POST /_control/api/zoom/rules`: what is given changes, the rest stays (see `zoom_api.account.ZoomRules`)."""

    model_config = ConfigDict(extra="forbid")

    plan: Plan | None = None
    rate_limit_headers: bool | None = None
    daily_meetings: int | None = Field(default=None, ge=0)
    daily_adds: int | None = Field(default=None, ge=0)
    daily_status_changes: int | None = Field(default=None, ge=0)
    report_delay_seconds: int | None = Field(default=None, ge=0)
    retry_on: Literal["any", "5xx"] | None = None
    clock_offset_seconds: int | None = None


class UserChange(BaseModel):
    """`POST /_control/api/zoom/deauthorize` and `…/scopes`: of whom, and what is left."""

    model_config = ConfigDict(extra="forbid")

    email: str
    scopes: list[str] = Field(default_factory=list)


class ZoomControl:
    """Routes below `/_control/api/zoom/`."""

    def __init__(self, zoom: Zoom, outbox: ZoomOutbox) -> None:
        self._zoom = zoom
        self._outbox = outbox

    def routes(self) -> list[Route]:
        """The routes of the control API and page."""

        def api(path: str, handler: Handler, method: str = "GET") -> Route:
            return Route(f"/_control/api/zoom/{path}", answering_errors(handler), methods=[method])

        return [
            Route(_PAGE, self.show),
            api("rules", self.rules_show),
            api("rules", self.rules_change, "POST"),
            api("webhooks", self.webhooks_show),
            api("webhooks", self.webhooks_change, "POST"),
            api("webhooks/reorder", self.webhooks_reorder, "POST"),
            api("webhooks/validate", self.webhooks_validate, "POST"),
            api("events", self.events),
            api("events/{id}/redeliver", self.redeliver, "POST"),
            api("deliveries", self.deliveries),
            api("meetings", self.meetings),
            api("meetings/{id}", self.meeting),
            api("meetings/{id}/play", self.play, "POST"),
            api("meetings/{id}/step", self.step, "POST"),
            api("deauthorize", self.deauthorize, "POST"),
            api("scopes", self.scopes, "POST"),
        ]

    async def show(self, request: Request) -> Response:
        """The page."""
        found = self._zoom.store.page("zoom.meeting", {"deleted": False}, {}, limit=20)[0]
        events = self._zoom.store.page("zoom.event", {}, {}, limit=30)[0]
        return page(
            "zoom_control.html",
            settings=self._zoom.settings,
            rules=self._zoom.rules,
            hooks=self._outbox.rules,
            pending=self._outbox.pending(),
            validated=self._outbox.validated_at() is not None,
            clock=moment(self._zoom.now()),
            plans=get_args(Plan),
            steps=get_args(Deed),
            meetings=[self._summary(meeting) | {"starts_at": moment(meeting["starts_at"])} for meeting in found],
            events=[self._event_row(event) for event in events],
        )

    def _event_row(self, event: Json) -> Json:
        deliveries = self._outbox.describe(event_id=event["id"])
        told = event["body"]["payload"].get("object", {})
        who = told.get("participant", told.get("registrant", {}))
        return {
            "id": event["id"],
            "type": event["type"],
            "at": moment(event["body"]["event_ts"] / 1000),
            "who": who.get("user_name") or who.get("email") or told.get("topic", ""),
            "state": "lost" if event["lost"] else ", ".join(one["state"] for one in deliveries) or "not sent",
        }

    def rules(self) -> Json:
        """How Zoom behaves now, and what its clock says."""
        return {**asdict(self._zoom.rules), "now": written(self._zoom.now())}

    async def rules_show(self, request: Request) -> Response:
        """See `rules`."""
        return JSONResponse(self.rules())

    async def rules_change(self, request: Request) -> Response:
        """Rate limits, the report's delay, what is retried, the clock."""
        for name, value in (await payload(request, RulesChange)).model_dump(exclude_none=True).items():
            setattr(self._zoom.rules, name, value)
        return done(request, self.rules(), page=_PAGE)

    def webhooks(self) -> Json:
        """Where webhooks go, by which rules, how many wait, and whether the address has passed its challenge."""
        return {**self._outbox.state(), "validated_at": self._outbox.validated_at()}

    async def webhooks_show(self, request: Request) -> Response:
        """See `webhooks`."""
        return JSONResponse(self.webhooks())

    async def webhooks_change(self, request: Request) -> Response:
        """Pause, resume, duplicate, delay, drop."""
        for name, value in (await payload(request, WebhookChange)).model_dump(exclude_none=True).items():
            setattr(self._outbox.rules, name, value)
        self._outbox.wake()
        return done(request, self.webhooks(), page=_PAGE)

    async def webhooks_reorder(self, request: Request) -> Response:
        """Put what waits into another order."""
        order = (await payload(request, Reordering)).order
        return done(request, {"reordered": self._outbox.reorder(order)}, page=_PAGE)

    async def webhooks_validate(self, request: Request) -> Response:
        """Challenge the address now, as Zoom does every 72 hours."""
        _need_url(self._outbox)
        outcome = await self._outbox.validate()
        self._outbox.wake()
        return done(request, outcome, page=_PAGE)

    async def events(self, request: Request) -> Response:
        """Events, newest first, with their deliveries; `?type=`, `?limit=`."""
        where: dict[str, str | int | bool] = {}
        if wanted := request.query_params.get("type"):
            where["type"] = wanted
        limit = int(request.query_params.get("limit", "100"))
        found = self._zoom.store.page("zoom.event", where, {}, limit=limit)[0]
        return JSONResponse(
            {"events": [{**event, "deliveries": self._outbox.describe(event_id=event["id"])} for event in found]}
        )

    async def deliveries(self, request: Request) -> Response:
        """Deliveries, newest first, with every try; `?state=`, `?event=`."""
        query = request.query_params
        found = self._outbox.describe(event_id=query.get("event"), state=query.get("state"))
        return JSONResponse({"deliveries": found})

    async def redeliver(self, request: Request) -> Response:
        """Send an event once more, now, even while paused and even one that was lost; answers with the outcome."""
        _need_url(self._outbox)
        delivery = await self._outbox.redeliver(request.path_params["id"])
        if delivery is None:
            return JSONResponse({"error": "no such event"}, 404)
        return done(request, delivery, page=_PAGE)

    async def meetings(self, request: Request) -> Response:
        """Every meeting and webinar, newest first, with how many are registered; also what was deleted."""
        found = self._zoom.store.page("zoom.meeting", {}, {}, limit=1000)[0]
        return JSONResponse({"meetings": [self._summary(meeting) for meeting in found]})

    def _summary(self, meeting: Json) -> Json:
        running = presence.running(self._zoom, meeting)
        return {
            "id": meeting["id"],
            "kind": meeting["kind"],
            "topic": meeting["body"]["topic"],
            "start_time": written(meeting["starts_at"]),
            "duration": meeting["body"]["duration"],
            "deleted": meeting["deleted"],
            "registrants": self._zoom.store.count("zoom.registrant", meeting=meeting["id"], status="approved"),
            "inside": len(presence.inside(self._zoom, running)) if running else 0,
            "running": running is not None,
            "start_url": shown(self._zoom, meeting)["start_url"],
        }

    async def meeting(self, request: Request) -> Response:
        """One meeting with its registrants and their links, its calls and its visits."""
        meeting = self._zoom.store.find("zoom.meeting", request.path_params["id"])
        if meeting is None:
            return JSONResponse({"error": "no such meeting"}, 404)
        rows = self._zoom.store.every("zoom.registrant", meeting=meeting["id"])
        return JSONResponse(
            {
                **self._summary(meeting),
                "body": meeting["body"],
                "people": [{**row, "join_url": registrants.join_url(self._zoom, row)} for row in rows],
                "calls": self._zoom.store.every("zoom.instance", meeting=meeting["id"]),
                "visits": self._zoom.store.every("zoom.visit", meeting=meeting["id"]),
            }
        )

    async def play(self, request: Request) -> Response:
        """Play steps (see `zoom_api.steps`)."""
        script = await payload(request, steps.Script)
        return done(request, steps.play(self._zoom, request.path_params["id"], script), page=_PAGE)

    async def step(self, request: Request) -> Response:
        """Play one step: for the page's forms."""
        script = steps.Script(steps=[await payload(request, steps.Step)])
        return done(request, steps.play(self._zoom, request.path_params["id"], script), page=_PAGE)

    async def deauthorize(self, request: Request) -> Response:
        """A user removes the app: their tokens die."""
        email = (await payload(request, UserChange)).email
        with self._zoom.store.transaction():
            ended = oauth.deauthorize(self._zoom, email)
        return done(request, {"ended": ended}, page=_PAGE)

    async def scopes(self, request: Request) -> Response:
        """What a user's tokens allow from now on."""
        change = await payload(request, UserChange)
        with self._zoom.store.transaction():
            changed = oauth.scopes_change(self._zoom, change.email, change.scopes)
        return done(request, {"changed": changed}, page=_PAGE)

    async def forget(self, seconds: float) -> None:
        """Zoom's part of forgetting everything; the store is empty already."""
        await self._outbox.drain(seconds)
        self._outbox.rules = WebhookRules()
        fresh = ZoomRules()
        for one in fields(ZoomRules):
            setattr(self._zoom.rules, one.name, getattr(fresh, one.name))


def _need_url(outbox: ZoomOutbox) -> None:
    """Raises ValueError."""
    if not outbox.url:
        raise ValueError("The sandbox was started without a URL for Zoom's webhooks.")
