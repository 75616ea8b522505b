"""What costs seconds and is the same for every worker of a run is made by the first who needs it: the tables."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.utils.module_loading import import_string
from psycopg import sql

BACKEND = Path(__file__).resolve().parents[1]
IN_MEMORY = "file:accredit_test?mode=memory&cache=shared"
"""SQLite's database of this process."""
WRITTEN_BY_MIGRATE = {"django_content_type", "auth_permission"}


def list_static_files_once() -> None:
    """WhiteNoise looks at each file of the front end when a server starts. Every test client is such a server, and
    finds what the first one found as long as the settings name the same folder."""
    middleware = import_string("whitenoise.middleware.WhiteNoiseMiddleware")
    look_at_all, found = middleware.__init__, dict[str, dict[str, Any]]()

    def start(self: Any, get_response: Any = None, settings: Any = settings) -> None:
        root = str(settings.WHITENOISE_ROOT)
        if root not in found:
            look_at_all(self, get_response, settings)
            found[root] = dict(self.__dict__)
        self.__dict__.update(found[root], get_response=get_response)

    middleware.__init__ = start


def empty_only_full_tables() -> None:
    """A test that commits ends with a flush. Emptying 150 tables of which ten have rows took longer than most tests,
    and so did writing down Django's own permissions again, which therefore stay.

    PostgreSQL only, and only for a superuser: it deletes past foreign keys and past tables that refuse a DELETE.
    """
    if connection.vendor != "postgresql":
        return
    operations: Any = connection.ops
    truncate, quoted = operations.sql_flush, operations.quote_name

    def sql_flush(style: Any, tables: Sequence[str], *, reset_sequences: bool = False, **options: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if reset_sequences or not cursor.fetchone()[0]:
                statements: list[str] = truncate(style, tables, reset_sequences=reset_sequences, **options)
                return statements
            ours = [table for table in tables if table not in WRITTEN_BY_MIGRATE]
            looks = (f"(SELECT '{table}' FROM {quoted(table)} LIMIT 1)" for table in ours)  # noqa: S608 - our names
            cursor.execute(" UNION ALL ".join(looks))
            full = [quoted(table) for (table,) in cursor.fetchall()]
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in full)]  # noqa: S608

    operations.sql_flush = sql_flush
    flushing: Any = flush
    flushing.emit_post_migrate_signal = lambda *_args, **_told: None


def shared_folder(config: pytest.Config, factory: pytest.TempPathFactory) -> Path | None:
    """Where the workers of this run leave things for each other; None when there is one process only."""
    return factory.getbasetemp().parent if hasattr(config, "workerinput") else None


@contextmanager
def migrated_postgresql(server_url: str, folder: Path) -> Iterator[str]:
    """The address of a database with every table and no row of a test, to be copied and never connected to.

    The first worker makes it of the migrations, and the last one drops it.
    """
    with _locked(folder):
        note = folder / "postgresql-template"
        if not note.exists():
            name = f"accredit_template_{uuid4().hex[:12]}"
            _order(server_url, "CREATE DATABASE {}", name)
            _migrate({"DATABASE_URL": urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))})
            note.write_text(name)
        name = note.read_text()
        users = _count(folder, +1)
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with _locked(folder):
            users = _count(folder, -1)
            if not users:
                note.unlink()
                _order(server_url, "DROP DATABASE {} WITH (FORCE)", name)


def migrated_sqlite(folder: Path) -> Path:
    """A file with every table and no row of a test."""
    with _locked(folder):
        made = folder / "template" / "accredit.sqlite3"
        if not made.exists():
            made.parent.mkdir()
            _migrate({"DATABASE_URL": "", "DATA_DIR": str(made.parent)})
        return made


def pour(source: Path) -> sqlite3.Connection:
    """Fill the database `IN_MEMORY` from a file. It lives as long as somebody is connected; here is somebody."""
    keeper = sqlite3.connect(IN_MEMORY, uri=True, check_same_thread=False)
    with sqlite3.connect(source) as original:
        original.backup(keeper)
    original.close()
    return keeper


def _migrate(env: dict[str, str]) -> None:
    """As an operator does, but for Django's checks, which `make check` makes."""
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
    subprocess.run(command, cwd=BACKEND, env={**os.environ, **env}, check=True)


def _order(server_url: str, statement: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _count(folder: Path, by: int) -> int:
    file = folder / "users"
    users = int(file.read_text() if file.exists() else "0") + by
    file.write_text(str(users))
    return users


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
