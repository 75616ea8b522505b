"""Zoom's pages that people meet: the consent, the meeting behind a join link, the host's. They work without scripts.

Form fields: on the consent `email` and `decision` (`allow`, `decline`); at a meeting's door `name`; inside `away`
(`leave`, or `vanish` for a window that is closed, whose webhook is lost); on the host's page `act` (`start`, `end`).
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.rendering import moment, page, see_other
from sandbox.store import Json
from sandbox.zoom_api import oauth, presence, registrants
from sandbox.zoom_api.account import Zoom
from sandbox.zoom_api.errors import ZoomError
from sandbox.zoom_api.presence import Person

_SCOPES_IN_WORDS = (
    "See your name and email address in Zoom",
    "Create, change and delete your meetings and webinars",
    "Register people for them, and see their registrations",
    "See who took part in meetings that are over, and when",
)
_CLOSED = {
    "pending": ("Your registration waits for approval", "The host has not approved it yet. Come back later."),
    "denied": ("Your registration was not approved", "The host declined it, so this link opens nothing."),
    "cancelled": ("Your registration was cancelled", "This link opens nothing any more."),
}


class ZoomPages:
    """`/zoom/oauth/authorize`, `/zoom/join/{meeting}`, `/zoom/inside/{visit}` and `/zoom/start/{meeting}`."""

    def __init__(self, zoom: Zoom) -> None:
        self._zoom = zoom

    def routes(self) -> list[Route]:
        """The routes of the pages."""
        return [
            Route("/zoom/oauth/authorize", self.ask),
            Route("/zoom/oauth/authorize", self.decide, methods=["POST"]),
            Route("/zoom/join/{meeting}", self.door),
            Route("/zoom/join/{meeting}", self.enter, methods=["POST"]),
            Route("/zoom/inside/{visit}", self.inside),
            Route("/zoom/inside/{visit}", self.go, methods=["POST"]),
            Route("/zoom/start/{meeting}", self.host),
            Route("/zoom/start/{meeting}", self.host_acts, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The consent; 400 with a sentence when the app asks wrongly. A wrong address is never redirected to."""
        problem = oauth.problem_of_request(self._zoom.settings.zoom, request.query_params)
        if problem is not None:
            return page("notice.html", 400, title="This app cannot be added", text=problem)
        return self._consent(request, "host@zoom.example")

    def _consent(self, request: Request, email: str, problem: str = "", status: int = 200) -> Response:
        return page(
            "zoom_consent.html",
            status,
            action=f"/zoom/oauth/authorize?{request.url.query}",
            scopes=_SCOPES_IN_WORDS,
            back=urlsplit(request.query_params["redirect_uri"]).netloc,
            email=email,
            problem=problem,
        )

    async def decide(self, request: Request) -> Response:
        """303 back to the app, with `state` as it came and a code, or with `error=access_denied`."""
        async with request.form() as form:
            email, decision = str(form.get("email", "")).strip(), str(form.get("decision", ""))
        query = request.query_params
        problem = oauth.problem_of_request(self._zoom.settings.zoom, query)
        if problem is not None:
            return page("notice.html", 400, title="This app cannot be added", text=problem)
        state = {"state": query["state"]} if "state" in query else {}
        if decision != "allow":
            return see_other(_with_query(query["redirect_uri"], {"error": "access_denied", **state}))
        if "@" not in email.strip("@"):
            return self._consent(request, email, "Enter an email, like name@example.com.", 422)
        with self._zoom.store.transaction():
            code = oauth.code_give(self._zoom, email=email, query=query)
        return see_other(_with_query(query["redirect_uri"], {"code": code, **state}))

    async def door(self, request: Request) -> Response:
        """What the link opens, or why it opens nothing."""
        found = self._invited(request)
        if isinstance(found, Response):
            return found
        meeting, row = found
        running = presence.running(self._zoom, meeting)
        return page(
            "zoom_join.html",
            meeting=meeting,
            topic=_topic(meeting),
            starts_at=moment(meeting["starts_at"]),
            now=moment(self._zoom.now()),
            running=running is not None,
            may_begin=running is not None or meeting["body"]["settings"]["join_before_host"],
            people=len(presence.inside(self._zoom, running)) if running else 0,
            row=row,
            name="" if row is None else f"{row['first_name']} {row['last_name']}".strip(),
            action=f"{request.url.path}?{request.url.query}",
        )

    async def enter(self, request: Request) -> Response:
        """Join, by the sandbox's clock: a registrant under their own name, anybody else as a stranger."""
        async with request.form() as form:
            name = str(form.get("name", "")).strip()
        found = self._invited(request)
        if isinstance(found, Response):
            return found
        meeting, row = found
        person = Person(f"guest:{name or 'Guest'}", name or "Guest") if row is None else presence.registrant_of(row)
        settings = meeting["body"]["settings"]
        if presence.running(self._zoom, meeting) is None and not settings["join_before_host"]:
            return see_other(f"{request.url.path}?{request.url.query}")
        there = None if row is None else presence.find_open(self._zoom, meeting, person.key)
        if there is not None and not settings["allow_multiple_devices"]:
            return page(
                "notice.html",
                409,
                title="This link is in use",
                text="You are in the meeting with another device. Leave there first.",
                link=f"/zoom/inside/{there['id']}",
                link_text="Go to that window",
            )
        with self._zoom.store.transaction():
            visit = presence.join(self._zoom, meeting, person, self._zoom.now())
        return see_other(f"/zoom/inside/{visit['id']}")

    async def inside(self, request: Request) -> Response:
        """The meeting, as long as the visit lasts."""
        visit = self._zoom.store.find("zoom.visit", request.path_params["visit"])
        if visit is None:
            return page("notice.html", 404, title="No such page", text="Nobody entered by this address.")
        meeting = self._zoom.store.find("zoom.meeting", visit["meeting"]) or {}
        instance = self._zoom.store.find("zoom.instance", visit["instance"]) or {}
        others = [one for one in presence.inside(self._zoom, instance) if one["id"] != visit["id"]]
        row = self._zoom.store.find("zoom.registrant", visit["registrant"])
        return page(
            "zoom_inside.html",
            visit=visit,
            topic=_topic(meeting),
            since=moment(visit["joined"]),
            left=moment(visit["left"]) if visit["left"] else "",
            others=others[:50],
            others_count=len(others),
            again="" if row is None else registrants.join_url(self._zoom, row),
        )

    async def go(self, request: Request) -> Response:
        """Leave; `vanish` loses the webhook, as happens to a window that is closed."""
        async with request.form() as form:
            vanishes = form.get("away") == "vanish"
        visit = self._zoom.store.find("zoom.visit", request.path_params["visit"])
        meeting = None if visit is None else self._zoom.store.find("zoom.meeting", visit["meeting"])
        if visit is not None and meeting is not None and not visit["left"]:
            with self._zoom.store.transaction():
                reason = f"{visit['name']} left the meeting."
                presence.leave(self._zoom, meeting, visit, self._zoom.now(), reason=reason, lost=vanishes)
        return see_other(request.url.path)

    async def host(self, request: Request) -> Response:
        """The host's page: start, end, who is there."""
        meeting = self._meeting(request)
        if isinstance(meeting, Response):
            return meeting
        running = presence.running(self._zoom, meeting)
        there = [] if running is None else presence.inside(self._zoom, running)
        return page(
            "zoom_host.html",
            topic=_topic(meeting),
            running=running is not None,
            since=moment(running["started"]) if running else "",
            there=[{"name": one["name"], "since": moment(one["joined"])} for one in there[:100]],
            there_count=len(there),
            action=f"{request.url.path}?{request.url.query}",
        )

    async def host_acts(self, request: Request) -> Response:
        """Start the call and enter it, or end it for all."""
        async with request.form() as form:
            ends = form.get("act") == "end"
        meeting = self._meeting(request)
        if isinstance(meeting, Response):
            return meeting
        with self._zoom.store.transaction():
            now = self._zoom.now()
            if ends:
                presence.end(self._zoom, meeting, now)
            elif presence.find_open(self._zoom, meeting, presence.HOST) is None:
                presence.join(self._zoom, meeting, presence.host_of(self._zoom, meeting), now)
        return see_other(f"{request.url.path}?{request.url.query}")

    def _meeting(self, request: Request) -> Json | Response:
        try:
            meeting = self._zoom.meeting(request.path_params["meeting"])
        except ZoomError:
            return _no_meeting()
        if request.query_params.get("zak") != meeting["user"]:
            return page("notice.html", 403, title="Only for the host", text="This address opens with the host's link.")
        return meeting

    def _invited(self, request: Request) -> tuple[Json, Json | None] | Response:
        """The meeting and whose link it is; or the page that says why not."""
        try:
            meeting = self._zoom.meeting(request.path_params["meeting"])
        except ZoomError:
            return _no_meeting()
        tk = request.query_params.get("tk", "")
        row = registrants.by_link(self._zoom, meeting["id"], tk)
        if tk and row is None:
            return page("notice.html", 404, title="No such link", text="This link belongs to nobody in this meeting.")
        if row is not None and row["status"] != "approved":
            title, text = _CLOSED[row["status"]]
            return page("notice.html", 403, title=title, text=text)
        return meeting, row


def _no_meeting() -> Response:
    return page("notice.html", 404, title="No such meeting", text="The meeting was deleted, or the link is wrong.")


def _topic(meeting: Json) -> str:
    return str(meeting["body"]["topic"]) or "Zoom Meeting"


def _with_query(url: str, more: dict[str, str]) -> str:
    parts = urlsplit(url)
    query = "&".join(one for one in (parts.query, urlencode(more)) if one)
    return urlunsplit(parts._replace(query=query))
