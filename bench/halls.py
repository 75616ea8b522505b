"""The same room three times over: ours, a bare one and Channels' own, each with a server and a crowd of sockets."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from accredit.accounts.models import User
from accredit.community.models import Room
from accredit.community.rules.frames import MessageFrame
from accredit.community.services import event_room_open, message_send, ticket_issue
from accredit.community.services.telling import room_topic, text_of
from accredit.core import clock
from accredit.core.realtime import bus
from console import BACKEND, REPOSITORY
from install import PYTHON
from processes import LOOPBACK, Child, Processes, free_ports, listens
from servers import own_redis

from . import places
from .bare.room import CHANNEL
from .serving import Server

FLAGS = ("--ws-max-size", "65536", "--ws-per-message-deflate", "false")
"""As `docs/operator.md` advises."""
OPENED_AT_ONCE = 100
"""Tickets live for 30 seconds."""
BODY = "@mark@ Good morning, everybody. Does the second case count towards the ethics hours, or only the first one?"


@dataclass(frozen=True)
class Cache:
    """A Redis-compatible server of this part alone, so that it can be killed."""

    processes: Processes
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """With the number of the benchmark's own, by which our channel is called."""
        return f"redis://{LOOPBACK}:{self.port}/{settings.ENV.redis_url.rpartition('/')[2] or '0'}"

    def start(self) -> Child:
        return own_redis(self.processes, self.folder, self.port, polite="SIGKILL")

    def kill(self, running: Child) -> None:
        """Nobody gets to say goodbye."""
        self.processes.stop_these(running)


@dataclass(frozen=True)
class Hall:
    """One room, its server, and the process that holds its sockets."""

    server: Server
    crowd: subprocess.Popen[str]
    log: Path
    """What the crowd complains of."""
    said: str
    """What a talker sends over the socket."""
    heard: str
    """What everybody hears of it, as it goes through Redis."""
    bus: Mapping[str, Any] | None = None
    """Where that is said; None where nobody else can say it."""
    room: Room | None = None

    def ask(self, do: str, **order: Any) -> dict[str, Any]:
        """Give the crowd an order and wait until it is carried out."""
        self.tell(do, **order)
        return self.answer()

    def tell(self, do: str, **order: Any) -> None:
        # Of a crowd that has ended its answer tells.
        with suppress(BrokenPipeError):
            if self.crowd.stdin:
                self.crowd.stdin.write(json.dumps({"do": do, **order}) + "\n")
                self.crowd.stdin.flush()

    def answer(self) -> dict[str, Any]:
        line = self.crowd.stdout.readline() if self.crowd.stdout else ""
        if not line:
            words = "\n".join([*self.log.read_text().splitlines()[-3:], self.server.child.last_words()])
            raise RuntimeError(f"The crowd of {self.server.name} ended early:\n{words}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def talk(
        self, *, talkers: int, seconds: float, pace: float = 0, each: int = 1, by_bus: bool = False
    ) -> dict[str, Any]:
        """One talk, from its first word until everybody has heard the last."""
        before = self.server.cpu_seconds()
        self.begin_to_talk(talkers=talkers, seconds=seconds, pace=pace, each=each, by_bus=by_bus)
        told = self.answer()
        if told["refused"]:
            raise RuntimeError(f"{self.server.name} refused messages: {told['refused']}")
        return {**told, "cpu_ms": (self.server.cpu_seconds() - before) * 1000 / max(told["said"], 1)}

    def begin_to_talk(self, *, talkers: int, seconds: float, pace: float, each: int, by_bus: bool) -> None:
        known = None
        if self.room is not None:
            known = 0 if by_bus else last_change(self.room)
        text, through = (self.heard, self.bus) if by_bus else (self.said, None)
        self.tell("talk", talkers=talkers, seconds=seconds, pace=pace, each=each, text=text, bus=through,
                  numbered_from=known)  # fmt: skip


def last_change(room: Room) -> int:
    """How much has happened in it so far."""
    return Room.objects.values_list("last_change", flat=True).get(pk=room.pk)


def a_room(sockets: int) -> tuple[Room, list[User]]:
    """The room of a new event, with so many people in it."""
    ticket = places.ticket(size=None)
    people = places.people(sockets)
    places.confirmed(ticket, people)
    room = event_room_open(event=ticket.event, now=clock.now())
    if room is None:
        raise RuntimeError("The event has no room.")
    return room, people


@contextmanager
def our_hall(processes: Processes, folder: Path, cache: Cache, room: Room, people: Sequence[User]) -> Iterator[Hall]:
    """The product: everybody with a ticket of their own, and with a socket that listens to the room."""
    frame = _frame_in(room, people[0])
    port = free_ports(1)[0]
    origin = f"http://{LOOPBACK}:{port}"
    server = _serve(processes, folder, "config.asgi:application", cache, port=port, env={"PUBLIC_URL": origin})
    send = {"type": "send", "room": str(room.pk), "client_id": "@id@", "body": BODY}
    through = {"url": cache.url, "channel": bus.channel(), "topic": room_topic(room.pk)}
    log = folder / f"crowd-{server.name}.log"
    with _crowd(log) as crowd:
        hall = Hall(server, crowd, log, json.dumps(send), frame, through, room)
        hello = json.dumps({"type": "subscribe", "rooms": [str(room.pk)]})
        for first in range(0, len(people), OPENED_AT_ONCE):
            paths = [f"/ws/community/?ticket={_ticket(one)}" for one in people[first : first + OPENED_AT_ONCE]]
            hall.ask("open", port=port, paths=paths, origin=origin, hello=hello)
        yield hall
    processes.stop_these(server.child)


@contextmanager
def bare_hall(processes: Processes, folder: Path, cache: Cache, sockets: int, frame: str) -> Iterator[Hall]:
    """The ceiling: its talkers send the frame that ours makes of a message."""
    through = {"url": cache.url, "channel": CHANNEL, "topic": None}
    with _other_hall(processes, folder, "bench.bare.room:application", cache, sockets, frame, {}, through) as hall:
        yield hall


@contextmanager
def channels_hall(
    processes: Processes, folder: Path, cache: Cache, sockets: int, frame: str, *, layer: str
) -> Iterator[Hall]:
    """A consumer of the tutorial's kind over one of the two layers of channels_redis."""
    told = {"BARE_LAYER": layer}
    application = "bench.bare.with_channels:application"
    with _other_hall(processes, folder, application, cache, sockets, frame, told, None) as hall:
        yield hall


@contextmanager
def _other_hall(
    processes: Processes,
    folder: Path,
    application: str,
    cache: Cache,
    sockets: int,
    frame: str,
    told: Mapping[str, str],
    through: Mapping[str, Any] | None,
) -> Iterator[Hall]:
    server = _serve(processes, folder, application, cache, port=free_ports(1)[0], env=told)
    log = folder / f"crowd-{server.name}.log"
    with _crowd(log) as crowd:
        hall = Hall(server, crowd, log, frame, frame, through)
        hall.ask("open", port=server.port, paths=["/"] * sockets, origin=f"http://{LOOPBACK}:{server.port}", hello="")
        yield hall
    processes.stop_these(server.child)


def _serve(
    processes: Processes, folder: Path, application: str, cache: Cache, *, port: int, env: Mapping[str, str]
) -> Server:
    name = f"{application.partition(':')[0]}-{port}"
    command: Sequence[str | Path] = (
        PYTHON, "-m", "uvicorn", application, "--host", LOOPBACK, "--port", str(port), "--log-level", "warning", *FLAGS,
    )  # fmt: skip
    environment = {**os.environ, "PORT": str(port), "PYTHONPATH": os.pathsep.join([str(BACKEND), str(REPOSITORY)])}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment |= {"REDIS_URL": cache.url, **env}
    child = processes.start(name, command, log=folder / f"{name}.log", env=environment)
    processes.wait_until(lambda: listens(port), name)
    return Server(name, port, child, 0.0)


@contextmanager
def _crowd(log: Path) -> Iterator[subprocess.Popen[str]]:
    with log.open("w") as complaints:
        started = subprocess.Popen(
            [PYTHON, "-m", "bench.crowd"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True,
            cwd=REPOSITORY,
        )  # fmt: skip
        try:
            yield started
        finally:
            started.kill()
            started.wait()


def _ticket(person: User) -> str:
    now = clock.now()
    return ticket_issue(user_id=person.pk, session_id=None, until=now + timedelta(hours=1), now=now)


def _frame_in(room: Room, person: User) -> str:
    """A real message as everybody in the room hears it, with a place for its number."""
    sent = message_send(room_id=room.pk, user_id=person.pk, client_id=uuid4(), body=BODY, now=clock.now())
    text = text_of(MessageFrame(sent.shown, by=person.pk))
    return text.replace(f'"change":{sent.message.change},', '"change":@change@,')
