"""Zoom tells everything twice and out of order, at two app servers, while two workers act on it."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from accredit.core.models import InboundMessage
from accredit.integrations.tests import stand
from accredit.integrations.tests.stand import ZoomStand
from accredit.integrations.tests.test_minutes import OF_FEW, Room, room_of
from accredit.registrations.models import AttendanceInterval

from .deployment import Deployment, until
from .journeys import given_up, quiet

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]


def test_the_minutes_are_those_of_one_clean_delivery(fresh: Deployment) -> None:
    fresh.told = {
        "ZOOM_CLIENT_ID": stand.CLIENT_ID,
        "ZOOM_CLIENT_SECRET": stand.CLIENT_SECRET,
        "ZOOM_WEBHOOK_SECRET": stand.WEBHOOK_SECRET,
    }
    rooms = {path.stem: prepared(path) for path in OF_FEW}
    for number in (0, 1):
        fresh.start_app(number, wait=False)
        fresh.start_worker(number)
    for number in (0, 1):
        fresh.wait_for_app(number)
    once = [body for room in rooms.values() for body in deliveries(room)]
    twice = [(number, body) for body in once for number in (0, 1)]
    random.Random(7).shuffle(twice)  # noqa: S311 - a repeatable order, no secret

    answers = asyncio.run(send(fresh, twice))
    until(quiet, "what the webhooks say")

    assert {answer.status_code for answer in answers} == {200}
    assert Counter(answer.json()["kept"] for answer in answers) == {True: len(once), False: len(once)}
    assert InboundMessage.objects.filter(source="zoom", status="handled").count() == len(once)
    for room in rooms.values():
        assert minutes(room) == by_webhooks(room), room.case["title"]

    random.Random(8).shuffle(twice)  # noqa: S311
    again = asyncio.run(send(fresh, twice))
    until(quiet, "nothing left to do")

    assert Counter(answer.json()["kept"] for answer in again) == {False: len(twice)}
    for room in rooms.values():
        assert minutes(room) == by_webhooks(room), room.case["title"]
        counting = AttendanceInterval.objects.filter(event=room.meeting.event, withdrawn_at=None)
        assert len(counting) == len({(one.registration_id, one.starts_at) for one in counting}), "no interval twice"
    assert given_up() == []


def prepared(path: Path) -> Room:
    """The case, with people of its own. Six years earlier, when clocks went back on the same day: nobody has been
    anywhere later than now."""
    name = path.stem.replace("_", "-")
    text = re.sub("(?i)@example", f"@{name}.example", path.read_text()).replace("2026-", "2020-")
    case: dict[str, Any] = json.loads(text)
    begin, end = (datetime.fromisoformat(moment) for moment in case["session"])
    return room_of(case, begin, end, ZoomStand())


def deliveries(room: Room) -> list[bytes]:
    """What Zoom sends, about this room's own meeting."""
    found = []
    for told in room.case["deliveries"]:
        about = {"id": room.meeting.zoom_id, **told["payload"]["object"]}
        found.append(json.dumps({**told, "payload": {**told["payload"], "object": about}}).encode())
    return found


async def send(fresh: Deployment, bodies: list[tuple[int, bytes]]) -> list[httpx.Response]:
    """All of them, sixteen at a time, each at the server of its number."""
    turns = asyncio.Semaphore(16)

    async def post(client: httpx.AsyncClient, number: int, body: bytes) -> httpx.Response:
        signed = {name.removeprefix("HTTP_").replace("_", "-"): value for name, value in stand.sign(body).items()}
        async with turns:
            return await client.post(
                f"{fresh.address(number)}{stand.WEBHOOK}",
                content=body,
                headers={"Content-Type": "application/json", **signed},
            )

    async with httpx.AsyncClient(timeout=60) as client:
        return await asyncio.gather(*(post(client, number, body) for number, body in bodies))


def by_webhooks(room: Room) -> dict[str, float]:
    """What the deliveries alone come to, by a human's reckoning; of those who have any minutes."""
    return _some(room.case.get("minutes_by_webhooks", room.case["minutes"]))


def minutes(room: Room) -> dict[str, float]:
    """The event is not over for the product, so nobody's nothing is written down."""
    return _some(room.minutes())


def _some(minutes: Mapping[str, float]) -> dict[str, float]:
    return {who: some for who, some in minutes.items() if some}
