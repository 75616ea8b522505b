"""Films and documents: sending, captions, playing, and being heard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.learning import selectors, services
from accredit.learning.api import examples
from accredit.learning.api.serializers.videos import (
    CaptionsInputSerializer,
    DocumentSerializer,
    HeardSerializer,
    HeartbeatSerializer,
    PlaybackSerializer,
    StaffCaptionsSerializer,
    StaffVideoRowSerializer,
    StaffVideoSerializer,
    VideoQuerySerializer,
    VideoRequestedSerializer,
    VideoRequestSerializer,
)
from accredit.learning.models import Enrollment, Lesson
from accredit.media import services as media
from accredit.media.rules import Purpose
from accredit.media.selectors import upload_ready
from accredit.organizations.api.staff import PublicOrStaffView, StaffView
from accredit.organizations.permissions import Permission

from .courses import TENANT


class VideoListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_video_list",
        summary="The films of a course, for its makers",
        parameters=[VideoQuerySerializer],
        responses={200: paginated(StaffVideoRowSerializer), **problem_responses(400, 401, 403, 404)},
        examples=examples.answer({"results": [examples.VIDEO_ROW], "next": None, "previous": None}),
    )
    def get(self, request: Request) -> Response:
        slug_or_id = self.parse_query(VideoQuerySerializer)["course"]
        course = selectors.course_for_staff(organization=self.organization, slug_or_id=slug_or_id)
        films = selectors.videos_of_course(course)
        return CursorList("created_at", "id").paginate(request, films, selectors.staff_video_row)

    @extend_schema(
        operation_id="courses_course_video_create",
        summary="Ask for a slot for a lesson's film; it replaces the present one once it is checked",
        request=VideoRequestSerializer,
        responses={201: VideoRequestedSerializer, **problem_responses(400, 401, 403, 404, 409, 422)},
        examples=examples.exchange(
            {
                "lesson_id": examples.LESSON_ID,
                "file_name": "lesson-1.mp4",
                "media_type": "video/mp4",
                "size": 48_000_000,
            },
            {
                **examples.VIDEO,
                "status": "requested",
                "duration_ms": None,
                "lesson_id": examples.LESSON_ID,
                "slot": {"url": "https://…", "method": "PUT", "headers": {"Content-Type": "video/mp4"}},
            },
        ),
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        data = self.parse(VideoRequestSerializer)
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=data.pop("lesson_id"))
        video, slot = services.video_request(lesson=lesson, actor_id=self.caller_id, now=self.now, **data)
        where = {"url": slot.url, "method": slot.method, "headers": dict(slot.headers)}
        answer = {**(selectors.staff_video(video) or {}), "lesson_id": lesson.id, "slot": where}
        return Response(answer, status=status.HTTP_201_CREATED)


class VideoFinalizeView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_video_finalize",
        summary="Say that a film is sent; a job checks it and puts it into its lesson",
        request=None,
        responses={202: StaffVideoSerializer, **problem_responses(401, 403, 404, 409)},
        examples=examples.answer({**examples.VIDEO, "status": "processing"}),
    )
    def post(self, request: Request, video_id: UUID) -> Response:
        video = selectors.video_coming(organization=self.organization, video_id=video_id)
        video = media.upload_finalize(upload=video, now=self.now)
        return Response(selectors.staff_video(video), status=status.HTTP_202_ACCEPTED)


class CaptionsListView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_video_captions_set",
        summary="Add captions to a film, or replace those of the same language",
        request=CaptionsInputSerializer,
        responses={201: StaffCaptionsSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"upload_id": examples.UPLOAD_ID, "language": "en", "label": "English"},
            {"language": "en", "label": "English"},
        ),
    )
    @idempotent()
    def post(self, request: Request, lesson_id: UUID) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        data = self.parse(CaptionsInputSerializer)
        upload = upload_ready(upload_id=data.pop("upload_id"), organization=self.organization, purpose=Purpose.CAPTIONS)
        made = services.captions_set(lesson=lesson, actor_id=self.caller_id, upload=upload, now=self.now, **data)
        return Response({"language": made.language, "label": made.label}, status=status.HTTP_201_CREATED)


class CaptionsView(StaffView):
    permission = Permission.EDIT_COURSES

    @extend_schema(
        operation_id="courses_course_video_captions_delete",
        summary="Take captions away",
        responses={204: None, **problem_responses(401, 403, 404, 409)},
    )
    def delete(self, request: Request, lesson_id: UUID, language: str) -> Response:
        lesson = selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id)
        services.captions_remove(lesson=lesson, actor_id=self.caller_id, language=language, now=self.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonFileView(PublicOrStaffView):
    """Files of a lesson, for those who may open it: learners, everybody for a preview, the makers."""

    def opened(self, request: Request, lesson_id: UUID) -> tuple[Lesson, Enrollment | None]:
        """Raises LessonNotFound, NotEnrolled."""
        if self.is_staff_request:
            return selectors.lesson_for_staff(organization=self.organization, lesson_id=lesson_id), None
        return selectors.lesson_open_to(lesson_id=lesson_id, user_id=self.optional_caller_id)

    @staticmethod
    def answer(page: Any) -> Response:
        """Signed addresses are for this person only."""
        return Response(page, headers={"Cache-Control": "private, no-store"})


class PlaybackView(LessonFileView):
    @extend_schema(
        operation_id="courses_course_video_playback",
        summary="Signed addresses of a film, and how much of it I have watched",
        parameters=[TENANT],
        responses={200: PlaybackSerializer, **problem_responses(403, 404, 409)},
        examples=examples.answer(examples.PLAYBACK),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        lesson, enrollment = self.opened(request, lesson_id)
        return self.answer(selectors.playback_page(lesson, enrollment))


class DocumentView(LessonFileView):
    @extend_schema(
        operation_id="courses_course_lessons_document",
        summary="Signed addresses of a lesson's document",
        parameters=[TENANT],
        responses={200: DocumentSerializer, **problem_responses(403, 404, 409)},
        examples=examples.answer(examples.DOCUMENT),
    )
    def get(self, request: Request, lesson_id: UUID) -> Response:
        lesson, _ = self.opened(request, lesson_id)
        return self.answer(selectors.document_page(lesson))


class HeartbeatView(ApiView):
    @extend_schema(
        operation_id="courses_course_lessons_heartbeat",
        summary="Say which seconds of a film were played; as many are believed as the clock allows at double speed",
        request=HeartbeatSerializer,
        responses={200: HeardSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=examples.exchange(
            {"position": 20, "intervals": [[10, 20]]},
            {
                "watched": [[0, 20]],
                "watched_seconds": 20,
                "duration_seconds": 840,
                "completed": False,
                "progress_percent": 14,
                "course_completed": False,
            },
        ),
    )
    def post(self, request: Request, lesson_id: UUID) -> Response:
        lesson, enrollment = selectors.lesson_enrolled(lesson_id=lesson_id, user_id=self.caller_id)
        outcome = services.video_watch(
            enrollment=enrollment, lesson=lesson, now=self.now, **self.parse(HeartbeatSerializer)
        )
        return Response(
            {
                "watched": outcome.watched.intervals,
                "watched_seconds": outcome.watched.seconds,
                "duration_seconds": outcome.duration,
                "completed": outcome.completed,
                "progress_percent": outcome.progress.percent,
                "course_completed": outcome.progress.course_completed,
            }
        )
