"""What people report themselves: on the record as their own word, corrected by reversal."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.models import CreditType
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core import clock, privacy, storage
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, assert_same_queries, drain
from accredit.cpd import services
from accredit.cpd.exceptions import ActivityChanged
from accredit.cpd.models import LedgerEntry, OwnActivity, OwnEvidence
from accredit.cpd.selectors import activity_get
from accredit.media import services as media
from accredit.media.models import Upload
from accredit.media.rules import Purpose
from accredit.media.tests.files import PDF

from .factories import earned, evidence, report

pytestmark = pytest.mark.django_db
ACTIVITIES, LEDGER = "/api/cpd/activities/", "/api/cpd/ledger/"


@pytest.fixture
def person() -> User:
    return UserFactory()


@pytest.fixture
def kind() -> CreditType:
    return CreditTypeFactory()


def body(kind: CreditType, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Reading group",
        "provider": "Riverside Practice",
        "done_on": "2026-11-03",
        "credit_type": str(kind.id),
        "amount": "1.5",
        "reflection": "I ask first what would help.",
        "evidence": [],
    } | changes


def ledger() -> list[tuple[str, int]]:
    return list(LedgerEntry.objects.order_by("created_at", "id").values_list("kind", "amount_hundredths"))


@pytest.mark.happy
def test_an_own_activity_stands_on_the_record_marked_as_self_reported(person: User, kind: CreditType) -> None:
    file = evidence(person)

    made = api(person).post(ACTIVITIES, body(kind, evidence=[str(file.id)]), format="json")

    assert made.status_code == 201, made.json()
    (shown,) = api(person).get(ACTIVITIES).json()["results"]
    assert shown == made.json() | {"evidence": shown["evidence"]}
    (one,) = shown["evidence"]
    assert (one["file_name"], one["sha256"]) == ("sheet.pdf", hashlib.sha256(PDF).hexdigest())
    (entry,) = api(person).get(LEDGER).json()["results"]
    assert (entry["source_kind"], entry["amount"], entry["certificate"], entry["organization"]) == (
        "self",
        "1.5",
        None,
        None,
    )
    assert entry["activity"]["title"] == "Reading group"
    assert len(entry["evidence_hash"]) == 64
    assert OutboxEvent.objects.filter(name="cpd.credit_awarded").count() == 1


@pytest.mark.happy
def test_a_file_goes_through_the_same_door_as_every_other(person: User, kind: CreditType) -> None:
    asked = {"purpose": "evidence", "file_name": "sheet.pdf", "media_type": "application/pdf", "size": len(PDF)}
    upload_id = api(person).post("/api/media/uploads/", asked, format="json").json()["id"]
    upload = Upload.objects.get(pk=upload_id)
    early = api(person).post(ACTIVITIES, body(kind, evidence=[upload_id]), format="json")
    storage.private().write(upload.key, PDF)
    api(person).post(f"/api/media/uploads/{upload_id}/finalize/")
    drain()

    made = api(person).post(ACTIVITIES, body(kind, evidence=[upload_id]), format="json")

    assert (early.status_code, early.json()["code"]) == (409, "upload_not_ready")
    assert made.status_code == 201
    assert upload.organization_id is None


def test_a_correction_is_a_reversal_and_a_new_entry(person: User, kind: CreditType) -> None:
    made = api(person).post(ACTIVITIES, body(kind), format="json").json()
    address = f"{ACTIVITIES}{made['id']}/"

    changed = api(person).put(address, body(kind, amount="2.0", revision=1), format="json")

    assert (changed.status_code, changed.json()["amount"], changed.json()["revision"]) == (200, "2.0", 2)
    assert ledger() == [("award", 150), ("reversal", -150), ("award", 200)]
    assert [row["kind"] for row in api(person).get(LEDGER).json()["results"]] == ["award", "reversal", "award"]


def test_other_evidence_makes_a_new_entry_and_another_reflection_none(person: User, kind: CreditType) -> None:
    made = api(person).post(ACTIVITIES, body(kind), format="json").json()
    address = f"{ACTIVITIES}{made['id']}/"

    api(person).put(address, body(kind, reflection="Something else.", revision=1), format="json")
    assert ledger() == [("award", 150)]
    api(person).put(address, body(kind, evidence=[evidence(person).id], revision=2), format="json")

    assert ledger() == [("award", 150), ("reversal", -150), ("award", 150)]
    hashes = LedgerEntry.objects.order_by("created_at", "id").values_list("evidence_hash", flat=True)
    assert hashes[0] == hashes[1] != hashes[2]


def test_evidence_is_taken_away_and_the_rest_is_not_read_again(person: User, kind: CreditType, now: datetime) -> None:
    first, second = evidence(person), evidence(person)
    activity = services.activity_report(
        person_id=person.id, report=report(kind, evidence=[first.id, second.id]), now=now
    )
    activity = activity_get(person_id=person.id, activity_id=activity.id)
    storage.private().delete(first.key)

    services.activity_change(activity=activity, report=report(kind, evidence=[first.id]), now=now)

    assert list(OwnEvidence.objects.values_list("upload_id", flat=True)) == [first.id]


@pytest.mark.happy
def test_what_is_withdrawn_is_reversed_and_gone_from_the_list(person: User, kind: CreditType) -> None:
    made = api(person).post(ACTIVITIES, body(kind, evidence=[evidence(person).id]), format="json").json()
    address = f"{ACTIVITIES}{made['id']}/"

    assert api(person).delete(address).status_code == 204
    assert api(person).delete(address).status_code == api(person).get(address).status_code == 404

    assert ledger() == [("award", 150), ("reversal", -150)]
    assert api(person).get(ACTIVITIES).json()["results"] == []
    assert all(row["activity"]["withdrawn"] for row in api(person).get(LEDGER).json()["results"])
    assert not OwnEvidence.objects.exists()


def test_two_changes_of_the_same_reading_leave_one(person: User, kind: CreditType, now: datetime) -> None:
    activity = earned(person, kind, "1.5", date(2026, 11, 3), now=now)
    one, other = (activity_get(person_id=person.id, activity_id=activity.id) for _ in range(2))
    services.activity_change(activity=one, report=report(kind, amount="2.0"), now=now)

    with pytest.raises(ActivityChanged):
        services.activity_change(activity=other, report=report(kind, amount="9.0"), now=now)
    with pytest.raises(ActivityChanged):
        services.activity_withdraw(activity=other, now=now)
    late = api(person).put(f"{ACTIVITIES}{activity.id}/", body(kind, revision=1), format="json")

    assert (late.status_code, late.json()["code"]) == (409, "activity_changed")
    assert sum(amount for _, amount in ledger()) == 200


def test_sent_twice_it_is_reported_once(person: User, kind: CreditType) -> None:
    answers = [
        api(person).post(ACTIVITIES, body(kind), format="json", HTTP_IDEMPOTENCY_KEY="one").json() for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert ledger() == [("award", 150)]


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"amount": "0"}, 422, None),
        ({"amount": "1.25"}, 422, None),
        ({"amount": "900.0"}, 422, "amount"),
        ({"done_on": "2190-01-01"}, 422, "done_on"),
        ({"done_on": "1901-01-01"}, 422, "done_on"),
        ({"title": ""}, 400, "title"),
        ({"credit_type": "019aa5f5-0000-7000-8000-000000000088"}, 404, None),
    ],
)
def test_what_cannot_go_on_the_record_says_why(
    person: User, kind: CreditType, change: dict[str, Any], status: int, field: str | None
) -> None:
    answer = api(person).post(ACTIVITIES, body(kind, **change), format="json")

    assert answer.status_code == status
    assert field is None or [one["path"] for one in answer.json()["errors"]] == [field]
    assert ledger() == []


def test_evidence_is_ones_own_checked_and_of_one_activity(person: User, kind: CreditType) -> None:
    used = evidence(person)
    api(person).post(ACTIVITIES, body(kind, evidence=[used.id]), format="json")
    avatar = evidence(person)
    Upload.objects.filter(pk=avatar.pk).update(purpose=Purpose.AVATAR)
    many = [evidence(person).id for _ in range(6)]

    codes = [
        api(person).post(ACTIVITIES, body(kind, evidence=wanted), format="json").status_code
        for wanted in ([used.id], [avatar.id], [evidence(UserFactory()).id], [new_id()], many)
    ]

    assert codes == [422, 404, 404, 404, 422]
    assert OwnActivity.objects.count() == 1


@pytest.mark.isolation
def test_an_own_activity_is_its_persons_alone(person: User, kind: CreditType, now: datetime) -> None:
    activity = earned(person, kind, "1.5", date(2026, 11, 3), now=now)
    address, stranger = f"{ACTIVITIES}{activity.id}/", api(UserFactory())

    assert stranger.get(ACTIVITIES).json()["results"] == []
    assert stranger.get(address).status_code == stranger.delete(address).status_code == 404
    assert stranger.put(address, body(kind, revision=1), format="json").status_code == 404
    assert api().get(ACTIVITIES).status_code == api().delete(address).status_code == 401
    assert ledger() == [("award", 150)]


def test_one_activity_costs_what_twenty_do(kind: CreditType, now: datetime) -> None:
    one, many = UserFactory(), UserFactory()
    for person, count in ((one, 1), (many, 20)):
        for _ in range(count):
            given = report(kind, evidence=[evidence(person).id])
            services.activity_report(person_id=person.id, report=given, now=now)

    assert_same_queries(lambda: api(one).get(ACTIVITIES), lambda: api(many).get(ACTIVITIES))
    assert_same_queries(lambda: api(one).get(LEDGER), lambda: api(many).get(LEDGER))


def test_evidence_in_use_stays_in_the_store(person: User, kind: CreditType, now: datetime) -> None:
    kept, unused = evidence(person), evidence(person)
    services.activity_report(person_id=person.id, report=report(kind, evidence=[kept.id]), now=now)
    Upload.objects.update(finished_at=clock.now() - 2 * media.clearing.UNCLAIMED)

    media.uploads_retire(now=clock.now())

    assert list(Upload.objects.exclude(retired_at=None)) == [unused]


def test_the_words_go_with_their_person_and_the_figures_stay(person: User, kind: CreditType, now: datetime) -> None:
    given = report(kind, evidence=[evidence(person).id], reflection="Mine.")
    services.activity_report(person_id=person.id, report=given, now=now)
    (row,) = privacy.export(person.id)["cpd"]["own_activities"]
    assert (row["title"], row["reflection"], row["evidence"][0]["file_name"]) == ("Reading group", "Mine.", "sheet.pdf")

    for _ in range(2):
        services.person_erase(person.id, now=now)

    activity = OwnActivity.objects.get()
    assert (activity.title, activity.provider, activity.reflection) == ("", "", "")
    assert not OwnEvidence.objects.exists()
    assert ledger() == [("award", 150)]


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("ledger_stands_on_something", {"source_kind": "certificate", "source_id": new_id()}),
        ("ledger_stands_on_something", {"activity_id": None, "source_id": new_id()}),
        ("ledger_award_once", {}),
    ],
)
def test_the_database_is_the_last_guard(
    person: User, kind: CreditType, now: datetime, constraint: str, change: dict[str, Any]
) -> None:
    earned(person, kind, "1.5", date(2026, 11, 3), now=now)
    row: dict[str, Any] = {**LedgerEntry.objects.values().get(), "id": new_id()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LedgerEntry.objects.create(**row | change)
