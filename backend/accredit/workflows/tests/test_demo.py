from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from accredit.accounts.models import User
from accredit.catalogue.models import CatalogueItem
from accredit.certificates.models import Certificate
from accredit.core.models import Job
from accredit.core.testing import api
from accredit.events.models import Event
from accredit.learning.models import Course, Lesson
from accredit.organizations.models import Membership
from accredit.registrations.models import Registration
from accredit.workflows.demo.people import INSTRUCTOR, LEARNER, OWNER, PASSWORD, TEAM

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """The demo, made once for all tests here, which find it in a transaction around their own; its files."""
    files: Path = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        private, public = files / "private", files / "public"
        with override_settings(DATA_DIR=files, STORAGE_PUBLIC_DIR=public, STORAGE_PRIVATE_DIR=private):
            call_command("seed_demo")
        yield files
        transaction.set_rollback(True)


@pytest.fixture
def demo(made: Path, settings: Any) -> None:
    settings.STORAGE_PUBLIC_DIR, settings.STORAGE_PRIVATE_DIR = made / "public", made / "private"


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_demo_has_people_courses_and_a_first_certificate_made_by_the_services() -> None:
    assert User.objects.exclude(email_verified_at=None).count() == User.objects.count()
    assert {role for membership in Membership.objects.all() for role in membership.roles} == {
        "owner",
        *(person.role for person in TEAM),
    }
    assert CatalogueItem.objects.filter(kind="course").count() == Course.objects.filter(status="published").count() == 5
    assert Event.objects.filter(status="published").count() == 4
    certificate = Certificate.objects.get(event=None)
    assert (certificate.status, certificate.holder_name) == ("issued", LEARNER.name)
    assert not Job.objects.exclude(status="done").exists()


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_demo_has_an_event_that_is_over_with_a_survey_and_people_on_both_sides_of_the_gate() -> None:
    event = Event.objects.get(status="completed")
    staff = api(User.objects.get(email=OWNER.email), event.organization)
    overview = staff.get(f"/api/events/{event.id}/overview/").json()
    assert overview["places"]["registered"] == overview["gate"]["people"] == 11
    assert (overview["gate"]["met"], overview["certificates"]["issued"]) == (7, 7)
    assert [one["people"] for one in overview["gate"]["clauses"]] == [3, 2]
    assert overview["survey"]["answered"] == 9
    results = staff.get(f"/api/feedback/surveys/{overview['survey']['id']}/results/").json()
    assert results["counted"] >= 5
    assert all(not group["is_hidden"] for one in results["questions"][:2] for group in one["groups"])
    assert Registration.objects.filter(event=event, status="attended").count() == 10
    ward = Event.objects.get(slug__startswith="a-difficult-conversation")
    waiting = api(User.objects.get(email=OWNER.email), ward.organization).get(f"/api/events/{ward.id}/overview/").json()
    assert (waiting["places"]["registered"], waiting["places"]["capacity"], waiting["places"]["waiting"]) == (8, 8, 2)


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_demo_learner_finds_rooms_in_which_people_talk() -> None:
    learner = api(User.objects.get(email=LEARNER.email))
    rooms = learner.get("/api/community/rooms/").json()["results"]
    talked_in = {(one["name"] or one["kind"]): one for one in rooms if one["last_seq"]}
    assert set(talked_in) == {"event", "About the paper", "News", "direct"}
    main = talked_in["event"]
    assert (main["unread"], main["mentions"], talked_in["direct"]["person"]["display_name"]) == (
        3,
        1,
        "Johan Lindqvist",
    )
    said = learner.get("/api/community/messages/", {"room": main["id"]}).json()["results"]
    assert [one["reply_count"] for one in said] == [0, 1, 2, 0]
    assert said[-1]["reactions"] == [{"kind": "thumbs_up", "count": 4, "mine": True}]


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_every_demo_account_can_sign_in() -> None:
    for email in User.objects.values_list("email", flat=True):
        answer = api().post("/api/token/", {"email": email, "password": PASSWORD}, format="json")
        assert answer.status_code == 200, email


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_password_of_a_demo_account_is_hashed_at_full_cost_once_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 2048)
    assert "$m=1024," in User.objects.get(email=LEARNER.email).password
    api().post("/api/token/", {"email": LEARNER.email, "password": PASSWORD}, format="json")
    assert "$m=2048," in User.objects.get(email=LEARNER.email).password


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_command_makes_the_demo_once_and_writes_a_guide(made: Path, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    people = User.objects.count()
    call_command("seed_demo")
    guide = json.loads((made / "demo.json").read_text())
    assert json.loads((tmp_path / "demo.json").read_text()) == guide
    assert User.objects.count() == people
    assert {account["role"] for account in guide["accounts"]} == {"learner", "owner", *(p.role for p in TEAM)}
    assert Course.objects.filter(slug=guide["course"], status="published").exists()


@pytest.mark.seed
@pytest.mark.usefixtures("demo")
def test_the_demo_course_has_a_film_with_captions_and_a_document_that_open() -> None:
    film, paper = (Lesson.objects.get(kind=kind) for kind in ("video", "document"))
    playback = api().get(f"/api/courses/course_video/{film.id}/playback/").json()
    assert (playback["duration_seconds"], playback["captions"][0]["language"]) == (24, "en")
    maker = User.objects.get(email=INSTRUCTOR.email)
    document = api(maker, paper.organization).get(f"/api/courses/course_lessons/{paper.id}/document/").json()
    for url, start in ((playback["captions"][0]["url"], b"WEBVTT"), (document["url"], b"%PDF-")):
        parts = urlsplit(url)
        assert b"".join(Client().get(f"{parts.path}?{parts.query}")).startswith(start)
