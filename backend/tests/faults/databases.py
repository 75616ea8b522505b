"""Databases of their own for these tests, and the view of the test process into them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql

from config import database

BACKEND = Path(__file__).resolve().parents[2]


@contextmanager
def own_database(server_url: str, *, template: str = "") -> Iterator[str]:
    """A new database on the server of `server_url`, a copy of `template` if given; yields its address."""
    name = f"accredit_fault_{uuid4().hex[:12]}"
    created = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template:
        created += sql.SQL(" TEMPLATE {}").format(sql.Identifier(database_name(template)))
    _order(server_url, created)
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        _order(server_url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def migrate(url: str) -> None:
    """As an operator does, but for Django's checks, which `make check` makes."""
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity=0"]
    subprocess.run(command, cwd=BACKEND, env={**os.environ, "DATABASE_URL": url}, check=True)


def database_name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


@contextmanager
def looking_into(url: str) -> Iterator[None]:
    """The ORM of this process works on that database for a while."""
    told = database.postgresql(url)
    there = {key: told[key] for key in database.NAMES}
    before = {key: connection.settings_dict[key] for key in there}
    connection.close()
    connection.settings_dict.update(there)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def held(url: str, table: str) -> Iterator[None]:
    """Nobody else can write to a table: whoever wants to stands still in the middle of what they do."""
    with psycopg.connect(url) as holder:
        holder.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
        yield


def gate(url: str, name: str, *, before_updates_of: str) -> None:
    """A table of that name which, while it is held, stops every update of another table; its inserts go on."""
    parts = {"gate": sql.Identifier(name), "table": sql.Identifier(before_updates_of), "named": sql.Literal(name)}
    with psycopg.connect(url) as connected:
        for statement in (
            "CREATE TABLE {gate} ()",
            """CREATE FUNCTION {gate}() RETURNS trigger LANGUAGE plpgsql AS $$
               BEGIN EXECUTE format('LOCK TABLE %I IN ROW EXCLUSIVE MODE', TG_ARGV[0]); RETURN NEW; END $$""",
            "CREATE TRIGGER {gate} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {gate}({named})",
        ):
            connected.execute(sql.SQL(statement).format(**parts))


def waiting_for(table: str) -> list[int]:
    """The server's ids of the connections that stand still because the table is held."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = %s AND NOT granted",
            [table],
        )
        return [pid for (pid,) in cursor.fetchall()]


def forget_the_dead(table: str) -> None:
    """The server would still carry out the one statement that a dead process had sent; here it learns of the death."""
    with connection.cursor() as cursor:
        for pid in waiting_for(table):
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def _order(server_url: str, statement: sql.Composed) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(statement)
