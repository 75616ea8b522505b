"""The mailbox as pages (`/mail/`) and as JSON (`/mail/api/messages`)."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.mail import Mailbox, Message
from sandbox.rendering import moment, page, see_other

_MESSAGE_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; "
    "style-src 'unsafe-inline'"
)


class MailPages:
    """Routes below `/mail/`."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def routes(self) -> list[Route]:
        """The routes of the mailbox."""
        return [
            Route("/mail/", self.index),
            Route("/mail/clear", self.clear_from_page, methods=["POST"]),
            Route("/mail/api/messages", self.api_list),
            Route("/mail/api/messages", self.api_clear, methods=["DELETE"]),
            Route("/mail/api/messages/{id:int}", self.api_one),
            Route("/mail/{id:int}", self.show),
            Route("/mail/{id:int}/html", self.html_part),
            Route("/mail/{id:int}/attachments/{index:int}", self.attachment),
        ]

    async def index(self, request: Request) -> Response:
        """All messages, newest first, or those to an address that contains `q`."""
        query = request.query_params.get("q", "")
        messages = [
            {**one, "to": ", ".join(one["recipients"]), "at": moment(one["received_at"])}
            for one in self._mailbox.overview(query)
        ]
        return page("mailbox.html", messages=messages, query=query)

    async def show(self, request: Request) -> Response:
        """One message: both bodies, links, attachments, headers."""
        message = self._mailbox.find(request.path_params["id"])
        if message is None:
            return _no_message()
        return page("message.html", message=message, kept=message.as_json(), at=moment(message.received_at))

    async def html_part(self, request: Request) -> Response:
        """The HTML body for the frame: no scripts, no foreign content, links open outside."""
        message = self._mailbox.find(request.path_params["id"])
        if message is None:
            return _no_message()
        return HTMLResponse(
            '<base target="_blank">' + _with_inline_images(message),
            headers={"Content-Security-Policy": _MESSAGE_POLICY, "X-Content-Type-Options": "nosniff"},
        )

    async def attachment(self, request: Request) -> Response:
        """One attachment as a download; images as themselves, for the frame shows those that the HTML refers to."""
        message = self._mailbox.find(request.path_params["id"])
        index = request.path_params["index"]
        if message is None or index >= len(message.attachments):
            return _no_message()
        attached = message.attachments[index]
        return Response(
            attached.content,
            headers={
                "Content-Type": attached.content_type,
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.filename)}",
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
            },
        )

    async def clear_from_page(self, request: Request) -> Response:
        """The page's "delete all" button."""
        self._mailbox.clear()
        return see_other("/mail/")

    async def api_list(self, request: Request) -> Response:
        """`GET ?to=address`: messages to exactly this address, newest first; without `to`, all of them."""
        messages = self._mailbox.search(request.query_params.get("to", ""))
        return JSONResponse({"messages": [message.as_json() for message in messages]})

    async def api_one(self, request: Request) -> Response:
        """One message, or 404."""
        message = self._mailbox.find(request.path_params["id"])
        if message is None:
            return JSONResponse({"error": "no such message"}, 404)
        return JSONResponse(message.as_json())

    async def api_clear(self, request: Request) -> Response:
        """Throw all messages away."""
        return JSONResponse({"deleted": self._mailbox.clear()})


def _with_inline_images(message: Message) -> str:
    html = message.html
    for index, attached in enumerate(message.attachments):
        if attached.content_id:
            html = html.replace(f"cid:{attached.content_id}", f"/mail/{message.id}/attachments/{index}")
    return html


def _no_message() -> Response:
    return page(
        "notice.html",
        404,
        title="No such message",
        text="It may have been deleted.",
        link="/mail/",
        link_text="Mailbox",
    )
