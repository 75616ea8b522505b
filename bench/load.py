"""A load generator: keep-alive connections on one thread, as many requests as the server answers.

Run as a process of its own (`python -m bench.load`, the order on standard input as JSON), so that it shares no
interpreter with whoever measures. Requests are bytes made beforehand; an answer is read to its Content-Length and
looked at for its status only. It costs some 40 µs a request, a tenth of the cheapest answer measured here.
"""

from __future__ import annotations

import base64
import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle

from console import REPOSITORY

ANSWER_WITHIN = 15.0
"""Seconds after which a silent server is given up."""


@dataclass(frozen=True)
class Load:
    """What came of one round."""

    answers: int
    seconds: float
    unexpected: int
    """Answers with another status than the one that was asked for."""
    p50_ms: float
    p95_ms: float

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self.buffer = bytearray()
        self.ends_at = -1

    def send(self, request: bytes) -> None:
        self.buffer.clear()
        self.ends_at = -1
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Whether the answer is complete."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("The server closed the connection.")
        self.buffer += part
        if self.ends_at < 0:
            head = self.buffer.find(b"\r\n\r\n")
            if head < 0:
                return False
            self.ends_at = head + 4 + _length(bytes(self.buffer[:head]))
        return len(self.buffer) >= self.ends_at

    @property
    def status(self) -> int:
        return int(self.buffer[9:12])


def request(method: str, path: str, *, port: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def load(
    port: int, requests: Sequence[bytes], *, seconds: float, connections: int, once: bool = False, status: int = 200
) -> Load:
    """Send `requests` round and round for `seconds`, or each of them `once`, from a process of its own."""
    order = {
        "port": port,
        "requests": [base64.b64encode(one).decode() for one in requests],
        "seconds": seconds,
        "connections": connections,
        "once": once,
        "status": status,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(order), capture_output=True, text=True, cwd=REPOSITORY,
        check=False, timeout=seconds + 120,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"The load generator failed: {done.stderr.strip()[-2000:]}")
    return Load(**json.loads(done.stdout))


def hammer(port: int, requests: Sequence[bytes], *, seconds: float, connections: int, once: bool, status: int) -> Load:
    """The load itself, in this process."""
    waiting = iter(requests) if once else cycle(requests)
    times: list[float] = []
    unexpected = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            connection = _Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        started = time.perf_counter()
        until = started + seconds
        for key in list(selector.get_map().values()):
            if (first := next(waiting, None)) is not None:
                key.data.send(first)
            else:
                selector.unregister(key.data.socket)
        while selector.get_map():
            ready = selector.select(ANSWER_WITHIN)
            if not ready:
                raise TimeoutError(f"No answer within {ANSWER_WITHIN:.0f} s.")
            for key, _events in ready:
                connection = key.data
                if not connection.read():
                    continue
                now = time.perf_counter()
                times.append(now - connection.sent_at)
                unexpected += connection.status != status
                following = next(waiting, None) if now < until else None
                if following is None:
                    selector.unregister(connection.socket)
                    connection.socket.close()
                else:
                    connection.send(following)
        took = time.perf_counter() - started
    times.sort()
    return Load(len(times), took, unexpected, _at(times, 0.5), _at(times, 0.95))


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError("An answer without Content-Length; this generator reads no other.")


def _at(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000, 2) if ordered else 0.0


if __name__ == "__main__":
    order = json.load(sys.stdin)
    order["requests"] = [base64.b64decode(one) for one in order["requests"]]
    json.dump(asdict(hammer(**order)), sys.stdout)
