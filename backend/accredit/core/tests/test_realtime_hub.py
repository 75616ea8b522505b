"""Slow readers lose what may be missed, then the socket, and never a message in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from django.conf import settings

from accredit.core.realtime import bus, hub
from accredit.core.realtime.bus import Envelope
from accredit.core.realtime.hub import Hub, Line


@pytest.fixture(autouse=True)
def _no_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENV, "redis_url", "")


class Reader:
    """What is written to a socket, as fast as its owner reads."""

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.reads.set()
        self.written: list[Any] = []
        self.checks = 0

    async def send(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        self.written.append(message.get("text", message.get("code")))

    async def check(self) -> None:
        self.checks += 1

    def line(self, here: Hub, *topics: str, person: str = "amara") -> Line:
        line = Line(self.send, person=person, check=self.check)
        here.open(line)
        for topic in topics:
            here.join(line, topic)
        return line


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def play(scene: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        here = Hub()
        await scene(here)
        await here.stop()

    asyncio.run(run())


def test_each_hears_the_topics_that_it_joined() -> None:
    async def scene(here: Hub) -> None:
        one, two = Reader(), Reader()
        first, second = one.line(here, "room:1"), two.line(here, "room:1", "room:2")
        for topic in ("room:1", "room:2", "room:3"):
            here.deliver(Envelope(topic, topic))
        await settle()
        assert (one.written, two.written) == (["room:1"], ["room:1", "room:2"])
        here.closed(first)
        here.deliver(Envelope("room:1", "later"))
        await settle()
        assert (one.written, two.written[-1]) == (["room:1"], "later")
        await first.end()
        await second.end()

    play(scene)


def test_a_slow_reader_misses_typing_and_no_message() -> None:
    async def scene(here: Hub) -> None:
        slow = Reader()
        line = slow.line(here, "room:1")
        slow.reads.clear()
        for number in range(hub.DROPS_FROM + 20):
            here.deliver(Envelope("room:1", f"message {number}"))
            here.deliver(Envelope("room:1", "typing", droppable=True))
        slow.reads.set()
        await settle()
        await asyncio.sleep(0.01)
        messages = [text for text in slow.written if text != "typing"]
        assert messages == [f"message {number}" for number in range(hub.DROPS_FROM + 20)]
        assert 0 < slow.written.count("typing") <= hub.DROPS_FROM
        await line.end()

    play(scene)


def test_one_that_reads_nothing_is_closed_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "LONGEST_QUEUE", 10)

    async def scene(here: Hub) -> None:
        stuck, quick = Reader(), Reader()
        lines = [stuck.line(here, "room:1"), quick.line(here, "room:1", person="jo")]
        stuck.reads.clear()
        for number in range(30):
            here.deliver(Envelope("room:1", str(number)))
            await settle()
        assert quick.written == [str(number) for number in range(30)]
        stuck.reads.set()
        await settle()
        assert (stuck.written[-1], len(stuck.written)) == (hub.TOO_SLOW, 2)
        for line in lines:
            await line.end()

    play(scene)


def test_people_are_taken_out_and_sockets_closed_by_topic() -> None:
    async def scene(here: Hub) -> None:
        amara, jo = Reader(), Reader()
        lines = [amara.line(here, "room:1", "session:1"), jo.line(here, "room:1", person="jo")]
        here.deliver(Envelope("room:1", "", leaving=["amara"]))
        here.deliver(Envelope("room:1", "after"))
        here.deliver(Envelope("session:1", "", code=4401))
        here.deliver(Envelope("session:1", "never"))
        await settle()
        assert (amara.written, jo.written) == ([4401], ["after"])
        for line in lines:
            await line.end()

    play(scene)


def test_when_something_was_missed_everybody_is_told_and_looks_again() -> None:
    async def scene(here: Hub) -> None:
        reader = Reader()
        line = reader.line(here)
        here.deliver(Envelope("everybody", bus.MISSED))
        await settle()
        assert (reader.written, reader.checks) == ([hub.LINE_UP], 1)
        await line.end()

    play(scene)


def test_what_is_said_in_one_turn_is_written_socket_by_socket_and_in_order() -> None:
    async def scene(here: Hub) -> None:
        written: list[tuple[str, str]] = []

        def line(name: str) -> Line:
            async def send(message: dict[str, Any]) -> None:
                written.append((name, message["text"]))

            found = Line(send, person=name, check=Reader().check)
            here.open(found)
            here.join(found, "room:1")
            return found

        lines = [line("amara"), line("jo")]
        for text in ("one", "two"):
            here.deliver(Envelope("room:1", text))
        assert written == []
        await settle()
        assert sorted(written) == sorted((name, text) for name in ("amara", "jo") for text in ("one", "two"))
        assert [text for _, text in written] == ["one", "two", "one", "two"]
        for one in lines:
            await one.end()

    play(scene)


def test_a_server_that_lets_one_wait_in_the_middle_of_a_frame_gets_all_of_it() -> None:
    async def scene(here: Hub) -> None:
        slow = Reader()
        line = slow.line(here, "room:1")
        slow.reads.clear()
        for text in ("one", "two"):
            here.deliver(Envelope("room:1", text))
            await settle()
        line.put({"text": "three"})
        assert slow.written == []
        slow.reads.set()
        await settle()
        line.put({"text": "four"})
        assert slow.written == ["one", "two", "three", "four"]
        slow.reads.clear()
        line.put({"text": "never"})
        await line.end()
        slow.reads.set()
        line.put({"text": "gone"})
        await settle()
        assert slow.written == ["one", "two", "three", "four"]

    play(scene)


def test_of_a_client_that_has_gone_nobody_else_hears() -> None:
    async def scene(here: Hub) -> None:
        async def gone(_message: dict[str, Any]) -> None:
            raise ConnectionError

        reader = Reader()
        lines = [Line(gone, person="jo", check=reader.check), reader.line(here, "room:1")]
        here.join(lines[0], "room:1")
        for text in ("one", "two"):
            here.deliver(Envelope("room:1", text))
            await settle()
        assert reader.written == ["one", "two"]
        for line in lines:
            await line.end()

    play(scene)
