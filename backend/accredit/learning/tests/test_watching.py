"""Heartbeats over HTTP, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.core.ids import new_id
from accredit.core.testing import api
from accredit.learning import services
from accredit.learning.exceptions import LessonInUse, NotEnrolled
from accredit.learning.models import Enrollment, Lesson, LessonProgress, VideoProgress
from accredit.learning.services.privacy import person_export
from accredit.media.tests.factories import UploadFactory
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import EnrollmentFactory, LessonFactory, ModuleFactory, published_course, video_lesson
from .world import in_threads, told

pytestmark = pytest.mark.django_db


class Player:
    """A learner in front of a film of 100 seconds, with a clock of their own."""

    def __init__(self, now: datetime, enrollment: Enrollment | None = None, lesson: Lesson | None = None) -> None:
        self.now = now
        self.enrollment = enrollment or EnrollmentFactory(course=published_course())
        self.lesson = lesson or video_lesson(ModuleFactory(course=self.enrollment.course))
        self.client = api(self.enrollment.user)

    def beat(self, *intervals: Any, after: float = 0, position: Any = 0, **more: Any) -> Any:
        self.now += timedelta(seconds=after)
        body = {"position": position, "intervals": list(intervals), **more}
        with time_machine.travel(self.now, tick=False):
            return self.client.post(f"/api/courses/course_lessons/{self.lesson.id}/heartbeat/", body, format="json")


@pytest.fixture
def player(now: datetime) -> Player:
    return Player(now)


@pytest.mark.happy
def test_a_film_watched_at_double_speed_completes_its_lesson_and_resumes_where_it_stopped(player: Player) -> None:
    assert player.beat().json()["watched"] == []
    heard = player.beat([0, 20], after=10, position=20).json()
    assert (heard["watched"], heard["watched_seconds"], heard["duration_seconds"]) == ([[0, 20]], 20, 100)
    assert (heard["completed"], heard["progress_percent"]) == (False, 0)
    page = player.client.get(f"/api/courses/course_video/{player.lesson.id}/playback/").json()
    assert (page["resume_seconds"], page["watched"], page["watched_seconds"]) == (20, [[0, 20]], 20)

    almost = player.beat([20, 89], after=35, position=89).json()
    enough = player.beat([89, 90], after=1, position=90).json()

    assert (almost["watched_seconds"], almost["completed"]) == (89, False)
    assert (enough["completed"], enough["progress_percent"], enough["course_completed"]) == (True, 50, False)
    page = player.client.get(f"/api/courses/course_video/{player.lesson.id}/playback/").json()
    assert page["completed"] is True
    assert len(told("lesson_completed")) == 1
    player.beat([90, 100], after=10, position=100)
    assert len(told("lesson_completed")) == 1
    page = player.client.get(f"/api/courses/course_video/{player.lesson.id}/playback/").json()
    assert (page["resume_seconds"], page["watched"]) == (0, [[0, 100]])


def test_the_last_lesson_watched_completes_the_course(now: datetime) -> None:
    course = published_course()
    Lesson.objects.filter(course=course).delete()
    lesson = video_lesson(ModuleFactory(course=course), duration_ms=10_000)
    player = Player(now, EnrollmentFactory(course=course), lesson)
    player.beat()
    heard = player.beat([0, 9], after=4.5).json()
    assert (heard["completed"], heard["progress_percent"], heard["course_completed"]) == (True, 100, True)
    assert len(told("course_completed")) == 1


def test_a_whole_film_claimed_at_once_is_believed_only_as_far_as_the_clock_goes(player: Player) -> None:
    assert player.beat([0, 100]).json()["watched"] == [[0, 3]]
    assert player.beat([0, 100]).json()["watched"] == [[0, 3]]
    assert player.beat([0, 100], after=1).json()["watched"] == [[0, 5]]
    assert player.beat([50, 60], [5, 100], after=10).json()["watched"] == [[0, 25]]


def test_many_quick_heartbeats_gain_nothing(player: Player) -> None:
    for _ in range(40):
        heard = player.beat([0, 100], after=0.1).json()
    assert heard["watched_seconds"] <= 3 + 2 * 4
    assert not LessonProgress.objects.exists()


def test_what_was_not_believed_may_be_said_again_later(player: Player) -> None:
    player.beat()
    assert player.beat([0, 40], after=10).json()["watched"] == [[0, 23]]
    assert player.beat([0, 40], after=10).json()["watched"] == [[0, 40]]


def test_the_same_heartbeat_twice_is_once(player: Player) -> None:
    player.beat()
    first = player.beat([0, 10], after=10, position=10).json()
    assert player.beat([0, 10], position=10).json() == first
    assert VideoProgress.objects.count() == 1


def test_what_lies_beyond_the_end_is_cut_off(player: Player) -> None:
    player.beat()
    heard = player.beat([95, 43_200], after=60, position=43_200).json()
    assert heard["watched"] == [[95, 100]]
    assert VideoProgress.objects.get().position == 100


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"position": 0},
        {"intervals": []},
        {"position": -1, "intervals": []},
        {"position": "soon", "intervals": []},
        {"position": 10**12, "intervals": []},
        {"position": 0, "intervals": "all"},
        {"position": 0, "intervals": {"0": 100}},
        {"position": 0, "intervals": [[-5, 10]]},
        {"position": 0, "intervals": [[10, 5]]},
        {"position": 0, "intervals": [[0]]},
        {"position": 0, "intervals": [[0, 1, 2]]},
        {"position": 0, "intervals": [["a", "b"]]},
        {"position": 0, "intervals": [[0, 1.5]]},
        {"position": 0, "intervals": [[0, None]]},
        {"position": 0, "intervals": [[0, 10**30]]},
        {"position": 0, "intervals": [[one, one + 1] for one in range(0, 10_000, 2)]},
        {"position": 0, "intervals": [], "video_id": "film"},
    ],
)
def test_a_forged_heartbeat_is_refused_and_changes_nothing(player: Player, body: dict[str, Any]) -> None:
    answer = player.client.post(f"/api/courses/course_lessons/{player.lesson.id}/heartbeat/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert not VideoProgress.objects.exists()


def test_only_the_enrolled_are_heard(player: Player) -> None:
    address = f"/api/courses/course_lessons/{player.lesson.id}/heartbeat/"
    body = {"position": 0, "intervals": []}
    organization = player.enrollment.organization
    refunded = EnrollmentFactory(course=player.enrollment.course, status="revoked")
    other = OrganizationFactory()
    clients = [
        (api(), 401),
        (api(UserFactory()), 403),
        (api(refunded.user), 403),
        (api(member(organization, "owner"), organization), 403),
        (api(member(other, "owner"), other), 403),
    ]
    assert [client.post(address, body, format="json").status_code for client, _ in clients] == [
        status for _, status in clients
    ]
    nowhere = player.client.post(address.replace(str(player.lesson.id), str(new_id())), body, format="json")
    assert nowhere.status_code == 404
    Lesson.objects.filter(pk=player.lesson.pk).update(is_preview=True)
    assert api(UserFactory()).post(address, body, format="json").status_code == 403
    assert not VideoProgress.objects.exists()


def test_a_film_is_not_marked_as_read_and_an_article_has_no_seconds(player: Player) -> None:
    article = LessonFactory(module=player.lesson.module)
    root = "/api/courses/course_lessons"
    marked = player.client.post(f"{root}/{player.lesson.id}/complete/")
    watched = player.client.post(f"{root}/{article.id}/heartbeat/", {"position": 0, "intervals": []}, format="json")
    assert (marked.status_code, marked.json()["code"]) == (409, "completed_by_watching")
    assert (watched.status_code, watched.json()["code"]) == (409, "not_a_video")


def test_another_film_in_its_place_begins_from_nothing_and_takes_no_completion_away(player: Player) -> None:
    player.beat()
    player.beat([0, 95], after=60, position=95)
    old = player.lesson.video_id
    film = UploadFactory(organization=player.enrollment.organization, duration_ms=50_000)
    Lesson.objects.filter(pk=player.lesson.pk).update(video=film)
    page = player.client.get(f"/api/courses/course_video/{player.lesson.id}/playback/").json()
    assert (page["watched"], page["resume_seconds"], page["completed"]) == ([], 0, True)
    late = player.beat([95, 100], after=5, video_id=str(old))
    assert (late.status_code, late.json()["code"]) == (409, "video_replaced")
    heard = player.beat([0, 5], after=5, video_id=str(film.id)).json()
    assert (heard["watched"], heard["duration_seconds"], heard["completed"]) == ([[0, 5]], 50, True)


def test_an_enrollment_that_ended_meanwhile_is_not_heard(player: Player) -> None:
    mine = Enrollment.objects.get(pk=player.enrollment.pk)
    Enrollment.objects.filter(pk=mine.pk).update(status="revoked")
    lesson = Lesson.objects.select_related("video").get(pk=player.lesson.pk)
    with pytest.raises(NotEnrolled):
        services.video_watch(enrollment=mine, lesson=lesson, position=0, intervals=[], now=player.now)
    assert not VideoProgress.objects.exists()


def test_a_film_that_somebody_has_begun_is_not_deleted_and_is_part_of_the_export(player: Player) -> None:
    player.beat([0, 2], position=2)
    with pytest.raises(LessonInUse):
        services.lesson_delete(lesson=player.lesson, actor_id=player.enrollment.user_id, now=player.now)
    (exported,) = person_export(player.enrollment.user_id)["enrollments"]
    assert (exported["videos"][0]["lesson"], exported["videos"][0]["watched_seconds"]) == (player.lesson.title, 2)


def test_the_database_itself_refuses_a_second_account_of_one_film(player: Player) -> None:
    player.beat()
    row = VideoProgress.objects.get()
    row.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_windows_lose_none_of_each_others_seconds_and_complete_the_lesson_once(now: datetime) -> None:
    enrollment = EnrollmentFactory()
    player = Player(now, enrollment, video_lesson(ModuleFactory(course=enrollment.course), duration_ms=4_000))
    player.beat()

    def window(start: int) -> Callable[[], Any]:
        mine = Enrollment.objects.get(pk=player.enrollment.pk)
        lesson = Lesson.objects.select_related("video").get(pk=player.lesson.pk)
        return lambda: services.video_watch(
            enrollment=mine,
            lesson=lesson,
            position=start + 1,
            intervals=[(start, start + 1)],
            now=now + timedelta(seconds=60),
        )

    errors = in_threads(*(window(start) for start in range(4)))
    row = VideoProgress.objects.get()
    assert errors == [None] * 4
    assert (row.intervals, row.watched_seconds) == ([[0, 4]], 4)
    assert (len(told("lesson_completed")), len(told("course_completed"))) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_windows_together_gain_no_more_than_one(now: datetime) -> None:
    player = Player(now)
    player.beat()

    def window() -> Callable[[], Any]:
        mine = Enrollment.objects.get(pk=player.enrollment.pk)
        lesson = Lesson.objects.select_related("video").get(pk=player.lesson.pk)
        return lambda: services.video_watch(
            enrollment=mine, lesson=lesson, position=0, intervals=[(0, 100)], now=now + timedelta(seconds=5)
        )

    in_threads(*(window() for _ in range(8)))
    assert VideoProgress.objects.get().watched_seconds == 3 + 2 * 5
