"""What somebody may answer, and answering it."""

from __future__ import annotations

from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.feedback import selectors, services
from accredit.feedback.api import examples
from accredit.feedback.api.serializers import (
    LinkQuerySerializer,
    SurveyAnsweredSerializer,
    SurveyAnswersInputSerializer,
    SurveyPaperSerializer,
    SurveySerializer,
)
from accredit.feedback.models import Survey
from accredit.feedback.selectors import Seat


class OpenSurveyListView(ApiView):
    @extend_schema(
        operation_id="feedback_open_list",
        summary="What one may answer now and has not",
        responses={200: paginated(SurveySerializer), **problem_responses(400, 401)},
        examples=examples.answer({"results": [examples.SURVEY], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        rows = selectors.surveys_open_to(user_id=self.caller_id, now=self.now)
        return CursorList("-published_at", "-id").paginate(request, rows, selectors.survey_json)


class AnswerView(ApiView):
    """Of the caller, or of whoever has the mailed link."""

    public = True

    @extend_schema(
        operation_id="feedback_survey_paper",
        summary="A survey as those see it who may answer",
        parameters=[LinkQuerySerializer],
        responses={200: SurveyPaperSerializer, **problem_responses(400, 401, 404)},
        examples=examples.answer(examples.PAPER),
    )
    def get(self, request: Request, survey_id: UUID) -> Response:
        survey, seat = self._own(survey_id)
        state = selectors.paper_state(survey=survey, seat=seat, now=self.now)
        return Response(selectors.paper_json(survey, state=state))

    @extend_schema(
        operation_id="feedback_survey_answer",
        summary="Answer, once and for good",
        description=(
            "Sent again it answers 409 `already_answered`, and the first answers stand. There is no Idempotency-Key "
            "here: what is kept under one would tie the caller to the answers."
        ),
        request=SurveyAnswersInputSerializer,
        parameters=[LinkQuerySerializer],
        responses={201: SurveyAnsweredSerializer, **problem_responses(400, 401, 404, 409)},
        examples=examples.exchange(examples.ANSWERS, {"state": "answered"}),
    )
    def post(self, request: Request, survey_id: UUID) -> Response:
        survey, seat = self._own(survey_id)
        answers = self.parse(SurveyAnswersInputSerializer)["answers"]
        services.survey_answer(survey=survey, seat=seat, answers=answers, now=self.now)
        return Response({"state": "answered"}, status=status.HTTP_201_CREATED)

    def _own(self, survey_id: UUID) -> tuple[Survey, Seat]:
        """Raises NotSignedIn, SurveyNotFound."""
        if token := self.parse_query(LinkQuerySerializer)["token"]:
            survey = selectors.survey_by_id(survey_id=survey_id)
            link = services.participation_id_of(token)
            return survey, selectors.seat_by_link(survey=survey, participation_id=link)
        caller_id = self.caller_id
        survey = selectors.survey_by_id(survey_id=survey_id)
        return survey, selectors.seat_of_person(survey=survey, user_id=caller_id)
