"""Surveys as their makers see them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.core.api.negotiation import AnyAccepted
from accredit.core.api.tables import CSV, csv_response, harmless
from accredit.events import selectors as events
from accredit.feedback import selectors, services
from accredit.feedback.api import examples
from accredit.feedback.api.serializers import (
    StaffSurveyDetailSerializer,
    StaffSurveySerializer,
    SurveyInputSerializer,
    SurveyPatchSerializer,
    SurveyQuerySerializer,
    SurveyQuestionsInputSerializer,
    SurveyResultsSerializer,
)
from accredit.feedback.models import Survey
from accredit.learning import selectors as learning
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission, require


class SurveyStaffView(StaffView):
    """Reading is for whoever sees reports; changing for whoever makes the thing that is asked about."""

    permission = Permission.EDIT_COURSES
    permission_by_method: ClassVar = {"GET": Permission.VIEW_REPORTS}

    def to_read(self, survey_id: UUID) -> Survey:
        """Raises SurveyNotFound."""
        return selectors.survey_for_staff(organization=self.organization, survey_id=survey_id)

    def to_change(self, survey_id: UUID) -> Survey:
        """Raises SurveyNotFound, RoleNotAllowed."""
        survey = self.to_read(survey_id)
        self.may_change(of_event=survey.event_id is not None)
        return survey

    def may_change(self, *, of_event: bool) -> None:
        """Raises RoleNotAllowed."""
        require(self.membership, Permission.MANAGE_EVENTS if of_event else Permission.EDIT_COURSES)


class SurveyListView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_list",
        summary="The organization's surveys, newest first",
        parameters=[SurveyQuerySerializer],
        responses={200: paginated(StaffSurveySerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.STAFF], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        query = self.parse_query(SurveyQuerySerializer)
        rows = selectors.surveys_of(organization=self.organization, event_id=query["event"], course_id=query["course"])
        page = CursorList().paginate(request, rows, lambda row: row)
        page.data["results"] = selectors.staff_surveys(page.data["results"])
        return page

    @extend_schema(
        operation_id="feedback_survey_create",
        summary="Begin the survey of an event or a course",
        request=SurveyInputSerializer,
        responses={201: StaffSurveyDetailSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(examples.CREATE, examples.DETAIL | {"status": "draft", "published_at": None}),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        given = self.parse(SurveyInputSerializer)
        survey = services.survey_create(
            activity=self._activity(given),
            title=given["title"].strip(),
            intro=given["intro"],
            is_anonymous=given["is_anonymous"],
            now=self.now,
        )
        return Response(selectors.staff_survey(survey), status=status.HTTP_201_CREATED)

    def _activity(self, given: dict[str, Any]) -> Any:
        self.may_change(of_event=given["event"] is not None)
        if given["event"] is not None:
            return events.event_get(organization=self.organization, event_id=given["event"])
        return learning.course_for_staff(organization=self.organization, slug_or_id=str(given["course"]))


class SurveyView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_retrieve",
        summary="One survey with its questions",
        responses={200: StaffSurveyDetailSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.DETAIL),
    )
    def get(self, request: Request, survey_id: UUID) -> Response:
        return Response(selectors.staff_survey(self.to_read(survey_id)))

    @extend_schema(
        operation_id="feedback_survey_update",
        summary="Change a draft's title, introduction or promise",
        request=SurveyPatchSerializer,
        responses={200: StaffSurveyDetailSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"is_anonymous": False}, examples.DETAIL | {"is_anonymous": False}),
    )
    def patch(self, request: Request, survey_id: UUID) -> Response:
        survey = self.to_change(survey_id)
        changes = self.parse(SurveyPatchSerializer, partial=True)
        return Response(selectors.staff_survey(services.survey_update(survey=survey, changes=changes)))

    @extend_schema(
        operation_id="feedback_survey_delete",
        summary="Throw a draft away",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, survey_id: UUID) -> Response:
        services.survey_delete(survey=self.to_change(survey_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class QuestionsView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_questions_set",
        summary="What a draft asks, in order; replaces what it asked before",
        request=SurveyQuestionsInputSerializer,
        responses={200: StaffSurveyDetailSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange({"questions": [examples.QUESTION]}, examples.DETAIL),
    )
    def put(self, request: Request, survey_id: UUID) -> Response:
        survey = self.to_change(survey_id)
        services.questions_set(survey=survey, questions=self.parse(SurveyQuestionsInputSerializer)["questions"])
        return Response(selectors.staff_survey(survey))


class PublishView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_publish",
        summary="Publish a survey: its questions and its promise stay as they are from here on",
        request=None,
        responses={200: StaffSurveyDetailSerializer, **problem_responses(401, 403, 404, 409, 422)},
        examples=examples.answer(examples.DETAIL),
    )
    @idempotent()
    def post(self, request: Request, survey_id: UUID) -> Response:
        survey = self.to_change(survey_id)
        survey = services.survey_publish(survey=survey, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_survey(survey))


class CloseView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_close",
        summary="Take no more answers, for good",
        request=None,
        responses={200: StaffSurveyDetailSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer(examples.DETAIL | {"status": "closed"}),
    )
    @idempotent()
    def post(self, request: Request, survey_id: UUID) -> Response:
        survey = self.to_change(survey_id)
        survey = services.survey_close(survey=survey, actor_id=self.caller_id, now=self.now)
        return Response(selectors.staff_survey(survey))


class ResultsView(SurveyStaffView):
    @extend_schema(
        operation_id="feedback_survey_results",
        summary="What was answered, as far as it may be told",
        description=(
            "Of an anonymous survey, answers of fewer than five people are hidden, also those about one session or "
            "speaker. Answers join the results five people at a time, the whole and each question, session and speaker "
            "by itself, so those left over wait for the next. There is nothing to filter by."
        ),
        responses={200: SurveyResultsSerializer, **problem_responses(401, 403, 404)},
        examples=examples.answer(examples.RESULTS),
    )
    def get(self, request: Request, survey_id: UUID) -> Response:
        return Response(selectors.results_of(self.to_read(survey_id)))


class ResultsExportView(SurveyStaffView):
    content_negotiation_class = AnyAccepted

    @extend_schema(
        operation_id="feedback_survey_results_export",
        summary="The results as a CSV file",
        description=(
            "Of an anonymous survey by question, never by person; else a row a person, for whoever may change the "
            "survey. A text that a spreadsheet would take for a formula begins with an apostrophe."
        ),
        responses={(200, CSV): OpenApiTypes.STR, **problem_responses(401, 403, 404)},
        examples=[
            OpenApiExample(
                "File",
                value="Question,About,Answer,People\r\nHow useful was it?,Who decides,5,31\r\n",
                response_only=True,
                media_type=CSV,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request: Request, survey_id: UUID) -> HttpResponseBase:
        survey = self.to_read(survey_id)
        if not survey.is_anonymous:
            self.may_change(of_event=survey.event_id is not None)
        head, rows = selectors.results_table(survey)
        return csv_response([harmless(one) for one in head], rows, file_name=f"survey-{survey.activity.slug}.csv")
