"""Whom several tests of learning speak for."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import api
from accredit.learning.models import Enrollment, Lesson
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import EnrollmentFactory, ModuleFactory, assignment_lesson, criterion, published_course


@pytest.fixture
def organization() -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def staff(organization: Organization) -> Any:
    """An instructor of the organization."""
    return api(member(organization, "instructor"), organization)


@pytest.fixture
def lesson(organization: Organization) -> Lesson:
    """An assignment beside an article, in a published course: two criteria of six and four points, mark at 70 %."""
    module = ModuleFactory(course=published_course(organization=organization))
    return assignment_lesson(module, criterion("reasoning", 6), criterion("style", 4))


@pytest.fixture
def enrollment(lesson: Lesson) -> Enrollment:
    made: Enrollment = EnrollmentFactory(course=lesson.course, user=UserFactory(display_name="Amara Okafor"))
    return made


@pytest.fixture
def learner(enrollment: Enrollment) -> Any:
    return api(enrollment.user)
