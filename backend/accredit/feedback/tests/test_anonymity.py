"""Nothing leads from who answered to what they answered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock, privacy
from accredit.core.testing import at_once
from accredit.events.tests.factories import EventFactory
from accredit.feedback.exceptions import AlreadyAnswered
from accredit.feedback.models import AnonymousResponse, NamedResponse, Survey, SurveyParticipation
from accredit.feedback.selectors import Seat, survey_by_id
from accredit.feedback.services import survey_answer
from accredit.learning.tests.factories import published_course

from .factories import SurveyFactory, SurveyQuestionFactory, attendee, event_over

SAYS_NOTHING = {"id", "survey", "answers", "is_counted", "waits"}


def _relations(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Every model that one step leads to, by a key of its own or of the other's."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation and isinstance(field.related_model, type):
            yield field.name, field.related_model


def test_a_response_has_no_column_that_says_who_or_when() -> None:
    fields = {field.name: field for field in AnonymousResponse._meta.get_fields()}
    assert set(fields) == SAYS_NOTHING
    times = (models.DateField, models.DateTimeField, models.AutoField, models.BigAutoField)
    assert not any(isinstance(field, times) for field in fields.values())
    made = [AnonymousResponse(survey=Survey(), answers={}).pk for _ in range(20)]
    assert {key.version for key in made} == {4}, "keys that are sorted by time would tell the order"


def test_every_way_from_a_response_to_anything_goes_through_its_survey() -> None:
    assert {model for _, model in _relations(AnonymousResponse)} == {Survey}
    leading_there = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model is AnonymousResponse
    }
    assert leading_there == set()


def test_no_column_anywhere_holds_the_key_of_a_response() -> None:
    named = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "response" in field.name and model is not NamedResponse
    ]
    assert named == []


@pytest.mark.django_db
def test_whatever_was_written_beside_the_answer_does_not_name_the_response() -> None:
    survey, place = _answered()
    response = AnonymousResponse.objects.get()
    for model in apps.get_models():
        if model is AnonymousResponse:
            continue
        for row in model._default_manager.values():
            assert str(response.pk) not in str(row), model.__name__
            assert "a secret remark" not in str(row), model.__name__
    assert SurveyParticipation.objects.get(survey=survey, registration=place).answered_on == clock.now().date()


@pytest.mark.django_db
def test_an_export_says_that_somebody_answered_and_never_what() -> None:
    survey, place = _answered()
    [said] = privacy.export(place.person.id)["feedback"]["surveys"]
    assert (said["survey"], said["answers"]) == (survey.title, None)
    assert said["answered_on"] is not None


@pytest.mark.django_db
def test_erasure_empties_the_texts_of_a_survey_that_keeps_names() -> None:
    _, place = _answered(is_anonymous=False)
    [said] = privacy.export(place.person.id)["feedback"]["surveys"]
    assert said["answers"] == {"stars": 2, "why": "a secret remark"}
    for _ in range(2):
        with transaction.atomic():
            privacy.erase(place.person.id, now=clock.now())
        assert NamedResponse.objects.get().answers == {"stars": 2}
    assert privacy.export(UserFactory().id)["feedback"] == {"surveys": []}


@pytest.mark.django_db
def test_the_database_holds_that_a_survey_is_of_one_thing_and_a_participation_of_one_seat() -> None:
    with pytest.raises(IntegrityError, match="survey_of_one_activity"), transaction.atomic():
        SurveyFactory(event=EventFactory(), course=published_course())
    survey, place = _answered()
    with pytest.raises(IntegrityError, match="participation_of_one_seat"), transaction.atomic():
        SurveyParticipation.objects.create(organization=survey.organization, survey=survey)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyParticipation.objects.create(organization=survey.organization, survey=survey, registration=place)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_screens_answers_once() -> None:
    survey = _survey()
    place = attendee(survey.event)
    outcomes = at_once([lambda: _answer(survey, place)] * 4)
    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [AlreadyAnswered] * 3
    assert AnonymousResponse.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_answers_sent_at_once_join_the_results_together_and_never_one_alone() -> None:
    survey = _survey()
    places = [attendee(survey.event) for _ in range(9)]
    outcomes = at_once([partial(_answer, survey, place) for place in places])
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert AnonymousResponse.objects.filter(is_counted=True).count() == 5


def _survey(**fields: object) -> Survey:
    made: Survey = SurveyFactory(event=event_over(), **fields)
    SurveyQuestionFactory(survey=made, key="stars")
    SurveyQuestionFactory(survey=made, key="why", kind="text")
    return made


def _answer(survey: Survey, place: Any) -> object:
    answers = {"stars": 2, "why": "a secret remark"}
    return survey_answer(
        survey=survey_by_id(survey_id=survey.id),
        seat=Seat(registration=place),
        answers=answers,
        now=clock.now(),
    )


def _answered(**fields: object) -> tuple[Survey, Any]:
    survey = _survey(**fields)
    place = attendee(survey.event)
    _answer(survey, place)
    return survey, place
