"""The sandbox's memory: one SQLite file that survives a restart, or a kill.

Everything runs on one thread, the event loop's, and request handlers do not await between reading and writing, so a
transaction here is also the unit of isolation. The file is locked: a second sandbox on the same directory is refused.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created INTEGER NOT NULL,
    body TEXT NOT NULL,
    private TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE INDEX IF NOT EXISTS objects_by_intent ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS objects_by_meeting ON objects (kind, json_extract(body, '$.meeting'));
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER,
    body TEXT,
    created REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at REAL NOT NULL,
    created_at REAL NOT NULL,
    attempts TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due_at);
CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event_id);
CREATE TABLE IF NOT EXISTS zoom_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at REAL NOT NULL,
    created_at REAL NOT NULL,
    attempts TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS zoom_deliveries_due ON zoom_deliveries (state, due_at);
CREATE INDEX IF NOT EXISTS zoom_deliveries_by_event ON zoom_deliveries (event_id);
CREATE TABLE IF NOT EXISTS zoom_uses (
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (day, name)
);
CREATE TABLE IF NOT EXISTS zoom_checks (
    url TEXT PRIMARY KEY,
    passed_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    object_id TEXT NOT NULL,
    run_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS jobs_due ON jobs (run_at);
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at REAL NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    raw BLOB NOT NULL
);
"""
_TABLES = ("objects", "idempotency", "deliveries", "zoom_deliveries", "zoom_uses", "zoom_checks", "jobs", "messages")
_RANGES = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class StoreInUse(Exception):
    """Another sandbox holds the data directory."""


class Store:
    """Objects by id, kind and attribute, each with a private part that never goes over the wire."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._lock = (data_dir / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise StoreInUse(f"another sandbox is using {data_dir}") from error
        self.db = sqlite3.connect(data_dir / "sandbox.sqlite3", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.executescript(_SCHEMA)
        # A key still "running" belonged to a process that died before its work was committed.
        self.db.execute("DELETE FROM idempotency WHERE status IS NULL OR created < ?", (time.time() - 86400,))
        self._depth = 0
        self.on_commit: list[Callable[[], None]] = []

    def close(self) -> None:
        """Release the file; further use is an error."""
        self.db.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nests. Those in `on_commit` are told after the outermost one is committed."""
        if self._depth:
            yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        else:
            self.db.execute("COMMIT")
        finally:
            self._depth = 0
        for listener in self.on_commit:
            listener()

    def add(self, obj: Json, private: Json | None = None) -> None:
        """Keep a new object under its `id` and `object`; raises sqlite3.IntegrityError when the id is taken."""
        self.db.execute(
            "INSERT INTO objects (id, kind, created, body, private) VALUES (?, ?, ?, ?, ?)",
            (obj["id"], obj["object"], obj["created"], json.dumps(obj), json.dumps(private or {})),
        )

    def put(self, obj: Json, private: Json | None = None) -> None:
        """Replace a kept object, and its private part when given."""
        self.db.execute("UPDATE objects SET body = ? WHERE id = ?", (json.dumps(obj), obj["id"]))
        if private is not None:
            self.db.execute("UPDATE objects SET private = ? WHERE id = ?", (json.dumps(private), obj["id"]))

    def find(self, kind: str, object_id: str) -> Json | None:
        """The object of that kind and id, or None."""
        row = self.db.execute("SELECT body FROM objects WHERE id = ? AND kind = ?", (object_id, kind)).fetchone()
        return None if row is None else _json(row["body"])

    def private(self, object_id: str) -> Json:
        """The private part of a kept object."""
        row = self.db.execute("SELECT private FROM objects WHERE id = ?", (object_id,)).fetchone()
        return _json(row["private"])

    def every(self, kind: str, /, **where: str | int | bool) -> list[Json]:
        """All objects of a kind whose attributes equal `where`, oldest first."""
        clause, values = _conditions(kind, where, {})
        rows = self.db.execute(f"SELECT body FROM objects WHERE {clause} ORDER BY seq", values)  # noqa: S608
        return [_json(row["body"]) for row in rows]

    def count(self, kind: str, /, **where: str | int | bool) -> int:
        """How many objects of a kind have those attributes."""
        clause, values = _conditions(kind, where, {})
        row = self.db.execute(f"SELECT count(*) FROM objects WHERE {clause}", values).fetchone()  # noqa: S608
        return int(row[0])

    def page(
        self,
        kind: str,
        where: Mapping[str, str | int | bool],
        created: Mapping[str, int],
        *,
        limit: int,
        after: str | None = None,
        before: str | None = None,
        extra: tuple[str, list[Any]] = ("", []),
    ) -> tuple[list[Json], bool]:
        """One page, newest first, and whether more follow (Stripe docs: Pagination).

        `after` and `before` are ids that must exist; `extra` is a further SQL condition with its values.
        """
        clause, values = _conditions(kind, where, created)
        if extra[0]:
            clause, values = f"{clause} AND {extra[0]}", [*values, *extra[1]]
        direction = "DESC"
        if after is not None:
            clause += " AND seq < (SELECT seq FROM objects WHERE id = ?)"
            values = [*values, after]
        if before is not None:
            clause += " AND seq > (SELECT seq FROM objects WHERE id = ?)"
            values = [*values, before]
            direction = "ASC"
        rows = self.db.execute(
            f"SELECT body FROM objects WHERE {clause} ORDER BY seq {direction} LIMIT ?",  # noqa: S608
            [*values, limit + 1],
        ).fetchall()
        found = [_json(row["body"]) for row in rows[:limit]]
        return (found[::-1] if before is not None else found), len(rows) > limit

    def reset(self) -> None:
        """Forget everything."""
        with self.transaction():
            for table in _TABLES:
                self.db.execute(f"DELETE FROM {table}")  # noqa: S608


def _json(text: str) -> Json:
    value: Json = json.loads(text)
    return value


def _conditions(
    kind: str, where: Mapping[str, str | int | bool], created: Mapping[str, int]
) -> tuple[str, list[str | int]]:
    """SQL for `kind` and attribute equality. Attribute names are the sandbox's own, values are always bound."""
    clauses, values = ["kind = ?"], [kind]
    bound: list[str | int] = [*values]
    for name, value in where.items():
        clauses.append(f"json_extract(body, '$.{name}') = ?")
        bound.append(int(value) if isinstance(value, bool) else value)
    for operator, limit in created.items():
        clauses.append(f"created {_RANGES[operator]} ?")
        bound.append(limit)
    return " AND ".join(clauses), bound
