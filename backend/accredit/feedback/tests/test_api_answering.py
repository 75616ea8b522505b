"""Answering a survey, and what is told of the answers, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.models import IdempotencyRecord, OutboxEvent
from accredit.core.testing import api, queries
from accredit.events.models import Event, Session
from accredit.events.tests.factories import SessionSpeakerFactory
from accredit.feedback.models import AnonymousResponse, NamedResponse, Survey, SurveyParticipation
from accredit.feedback.selectors import answered_by, survey_title
from accredit.feedback.services import survey_token
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import SurveyFactory, SurveyQuestionFactory, attendee, event_over, guest

pytestmark = pytest.mark.django_db
ROOT = "/api/feedback/"


@pytest.fixture
def survey() -> Survey:
    """Of an event that is over: stars, and why there are few of them."""
    made: Survey = SurveyFactory(event=event_over())
    SurveyQuestionFactory(survey=made, key="stars", is_required=True)
    SurveyQuestionFactory(
        survey=made,
        key="why",
        kind="text",
        shown_if={"question": "stars", "operator": "at_most", "values": [2]},
        is_required=True,
    )
    return made


def event_of(survey: Survey) -> Event:
    assert survey.event is not None
    return survey.event


def answer(survey: Survey, user: Any, answers: dict[str, Any], query: str = "") -> Any:
    return api(user).post(f"{ROOT}surveys/{survey.id}/answer/{query}", {"answers": answers}, format="json")


def paper(survey: Survey, user: Any, query: str = "") -> Any:
    return api(user).get(f"{ROOT}surveys/{survey.id}/answer/{query}")


def results(survey: Survey) -> Any:
    client = api(member(survey.organization, "organizer"), survey.organization)
    return client.get(f"{ROOT}surveys/{survey.id}/results/").json()


def export(survey: Survey) -> str:
    client = api(member(survey.organization, "organizer"), survey.organization)
    sent: Any = client.get(f"{ROOT}surveys/{survey.id}/results.csv")
    return b"".join(sent.streaming_content).decode()


def answered_with(survey: Survey, *given: dict[str, Any]) -> None:
    """Each by a person of their own."""
    for answers in given:
        assert answer(survey, attendee(event_of(survey)).person, answers).status_code == 201


# Answering


@pytest.mark.happy
def test_who_was_there_answers_once(survey: Survey) -> None:
    person = attendee(event_of(survey)).person
    assert [one["id"] for one in api(person).get(f"{ROOT}open/").json()["results"]] == [str(survey.id)]
    shown = paper(survey, person).json()
    assert (shown["state"], [one["key"] for one in shown["questions"]]) == ("open", ["stars", "why"])
    assert answer(survey, person, {"stars": 5, "why": "Not asked"}).status_code == 201
    assert AnonymousResponse.objects.get().answers == {"stars": 5}
    again = answer(survey, person, {"stars": 1, "why": "Changed my mind"})
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert AnonymousResponse.objects.count() == 1
    assert (paper(survey, person).json()["state"], paper(survey, person).json()["questions"]) == ("answered", [])
    assert api(person).get(f"{ROOT}open/").json()["results"] == []
    [news] = OutboxEvent.objects.filter(name="feedback.survey_answered")
    assert news.payload == {
        "participation_id": str(SurveyParticipation.objects.get().id),
        "event_id": str(survey.event_id),
        "course_id": None,
        "user_id": str(person.id),
    }
    assert answered_by(user_ids=[person.id], event_id=survey.event_id) == {person.id}
    assert survey_title(event_id=survey.event_id) == survey.title


@pytest.mark.happy
def test_who_completed_a_course_answers_its_survey() -> None:
    course = published_course()
    survey = SurveyFactory(event=None, course=course)
    SurveyQuestionFactory(survey=survey, key="nps", kind="nps")
    learner = EnrollmentFactory(course=course, status="completed", completed_at=clock.now()).user
    beginner = EnrollmentFactory(course=course).user
    assert answer(survey, learner, {"nps": 10}).status_code == 201
    assert answer(survey, beginner, {"nps": 10}).status_code == 404
    assert api(beginner).get(f"{ROOT}open/").json()["results"] == []
    assert answered_by(user_ids=[learner.id, beginner.id], course_id=course.id) == {learner.id}
    assert survey_title(course_id=published_course().id) is None


@pytest.mark.happy
def test_a_guest_answers_by_the_mailed_link_and_only_their_own_survey(survey: Survey) -> None:
    row = SurveyParticipation.objects.create(
        organization=survey.organization, survey=survey, registration=guest(event_of(survey))
    )
    link = f"?token={survey_token(row)}"
    assert paper(survey, None, link).json()["state"] == "open"
    assert answer(survey, None, {"stars": 4}, link).status_code == 201
    assert answer(survey, None, {"stars": 4}, link).json()["code"] == "already_answered"
    other = SurveyFactory(event=event_over())
    assert paper(other, None, link).status_code == 404
    assert paper(survey, None, f"{link}x").status_code == 404
    assert paper(survey, None, "?token=nonsense").status_code == 404


def test_strangers_cannot_see_that_there_is_a_survey(survey: Survey) -> None:
    cancelled = attendee(event_of(survey))
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled")
    assert answer(survey, None, {"stars": 5}).status_code == 401
    for user in (UserFactory(), cancelled.person, member(survey.organization, "owner")):
        assert answer(survey, user, {"stars": 5}).status_code == paper(survey, user).status_code == 404
    assert not SurveyParticipation.objects.exists()


def test_a_survey_opens_when_its_event_is_over_and_ends_when_it_is_closed(survey: Survey) -> None:
    person, later = attendee(event_of(survey)).person, clock.now() + timedelta(hours=1)
    Event.objects.filter(pk=survey.activity.pk).update(ends_at=later, status="published")
    early = answer(survey, person, {"stars": 5})
    assert (early.status_code, early.json()["code"], paper(survey, person).json()["state"]) == (
        409,
        "survey_not_open",
        "early",
    )
    Event.objects.filter(pk=survey.activity.pk).update(ends_at=clock.now(), status="completed")
    Survey.objects.filter(pk=survey.pk).update(status="closed")
    assert (answer(survey, person, {"stars": 5}).status_code, paper(survey, person).json()["state"]) == (409, "closed")
    Survey.objects.filter(pk=survey.pk).update(status="draft")
    assert paper(survey, person).status_code == 404
    assert not AnonymousResponse.objects.exists()


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ({}, "answers.stars"),
        ({"stars": 6}, "answers.stars"),
        ({"stars": "5"}, "answers.stars"),
        ({"stars": 2}, "answers.why"),
        ({"stars": 2, "why": "  "}, "answers.why"),
    ],
)
def test_answers_that_do_not_fit_are_named_and_nothing_is_stored(
    survey: Survey, answers: dict[str, Any], path: str
) -> None:
    refused = answer(survey, attendee(event_of(survey)).person, answers)
    assert (refused.status_code, refused.json()["code"]) == (400, "answers_not_usable")
    assert [one["path"] for one in refused.json()["errors"]] == [path]
    assert not AnonymousResponse.objects.exists()
    assert not SurveyParticipation.objects.filter(answered_on__isnull=False).exists()


def test_a_body_that_is_no_answers_is_refused(survey: Survey) -> None:
    person = attendee(event_of(survey)).person
    for body in ({}, {"answers": [1]}, {"answers": None}):
        sent = api(person).post(f"{ROOT}surveys/{survey.id}/answer/", body, format="json")
        assert sent.status_code == 400


def test_nothing_is_kept_under_an_idempotency_key(survey: Survey) -> None:
    person = attendee(event_of(survey)).person
    client = api(person)
    sent = client.post(
        f"{ROOT}surveys/{survey.id}/answer/",
        {"answers": {"stars": 5}},
        format="json",
        headers={"Idempotency-Key": "one"},
    )
    assert sent.status_code == 201
    assert not IdempotencyRecord.objects.exists(), "its fingerprint would tie the caller to the answers"


# Results


@pytest.mark.happy
def test_results_show_from_five_answers_on(survey: Survey) -> None:
    answered_with(survey, *[{"stars": n} for n in (3, 4, 5, 5)])
    early = results(survey)
    assert (early["answered"], early["counted"]) == (4, 0)
    assert [group["is_hidden"] for one in early["questions"] for group in one["groups"]] == [True, True]
    assert "5" not in [
        count["value"] for one in early["questions"] for group in one["groups"] for count in group["counts"]
    ]
    answered_with(survey, {"stars": 1, "why": "Too long"})
    found = results(survey)
    stars, why = (one["groups"][0] for one in found["questions"])
    assert (found["counted"], stars["answers"], stars["average_hundredths"]) == (5, 5, 360)
    assert [one["count"] for one in stars["counts"]] == [1, 0, 1, 1, 2]
    assert (why["is_hidden"], why["texts"], why["answers"]) == (True, [], None)
    assert "Too long" not in export(survey)


def test_answers_join_the_results_five_at_a_time_so_that_no_difference_is_one_person(survey: Survey) -> None:
    answered_with(survey, *[{"stars": 5}] * 5)
    seen = results(survey)["questions"]
    for count in range(6, 10):
        answered_with(survey, {"stars": 1, "why": f"Text {count}"})
        found = results(survey)
        assert (found["counted"], found["questions"]) == (5, seen)
    answered_with(survey, {"stars": 1, "why": "Text 10"})
    stars, why = (one["groups"][0] for one in results(survey)["questions"])
    assert (stars["answers"], why["answers"]) == (10, 5)


def test_a_session_or_speaker_with_few_answers_is_hidden_by_itself() -> None:
    survey = SurveyFactory(event=event_over())
    event = event_of(survey)
    first = Session.objects.get(event=event)
    second = SessionSpeakerFactory(session__event=event, session__title="Second").session
    speaker = second.speakers.get().speaker
    SurveyQuestionFactory(survey=survey, key="each", about="sessions")
    SurveyQuestionFactory(survey=survey, key="who", about="speakers", kind="scale", scale_from=0)
    many = {f"each/{first.id}": 5}
    answered_with(survey, *[many] * 4, many | {f"each/{second.id}": 1, f"who/{speaker.id}": 0})
    each, who = results(survey)["questions"]
    assert [(one["target"]["title"], one["is_hidden"], one["answers"]) for one in each["groups"]] == [
        (first.title, False, 5),
        ("Second", True, None),
    ]
    assert [(one["target"]["title"], one["is_hidden"]) for one in who["groups"]] == [(speaker.name, True)]


def test_the_file_of_an_anonymous_survey_has_no_row_a_person_and_no_formula(survey: Survey) -> None:
    texts = ["=HYPERLINK(1)", "Too long", "Too hot", "Too cold", "Too far"]
    answered_with(survey, *[{"stars": 1, "why": text} for text in texts])
    lines = export(survey).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Question,About,Answer,People"
    assert lines[1:6] == ["How was it?,,1,5", *[f"How was it?,,{n},0" for n in (2, 3, 4, 5)]]
    assert sorted(lines[6:]) == sorted(f"How was it?,,{text},1" for text in ["'=HYPERLINK(1)", *texts[1:]])


@pytest.mark.happy
def test_a_survey_that_keeps_names_says_who_answered_what(survey: Survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(is_anonymous=False)
    place = attendee(event_of(survey))
    assert answer(survey, place.person, {"stars": 4}).status_code == 201
    assert NamedResponse.objects.get().participation.registration == place
    assert not AnonymousResponse.objects.exists()
    assert results(survey)["questions"][0]["groups"][0]["answers"] == 1
    head, row = export(survey).removeprefix("\ufeff").splitlines()
    assert head == "Name,Email,Answered on,How was it?,How was it?"
    assert row.startswith(f"{place.name},{place.email},")
    instructor = api(member(survey.organization, "instructor"), survey.organization)
    assert instructor.get(f"{ROOT}surveys/{survey.id}/results.csv").status_code == 403


def test_results_of_another_tenant_do_not_exist(survey: Survey) -> None:
    other = OrganizationFactory()
    client = api(member(other, "owner"), other)
    for address in ("results/", "results.csv"):
        assert client.get(f"{ROOT}surveys/{survey.id}/{address}").status_code == 404


def test_results_and_lists_cost_the_same_for_one_answer_and_for_twenty(survey: Survey) -> None:
    staff = api(member(survey.organization, "organizer"), survey.organization)
    person = attendee(event_of(survey)).person
    answered_with(survey, {"stars": 5})

    def read() -> None:
        assert staff.get(f"{ROOT}surveys/{survey.id}/results/").status_code == 200
        assert api(person).get(f"{ROOT}open/").status_code == 200

    one = queries(read)
    answered_with(survey, *[{"stars": 5}] * 20)
    for _ in range(5):
        attendee(event_of(SurveyFactory(event=event_over())), person=person)
    assert queries(read) == one
