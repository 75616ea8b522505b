"""What an organization sees and decides over the API."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from accredit.certificates.models import Certificate, CertificateTemplate, Gate, SigningKey
from accredit.core import storage
from accredit.core.testing import api, assert_same_queries, drain
from accredit.learning import services as learning
from accredit.learning.models import Course
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import PNG, basis, certified, course_with_credit, course_with_quiz, enrolled

pytestmark = pytest.mark.django_db
LIST = "/api/certificates/organization/"
TEMPLATE = "/api/certificates/template/"
PREVIEW = "/api/certificates/template/preview/"
KEYS = "/api/certificates/keys/"
WORDS = {"intro": "This is to say that", "statement": "took part in"}


def staff(organization: Organization, role: str = "owner") -> Any:
    return api(member(organization, role), organization)


class TestList:
    @pytest.mark.happy
    def test_shows_every_certificate_of_the_organization(self, now: datetime) -> None:
        certificate = certified(now=now)

        (row,) = staff(certificate.organization, "viewer").get(LIST).json()["results"]

        assert row["number"] == certificate.number
        assert row["holder_name"] == certificate.holder_name

    def test_is_narrowed_by_course_state_and_text(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="Amara Okafor")
        client = staff(certificate.organization)

        def found(query: str) -> int:
            return len(client.get(f"{LIST}?{query}").json()["results"])

        assert found(f"course={certificate.course_id}&status=issued&search=okaf") == 1
        assert found(f"search={certificate.number}") == 1
        assert found(f"course={uuid4()}") == found("status=revoked") == found("search=nobody") == 0
        assert client.get(f"{LIST}?status=lost").status_code == 400

    def test_shows_what_went_wrong(self, now: datetime) -> None:
        certificate = certified(course_with_credit(title="ᚠᚢᚦ"), now=now)

        (row,) = staff(certificate.organization).get(LIST).json()["results"]

        assert row["held_for"] == "text_not_covered"
        assert "title" in row["attempt_error"]

    @pytest.mark.isolation
    def test_is_the_organizations_own(self, now: datetime) -> None:
        certificate = certified(now=now)
        other = OrganizationFactory()

        assert staff(other).get(LIST).json()["results"] == []
        assert api(member(other, "owner"), certificate.organization).get(LIST).status_code == 404
        assert api(certificate.holder).get(LIST).status_code == 404
        assert staff(certificate.organization, "door").get(LIST).status_code == 403
        assert api().get(LIST).status_code == 401

    def test_costs_the_same_for_one_and_for_many(self, now: datetime) -> None:
        one, course = certified(now=now), course_with_credit()
        for _ in range(4):
            certified(course, now=now)
        first, second = staff(one.organization), staff(course.organization)

        assert_same_queries(lambda: first.get(LIST), lambda: second.get(LIST))


class TestRevoke:
    @pytest.mark.happy
    def test_ends_it_with_a_reason(self, now: datetime) -> None:
        certificate = certified(now=now)

        answer = staff(certificate.organization, "organizer").post(
            f"/api/certificates/{certificate.id}/revoke/", {"reason": "Issued in error."}, format="json"
        )

        assert answer.status_code == 200
        assert answer.json()["status"] == "revoked"
        assert answer.json()["revoked"]["reason"] == "Issued in error."

    def test_done_twice_says_in_which_state_it_is(self, now: datetime) -> None:
        certificate = certified(now=now)
        client = staff(certificate.organization)
        path, body = f"/api/certificates/{certificate.id}/revoke/", {"reason": "Issued in error."}

        assert client.post(path, body, format="json").status_code == 200
        again = client.post(path, body, format="json")

        assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")

    def test_with_the_same_key_gives_the_same_answer(self, now: datetime) -> None:
        certificate = certified(now=now)
        client = staff(certificate.organization)
        path, body = f"/api/certificates/{certificate.id}/revoke/", {"reason": "Issued in error."}

        answers = [client.post(path, body, format="json", HTTP_IDEMPOTENCY_KEY="k").status_code for _ in range(2)]

        assert answers == [200, 200]

    def test_needs_a_reason(self, now: datetime) -> None:
        certificate = certified(now=now)

        answer = staff(certificate.organization).post(f"/api/certificates/{certificate.id}/revoke/", {}, format="json")

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == "reason"

    @pytest.mark.isolation
    def test_is_for_those_who_issue(self, now: datetime) -> None:
        certificate = certified(now=now)
        path, body = f"/api/certificates/{certificate.id}/revoke/", {"reason": "Because"}

        assert staff(certificate.organization, "instructor").post(path, body, format="json").status_code == 403
        assert staff(OrganizationFactory()).post(path, body, format="json").status_code == 404
        assert api(certificate.holder).post(path, body, format="json").status_code == 404
        assert api().post(path, body, format="json").status_code == 401
        certificate.refresh_from_db()
        assert certificate.status == "issued"


class TestReissue:
    def revoked(self, now: datetime) -> tuple[Certificate, Any]:
        certificate = certified(now=now)
        client = staff(certificate.organization)
        client.post(f"/api/certificates/{certificate.id}/revoke/", {"reason": "Wrong person."}, format="json")
        return certificate, client

    @pytest.mark.happy
    def test_makes_a_new_one_and_leaves_the_old_one_revoked(self, now: datetime) -> None:
        certificate, client = self.revoked(now)

        answers = [client.post(f"/api/certificates/{certificate.id}/reissue/") for _ in range(2)]
        drain()

        assert [answer.status_code for answer in answers] == [202, 202]
        assert answers[0].json()["id"] == answers[1].json()["id"] != str(certificate.id)
        assert sorted(Certificate.objects.values_list("serial", "status")) == [(1, "revoked"), (2, "issued")]

    def test_is_refused_for_one_in_force_and_for_who_is_not_due(self, now: datetime) -> None:
        in_force = certified(now=now)
        path = f"/api/certificates/{in_force.id}/reissue/"
        assert staff(in_force.organization).post(path).json()["code"] == "illegal_transition"
        certificate, client = self.revoked(now)
        learning.enrollment_revoke(enrollment=basis(certificate), actor_id=None, now=now)

        answer = client.post(f"/api/certificates/{certificate.id}/reissue/")

        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_due")

    @pytest.mark.isolation
    def test_is_for_those_who_issue(self, now: datetime) -> None:
        certificate, _ = self.revoked(now)
        path = f"/api/certificates/{certificate.id}/reissue/"

        assert staff(certificate.organization, "viewer").post(path).status_code == 403
        assert staff(OrganizationFactory()).post(path).status_code == 404
        assert api().post(path).status_code == 401
        assert Certificate.objects.count() == 1


class TestGate:
    def path(self, course: Course) -> str:
        return f"/api/certificates/gates/{course.id}/"

    @pytest.mark.happy
    def test_is_the_default_until_it_is_set(self) -> None:
        course = course_with_quiz()
        client = staff(course.organization)
        assert client.get(self.path(course)).json()["is_default"] is True
        quiz = course.lessons.get(kind="quiz")
        clauses = [{"kind": "quiz", "lesson": str(quiz.id), "min_percent": 80}]

        answer = client.put(self.path(course), {"clauses": clauses}, format="json")

        assert answer.status_code == 200
        assert answer.json()["clauses"] == [{**clauses[0], "lessons": None}]
        assert answer.json()["sentences"] == ["Score at least 80% in “Closing quiz”"]
        assert client.get(self.path(course)).json()["version"] == 1

    def test_set_to_the_same_twice_stays_one_version(self) -> None:
        course = course_with_quiz()
        body = {"clauses": [{"kind": "lessons", "lessons": None}]}

        for _ in range(2):
            staff(course.organization).put(self.path(course), body, format="json")

        assert Gate.objects.get().version == 1

    def test_loosened_certifies_those_whom_it_lets_through(self, now: datetime) -> None:
        course = course_with_quiz()
        enrollment = enrolled(course, now=now)
        article = course.lessons.filter(kind="article").order_by("id").first()
        assert article is not None
        learning.lesson_complete(enrollment=enrollment, lesson=article, now=now)
        drain()
        assert not Certificate.objects.exists()

        staff(course.organization).put(
            self.path(course), {"clauses": [{"kind": "lessons", "lessons": [str(article.id)]}]}, format="json"
        )
        drain()

        certificate = Certificate.objects.get()
        assert (certificate.status, certificate.rule_version) == ("issued", 1)
        assert certificate.evidence == [f"Completed “{article.title}”"]

    @pytest.mark.parametrize(
        ("clauses", "status"),
        [
            ([], 400),
            ([{"kind": "attendance"}], 400),
            ([{"kind": "quiz", "min_percent": 101}], 400),
            ([{"kind": "paid"}], 422),
            ([{"kind": "quiz", "lesson": str(uuid4())}], 422),
        ],
    )
    def test_that_cannot_stand_is_refused(self, clauses: list[Any], status: int) -> None:
        course = course_with_quiz()

        answer = staff(course.organization).put(self.path(course), {"clauses": clauses}, format="json")

        assert answer.status_code == status
        assert answer.json()["errors"]
        assert not Gate.objects.exists()

    @pytest.mark.isolation
    def test_is_the_organizations_own(self) -> None:
        course = course_with_quiz()
        body = {"clauses": [{"kind": "lessons"}]}
        other = staff(OrganizationFactory())

        assert staff(course.organization, "instructor").get(self.path(course)).status_code == 200
        assert staff(course.organization, "instructor").put(self.path(course), body, format="json").status_code == 403
        assert other.get(self.path(course)).status_code == 404
        assert other.put(self.path(course), body, format="json").status_code == 404
        assert api().get(self.path(course)).status_code == 401


class TestTemplate:
    @pytest.mark.happy
    def test_is_set_with_a_signature_that_stays_when_it_is_set_again(self, now: datetime) -> None:
        organization = OrganizationFactory()
        client = staff(organization)
        assert client.get(TEMPLATE).json()["intro"] == "This certifies that"
        person = {"name": "Dr Samuel Adeyemi", "title": "Lead", "signature_png": base64.b64encode(PNG).decode()}

        first = client.put(TEMPLATE, {**WORDS, "signatories": [person]}, format="json").json()
        kept = {"name": "Dr S. Adeyemi", "signature_key": first["signatories"][0]["signature_key"]}
        second = client.put(TEMPLATE, {**WORDS, "signatories": [kept]}, format="json").json()

        assert second["signatories"][0]["signature_key"] == first["signatories"][0]["signature_key"]
        assert second["signatories"][0]["signature_url"]
        assert storage.private().read(second["signatories"][0]["signature_key"]) == PNG
        assert CertificateTemplate.objects.count() == 1
        certificate = certified(course_with_credit(organization=organization), now=now)
        assert certificate.status == "issued"

    @pytest.mark.parametrize(
        ("change", "status", "path"),
        [
            ({"accent_color": "green"}, 400, "accent_color"),
            ({"intro": "ᚠᚢᚦ"}, 422, "intro"),
            ({"signatories": [{"name": "A", "signature_png": "%%%"}]}, 422, "signatories.0.signature_png"),
            ({"signatories": [{"name": "A", "signature_png": "AAAA"}]}, 422, "signatories.0.signature_png"),
            ({"signatories": [{"name": "A", "signature_key": "certificates/x"}]}, 422, "signatories.0.signature_key"),
            ({"signatories": [{"name": "A"}] * 4}, 422, "signatories"),
        ],
    )
    def test_that_cannot_be_set_is_refused(self, change: dict[str, Any], status: int, path: str) -> None:
        answer = staff(OrganizationFactory()).put(TEMPLATE, {**WORDS, **change}, format="json")

        assert answer.status_code == status
        assert answer.json()["errors"][0]["path"] == path
        assert not CertificateTemplate.objects.exists()

    @pytest.mark.isolation
    def test_never_takes_another_organizations_picture(self) -> None:
        person = {"name": "A", "signature_png": base64.b64encode(PNG).decode()}
        theirs = staff(OrganizationFactory()).put(TEMPLATE, {**WORDS, "signatories": [person]}, format="json").json()
        stolen = {"name": "B", "signature_key": theirs["signatories"][0]["signature_key"]}

        answer = staff(OrganizationFactory()).put(TEMPLATE, {**WORDS, "signatories": [stolen]}, format="json")

        assert answer.status_code == 422

    @pytest.mark.happy
    def test_is_seen_before_it_is_saved(self) -> None:
        person = {"name": "A", "signature_png": base64.b64encode(PNG).decode()}

        answer = staff(OrganizationFactory(), "viewer").post(
            PREVIEW, {**WORDS, "signatories": [person]}, format="json", HTTP_ACCEPT="image/png"
        )

        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
        assert not CertificateTemplate.objects.exists()

    @pytest.mark.isolation
    def test_is_for_those_who_design(self) -> None:
        organization = OrganizationFactory()

        assert staff(organization, "viewer").get(TEMPLATE).status_code == 200
        assert staff(organization, "viewer").put(TEMPLATE, WORDS, format="json").status_code == 403
        assert staff(organization, "door").post(PREVIEW, WORDS, format="json").status_code == 403
        for client, status in ((api(), 401), (api(member(OrganizationFactory(), "owner"), organization), 404)):
            assert client.get(TEMPLATE).status_code == status
            assert client.put(TEMPLATE, WORDS, format="json").status_code == status
            assert client.post(PREVIEW, WORDS, format="json").status_code == status


class TestKeys:
    @pytest.mark.happy
    @pytest.mark.usefixtures("own_document_key")
    def test_are_listed_without_their_private_part_and_rotated(self, now: datetime) -> None:
        organization = certified(now=now).organization
        client = staff(organization)
        rows = client.get(KEYS).json()["results"]
        assert {row["purpose"] for row in rows} == {"document", "credential"}
        assert not any("private" in name for row in rows for name in row)

        for row in rows:
            assert client.post(f"{KEYS}{row['id']}/rotate/").status_code == 201

        after = client.get(KEYS).json()["results"]
        assert len(after) == 4
        assert {row["id"] for row in after if row["retired_at"]} == {row["id"] for row in rows}

    @pytest.mark.usefixtures("own_document_key")
    def test_rotated_twice_by_two_clicks_are_rotated_once(self, now: datetime) -> None:
        organization = certified(now=now).organization
        client = staff(organization)
        key = client.get(KEYS).json()["results"][0]["id"]

        statuses = [client.post(f"{KEYS}{key}/rotate/").status_code for _ in range(2)]

        assert statuses == [201, 409]
        assert SigningKey.objects.filter(organization=organization, retired_at=None).count() == 2

    @pytest.mark.isolation
    def test_are_the_organizations_own(self, now: datetime) -> None:
        organization = certified(now=now).organization
        key = SigningKey.objects.filter(organization=organization).first()
        assert key is not None
        path = f"{KEYS}{key.id}/rotate/"

        assert staff(organization, "organizer").post(path).status_code == 403
        assert staff(OrganizationFactory()).post(path).status_code == 404
        assert staff(OrganizationFactory()).get(KEYS).json()["results"] == []
        assert staff(organization, "door").get(KEYS).status_code == 403
        assert api().get(KEYS).status_code == 401
        assert api().post(path).status_code == 401
