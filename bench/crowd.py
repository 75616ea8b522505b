"""A room full of sockets, in a process of its own: some of them talk, all of them listen and count what they hear.

It is told on standard input what to do, one JSON object a line, answers each with one, and ends when nobody is there to
tell it more. Frames are read by hand, which costs some microseconds each: a client library takes longer to read a frame
than the servers here take to write one.
"""

from __future__ import annotations

import json
import re
import selectors
import sys
import time
from array import array
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

from .listener import CLOSE, PING, PONG, TEXT, Listener
from .load import ANSWER_WITHIN

MESSAGE = b'{"type":"message"'
MARK = re.compile(rb"said (\d+) (\d+) (\d+)")
"""In each message: which talk it belongs to, who said it, and when."""
CHANGE = re.compile(rb'"change":(\d+)')
QUIET = 2.0
"""Seconds without a message after which the rest is lost."""
LONGEST = 60.0
"""Seconds that the rest of a talk may take to be heard."""
SECOND = 1_000_000_000
Order = dict[str, Any]
Say = Callable[[int, int], None]


class Crowd:
    """All sockets of one room."""

    def __init__(self) -> None:
        self.port = 0
        self.listeners: list[Listener] = []
        self.talk_number = self.said = self.last_at = 0
        self.times = array("q")
        self.own: list[int] = []
        """Talkers who have heard themselves and were not yet looked at."""
        self.refused: list[str] = []
        self._is_numbered = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(sys.stdin, selectors.EVENT_READ)

    def pump(self, timeout: float | None) -> bool:
        """Hear what there is; whether there is an order too."""
        is_told = False
        for key, _events in self._selector.select(timeout):
            if key.data is None:
                is_told = True
            else:
                self._hear(key.data)
        return is_told

    def open(self, order: Order) -> Order:
        """Open more sockets, and have each say hello until it is answered."""
        self.port = order["port"]
        for path in order["paths"]:
            one = Listener(len(self.listeners), self.port, path, order["origin"])
            self.listeners.append(one)
            self._selector.register(one.socket, selectors.EVENT_READ, one)
            if order["hello"]:
                one.say(order["hello"].encode())
                self._wait(lambda one=one: one.is_in)  # type: ignore[misc]
        return {"open": len(self.listeners)}

    def talk(self, order: Order) -> Order:
        """Let the talkers talk for so many seconds, and hear all of it.

        With a `pace` so many messages a second whatever comes back, each counted from when it was due; without, each
        talker says the next thing when it has heard itself, after `each` at once.
        """
        self._begin(order)
        say = self._speaker(order)
        used, began = time.process_time(), time.perf_counter_ns()
        until = began + int(order["seconds"] * SECOND)
        due, step = began, int(SECOND / order["pace"]) if order["pace"] else 0
        for _ in range(0 if step else order["each"]):
            for number in range(order["talkers"]):
                say(number, time.perf_counter_ns())
        while not self._is_over(until):
            now = time.perf_counter_ns()
            while step and due <= now and due < until:
                say(self.said % order["talkers"], due)
                due += step
            if self.pump(max(due - now, 0) / SECOND if step and due < until else 0.02):
                raise SystemExit("Whoever gives the orders has gone.")
            for number in self.own if not step else ():
                if (now := time.perf_counter_ns()) < until:
                    say(number, now)
            self.own.clear()
        return self._told(began, time.process_time() - used)

    def catch_up(self, order: Order) -> Order:
        """Ask where the room stands, and over HTTP for whatever is missing by that and by the numbers."""
        for one in self.listeners:
            one.told = None
            one.say(b'{"type":"ping"}')
            self._wait(lambda one=one: one.told is not None)  # type: ignore[misc]
        unheard = [one.unheard() for one in self.listeners]
        for one, token, lost in zip(self.listeners, order["tokens"], unheard, strict=True):
            if lost:
                self._ask(one, order["address"], token)
        return {
            "lost_by_number": sum(unheard),
            "listeners_who_lost": sum(map(bool, unheard)),
            "missing": sum(one.unheard() for one in self.listeners),
        }

    def _begin(self, order: Order) -> None:
        self.talk_number += 1
        self.said = self.last_at = 0
        self.times = array("q")
        self.own.clear()
        self.refused.clear()
        self._is_numbered = order["numbered_from"] is not None
        for one in self.listeners:
            one.begin(order["numbered_from"] or 0)

    def _speaker(self, order: Order) -> Say:
        """Have one of the talkers say one thing more: over its socket, or as if another process had said it."""
        through = _bus(order["bus"]) if order["bus"] else None

        def say(number: int, at: int) -> None:
            self.said += 1
            text = order["text"].replace("@mark@", f"said {self.talk_number} {number} {at}")
            text = text.replace("@id@", str(uuid4())).replace("@change@", str(self.said))
            if through is None:
                self.listeners[number].say(text.encode())
            else:
                through(text)

        return say

    def _is_over(self, until: int) -> bool:
        now = time.perf_counter_ns()
        if now < until:
            return False
        everything = len(self.times) >= self.said * len(self.listeners)
        return everything or now - max(self.last_at, until) > QUIET * SECOND or now - until > LONGEST * SECOND

    def _told(self, began: int, used: float) -> Order:
        seconds = max(self.last_at - began, 1) / SECOND
        times = sorted(self.times)
        return {
            "said": self.said,
            "heard": len(times),
            "lost": self.said * len(self.listeners) - len(times),
            "seconds": seconds,
            "p50_ms": _at(times, 0.5),
            "p99_ms": _at(times, 0.99),
            "out_of_order": sum(one.out_of_order for one in self.listeners),
            "refused": self.refused[:3],
            "crowd_cpu": round(used / seconds, 2),
        }

    def _hear(self, one: Listener) -> None:
        frames = one.frames()
        now = time.perf_counter_ns()
        for opcode, content in frames:
            if opcode == TEXT:
                if content.startswith(MESSAGE):
                    self._message(one, content, now)
                else:
                    self._other(one, content)
            elif opcode == PING:
                one.say(content, PONG)
            elif opcode == CLOSE:
                raise ConnectionError(f"The server closed a socket with {int.from_bytes(content[:2], 'big')}.")

    def _message(self, one: Listener, content: bytes, now: int) -> None:
        mark = MARK.search(content)
        if mark is None or int(mark[1]) != self.talk_number:
            return
        self.times.append(now - int(mark[3]))
        self.last_at = now
        if int(mark[2]) == one.number:
            self.own.append(one.number)
        if self._is_numbered and (change := CHANGE.search(content)) is not None:
            one.count(int(change[1]))

    def _other(self, one: Listener, content: bytes) -> None:
        if content.startswith(b'{"type":"subscribed"'):
            one.is_in = True
        elif content.startswith(b'{"type":"pong"'):
            one.told = json.loads(content)["rooms"][0]["last_change"]
        elif content.startswith(b'{"type":"error"'):
            self.refused.append(content.decode())

    def _wait(self, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + ANSWER_WITHIN
        while not ready():
            if time.monotonic() > until:
                raise TimeoutError(f"No answer within {ANSWER_WITHIN:.0f} s; refused: {self.refused[:3]}")
            self.pump(0.1)

    def _ask(self, one: Listener, address: str, token: str) -> None:
        """What every client does about a gap."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_WITHIN)
        after: int | None = one.cursor
        while after is not None:
            headers = {"Authorization": f"Bearer {token}"}
            connection.request("GET", f"{address}&after={after}&page_size=100", headers=headers)
            answer = connection.getresponse()
            page = json.loads(answer.read())
            if answer.status != 200:
                raise ConnectionError(f"{answer.status} {page}")
            for message in page["results"]:
                one.count(message["change"])
            after = page["up_to"] if page["next"] else None
        connection.close()


def _bus(order: Order) -> Callable[[str], int]:
    """How another process says something to the server's: in our envelope, or as it is."""
    from redis import Redis

    line, channel, topic = Redis.from_url(order["url"]), order["channel"], order["topic"]
    if topic is None:
        return lambda text: line.publish(channel, text)
    from accredit.core.realtime.bus import Envelope, encoded

    return lambda text: line.publish(channel, encoded(Envelope(topic, text)))


def _at(ordered: list[int], share: float) -> float:
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] / 1e6, 2) if ordered else 0.0


def main() -> None:
    """Until nobody gives orders any more."""
    crowd = Crowd()
    acts = {"open": crowd.open, "talk": crowd.talk, "catch_up": crowd.catch_up}
    while True:
        if not crowd.pump(None):
            continue
        line = sys.stdin.readline()
        if not line:
            return
        order = json.loads(line)
        sys.stdout.write(json.dumps(acts[order.pop("do")](order)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
