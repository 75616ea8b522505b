"""What was told of people does not stay for ever; that it was told does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction

from accredit.core import clock, inbound, jobs
from accredit.core.inbound_retention import bodies_clear, traces_erase
from accredit.core.models import InboundMessage
from accredit.core.testing import drain

pytestmark = pytest.mark.django_db
BODY = b'{"email":"ada@example.org","name":"Ada"}'


@pytest.fixture(autouse=True)
def _handler() -> Iterator[None]:
    inbound.handler("core_tests")(lambda message, *, now: None)
    yield
    inbound._HANDLERS.pop("core_tests", None)


def stored(external_id: str = "evt_1", *, body: bytes = BODY, **fields: Any) -> InboundMessage:
    inbound.store("core_tests", external_id, body)
    rows = InboundMessage.objects.filter(external_id=external_id)
    rows.update(**{"status": InboundMessage.Status.HANDLED, "handled_at": clock.now(), **fields})
    return rows.get()


def after(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


def erase(*marks: str) -> int:
    with transaction.atomic():
        return traces_erase(source="core_tests", marks=marks, now=clock.now())


@pytest.mark.happy
def test_a_handled_body_is_emptied_after_ninety_days_and_its_trace_stays() -> None:
    row = stored()
    assert bodies_clear(now=row.handled_at + timedelta(days=90) if row.handled_at else after(90)) == 0
    assert [bodies_clear(now=after(90.1)) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert (row.body, row.body_hash) == ("", sha256(BODY).hexdigest())
    assert (row.source, row.external_id, row.status) == ("core_tests", "evt_1", "handled")
    assert row.body_cleared_at is not None


def test_an_installation_says_how_long(settings: Any) -> None:
    stored()
    settings.INBOUND_BODY_DAYS = 7
    assert bodies_clear(now=after(7.1)) == 1


def test_the_job_that_does_it_is_registered() -> None:
    assert "core.inbound_bodies_clear" in jobs._JOBS


def test_a_late_job_leaves_an_emptied_delivery_as_it_is() -> None:
    row = stored()
    bodies_clear(now=after(91))
    inbound.handle(str(row.pk), now=after(92))
    row.refresh_from_db()
    assert (row.status, row.error) == ("handled", "")


@pytest.mark.parametrize("status", ["received", "queued", "failed"])
def test_what_was_not_handled_stays_whole_to_be_replayed(status: str) -> None:
    row = stored(status=status, handled_at=None)
    assert bodies_clear(now=after(900)) == 0
    row.refresh_from_db()
    assert row.body == BODY.decode()


def test_more_than_one_portion_is_emptied_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accredit.core.inbound_retention.AT_ONCE", 2)
    for number in range(5):
        stored(f"evt_{number}")
    assert bodies_clear(now=after(91)) == 5


def test_the_same_delivery_again_is_still_known_and_cannot_be_replayed() -> None:
    row = stored()
    bodies_clear(now=after(91))
    assert inbound.store("core_tests", "evt_1", BODY) is False
    with pytest.raises(inbound.BodyCleared):
        inbound.replay(row.id)
    drain()
    row.refresh_from_db()
    assert row.status == "handled"


@pytest.mark.parametrize("mark", ["ada@example.org", "ADA@example.org", " Ada "])
def test_a_handled_body_in_which_a_person_is_named_is_emptied_at_once(mark: str) -> None:
    row, other = stored(), stored("evt_2", body=b'{"email":"grace@example.org","name":"Adam"}')
    assert [erase(mark) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.body, row.body_hash, other.status) == ("", sha256(BODY).hexdigest(), "handled")
    assert "Adam" in other.body


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_name_beyond_ascii_is_found_however_it_is_written(ascii_only: bool) -> None:
    row = stored(body=json.dumps({"name": "Zoë Ångström"}, ensure_ascii=ascii_only).encode())
    assert erase("Zoë Ångström") == 1
    row.refresh_from_db()
    assert row.body == ""


def test_of_what_is_not_handled_yet_only_the_marks_go() -> None:
    told = {"object": {"id": 7, "customer_email": "Ada@example.org", "names": ["Ada", {"name": "Adam"}]}}
    row = stored(body=json.dumps(told).encode(), status="failed", handled_at=None)
    assert [erase("ada@example.org", "Ada") for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert json.loads(row.body) == {"object": {"id": 7, "customer_email": "", "names": ["", {"name": "Adam"}]}}


def test_who_is_called_as_a_word_of_the_source_empties_nobody_else_s_bodies() -> None:
    row = stored(body=b'{"object":"event","type":"paid","data":{"status":"paid","customer":"cus_1"}}')
    assert erase("event", "paid") == 0
    row.refresh_from_db()
    assert row.body_cleared_at is None
    assert erase("cus_1") == 1


def test_nobody_s_name_and_no_number_takes_away_what_the_handling_needs() -> None:
    told: dict[str, Any] = {"type": "paid", "object": {"status": "Paid", "payment_intent": "pi_1", "user_name": "paid"}}
    row = stored(body=json.dumps(told).encode(), status="failed", handled_at=None)
    assert erase("paid", "pi_1") == 1
    row.refresh_from_db()
    assert json.loads(row.body) == {**told, "object": {**told["object"], "user_name": ""}}


def test_no_mark_touches_nothing_and_another_source_stays() -> None:
    stored(source="elsewhere")
    assert (erase(), erase("", "  "), erase("ada@example.org")) == (0, 0, 0)
