"""Who is asked, when, and how often."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from accredit.core import clock
from accredit.core.models import Job
from accredit.core.outbox import publish
from accredit.core.testing import api, drain
from accredit.events.domain_events import EventCompleted
from accredit.events.models import Event
from accredit.feedback.models import Survey, SurveyParticipation
from accredit.feedback.services import (
    due_invitations_owe,
    event_invitations_owe,
    invitation_send,
    reminders_owe,
    survey_close,
)
from accredit.learning.domain_events import CourseCompleted
from accredit.learning.tests.factories import EnrollmentFactory, published_course
from accredit.notifications.models import Notification
from accredit.organizations.tests.factories import member
from accredit.registrations.models import Registration
from accredit.registrations.tests.factories import RegistrationFactory

from .factories import SurveyFactory, SurveyQuestionFactory, attendee, event_over, guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    made: Survey = SurveyFactory(event=event_over(title="Capacity"))
    SurveyQuestionFactory(survey=made, key="stars")
    return made


def completed(event: Event) -> None:
    publish(EventCompleted(event.id), organization_id=event.organization_id, actor_id=None)


def told() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox)


@pytest.mark.happy
def test_whoever_was_there_is_asked_once_when_the_event_is_over(survey: Survey) -> None:
    event = survey.event
    assert event is not None
    person, stranger = attendee(event), guest(event, status="attended")
    attendee(event, status="absent")
    RegistrationFactory(ticket_type=person.ticket_type, status="cancelled")
    for _ in range(2):
        event_invitations_owe(event_id=event.id)
        drain()
    assert told() == sorted([person.email, stranger.email])
    assert all("stay anonymous" in one.body for one in mail.outbox)
    [bell] = Notification.objects.filter(user=person.person)
    assert (bell.title, bell.url) == ("How was “Capacity”?", f"/surveys/{survey.id}")
    [to_guest] = [one for one in mail.outbox if one.to == [stranger.email]]
    link = re.search(r"/surveys/(\S+)\?token=(\S+)", str(to_guest.body))
    assert link is not None
    found = api().get(f"/api/feedback/surveys/{link[1]}/answer/?token={link[2]}")
    assert found.json()["state"] == "open"


@pytest.mark.happy
def test_the_end_of_an_event_and_of_a_course_are_heard(survey: Survey) -> None:
    person = attendee(survey.event, status="confirmed")
    assert survey.event is not None
    completed(survey.event)
    drain()
    # Nobody looked who came, so everybody with a place is asked.
    assert told() == [person.email]
    course = published_course()
    SurveyFactory(event=None, course=course)
    enrollment = EnrollmentFactory(course=course, status="completed", completed_at=clock.now())
    for _ in range(2):
        news = CourseCompleted(enrollment.id, enrollment.user_id, course.id, clock.now().isoformat())
        publish(news, organization_id=course.organization_id, actor_id=None)
        drain()
    assert [one.to for one in mail.outbox].count([enrollment.user.email]) == 1


def test_a_survey_that_is_published_after_the_event_asks_at_once() -> None:
    survey = SurveyFactory(event=event_over(), status="draft")
    SurveyQuestionFactory(survey=survey)
    person = attendee(survey.event)
    organizer = api(member(survey.organization, "organizer"), survey.organization)
    organizer.post(f"/api/feedback/surveys/{survey.id}/publish/")
    drain()
    assert told() == [person.email]


def test_nobody_is_asked_before_the_event_is_over(survey: Survey) -> None:
    Event.objects.filter(pk=survey.activity.pk).update(ends_at=clock.now() + timedelta(hours=1), status="published")
    attendee(survey.event)
    event_invitations_owe(event_id=survey.activity.id)
    drain()
    assert told() == []
    assert not SurveyParticipation.objects.exists()


def test_who_turns_out_to_have_been_there_is_asked_later(survey: Survey) -> None:
    attendee(survey.event)
    late = attendee(survey.event, status="absent")
    event_invitations_owe(event_id=survey.activity.id)
    drain()
    assert late.email not in told()
    Registration.objects.filter(pk=late.pk).update(status="attended")
    for _ in range(2):
        due_invitations_owe(now=clock.now())
        drain()
    assert told().count(late.email) == 1


def test_one_reminder_goes_to_who_has_not_answered(survey: Survey) -> None:
    answered, silent = attendee(survey.event), attendee(survey.event)
    event_invitations_owe(event_id=survey.activity.id)
    drain()
    mail.outbox.clear()
    answers = {"answers": {"stars": 5}}
    api(answered.person).post(f"/api/feedback/surveys/{survey.id}/answer/", answers, format="json")
    assert reminders_owe(now=clock.now()) == 0, "not before three days have gone"
    later = clock.now() + timedelta(days=3, minutes=1)
    for _ in range(2):
        reminders_owe(now=later)
        drain(now=later)
    assert told() == [silent.email]
    assert "only reminder" in mail.outbox[0].body


def test_nobody_is_asked_for_a_survey_that_has_closed(survey: Survey) -> None:
    place = attendee(survey.event)
    row = SurveyParticipation.objects.create(organization=survey.organization, survey=survey, registration=place)
    survey_close(survey=survey, actor_id=place.person.id, now=clock.now())
    invitation_send(participation_id=row.id, now=clock.now())
    event_invitations_owe(event_id=survey.activity.id)
    drain()
    assert told() == []


def test_many_people_are_asked_page_by_page(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accredit.feedback.services.inviting.AT_ONCE", 2)
    people: list[Any] = [attendee(survey.event) for _ in range(5)]
    event_invitations_owe(event_id=survey.activity.id)
    drain()
    assert told() == sorted(one.email for one in people)
    assert Job.objects.filter(status="failed").count() == 0


@pytest.mark.happy
def test_a_guest_can_end_these_mails_with_one_click_and_nothing_else(survey: Survey) -> None:
    event, other = survey.event, SurveyFactory(event=event_over())
    assert event is not None
    stranger, another = guest(event, status="attended"), guest(event, status="attended")
    again = guest(other.event, status="attended", email=stranger.email)
    event_invitations_owe(event_id=event.id)
    drain()
    [first] = [one for one in mail.outbox if one.to == [stranger.email]]
    assert first.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = first.extra_headers["List-Unsubscribe"].strip("<>")
    assert "/unsubscribe/" in str(first.body)
    assert stranger.email not in address

    for _ in range(2):
        assert api().post(address[address.index("/api/") :]).status_code == 204
    mail.outbox.clear()
    reminders_owe(now=clock.now() + timedelta(days=4))
    event_invitations_owe(event_id=again.event_id)
    drain(now=clock.now() + timedelta(days=4))

    assert told() == [another.email]
