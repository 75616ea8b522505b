from __future__ import annotations

import psycopg
import pytest
from django.core.signals import request_started
from django.db import connection
from django.db.models import CharField, DateTimeField, UUIDField

from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.models import InboundMessage, Job, Schedule
from accredit.core.statements import AT_ONCE, Given, Insert, Statement
from accredit.core.testing import queries

pytestmark = pytest.mark.django_db
BY_SOURCE = Statement(
    lambda: (
        InboundMessage.objects.filter(source=Given("source", CharField()), created_at__lte=Given("at", DateTimeField()))
        .order_by("external_id")
        .values_list("id", "external_id", "created_at", "handled_at")
    )
)


def test_a_statement_answers_what_its_queryset_would_each_time_with_other_values() -> None:
    rows = [InboundMessage.objects.create(source=name, external_id=name, body="") for name in ("one", "two")]
    for row in [*rows, *rows]:
        found = BY_SOURCE.rows(source=row.source, at=clock.now())
        assert found == [(row.id, row.external_id, row.created_at, None)]
    assert BY_SOURCE.rows(source="three", at=clock.now()) == []
    assert BY_SOURCE.rows(source="one", at=rows[0].created_at.replace(year=2020)) == []


def test_a_statement_counts_as_one_query() -> None:
    assert queries(lambda: BY_SOURCE.rows(source="one", at=clock.now())) == 1


def test_a_value_that_its_field_does_not_know_is_refused_before_it_is_sent() -> None:
    by_id = Statement(lambda: InboundMessage.objects.filter(pk=Given("id", UUIDField())).values_list("id"))
    assert by_id.rows(id=new_id()) == []
    with pytest.raises(Exception, match="is not a valid UUID"):
        by_id.rows(id="nonsense")


def test_many_rows_are_written_as_each_of_them_would_be() -> None:
    rows = [Job(name="core.sweep", args=[n, "é, {}"], run_at=clock.now()) for n in range(AT_ONCE + 1)]
    assert queries(lambda: Insert(Job).add_all(rows)) == 2
    kept = {row.id: (row.name, row.args, row.unique_key, row.run_at) for row in Job.objects.all()}
    assert kept == {row.id: (row.name, row.args, row.unique_key, row.run_at) for row in rows}
    Insert(Job).add_all([])
    assert Job.objects.count() == len(rows)


def test_many_rows_that_are_nearly_the_same_are_written_from_one_and_from_lists() -> None:
    now, many = clock.now(), AT_ONCE + 1
    args = [[number, 'é, {}, "'] for number in range(many)]
    attempts = list(range(many))
    Insert(Job).add_like(Job(name="core.sweep", run_at=now), {"args": args, "attempts": attempts})
    assert list(Job.objects.order_by("id").values_list("name", "args", "attempts", "unique_key", "run_at")) == [
        ("core.sweep", of, tried, None, now) for of, tried in zip(args, attempts, strict=True)
    ]
    Insert(Job).add_like(Job(name="core.sweep", run_at=now), {"args": []})
    assert Job.objects.count() == many


def test_a_row_that_is_there_is_changed_in_the_named_columns_only() -> None:
    first = InboundMessage(source="s", external_id="e", body="old", error="kept")
    again = InboundMessage(source="s", external_id="e", body="new", error="not written")
    by_name = Insert(InboundMessage, or_change=("body",), of=("source", "external_id"))
    by_name.add_all([first])
    by_name.add_all([again])
    assert list(InboundMessage.objects.values_list("id", "body", "error")) == [(first.id, "new", "kept")]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_has_ended_is_noticed_and_made_anew() -> None:
    Schedule.objects.count()
    pid = connection.connection.info.backend_pid
    assert connection.is_usable()
    target = {key: value for key, value in connection.get_connection_params().items() if key in WHERE}
    with psycopg.connect(**target, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert not connection.is_usable()
    request_started.send(None)  # from here on it is looked at before it is used
    assert Schedule.objects.count() == 0
    assert connection.connection.info.backend_pid != pid


WHERE = {"dbname", "user", "password", "host", "port"}
