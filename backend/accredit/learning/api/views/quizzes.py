"""Quizzes: taking and writing them."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.learner import AnswersSerializer, AttemptOutcomeSerializer, AttemptSerializer
from accredit.learning.api.serializers.staff import QuizWriteSerializer, StaffQuizDetailSerializer
from accredit.learning.rules.quizzes import PaperQuestion
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

WRITTEN = {
    "lesson_id": examples.LESSON_ID,
    **examples.QUIZ_SETTINGS,
    "questions": [{"id": examples.QUESTION_ID, **examples.QUIZ_WRITE["questions"][0]}],
}


class QuizView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_quiz_retrieve",
        summary="A quiz with its right answers, for its makers",
        responses={200: StaffQuizDetailSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(WRITTEN),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        quiz = selectors.quiz_for_staff(organization=self.organization, lesson_id=lesson_id)
        return Response(selectors.staff_quiz(quiz))

    @extend_schema(
        operation_id="courses_quiz_save",
        summary="Replace a quiz; attempts under way keep their questions",
        request=QuizWriteSerializer,
        responses={200: StaffQuizDetailSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(examples.QUIZ_WRITE, WRITTEN),
    )
    def put(self, request: Request, lesson_id: UUID) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        data = self.parse(QuizWriteSerializer)
        questions = cast("list[PaperQuestion]", [{"id": "", **one} for one in data.pop("questions")])
        quiz = services.quiz_save(lesson=lesson, actor_id=self.caller_id, questions=questions, now=self.now, **data)
        return Response(selectors.staff_quiz(quiz))


class AttemptListView(ApiView):
    @extend_schema(
        operation_id="courses_quiz_attempts_create",
        summary="Start an attempt, or get the one still open",
        request=None,
        responses={201: AttemptSerializer, 200: AttemptSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.ATTEMPT),
    )
    @idempotent()
    def post(self, request: Request, lesson_id: UUID) -> Response:
        lesson, enrollment = selectors.lesson_enrolled(lesson_id=lesson_id, user_id=self.caller_id)
        quiz = selectors.quiz_of_lesson(lesson)
        attempt, fresh = services.attempt_start(enrollment=enrollment, quiz=quiz, now=self.now)
        return Response(
            selectors.attempt_json(attempt, now=self.now),
            status=status.HTTP_201_CREATED if fresh else status.HTTP_200_OK,
        )


class AttemptView(ApiView):
    @extend_schema(
        operation_id="courses_quiz_attempts_retrieve",
        summary="My attempt: to carry on, or to read the results again",
        responses={200: AttemptSerializer, **problem_responses(401, 404)},
        examples=examples.answer(examples.ATTEMPT),
    )
    def get(self, request: Request, attempt_id: UUID) -> Response:
        attempt = selectors.attempt_get(attempt_id=attempt_id, user_id=self.caller_id)
        return Response(selectors.attempt_json(attempt, now=self.now))


class AttemptSubmitView(ApiView):
    @extend_schema(
        operation_id="courses_quiz_attempts_submit",
        summary="Hand in the answers and get the results",
        request=AnswersSerializer,
        responses={200: AttemptOutcomeSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"answers": {examples.QUESTION_ID: "b"}}, examples.OUTCOME),
    )
    @idempotent()
    def post(self, request: Request, attempt_id: UUID) -> Response:
        attempt = selectors.attempt_get(attempt_id=attempt_id, user_id=self.caller_id)
        answers = self.parse(AnswersSerializer)["answers"]
        outcome = services.attempt_submit(attempt=attempt, answers=answers, now=self.now)
        done = outcome.attempt
        return Response(
            {
                "status": done.status,
                "score_percent": done.score_percent,
                "passed": done.passed,
                "pass_percent": done.pass_percent,
                "results": selectors.attempt_results(done),
                "progress_percent": outcome.progress.percent,
                "course_completed": outcome.progress.course_completed,
                "attempts_left": selectors.attempts_left(done),
            }
        )
