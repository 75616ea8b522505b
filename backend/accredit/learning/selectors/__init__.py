"""Reads of learning. Apps above import from here."""

from accredit.learning.rules.courses import rating_tenths

from .cards import CourseCard, course_card, course_cards, credits_by_course, rating_of
from .categories import CategoryNode, category_branch, category_get, category_tree
from .courses import (
    course_for_learner,
    course_for_staff,
    course_get,
    course_published,
    courses_by_ids,
    courses_public,
    publish_facts,
)
from .enrollments import (
    CourseProgress,
    LessonStatus,
    QuizScore,
    best_quiz_scores,
    enrollment_get,
    enrollment_live,
    enrollment_of,
    enrollments_of_user,
    lessons_status,
    progress_of,
)
from .lessons import lesson_enrolled, lesson_for_staff, lesson_open_to, module_for_staff, outline
from .pages import EVERY_PAGE, bought_courses, course_page, enrollment_json, learn_page, lesson_page, page_subject
from .papers import attempt_json, attempt_results
from .quizzes import attempt_get, attempts_left, quiz_for_staff, quiz_of_lesson, quiz_state
from .reviews import review_get, review_json, reviews_of_course
from .staff import staff_course, staff_lesson, staff_module, staff_outline, staff_quiz, staff_video, staff_video_row
from .videos import document_page, playback_page, video_coming, video_of_lesson, videos_of_course

__all__ = [
    "EVERY_PAGE",
    "CategoryNode",
    "CourseCard",
    "CourseProgress",
    "LessonStatus",
    "QuizScore",
    "attempt_get",
    "attempt_json",
    "attempt_results",
    "attempts_left",
    "best_quiz_scores",
    "bought_courses",
    "category_branch",
    "category_get",
    "category_tree",
    "course_card",
    "course_cards",
    "course_for_learner",
    "course_for_staff",
    "course_get",
    "course_page",
    "course_published",
    "courses_by_ids",
    "courses_public",
    "credits_by_course",
    "document_page",
    "enrollment_get",
    "enrollment_json",
    "enrollment_live",
    "enrollment_of",
    "enrollments_of_user",
    "learn_page",
    "lesson_enrolled",
    "lesson_for_staff",
    "lesson_open_to",
    "lesson_page",
    "lessons_status",
    "module_for_staff",
    "outline",
    "page_subject",
    "playback_page",
    "progress_of",
    "publish_facts",
    "quiz_for_staff",
    "quiz_of_lesson",
    "quiz_state",
    "rating_of",
    "rating_tenths",
    "review_get",
    "review_json",
    "reviews_of_course",
    "staff_course",
    "staff_lesson",
    "staff_module",
    "staff_outline",
    "staff_quiz",
    "staff_video",
    "staff_video_row",
    "video_coming",
    "video_of_lesson",
    "videos_of_course",
]
