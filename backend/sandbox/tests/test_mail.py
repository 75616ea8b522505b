"""The mail server and its mailbox."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any

from sandbox.tests.harness import Sandbox, http

LINK = "http://127.0.0.1:8000/verify?token=a&next=%2F"


def _send(sandbox: Sandbox, to: str = "ada@example.com", bcc: str | None = None, **changes: str) -> None:
    message = EmailMessage()
    message["From"] = "Accredit <noreply@example.org>"
    message["To"] = to
    message["Subject"] = changes.get("subject", "Überprüfen Sie Ihre Adresse")
    message.set_content(changes.get("text", f"Open {LINK}.\nThank you."))
    html = changes.get("html", f'<p>Open <a href="{LINK.replace("&", "&amp;")}">this</a></p><img src="cid:seal">')
    message.add_alternative(html, subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Zertifikat für Ada.pdf")
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=5) as smtp:
        smtp.send_message(message, to_addrs=[one for one in (to, bcc) if one])


def _messages(sandbox: Sandbox, **query: str) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = http.get(f"{sandbox.url}/mail/api/messages", params=query).json()["messages"]
    return answer


def test_a_message_is_kept_with_text_html_links_and_attachments(sandbox: Sandbox) -> None:
    _send(sandbox)
    (message,) = _messages(sandbox, to="Ada@Example.com")
    assert message["subject"] == "Überprüfen Sie Ihre Adresse"
    assert message["from"] == "Accredit <noreply@example.org>"
    assert message["to"] == ["ada@example.com"]
    assert message["links"] == [LINK]
    assert "Thank you." in message["text"]
    assert "<p>Open" in message["html"]
    (attachment,) = message["attachments"]
    assert (attachment["filename"], attachment["content_type"]) == ("Zertifikat für Ada.pdf", "application/pdf")
    file = http.get(sandbox.url + attachment["url"])
    assert file.content == b"%PDF-1.7"
    assert file.headers["content-disposition"].startswith("attachment")
    assert http.get(f"{sandbox.url}/mail/api/messages/{message['id']}").json() == message


def test_messages_are_found_by_recipient_even_a_hidden_one(sandbox: Sandbox) -> None:
    _send(sandbox, to="ada@example.com", bcc="auditor@example.com")
    _send(sandbox, to="grace@example.com")
    assert len(_messages(sandbox)) == 2
    assert len(_messages(sandbox, to="auditor@example.com")) == 1
    assert _messages(sandbox, to="example.com") == []
    assert "grace@example.com" in http.get(f"{sandbox.url}/mail/", params={"q": "GRACE"}).text
    assert "ada@example.com" not in http.get(f"{sandbox.url}/mail/", params={"q": "grace"}).text


def test_the_html_part_is_shown_without_scripts_or_foreign_content(sandbox: Sandbox) -> None:
    _send(sandbox, html="<script>alert(1)</script><b>hi</b>", subject="<b>bold</b>")
    (message,) = _messages(sandbox)
    page = http.get(f"{sandbox.url}/mail/{message['id']}").text
    assert "<script" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    frame = http.get(f"{sandbox.url}/mail/{message['id']}/html")
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy


def test_messages_are_deleted(sandbox: Sandbox) -> None:
    _send(sandbox)
    assert http.delete(f"{sandbox.url}/mail/api/messages").json() == {"deleted": 1}
    assert _messages(sandbox) == []
    assert "No mail yet" in http.get(f"{sandbox.url}/mail/").text
    assert http.get(f"{sandbox.url}/mail/999").status_code == 404


def test_a_message_with_broken_mime_is_kept_all_the_same(sandbox: Sandbox) -> None:
    raw = b"From: a@b.c\r\nSubject: odd\r\nContent-Type: text/plain; charset=klingon\r\n\r\nnuqneH \xff\r\n"
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port, timeout=5) as smtp:
        smtp.sendmail("a@b.c", ["ada@example.com"], raw)
    (message,) = _messages(sandbox)
    assert "nuqneH" in message["text"]
    assert http.get(f"{sandbox.url}/mail/{message['id']}").status_code == 200
