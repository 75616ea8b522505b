"""Rows inserted by a statement that is written once are the rows that the ORM would have made."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.models import InboundMessage, Job
from accredit.core.statements import Insert
from accredit.core.testing import queries

pytestmark = pytest.mark.django_db


def job(now: datetime, key: str | None) -> Job:
    return Job(name="core_tests.any", args=["a", 1, {"b": None}], unique_key=key, run_at=now, request_id="r-1")


@pytest.mark.happy
def test_a_row_is_read_again_as_it_was_given(now: datetime) -> None:
    given = job(now, None)
    assert queries(lambda: Insert(Job).add(given)) == 1
    found = Job.objects.get()
    assert {field.attname: getattr(found, field.attname) for field in Job._meta.concrete_fields} == {
        field.attname: getattr(given, field.attname) for field in Job._meta.concrete_fields
    }
    given.error = "changed"
    given.save()
    assert Job.objects.get().error == "changed"


def test_a_row_that_a_unique_rule_forbids_is_left_out_where_that_was_asked_for(now: datetime) -> None:
    insert = Insert(Job, unless_there=True)
    assert [insert.add(job(now, "once")) for _ in range(2)] == [True, False]
    assert Job.objects.count() == 1


def test_elsewhere_the_rule_is_named(now: datetime) -> None:
    insert = Insert(InboundMessage)
    insert.add(InboundMessage(source="s", external_id="1", body="{}"))
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        insert.add(InboundMessage(source="s", external_id="1", body="{}"))
    assert violates(caught.value, InboundMessage, "inbound_once")
