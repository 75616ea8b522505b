"""A room over two servers: one is killed, Redis goes and comes, a learner is refunded. All lists equal the database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from processes import Child

from accredit.billing.models import OrderLine
from accredit.billing.services.seller_refunds import refund_lines
from accredit.community.models import Message, Room, RoomMember
from accredit.community.services import course_room_open, room_members_follow
from accredit.core import clock
from accredit.learning.tests.factories import EnrollmentFactory, published_course

from .deployment import PATIENCE, Deployment, until
from .journeys import course_on_sale, learner
from .talking import Talker, on_the_screen, play, stored

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
PEOPLE, MESSAGES_EACH = 6, 10


@pytest.fixture
def servers(fresh: Deployment) -> Iterator[list[Child]]:
    """Two servers of sockets and pages, and a Redis between them."""
    if not any(child.name == "test cache" for child in fresh.processes.children):
        fresh.start_cache()
    yield [fresh.start_sockets(number) for number in (0, 1)]
    if not any(child.name == "test cache" for child in fresh.processes.children):
        fresh.start_cache()


@pytest.fixture
def talkers(fresh: Deployment) -> list[Talker]:
    """Half of them at each server."""
    room = course_room_open(course=published_course(), now=clock.now())
    assert room is not None
    people = [learner(fresh) for _ in range(PEOPLE)]
    for one in people:
        EnrollmentFactory(course=room.course, user=one.user)
    room_members_follow(room=room, now=clock.now())
    return [Talker(one, room.id, number=place % 2) for place, one in enumerate(people)]


async def talk(talker: Talker, *, pause: float = 0.05) -> None:
    for number in range(MESSAGES_EACH):
        await talker.say(f"{number} of {talker.person.user.display_name}")
        await asyncio.sleep(pause)


async def when(look: Callable[[], object], *, pause: float = 0.05) -> None:
    """Wait for a true answer."""
    async with asyncio.timeout(PATIENCE):
        for _ in count():
            if await beside(look):
                return
            await asyncio.sleep(pause)


async def beside(call: Any, *arguments: Any) -> Any:
    def run() -> Any:
        try:
            return call(*arguments)
        finally:
            connection.close()

    return await asyncio.to_thread(run)


def written(talkers: list[Talker]) -> int:
    return Message.objects.filter(room_id=talkers[0].room_id).count()


def give_back(line: OrderLine) -> None:
    """As the seller does it; a job asks Stripe, and when it agrees the line buys nothing any more."""
    with transaction.atomic():
        refund_lines(organization=line.organization, actor_id=None, order_id=line.order_id, amounts={line.id: None})


def check_everybody_has_everything(talkers: list[Talker]) -> None:
    there = stored(talkers[0].room_id)
    assert [seq for seq, _, _ in there] == list(range(1, PEOPLE * MESSAGES_EACH + 1))
    assert len({body for _, _, body in there}) == len(there), "nothing twice"
    for talker in talkers:
        assert on_the_screen(talker) == there


def test_people_on_different_servers_talk_and_one_server_is_killed(
    fresh: Deployment, servers: list[Child], talkers: list[Talker]
) -> None:
    async def scene() -> None:
        async with asyncio.TaskGroup() as group:
            for talker in talkers:
                group.create_task(talk(talker))
            await when(lambda: written(talkers) >= PEOPLE * MESSAGES_EACH // 3)
            await beside(fresh.kill, servers[1])

    play(talkers, scene)
    check_everybody_has_everything(talkers)
    assert {talker.number for talker in talkers if talker.lost_line} <= {0, 1}
    assert any(talker.lost_line for talker in talkers)


def test_redis_goes_away_and_comes_back_in_the_middle_of_it(
    fresh: Deployment, servers: list[Child], talkers: list[Talker]
) -> None:
    cache = next(child for child in fresh.processes.children if child.name == "test cache")

    async def scene() -> None:
        async with asyncio.TaskGroup() as group:
            for talker in talkers:
                group.create_task(talk(talker, pause=0.1))
            await when(lambda: written(talkers) >= PEOPLE * MESSAGES_EACH // 4)
            await beside(fresh.kill, cache)
            await when(lambda: written(talkers) >= PEOPLE * MESSAGES_EACH // 2)
            await beside(fresh.start_cache)

    play(talkers, scene)
    check_everybody_has_everything(talkers)


def test_a_refunded_learners_open_socket_hears_nothing_two_seconds_later(
    fresh: Deployment, servers: list[Child]
) -> None:
    fresh.start_worker()
    course, people = course_on_sale(), [learner(fresh) for _ in range(2)]
    room = course_room_open(course=course, now=clock.now())
    assert room is not None
    for one in people:
        one.buy(course)
    until(lambda: RoomMember.objects.filter(room=room, ended_at=None).count() == 2, "both in the room")
    leaving, staying = (Talker(one, room.id, number=place) for place, one in enumerate(people))
    line = OrderLine.objects.get(order__buyer=leaving.person.user)
    took: list[float] = []

    async def scene() -> None:
        await staying.say("Both hear this")
        await when(lambda: len(leaving.shown) == 1)
        await beside(lambda: give_back(line))
        await when(lambda: not OrderLine.objects.get(pk=line.pk).claims_item, pause=0.01)
        committed = time.monotonic()
        await when(lambda: leaving.ended, pause=0.01)
        took.append(time.monotonic() - committed)
        await staying.say("Only one hears this")
        leaving.cursor = await beside(lambda: Room.objects.get(pk=room.id).last_change)

    play([leaving, staying], scene)
    assert took[0] < 2, took
    assert [body for _, _, body in on_the_screen(leaving)] == ["Both hear this"]
    assert [body for _, _, body in on_the_screen(staying)] == ["Both hear this", "Only one hears this"]
