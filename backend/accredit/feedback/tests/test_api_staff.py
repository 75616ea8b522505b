"""Making surveys and reading their results, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.testing import api, queries
from accredit.events.tests.factories import EventFactory
from accredit.feedback.models import Survey, SurveyQuestion
from accredit.learning.tests.factories import published_course
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import SurveyFactory, SurveyQuestionFactory, question

pytestmark = pytest.mark.django_db
ROOT = "/api/feedback/surveys/"


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def organizer(organization: Organization) -> Any:
    return api(member(organization, "organizer"), organization)


@pytest.fixture
def draft(organization: Organization) -> Survey:
    made: Survey = SurveyFactory(event__organization=organization, status="draft", published_at=None)
    return made


@pytest.mark.happy
def test_a_survey_is_drafted_published_and_closed(organization: Organization, organizer: Any) -> None:
    event = EventFactory(organization=organization, title="Capacity in practice")
    made = organizer.post(ROOT, {"event": str(event.id)}, format="json")
    assert made.status_code == 201
    survey = made.json()
    assert (survey["title"], survey["status"], survey["is_anonymous"], survey["questions"]) == (
        "How was “Capacity in practice”?",
        "draft",
        True,
        [],
    )
    address = f"{ROOT}{survey['id']}/"
    changed = organizer.patch(address, {"title": "Tell us", "is_anonymous": False}, format="json").json()
    assert (changed["title"], changed["is_anonymous"]) == ("Tell us", False)
    asked = [
        question("stars", is_required=True),
        question("why", "text", shown_if={"question": "stars", "operator": "at_most", "values": [3]}),
        question("each", about="sessions"),
        question("which", "multiple"),
    ]
    listed = organizer.put(f"{address}questions/", {"questions": asked}, format="json").json()["questions"]
    assert [(one["key"], one["about"]) for one in listed] == [
        ("stars", "whole"),
        ("why", "whole"),
        ("each", "sessions"),
        ("which", "whole"),
    ]
    assert listed[1]["shown_if"] == asked[1]["shown_if"]
    assert organizer.post(f"{address}publish/").json()["status"] == "published"
    assert organizer.post(f"{address}close/").json()["status"] == "closed"
    assert list(
        OutboxEvent.objects.filter(name__startswith="feedback.").order_by("id").values_list("name", flat=True)
    ) == [
        "feedback.survey_published",
        "feedback.survey_closed",
    ]


@pytest.mark.happy
def test_a_course_has_a_survey_of_its_own(organization: Organization) -> None:
    course = published_course(organization=organization)
    instructor = api(member(organization, "instructor"), organization)
    made = instructor.post(ROOT, {"course": str(course.id), "title": "And?"}, format="json").json()
    assert made["activity"]["kind"] == "course"
    [found] = instructor.get(f"{ROOT}?course={course.id}").json()["results"]
    assert (found["id"], found["turnout"]) == (made["id"], {"asked": 0, "answered": 0})
    assert instructor.get(f"{ROOT}?event={new_id()}").json()["results"] == []


def test_only_who_makes_the_event_changes_its_survey(organization: Organization, draft: Survey) -> None:
    other = OrganizationFactory()
    callers = {
        401: api(None, organization),
        403: api(member(organization, "instructor"), organization),
        404: api(member(other, "owner"), other),
    }
    requests = [("patch", ""), ("delete", ""), ("put", "questions/"), ("post", "publish/"), ("post", "close/")]
    for method, address in requests:
        for status, client in callers.items():
            answer = getattr(client, method)(f"{ROOT}{draft.id}/{address}", {}, format="json")
            assert answer.status_code == status, (address, status)
    instructor = callers[403]
    assert instructor.post(ROOT, {"event": str(draft.event_id)}, format="json").status_code == 403
    assert instructor.get(f"{ROOT}{draft.id}/results/").status_code == 200
    assert api(member(organization, "door"), organization).get(f"{ROOT}{draft.id}/results/").status_code == 403


def test_each_event_has_one_survey(organizer: Any, draft: Survey) -> None:
    refused = organizer.post(ROOT, {"event": str(draft.event_id)}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "survey_exists")


@pytest.mark.parametrize("body", [{}, {"event": "x"}, {"event": str(new_id()), "course": str(new_id())}])
def test_a_survey_is_of_one_thing(organizer: Any, body: dict[str, str]) -> None:
    assert organizer.post(ROOT, body, format="json").status_code == 400


def test_a_survey_of_another_tenants_event_cannot_be_begun(organizer: Any) -> None:
    refused = organizer.post(ROOT, {"event": str(EventFactory().id)}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (404, "event_not_found")


def test_a_survey_without_questions_is_not_published(organizer: Any, draft: Survey) -> None:
    refused = organizer.post(f"{ROOT}{draft.id}/publish/")
    assert (refused.status_code, refused.json()["code"]) == (422, "survey_not_ready")
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_is_published_stays_as_it_was_promised(organizer: Any, draft: Survey) -> None:
    SurveyQuestionFactory(survey=draft)
    address = f"{ROOT}{draft.id}/"
    organizer.post(f"{address}publish/")
    refused = [
        organizer.patch(address, {"is_anonymous": False}, format="json"),
        organizer.put(f"{address}questions/", {"questions": []}, format="json"),
        organizer.delete(address),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(409, "survey_not_draft")] * 3
    assert organizer.post(f"{address}publish/").json()["code"] == "illegal_transition"
    assert SurveyQuestion.objects.filter(survey=draft).count() == 1


def test_a_draft_is_thrown_away(organizer: Any, draft: Survey) -> None:
    SurveyQuestionFactory(survey=draft)
    assert organizer.delete(f"{ROOT}{draft.id}/").status_code == 204
    assert organizer.delete(f"{ROOT}{draft.id}/").status_code == 404
    assert not SurveyQuestion.objects.exists()


def test_questions_that_cannot_be_asked_change_nothing(organizer: Any, draft: Survey) -> None:
    address = f"{ROOT}{draft.id}/questions/"
    organizer.put(address, {"questions": [question("kept")]}, format="json")
    later = {"question": "b", "operator": "is", "values": [1]}
    refused = organizer.put(address, {"questions": [question("a", shown_if=later), question("b")]}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "questions_not_usable")
    assert [one["path"] for one in refused.json()["errors"]] == ["questions.0.shown_if"]
    odd = organizer.put(address, {"questions": [question("a", kind="odd")]}, format="json")
    assert odd.status_code == 400
    assert list(SurveyQuestion.objects.values_list("key", flat=True)) == ["kept"]


def test_a_list_costs_the_same_for_one_survey_and_for_twenty(organization: Organization, organizer: Any) -> None:
    SurveyFactory(event__organization=organization)

    def read() -> None:
        assert organizer.get(ROOT).status_code == 200

    one = queries(read)
    for _ in range(20):
        SurveyFactory(event__organization=organization)
    assert queries(read) == one
