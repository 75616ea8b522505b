"""Routes under /api/courses/."""

from django.urls import path

from .views import assignments, courses, instructors, learning, lessons, quizzes, reviews, roster, videos

app_name = "learning"
urlpatterns = [
    path("category/", courses.CategoryListView.as_view(), name="category-list"),
    path("instructor/", instructors.InstructorListView.as_view(), name="instructor-list"),
    path("course/", courses.CourseListView.as_view(), name="course-list"),
    path("course/<str:slug_or_id>/", courses.CourseView.as_view(), name="course-detail"),
    path("course/<str:slug_or_id>/submit/", courses.CourseSubmitView.as_view(), name="course-submit"),
    path("course/<str:slug_or_id>/return/", courses.CourseReturnView.as_view(), name="course-return"),
    path("course/<str:slug_or_id>/publish/", courses.CoursePublishView.as_view(), name="course-publish"),
    path("course/<str:slug_or_id>/archive/", courses.CourseArchiveView.as_view(), name="course-archive"),
    path("course/<str:slug_or_id>/enroll/", courses.CourseEnrollView.as_view(), name="course-enroll"),
    path("course/<str:slug_or_id>/learn/", learning.LearnView.as_view(), name="course-learn"),
    path("course/<str:slug_or_id>/learners/", roster.LearnerListView.as_view(), name="learner-list"),
    path("course/<str:slug_or_id>/learners.csv", roster.LearnerExportView.as_view(), name="learner-export"),
    path("course/<str:slug_or_id>/outline/", lessons.OutlineView.as_view(), name="course-outline"),
    path("course/<str:slug_or_id>/modules/", lessons.ModuleListView.as_view(), name="module-list"),
    path("modules/<uuid:module_id>/", lessons.ModuleView.as_view(), name="module-detail"),
    path("course_lessons/", lessons.LessonListView.as_view(), name="lesson-list"),
    path("course_lessons/<uuid:lesson_id>/", lessons.LessonView.as_view(), name="lesson-detail"),
    path("course_lessons/<uuid:lesson_id>/complete/", lessons.LessonCompleteView.as_view(), name="lesson-complete"),
    path("course_lessons/<uuid:lesson_id>/document/", videos.DocumentView.as_view(), name="lesson-document"),
    path("course_lessons/<uuid:lesson_id>/heartbeat/", videos.HeartbeatView.as_view(), name="lesson-heartbeat"),
    path("course_video/", videos.VideoListView.as_view(), name="video-list"),
    path("course_video/<uuid:video_id>/finalize/", videos.VideoFinalizeView.as_view(), name="video-finalize"),
    path("course_video/<uuid:lesson_id>/playback/", videos.PlaybackView.as_view(), name="video-playback"),
    path("course_video/<uuid:lesson_id>/captions/", videos.CaptionsListView.as_view(), name="captions-list"),
    path(
        "course_video/<uuid:lesson_id>/captions/<str:language>/",
        videos.CaptionsView.as_view(),
        name="captions-detail",
    ),
    path("quiz/<uuid:lesson_id>/", quizzes.QuizView.as_view(), name="quiz-detail"),
    path("quiz/<uuid:lesson_id>/attempts/", quizzes.AttemptListView.as_view(), name="attempt-list"),
    path("quiz/attempts/<uuid:attempt_id>/", quizzes.AttemptView.as_view(), name="attempt-detail"),
    path("quiz/attempts/<uuid:attempt_id>/submit/", quizzes.AttemptSubmitView.as_view(), name="attempt-submit"),
    path("assignment/submissions/", assignments.SubmissionListView.as_view(), name="submission-list"),
    path(
        "assignment/submissions/<uuid:submission_id>/", assignments.SubmissionView.as_view(), name="submission-detail"
    ),
    path(
        "assignment/submissions/<uuid:submission_id>/grade/",
        assignments.SubmissionGradeView.as_view(),
        name="submission-grade",
    ),
    path(
        "assignment/submissions/<uuid:submission_id>/return/",
        assignments.SubmissionReturnView.as_view(),
        name="submission-return",
    ),
    path("assignment/<uuid:lesson_id>/", assignments.AssignmentView.as_view(), name="assignment-detail"),
    path("assignment/<uuid:lesson_id>/work/", assignments.WorkView.as_view(), name="work-detail"),
    path("assignment/<uuid:lesson_id>/draft/", assignments.WorkDraftView.as_view(), name="work-draft"),
    path("assignment/<uuid:lesson_id>/submit/", assignments.WorkSubmitView.as_view(), name="work-submit"),
    path("bought_courses/", learning.BoughtCoursesView.as_view(), name="bought-list"),
    path("bought_courses/<uuid:enrollment_id>/withdraw/", learning.WithdrawView.as_view(), name="bought-withdraw"),
    path("bought_courses/<uuid:enrollment_id>/rejoin/", learning.RejoinView.as_view(), name="bought-rejoin"),
    path("review/", reviews.ReviewListView.as_view(), name="review-list"),
    path("review/<uuid:review_id>/", reviews.ReviewView.as_view(), name="review-detail"),
]
