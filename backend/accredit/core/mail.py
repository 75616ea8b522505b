"""Sending one mail, rendered from an HTML and a text template. Called from jobs only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a mail."""

    name: str
    content: bytes
    content_type: str


def send(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    attachments: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> None:
    """Render `mail/<template>.txt` and `.html` and hand the message to the mail server.

    Raises OSError or smtplib.SMTPException when the server does not take it; the job is then tried again.
    """
    values = {"public_url": settings.PUBLIC_URL, "subject": subject, **context}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"mail/{template}.txt", values),
        to=[to],
        headers=dict(headers or {}),
    )
    message.attach_alternative(render_to_string(f"mail/{template}.html", values), "text/html")
    for file in attachments:
        message.attach(file.name, file.content, file.content_type)
    message.send()
