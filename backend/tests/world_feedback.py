"""The part of the world that feedback needs: surveys of `home`, and what leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from accredit.accounts.models import User
from accredit.feedback.models import Survey
from accredit.feedback.tests.factories import SurveyFactory, SurveyQuestionFactory
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.organizations.models import Organization


class Home(Protocol):
    """What is used of the world."""

    home: Organization
    person: User


def _survey(world: Home) -> Survey:
    """A published survey of a course that the person has completed."""
    course = published_course(organization=world.home)
    made: Survey = SurveyFactory(course=course, event=None)
    SurveyQuestionFactory(survey=made)
    EnrollmentFactory(course=course, user=world.person, status="completed")
    return made


def _body(world: Home) -> Mapping[str, object]:
    return {"course": str(published_course(organization=world.home).id)}


_OF_SURVEY = ("detail", "questions", "publish", "close", "results", "export", "answer")

ADDRESSES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {
    f"feedback:survey-{name}": lambda world: {"survey_id": _survey(world).id} for name in _OF_SURVEY
}
ROWS: Mapping[str, Callable[[Any], str]] = {
    "feedback:open-list": lambda world: str(_survey(world).id),
    "feedback:survey-list": lambda world: str(_survey(world).id),
}
BODIES: Mapping[str, Callable[[Any], Mapping[str, object]]] = {"feedback:survey-list": _body}
