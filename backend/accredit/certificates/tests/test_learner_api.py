"""A person's own certificates over the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accredit.accounts.services import account_delete, profile_update
from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.certificates.models import Certificate
from accredit.certificates.tests.factories import (
    answer_quiz,
    basis,
    certified,
    complete,
    course_with_credit,
    course_with_quiz,
    enrolled,
)
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import services as learning
from accredit.learning.tests.factories import LessonFactory, ModuleFactory
from accredit.organizations.tests.factories import OrganizationFactory, member

pytestmark = pytest.mark.django_db
LIST = "/api/certificates/"


def url(certificate: Certificate, action: str) -> str:
    return f"/api/certificates/{certificate.id}/{action}/"


class TestMine:
    @pytest.mark.happy
    def test_lists_what_it_is_worth_and_where_it_is_verified(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="Amara Okafor")

        (row,) = api(certificate.holder).get(LIST).json()["results"]

        assert row["number"] == certificate.number
        assert row["status"] == "issued"
        assert row["verify_url"].endswith(f"/c/{certificate.code}")
        assert row["total_credits"] == "5.5"
        assert [(one["name"], one["amount"]) for one in row["credits"]] == [("Clinical", "4.5"), ("Leadership", "1.0")]
        assert row["pdf_sha256"] == certificate.pdf_sha256
        assert row["waiting_for"] is None

    def test_says_why_one_waits(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="ᚠᚢᚦ")

        (row,) = api(certificate.holder).get(LIST).json()["results"]

        assert row["status"] == "pending"
        assert row["issued_on"] is None
        assert row["waiting_for"]["code"] == "name_not_covered"
        assert "legal name" in row["waiting_for"]["text"]

    @pytest.mark.isolation
    def test_is_nobody_elses(self, now: datetime) -> None:
        certified(now=now)

        assert api(UserFactory()).get(LIST).json()["results"] == []

    def test_needs_a_sign_in(self) -> None:
        assert api().get(LIST).status_code == 401

    def test_refuses_a_cursor_of_somebodys_making(self) -> None:
        assert api(UserFactory()).get(f"{LIST}?cursor=x").status_code == 400

    def test_costs_the_same_for_one_and_for_many(self, now: datetime) -> None:
        one, many = certified(now=now).holder, UserFactory()
        template = Certificate.objects.filter(holder=one).values().get()
        for serial in range(2, 8):
            fresh = {"id": uuid4(), "serial": serial, "code": f"{serial:026d}", "activity_version": serial}
            Certificate.objects.create(**{**template, **fresh, "holder_id": many.id})

        assert_same_queries(lambda: api(one).get(LIST), lambda: api(many).get(LIST))


class TestDownload:
    @pytest.mark.happy
    def test_gives_an_address_that_opens_the_sealed_file(self, now: datetime) -> None:
        certificate = certified(now=now)

        answer = api(certificate.holder).get(url(certificate, "download"))

        assert answer.status_code == 200
        path = answer.json()["url"].split("/", 3)[3]
        file = Client().get(f"/{path}")
        assert b"".join(getattr(file, "streaming_content", [])).startswith(b"%PDF-")
        assert certificate.number in file["Content-Disposition"]

    def test_an_address_that_was_changed_opens_nothing(self, now: datetime) -> None:
        certificate = certified(now=now)
        path = api(certificate.holder).get(url(certificate, "download")).json()["url"].split("/", 3)[3]

        assert Client().get(f"/{path}".replace("signature=", "signature=0")).status_code == 403

    def test_staff_of_the_organization_may_and_its_door_staff_may_not(self, now: datetime) -> None:
        certificate = certified(now=now)
        organization = certificate.organization

        viewer = api(member(organization, "viewer"), organization).get(url(certificate, "download"))
        door = api(member(organization, "door"), organization).get(url(certificate, "download"))

        assert (viewer.status_code, door.status_code) == (200, 403)

    @pytest.mark.isolation
    def test_is_not_there_for_others(self, now: datetime) -> None:
        certificate = certified(now=now)
        other = OrganizationFactory()

        assert api(UserFactory()).get(url(certificate, "download")).status_code == 404
        assert api(member(other, "owner"), other).get(url(certificate, "download")).status_code == 404
        assert (
            api(member(other, "owner"), certificate.organization).get(url(certificate, "download")).status_code == 404
        )
        assert api().get(url(certificate, "download")).status_code == 401

    def test_waits_until_it_is_issued(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="ᚠᚢᚦ")

        answer = api(certificate.holder).get(url(certificate, "download"))

        assert (answer.status_code, answer.json()["code"]) == (409, "not_issued_yet")

    def test_says_that_the_files_of_a_holder_who_left_are_gone(self, now: datetime) -> None:
        certificate = certified(now=now)
        account_delete(user_id=certificate.holder_id, password=PASSWORD, now=now)
        drain()

        answer = api(member(certificate.organization, "owner"), certificate.organization).get(
            url(certificate, "download")
        )

        assert (answer.status_code, answer.json()["code"]) == (404, "files_withheld")


class TestCredential:
    @pytest.mark.happy
    def test_is_the_signed_document_whatever_the_client_accepts(self, now: datetime) -> None:
        certificate = certified(now=now)

        answer = api(certificate.holder).get(url(certificate, "credential"), HTTP_ACCEPT="application/vc+ld+json")

        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/vc+ld+json"
        assert json.loads(answer.content)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"

    @pytest.mark.isolation
    def test_is_not_there_for_others(self, now: datetime) -> None:
        certificate = certified(now=now)

        assert api(UserFactory()).get(url(certificate, "credential")).status_code == 404
        assert api().get(url(certificate, "credential")).status_code == 401


class TestCorrectName:
    @pytest.fixture
    def renamed(self, now: datetime) -> Certificate:
        certificate = certified(now=now)
        profile_update(user_id=certificate.holder_id, changes={"legal_name": "Amara Okafor-Reed"}, now=now)
        drain()
        return certificate

    @pytest.mark.happy
    def test_makes_a_new_one_that_replaces_the_old(self, renamed: Certificate) -> None:
        answer = api(renamed.holder).post(url(renamed, "correct-name"))
        assert answer.status_code == 202
        assert answer.json()["status"] == "pending"
        drain()

        verified = api().get(f"/api/certificates/verify/{renamed.code}/").json()
        assert verified["status"] == "superseded"
        assert verified["superseded_by_code"] == answer.json()["code"]

    def test_asked_twice_makes_one(self, renamed: Certificate) -> None:
        first = api(renamed.holder).post(url(renamed, "correct-name")).json()
        second = api(renamed.holder).post(url(renamed, "correct-name")).json()

        assert first["id"] == second["id"]

    def test_is_refused_while_the_name_is_the_same(self, now: datetime) -> None:
        certificate = certified(now=now)

        answer = api(certificate.holder).post(url(certificate, "correct-name"))

        assert (answer.status_code, answer.json()["code"]) == (409, "name_unchanged")

    @pytest.mark.isolation
    def test_is_the_holders_alone(self, renamed: Certificate) -> None:
        owner = member(renamed.organization, "owner")

        assert api(owner, renamed.organization).post(url(renamed, "correct-name")).status_code == 404
        assert api().post(url(renamed, "correct-name")).status_code == 401


class TestProgress:
    @pytest.fixture
    def ask(self) -> Callable[[Any, Any], Any]:
        return lambda user, course: api(user).get(f"/api/certificates/progress/?course={course}")

    @pytest.mark.happy
    def test_says_what_is_met_and_what_is_missing(self, now: datetime, ask: Any) -> None:
        enrollment = enrolled(course_with_quiz(), now=now)
        quiz = enrollment.course.lessons.select_related("quiz").get(kind="quiz")
        answer_quiz(enrollment, quiz, right=False, now=now)

        body = ask(enrollment.user, enrollment.course.slug).json()

        assert body["met"] is False
        assert body["certificate"] is None
        assert [(one["text"], one["detail"]) for one in body["clauses"]] == [
            ("Complete all 3 lessons", body["clauses"][0]["detail"]),
            ("Score at least 70% in “Closing quiz”", "Your best score is 0%; 70% is needed."),
        ]

    def test_gives_the_code_once_it_is_issued(self, now: datetime, ask: Any) -> None:
        certificate = certified(now=now)

        body = ask(certificate.holder, certificate.course_id).json()

        assert body["met"] is True
        assert body["certificate_code"] == certificate.code

    def test_says_that_only_the_address_is_missing(self, now: datetime, ask: Any) -> None:
        enrollment = enrolled(now=now, email_verified_at=None)
        complete(enrollment, now=now)
        drain()

        body = ask(enrollment.user, enrollment.course_id).json()

        assert body["waiting_for"]["code"] == "email_not_verified"
        assert body["certificate_code"] is None

    def test_says_when_it_was_revoked_with_its_enrollment(self, now: datetime, ask: Any) -> None:
        certificate = certified(now=now)
        learning.enrollment_revoke(enrollment=basis(certificate), actor_id=None, now=now)
        drain()

        body = ask(certificate.holder, certificate.course_id).json()

        assert body["certificate"]["status"] == "revoked"
        assert body["certificate_code"] is None

    def test_is_for_those_enrolled(self, now: datetime, ask: Any) -> None:
        course = course_with_credit()

        assert ask(UserFactory(), course.id).status_code == 403
        assert ask(UserFactory(), uuid4()).status_code == 404
        assert api().get(f"/api/certificates/progress/?course={course.id}").status_code == 401
        assert api(UserFactory()).get("/api/certificates/progress/").status_code == 400

    def test_costs_the_same_however_long_the_course_is(self, now: datetime, ask: Any) -> None:
        short, long = enrolled(course_with_quiz(), now=now), enrolled(course_with_quiz(), now=now)
        for title in ("Listening", "Writing it down", "Asking again"):
            LessonFactory(module=ModuleFactory(course=long.course), title=title)

        assert_same_queries(lambda: ask(short.user, short.course_id), lambda: ask(long.user, long.course_id))


class TestRequirements:
    @pytest.mark.happy
    def test_are_promised_to_everybody(self) -> None:
        course = course_with_quiz(price_amount=4900)

        body = api().get(f"/api/certificates/requirements/?course={course.slug}").json()

        assert [one["text"] for one in body["clauses"]] == [
            "Complete all 3 lessons",
            "Score at least 70% in “Closing quiz”",
            "Pay for the course",
        ]

    def test_of_a_draft_are_not(self) -> None:
        course = course_with_quiz()
        type(course).objects.filter(pk=course.pk).update(status="draft")

        assert api().get(f"/api/certificates/requirements/?course={course.slug}").status_code == 404
        assert api().get("/api/certificates/requirements/").status_code == 400
