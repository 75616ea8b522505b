"""Django's PostgreSQL backend with two shortcuts for what every request does."""

from __future__ import annotations

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper
from psycopg.types.datetime import TimestamptzLoader


class DatabaseWrapper(base.DatabaseWrapper):
    """Settings give it `prepare_threshold`, which holds for planned cursors only: Django's own put values into the text
    of a statement, and such texts are never prepared."""

    def is_usable(self) -> bool:
        """Whether a kept connection is still good, without the round trip that Django takes for each request: a server
        that ends an idle connection sends a last word and hangs up. Only when there is something to read it is asked.
        """
        if self.connection is not None and not self.connection.closed:
            socket = select.poll()
            socket.register(self.connection.fileno(), select.POLLIN)
            if not socket.poll(0):
                return True
        return super().is_usable()

    def planned_cursor(self) -> CursorWrapper:
        """A cursor whose statements the server plans once for each connection, and then finds by their text."""
        cursor: CursorWrapper = self._planned(psycopg.Cursor)
        # The session's time zone is UTC, as Django's own loader makes it sure in Python for each value.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        return cursor

    def numbered_cursor(self) -> CursorWrapper:
        """A planned cursor for a statement whose places are `$1`, `$2` …, which it sends as they are."""
        cursor: CursorWrapper = self._planned(psycopg.RawCursor)
        return cursor

    def _planned(self, kind: type[psycopg.Cursor[Any]]) -> Any:
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(kind(self.connection))  # type: ignore[attr-defined]  # as `cursor` does
