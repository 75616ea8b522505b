"""Making the demo that a trial starts with: people, two organizations, courses, reviews and a first certificate.

Everything goes through the services that the API uses; nothing is inserted. Courses are free at their launch, when the
first learners enroll and review them, and get their price afterwards.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test.utils import override_settings

from accredit.accounts.models import User
from accredit.accreditation.models import CreditType
from accredit.learning import services as learning
from accredit.learning.models import Course, Enrollment, Lesson, QuizAttempt
from accredit.learning.rules.courses import LessonKind
from accredit.organizations import services as organizations
from accredit.organizations.models import Membership

from . import courses, credit, events, talking
from .attended import PARTICIPANTS
from .houses import PROMO_CODE, furnish
from .people import INSTRUCTOR, LEARNER, OWNER, PASSWORD, REVIEWERS, TEAM, Person, hire, invite, join, settle

NORTHBRIDGE = "northbridge-clinical-network"
SOCIETY = "law-mediation-society"


class HashedForNow(Argon2PasswordHasher):
    """Argon2 that takes no time: PASSWORD is no secret. A sign-in hashes it anew at full cost, as Django does when the
    cost has changed."""

    time_cost, memory_cost, parallelism = 1, 1024, 1


def demo_exists() -> bool:
    """Whether this installation has the demo already."""
    return User.objects.filter(email=OWNER.email).exists()


def demo_make(*, now: datetime) -> None:
    """Make the demo once. Its mails stay in memory: nobody wants forty of them in a fresh mailbox."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        PASSWORD_HASHERS=[f"{HashedForNow.__module__}.{HashedForNow.__name__}"],
    ):
        mail.outbox = []
        owner = join(OWNER, now=now)
        first = _organization(owner, "Northbridge Clinical Network", NORTHBRIDGE, "#3a5a44", now=now)
        second = _organization(owner, "Law & Mediation Society", SOCIETY, "#46648a", now=now)
        team = {person.role: hire(person, by=first, now=now) for person in TEAM}
        invite(team[INSTRUCTOR.role], INSTRUCTOR.role, by=second, now=now)
        learner = join(LEARNER, now=now)
        reviewers = [join(person, now=now) for person in REVIEWERS]
        credit_types = _catalogue({NORTHBRIDGE: first, SOCIETY: second}, team[INSTRUCTOR.role], reviewers, now=now)
        events.hold(
            society=second.organization,
            northbridge=first.organization,
            actor_id=owner.id,
            credit_types=credit_types,
            guests=[learner, *reviewers],
            participants=[*reviewers, *(join(person, now=now) for person in PARTICIPANTS)],
            now=now,
        )
        _first_certificate(learner, now=now)
        credit.learners_record(learner.id, credit_types, now=now)
        settle()
        talking.talk(title=events.EVENING.title, now=now)
        settle()


def demo_guide() -> dict[str, Any]:
    """What somebody who starts a trial wants to know."""
    people: tuple[Person, ...] = (LEARNER, OWNER, *TEAM)
    return {
        "url": settings.PUBLIC_URL,
        "sandbox_url": settings.SANDBOX_URL,
        "password": PASSWORD,
        "accounts": [{"role": person.role, "email": person.email, "name": person.name} for person in people],
        "promo_code": PROMO_CODE,
        "organization": SOCIETY,
        "course": "consent-and-capacity-in-practice",
    }


def _organization(owner: User, name: str, slug: str, colour: str, *, now: datetime) -> Membership:
    membership = organizations.organization_create(
        owner_id=owner.id, name=name, slug=slug, currency="GBP", country="GB", time_zone="Europe/London", now=now
    )
    organizations.organization_update(
        organization=membership.organization, actor_id=owner.id, changes={"brand_color": colour}
    )
    membership.organization.refresh_from_db()
    furnish(membership.organization, actor_id=owner.id, now=now)
    return membership


def _catalogue(
    memberships: dict[str, Membership], instructor: User, reviewers: list[User], *, now: datetime
) -> dict[str, CreditType]:
    """The courses; returns the credit types by name, which events award too."""
    categories, credit_types = courses.vocabulary(), credit.credit_types(now=now)
    for text in courses.course_files():
        course = courses.build(
            text,
            organization=memberships[text["organization"]].organization,
            instructor_id=instructor.id,
            categories=categories,
            credit_types=credit_types,
            now=now,
        )
        for reviewer, (rating, words) in zip(reviewers, text["reviews"], strict=False):
            enrollment = learning.enrollment_start_free(course=course, user_id=reviewer.id, now=now)
            courses.hand_in(enrollment, text, now=now)
            learning.review_create(course=course, user_id=reviewer.id, rating=rating, text=words, now=now)
        courses.put_on_sale(course, text["price"], actor_id=instructor.id, now=now)
    settle()
    return credit_types


def _first_certificate(learner: User, *, now: datetime) -> None:
    """The demo learner has taken the free course already, and so holds a certificate to look at."""
    course = Course.objects.get(slug="reading-a-trial-in-twenty-minutes")
    enrollment = learning.enrollment_start_free(course=course, user_id=learner.id, now=now)
    for lesson in Lesson.objects.filter(course=course).order_by("module__position", "position"):
        if lesson.kind == LessonKind.QUIZ:
            attempt, _ = learning.attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=now)
            learning.attempt_submit(attempt=attempt, answers=_right_answers(attempt), now=now)
        else:
            _complete(enrollment, lesson, now=now)


def _complete(enrollment: Enrollment, lesson: Lesson, *, now: datetime) -> None:
    learning.lesson_complete(enrollment=enrollment, lesson=lesson, now=now)


def _right_answers(attempt: QuizAttempt) -> dict[str, Any]:
    """What somebody who knows the subject would answer."""
    by_kind = {
        "single": lambda answer: answer["choice"],
        "multiple": lambda answer: answer["choices"],
        "true_false": lambda answer: answer["value"],
        "numeric": lambda answer: answer["value"],
        "short_text": lambda answer: answer["accepted"][0],
    }
    return {question["id"]: by_kind[question["kind"]](question["answer"]) for question in attempt.paper}
