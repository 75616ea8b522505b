"""What every journey has: the installation, its sandbox and its people; named and timed steps; one line of JSON."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import time
import urllib.error
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console import CACHE, fail
from installation import data_dir_of

from .client import Client, UnexpectedAnswerError, require, wait_for


class Person(Client):
    """Somebody who takes part, with an address of their own."""

    def __init__(self, base: str, name: str) -> None:
        super().__init__(base)
        self.name, self.email = name, f"journey-{secrets.token_hex(6)}@example.test"


class Stage:
    """One journey on one installation; `demo` is what the seed wrote down about it."""

    def __init__(self, number: int, base: str, sandbox_url: str) -> None:
        self.number, self.base = number, base
        self.demo = guide(base)
        self.sandbox = Client(sandbox_url or self.demo["sandbox_url"])
        self.steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times a step, and names it when it fails."""
        started = time.monotonic()
        try:
            yield
        except (UnexpectedAnswerError, urllib.error.URLError, OSError, LookupError, TypeError, ValueError) as error:
            fail(f"Journey {self.number} failed at the step {name!r}: {error or type(error).__name__}")
        self.steps[name] = round(time.monotonic() - started, 3)

    def tell(self, **facts: Any) -> None:
        """The journey's line."""
        sys.stdout.write(json.dumps({"journey": self.number, **facts, "steps": self.steps}) + "\n")
        sys.stdout.flush()

    def staff(self, role: str, organization: str = "") -> Client:
        """Somebody of the demo, signed in, at work for this organization, else for one that has them."""
        known = next(account for account in self.demo["accounts"] if account["role"] == role)
        client = Client(self.base)
        client.sign_in(known["email"], self.demo["password"])
        mine = [one["slug"] for one in client.get("/api/organizations/")["results"]]
        wanted = organization or self.demo["organization"]
        client.organization = wanted if wanted in mine else mine[0]
        return client

    def newcomer(self, name: str) -> Person:
        """Signs up, follows the mailed link, signs in."""
        person, password = Person(self.base, name), secrets.token_urlsafe(18)
        person.post("/api/user/register/", {"email": person.email, "password": password, "display_name": name})
        link = wait_for("the confirmation mail", lambda: self.link_in_mail(person.email, "/auth/verify?"))
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
        person.post("/api/user/email/verify/", {"token": query["token"][0]})
        person.sign_in(person.email, password)
        person.patch("/api/user/me/", {"legal_name": name})
        return person

    def mails(self, email: str) -> list[Any]:
        """What the sandbox's mailbox has for an address, newest first."""
        found: list[Any] = self.sandbox.get(f"/mail/api/messages?to={urllib.parse.quote(email)}")["messages"]
        return found

    def link_in_mail(self, email: str, mark: str) -> str | None:
        """The first address containing `mark` in the mails to this person."""
        links = [link for mail in self.mails(email) for link in mail["links"] if mark in link]
        return str(links[0]) if links else None

    def certificate(self, holder: Person, title: str) -> Any:
        """Somebody's certificate for an activity, once it is issued and its mail is there."""
        found = wait_for(f"the certificate of {holder.name}", lambda: _issued(holder, title))
        wait_for("the certificate's mail", lambda: self.link_in_mail(holder.email, f"/c/{found['code']}"))
        return found

    def verified(self, certificate: Any, holder: Person) -> str:
        """Whoever has the code sees a genuine certificate; the public address."""
        stranger = Client(self.base)
        proof = stranger.get(f"/api/certificates/verify/{certificate['code']}/")
        genuine = proof["status"] == "issued" and proof["holder_name"] == holder.name
        require(genuine, f"the public page says {proof}")
        signed = holder.get(f"/api/certificates/{certificate['id']}/download/")["url"]
        document = holder.open("GET", signed)[1]
        require(document.startswith(b"%PDF-"), "what came is not a PDF")
        require(proof["pdf_sha256"] == hashlib.sha256(document).hexdigest(), "the PDF is not the one that was issued")
        save(f"{certificate['code']}.pdf", document)
        address = f"{self.base}/c/{certificate['code']}"
        stranger.open("GET", address)
        return address


def guide(base: str) -> dict[str, Any]:
    """What the installation's seed wrote down."""
    port = urllib.parse.urlsplit(base).port or 80
    file = data_dir_of(port) / "demo.json"
    if not file.exists():
        fail(f"{file} is not there; name the data directory of the installation at {base}: DATA_DIR=…")
    known: dict[str, Any] = json.loads(file.read_text())
    return known


def save(name: str, content: bytes) -> Path:
    """Keeps a file below `.cache/journey`."""
    path = CACHE / "journey" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _issued(holder: Client, title: str) -> Any:
    found = [one for one in holder.get("/api/certificates/")["results"] if one["title"] == title]
    return found[0] if found and found[0]["status"] == "issued" else None
