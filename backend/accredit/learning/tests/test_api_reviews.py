"""Reviews over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api, drain

from .factories import (
    EnrollmentFactory,
    ReviewFactory,
    published_course,
)

pytestmark = pytest.mark.django_db


@pytest.mark.happy
def test_a_learner_writes_changes_and_takes_back_one_review() -> None:
    course = published_course()
    client = api(EnrollmentFactory(course=course).user)
    body = {"course": str(course.id), "rating": 4, "text": "Clear."}
    written = client.post("/api/courses/review/", body, format="json")
    assert (written.status_code, written.json()["mine"]) == (201, True)
    again = client.post("/api/courses/review/", body, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_reviewed")
    address = f"/api/courses/review/{written.json()['id']}/"
    assert client.patch(address, {"rating": 5}, format="json").json()["text"] == "Clear."
    assert api().get(f"/api/courses/review/?course={course.slug}").json()["results"][0]["rating"] == 5
    drain()
    assert api().get(f"/api/courses/course/{course.slug}/").json()["rating"] == {"average": "5.0", "count": 1}
    assert client.delete(address).status_code == 204
    assert client.delete(address).status_code == 404
    drain()
    assert api().get(f"/api/courses/course/{course.slug}/").json()["rating"] == {"average": None, "count": 0}


def test_reviews_are_for_learners_and_only_their_own() -> None:
    course = published_course()
    review = ReviewFactory(course=course)
    body = {"course": str(course.id), "rating": 4}
    passer_by = api(UserFactory())
    assert passer_by.post("/api/courses/review/", body, format="json").status_code == 403
    assert api().post("/api/courses/review/", body, format="json").status_code == 401
    assert passer_by.patch(f"/api/courses/review/{review.id}/", {"rating": 1}, format="json").status_code == 404
    assert passer_by.delete(f"/api/courses/review/{review.id}/").status_code == 404
    assert api().delete(f"/api/courses/review/{review.id}/").status_code == 401


@pytest.mark.parametrize(
    "body", [{"rating": 0}, {"rating": 6}, {"rating": "many"}, {}, {"rating": 3, "text": "x" * 4001}]
)
def test_a_review_outside_the_scale_is_refused(body: dict[str, Any]) -> None:
    course = published_course()
    client = api(EnrollmentFactory(course=course).user)
    response = client.post("/api/courses/review/", {"course": str(course.id), **body}, format="json")
    assert response.status_code == 400
    assert response.json()["errors"]
    assert api().get("/api/courses/review/").status_code == 400
