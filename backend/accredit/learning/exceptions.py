"""Named failures of learning."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, Forbidden, NotFound, Unprocessable


class CourseNotFound(NotFound):
    code, title = "course_not_found", "There is no such course, or it is not open to you."


class CategoryNotFound(NotFound):
    code, title = "category_not_found", "There is no such category."


class ModuleNotFound(NotFound):
    code, title = "module_not_found", "There is no such module, or it is not yours to see."


class LessonNotFound(NotFound):
    code, title = "lesson_not_found", "There is no such lesson, or it is not open to you."


class AttemptNotFound(NotFound):
    code, title = "attempt_not_found", "There is no such attempt, or it is not yours."


class ReviewNotFound(NotFound):
    code, title = "review_not_found", "There is no such review, or it is not yours."


class EnrollmentNotFound(NotFound):
    code, title = "enrollment_not_found", "There is no such enrollment."


class NotEnrolled(Forbidden):
    code, title = "not_enrolled", "Enrol in the course to open this."


class AlreadyEnrolled(Conflict):
    code, title = "already_enrolled", "You are enrolled in this course already. Nothing was charged."


class CourseNotOnSale(Conflict):
    code, title = "course_not_on_sale", "This course is not open for enrollment."


class CourseNotFree(Conflict):
    code, title = "course_not_free", "This course has a price. Go to the checkout to enrol."


class CourseNotReady(Unprocessable):
    code, title = "course_not_ready", "The course is not ready to be published. Nothing has changed."


class ReviewersOnly(Forbidden):
    code = "reviewers_only"
    title = "Your organization reviews courses before they are published. Send this one for review; nothing is lost."


class ReviewNotAsked(Conflict):
    code, title = (
        "review_not_asked",
        "Your organization publishes courses without a review. Publish this one directly.",
    )


class CurrencyNotYours(Unprocessable):
    code, title = "currency_not_yours", "A price is set in your organization's own currency."


class InstructorNotMember(Unprocessable):
    code, title = "instructor_not_member", "An instructor is a member of your organization. Invite them first."


class PublishedNeedsLesson(Conflict):
    code, title = "published_needs_lesson", "A published course keeps at least one lesson. Archive the course instead."


class LessonInUse(Conflict):
    code, title = "lesson_in_use", "Learners have worked in this lesson, so it stays. You can still edit it."


class ModuleNotEmpty(Conflict):
    code, title = "module_not_empty", "The module still has lessons. Move or delete them first."


class OutlineMismatch(Conflict):
    code, title = "outline_changed", "The outline has changed meanwhile. Load it again and repeat the move."


class CourseArchived(Conflict):
    code, title = "course_archived", "The course is archived and cannot be edited."


class NotAQuiz(Conflict):
    code, title = "not_a_quiz", "This lesson is not a quiz."


class QuizNotUsable(Unprocessable):
    code, title = "quiz_not_usable", "The quiz cannot be saved like this. Nothing has changed."


class QuizEmpty(Conflict):
    code, title = "quiz_empty", "This quiz has no questions yet."


class NotAVideo(Conflict):
    code, title = "not_a_video", "This lesson is not a video."


class NotADocument(Conflict):
    code, title = "not_a_document", "This lesson is not a document."


class VideoNotFound(NotFound):
    code, title = "video_not_found", "There is no such video on its way, or another one has taken its place."


class VideoNotReady(Conflict):
    code, title = "video_not_ready", "The film of this lesson is not ready yet. Come back a little later."


class VideoReplaced(Conflict):
    code, title = "video_replaced", "This lesson has a new film. Load it again; your completed lessons stay complete."


class CaptionsNotFound(NotFound):
    code, title = "captions_not_found", "There are no captions in this language."


class DocumentNotReady(Conflict):
    code, title = "document_not_ready", "This lesson has no document yet. Come back a little later."


class CompletedByWatching(Conflict):
    code, title = "completed_by_watching", "A video is complete when nine tenths of it have been watched."


class CompletedByPassing(Conflict):
    code, title = "completed_by_passing", "A quiz is complete when it is passed."


class CompletedByGrade(Conflict):
    code, title = "completed_by_grade", "An assignment is complete when it is graded at or above its pass mark."


class NotAnAssignment(Conflict):
    code, title = "not_an_assignment", "This lesson is not an assignment."


class AssignmentNotUsable(Unprocessable):
    code, title = "assignment_not_usable", "The assignment cannot be saved like this. Nothing has changed."


class SubmissionNotFound(NotFound):
    code, title = "submission_not_found", "There is no such work, or it is not yours to see."


class SubmissionNotUsable(Unprocessable):
    code, title = "submission_not_usable", "The work cannot be saved like this. What was saved before is still there."


class AssignmentPassed(Conflict):
    code, title = "assignment_passed", "You have passed this assignment. Nothing more is asked for."


class SubmissionsExhausted(Conflict):
    code, title = "submissions_exhausted", "This work was graded as often as the assignment allows."


class MarksNotUsable(Unprocessable):
    code, title = "marks_not_usable", "Some points are missing or out of range. Nothing has been graded."


class SubmissionDecided(Conflict):
    code, title = "submission_decided", "Somebody has graded this work since you opened it. Load it again."


class AttemptsExhausted(Conflict):
    code, title = "attempts_exhausted", "All attempts at this quiz have been used."


class AttemptClosed(Conflict):
    code, title = "attempt_closed", "This attempt has been handed in already."


class AnswersNotUsable(BadRequest):
    code, title = "answers_not_usable", "Some answers do not fit their questions. Nothing has been handed in."


class AlreadyReviewed(Conflict):
    code, title = "already_reviewed", "You have reviewed this course. Edit your review instead."


class ReviewBusy(Conflict):
    code, title = "review_busy", "Your review is being changed elsewhere. Try again."


class CategoryExists(Conflict):
    code, title = "category_exists", "A category of this name is there already."
