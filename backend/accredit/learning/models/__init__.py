"""Courses, what they are made of, and the people who take them."""

from .assignments import Assignment, Submission, SubmissionFile
from .courses import Category, Course, CourseCredit, CourseInstructor, Lesson, LessonCaptions, Module
from .enrollments import Enrollment, LessonProgress, Review, VideoProgress
from .quizzes import Question, Quiz, QuizAttempt

__all__ = [
    "Assignment",
    "Category",
    "Course",
    "CourseCredit",
    "CourseInstructor",
    "Enrollment",
    "Lesson",
    "LessonCaptions",
    "LessonProgress",
    "Module",
    "Question",
    "Quiz",
    "QuizAttempt",
    "Review",
    "Submission",
    "SubmissionFile",
    "VideoProgress",
]
