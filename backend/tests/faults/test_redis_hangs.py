"""Redis takes calls and answers none, which no broken line tells: servers of sockets find out, and nobody waits."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis import Redis
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from accredit.community.models import Message
from accredit.community.services import course_room_open, room_members_follow
from accredit.core import clock
from accredit.learning.tests.factories import EnrollmentFactory, published_course

from .deployment import Deployment, http
from .journeys import Learner, learner

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
HANGS_MS = 15_000


@contextmanager
def opened(person: Learner, room_id: UUID) -> Iterator[Connection]:
    url = person.deployment.url
    ticket = http.post(f"{url}/api/community/ticket/", headers=person.headers).json()["ticket"]
    address = f"{url.replace('http', 'ws')}/ws/community/?ticket={ticket}"
    with connect(address, origin=person.deployment.front) as socket:  # type: ignore[arg-type]
        say(socket, type="subscribe", rooms=[room_id])
        heard(socket, "subscribed")
        yield socket


def say(socket: Connection, **frame: Any) -> None:
    socket.send(json.dumps(frame, default=str))


def heard(socket: Connection, kind: str, **of: Any) -> dict[str, Any]:
    """The next frame of this kind with these values."""
    while True:
        frame: dict[str, Any] = json.loads(socket.recv(timeout=20))
        if frame["type"] == kind and of.items() <= frame.items():
            return frame


def test_a_server_finds_out_by_itself_and_nobody_waits_for_redis(fresh: Deployment) -> None:
    fresh.start_sockets()
    room = course_room_open(course=published_course(), now=clock.now())
    assert room is not None
    person = learner(fresh)
    EnrollmentFactory(course=room.course, user=person.user)
    room_members_follow(room=room, now=clock.now())
    with opened(person, room.id) as socket:
        with Redis(port=fresh.ports[4]) as console:
            console.execute_command("CLIENT", "PAUSE", str(HANGS_MS), "ALL")
        heard(socket, "line", is_up=False)
        begun = time.monotonic()
        for number in range(3):
            say(socket, type="ping")
            say(socket, type="typing", room=room.id)
            say(socket, type="send", id=str(number), room=room.id, client_id=uuid4(), body="Stored")
            heard(socket, "sent", re=str(number))
        assert time.monotonic() - begun < 5
        heard(socket, "line", is_up=True)
    assert Message.objects.filter(room=room).count() == 3
