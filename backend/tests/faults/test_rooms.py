"""A room over two servers behind a proxy: one is killed, Redis goes and comes, a learner is refunded. All lists equal
the database."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import transaction
from processes import Child
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from accredit.accounts.models import Session
from accredit.accounts.tests.factories import PASSWORD
from accredit.billing.models import OrderLine
from accredit.billing.services.seller_refunds import refund_lines
from accredit.community.models import Room, RoomMember
from accredit.community.services import course_room_open, room_members_follow
from accredit.core import clock
from accredit.learning.tests.factories import EnrollmentFactory, published_course

from .deployment import Deployment, http, until
from .journeys import course_on_sale, learner
from .talking import Talker, on_the_screen, play
from .upheavals import Count, beside, counted, talk_through, when

pytestmark = [pytest.mark.fault, pytest.mark.postgresql]
PEOPLE, MESSAGES_EACH = 6, 10
CACHE, WORKER = "test cache", "worker-0"


@pytest.fixture(scope="module")
def proxied(deployment: Deployment) -> Deployment:
    deployment.start_proxy()
    return deployment


@pytest.fixture
def house(proxied: Deployment) -> Iterator[Deployment]:
    """Two servers of sockets and pages, a proxy before them, and a Redis between them. What a test has killed is
    started again for the next."""
    if CACHE not in running(proxied):
        proxied.start_cache()
    for number in (0, 1):
        if f"sockets-{number}" not in running(proxied):
            proxied.start_sockets(number, wait=False)
    for number in (0, 1):
        proxied.wait_for_app(number)
    yield proxied
    if WORKER in running(proxied):
        proxied.kill(running(proxied)[WORKER])


def running(house: Deployment) -> dict[str, Child]:
    return {child.name: child for child in house.processes.children}


@pytest.fixture
def talkers(house: Deployment) -> list[Talker]:
    room = course_room_open(course=published_course(), now=clock.now())
    assert room is not None
    people = [learner(house) for _ in range(PEOPLE)]
    for one in people:
        EnrollmentFactory(course=room.course, user=one.user)
    room_members_follow(room=room, now=clock.now())
    return [Talker(one, room.id) for one in people]


def give_back(line: OrderLine) -> None:
    """As the seller does it; a job asks Stripe, and when it agrees the line buys nothing any more."""
    with transaction.atomic():
        refund_lines(organization=line.organization, actor_id=None, order_id=line.order_id, amounts={line.id: None})


def test_people_on_different_servers_talk_and_one_server_is_killed(house: Deployment, talkers: list[Talker]) -> None:
    staying, killed = (house.address(number).removeprefix("http://") for number in (0, 1))
    kill = [(1 / 3, lambda: house.kill(running(house)["sockets-1"]))]
    talk_through(talkers, each=MESSAGES_EACH, pause=0.05, acts=kill)
    assert counted(talkers) == Count(stored=PEOPLE * MESSAGES_EACH)
    assert {one.servers[0] for one in talkers} == {staying, killed}, "the proxy gives work to both"
    assert {one.servers[-1] for one in talkers} == {staying}, "and leads everybody to the one that lives"


def test_redis_goes_away_and_comes_back_in_the_middle_of_it(house: Deployment, talkers: list[Talker]) -> None:
    away_and_back = [(1 / 4, lambda: house.kill(running(house)[CACHE])), (1 / 2, house.start_cache)]
    talk_through(talkers, each=MESSAGES_EACH, pause=0.1, acts=away_and_back)
    assert counted(talkers) == Count(stored=PEOPLE * MESSAGES_EACH)


def test_behind_the_proxy_addresses_are_the_callers_and_pages_of_others_open_no_socket(
    house: Deployment, talkers: list[Talker]
) -> None:
    person = talkers[0].person.user
    Session.objects.filter(user=person).delete()
    credentials = {"email": person.email, "password": PASSWORD}
    forged = {"X-Forwarded-For": "198.51.100.7"}
    assert http.post(f"{house.front}/api/token/", json=credentials, headers=forged).status_code == 200
    assert Session.objects.get(user=person).ip == "127.0.0.1"

    page = http.get(
        f"{house.front}/api/community/messages/",
        params={"room": str(talkers[0].room_id)},
        headers=talkers[1].person.headers,
    )
    assert page.status_code == 200
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"{house.front.replace('http', 'ws', 1)}/ws/community/", origin="https://elsewhere.example"),  # type: ignore[arg-type]
    ):
        pass


def test_a_refunded_learners_open_socket_hears_nothing_two_seconds_later(house: Deployment) -> None:
    house.start_worker()
    course, people = course_on_sale(), [learner(house) for _ in range(2)]
    room = course_room_open(course=course, now=clock.now())
    assert room is not None
    for one in people:
        one.buy(course)
    until(lambda: RoomMember.objects.filter(room=room, ended_at=None).count() == 2, "both in the room")
    leaving, staying = (Talker(one, room.id) for one in people)
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
