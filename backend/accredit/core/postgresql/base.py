"""Django's PostgreSQL backend with two shortcuts for what every request does."""

from __future__ import annotations

import select

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
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor = psycopg.Cursor(self.connection)
            # The session's time zone is UTC, as Django's own loader makes it sure in Python for each value.
            cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
            prepared: CursorWrapper = self._prepare_cursor(cursor)  # type: ignore[attr-defined]  # as `cursor` does
            return prepared
