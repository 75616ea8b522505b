"""One WebSocket of a load generator: it knocks, reads and writes frames, and keeps count of what it heard."""

from __future__ import annotations

import socket
import struct

from .load import ANSWER_WITHIN

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
"""First bytes of whole frames."""
_HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: YSBzb2NrZXQgb2Ygb3Vycw==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
)
"""What a browser sends."""


class Listener:
    """An open socket, the count up to which it has heard everything, and what it has heard beyond."""

    def __init__(self, number: int, port: int, path: str, origin: str) -> None:
        self.number = number
        self.is_in = False
        self.told: int | None = None
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_WITHIN)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = self._knock(_HANDSHAKE.format(path=path, port=port, origin=origin))
        self.socket.settimeout(None)
        self.begin(0)

    def begin(self, known: int) -> None:
        """From here on everything after this number is to be heard."""
        self.cursor, self.out_of_order = known, 0
        self._ahead: set[int] = set()

    def count(self, change: int) -> None:
        """The change of this number was heard."""
        if change == self.cursor + 1:
            self.cursor = change
            while self._ahead and self.cursor + 1 in self._ahead:
                self.cursor += 1
                self._ahead.discard(self.cursor)
        elif change > self.cursor:
            self._ahead.add(change)
            self.out_of_order += 1

    def unheard(self) -> int:
        """How many are missing, by what the server told of where the room stands."""
        return max((self.told or 0) - self.cursor - len(self._ahead), 0)

    def say(self, content: bytes, opcode: int = TEXT) -> None:
        """Send a frame. Its mask is nought, which leaves the content as it is."""
        size = len(content)
        head = bytes((opcode, 0x80 | size)) if size < 126 else struct.pack("!BBH", opcode, 0x80 | 126, size)
        self.socket.sendall(head + bytes(4) + content)

    def frames(self) -> list[tuple[int, bytes]]:
        """Whole frames of what has arrived, each with its first byte. Servers mask nothing."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("The server has gone.")
        if self._rest:
            data = self._rest + data
        found: list[tuple[int, bytes]] = []
        at, end = 0, len(data)
        while end - at >= 2:
            size, begin = data[at + 1], at + 2
            if size > 125:
                begin += 2 if size == 126 else 8
                if begin > end:
                    break
                size = int.from_bytes(data[at + 2 : begin], "big")
            if begin + size > end:
                break
            found.append((data[at], data[begin : begin + size]))
            at = begin + size
        self._rest = data[at:]
        return found

    def _knock(self, request: str) -> bytes:
        """Open it; returns what the server has said beyond that."""
        self.socket.sendall(request.encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            part = self.socket.recv(1 << 16)
            if not part:
                raise ConnectionError("The server let nobody in.")
            answer += part
        head, _, rest = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise ConnectionError(f"The server let nobody in: {head.decode('latin-1')}")
        if b"sec-websocket-extensions" in head.lower():
            raise ConnectionError("The server compresses every text anew for each socket.")
        return rest
