"""Mail: an SMTP server that keeps what it is sent, for the mailbox page and its JSON."""

from __future__ import annotations

import asyncio
import email
import json
import re
import time
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.policy import default as modern_policy
from html import unescape
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.store import Json, Store

MAX_MESSAGE_BYTES = 30 * 1024 * 1024
_HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_URL = re.compile(r"""https?://[^\s<>"')\]]+""")


@dataclass(frozen=True)
class Attachment:
    """A part of a message that is a file."""

    filename: str
    content_type: str
    content: bytes
    content_id: str


@dataclass(frozen=True)
class Message:
    """A kept message, read. `to` are the addresses of the envelope, so blind copies are among them."""

    id: int
    received_at: float
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str
    headers: list[tuple[str, str]]
    attachments: list[Attachment]

    @property
    def links(self) -> list[str]:
        """The links of the HTML part and the addresses in the text part, each once, in order."""
        found = [unescape(link) for link in _HREF.findall(self.html)]
        found += [link.rstrip(".,;:!?") for link in _URL.findall(self.text)]
        return list(dict.fromkeys(link for link in found if link.startswith(("http://", "https://"))))

    def as_json(self) -> Json:
        """For `/mail/api/messages`."""
        return {
            "id": self.id,
            "received_at": self.received_at,
            "from": self.sender,
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": self.links,
            "headers": dict(self.headers),
            "attachments": [
                {
                    "filename": attached.filename,
                    "content_type": attached.content_type,
                    "size": len(attached.content),
                    "url": f"/mail/{self.id}/attachments/{index}",
                }
                for index, attached in enumerate(self.attachments)
            ],
        }


class Mailbox:
    """The messages in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """Keep one message as it came."""
        subject = str(_parse(raw).get("Subject", ""))
        with self._store.transaction():
            self._store.db.execute(
                "INSERT INTO messages (received_at, sender, recipients, subject, raw) VALUES (?, ?, ?, ?, ?)",
                (time.time(), sender, json.dumps([one.lower() for one in recipients]), subject, raw),
            )

    def find(self, message_id: int) -> Message | None:
        """One message, or None."""
        row = self._store.db.execute("SELECT * FROM messages WHERE id = ?", (message_id,)).fetchone()
        return None if row is None else _read(row)

    def search(self, to: str = "", limit: int = 200) -> list[Message]:
        """The newest messages, or the newest to one address, in any case."""
        rows = self._store.db.execute(
            "SELECT * FROM messages WHERE ? = '' OR EXISTS (SELECT 1 FROM json_each(recipients) WHERE value = ?) "
            "ORDER BY id DESC LIMIT ?",
            (to, to.strip().lower(), limit),
        )
        return [_read(row) for row in rows]

    def overview(self, part: str = "", limit: int = 500) -> list[Json]:
        """Id, recipients, subject and time of the newest messages to an address that contains `part`."""
        rows = self._store.db.execute(
            "SELECT id, recipients, subject, received_at FROM messages "
            "WHERE EXISTS (SELECT 1 FROM json_each(recipients) WHERE instr(value, ?) > 0) ORDER BY id DESC LIMIT ?",
            (part.strip().lower(), limit),
        )
        return [{**dict(row), "recipients": json.loads(row["recipients"])} for row in rows]

    def clear(self) -> int:
        """Throw all messages away; returns how many."""
        with self._store.transaction():
            return self._store.db.execute("DELETE FROM messages").rowcount


class _Receiver:
    """aiosmtpd's handler: whatever is sent to anyone is kept."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        content = envelope.original_content or b""
        self._mailbox.keep(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        return "250 Message kept"


async def start_smtp(mailbox: Mailbox, port: int) -> asyncio.Server:
    """An SMTP server for `mailbox` on 127.0.0.1, on the running loop. Raises OSError when the port is taken."""
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            _Receiver(mailbox),
            hostname="sandbox",
            enable_SMTPUTF8=True,
            data_size_limit=MAX_MESSAGE_BYTES,
            loop=loop,
        )

    return await loop.create_server(protocol, "127.0.0.1", port)


def _parse(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=modern_policy)


def _read(row: Any) -> Message:
    parsed = _parse(row["raw"])
    return Message(
        id=row["id"],
        received_at=row["received_at"],
        sender=str(parsed.get("From", row["sender"])),
        to=json.loads(row["recipients"]),
        subject=row["subject"],
        text=_body(parsed, "plain"),
        html=_body(parsed, "html"),
        headers=[(name, str(value)) for name, value in parsed.items()],
        attachments=[_attachment(part, index) for index, part in enumerate(_files(parsed))],
    )


def _body(parsed: EmailMessage, subtype: str) -> str:
    part = parsed.get_body((subtype,))
    return "" if part is None else _text(part)


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except LookupError:  # an unknown charset
        return _bytes(part).decode("latin-1")


def _files(parsed: EmailMessage) -> list[EmailMessage]:
    """All leaf parts that are neither the text nor the HTML body."""
    bodies = [parsed.get_body(("plain",)), parsed.get_body(("html",))]
    return [part for part in parsed.walk() if not part.is_multipart() and not any(part is body for body in bodies)]


def _attachment(part: EmailMessage, index: int) -> Attachment:
    return Attachment(
        filename=part.get_filename() or f"part-{index + 1}",
        content_type=part.get_content_type(),
        content=_bytes(part),
        content_id=str(part.get("Content-ID", "")).strip("<> "),
    )


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
