"""What must be true before a certificate is issued, and how that is said. Pure; whole numbers only.

A gate is a list of clauses, all of which must hold. The same evaluation answers "issue?" for the system and "what do
you still lack?" for the learner, so the two can never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accredit.registrations.rules.attendance import percent_floor, reaches

from .clauses import (
    Activity,
    AssignmentClause,
    AssignmentFact,
    AttendanceClause,
    Clause,
    ClauseKind,
    GateFacts,
    IdentityClause,
    LessonFact,
    LessonsClause,
    PaidClause,
    PaymentState,
    QuizClause,
    QuizFact,
    SessionFact,
    SurveyClause,
    SurveyFact,
)

NAMED_AT_MOST = 3
"""How many lessons a sentence names before it counts the rest."""
MINUTE = 60
NO_LESSON = "There is no lesson to complete yet."


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One requirement: `text` says what is asked and `detail` how it stands, to the person themself; `evidence` is what
    a certificate may state; `staff` how it stands as it is told of the person, where it is not met."""

    kind: ClauseKind
    text: str
    met: bool
    detail: str
    evidence: str = ""
    staff: str = ""


def lacks(results: Sequence[ClauseResult]) -> list[str]:
    """What somebody lacks, in the third person, for those who decide about them."""
    return [one.staff for one in results if not one.met]


def all_met(results: Sequence[ClauseResult]) -> bool:
    """Whether a certificate may be issued. Nothing asked for is nothing proven: an empty gate never opens."""
    return bool(results) and all(result.met for result in results)


def evaluate(clauses: Sequence[Clause], facts: GateFacts) -> list[ClauseResult]:
    """Every requirement with its standing, in the gate's order. What cannot apply (a quiz clause for every quiz in a
    course without one, payment of a free place) is left out."""
    results: list[ClauseResult] = []
    for clause in clauses:
        match clause:
            case LessonsClause():
                results.append(_lessons(clause, facts.lessons))
            case QuizClause():
                results.extend(_marked(_QUIZ, clause, facts.quizzes))
            case AssignmentClause():
                results.extend(_marked(_ASSIGNMENT, clause, facts.assignments))
            case AttendanceClause():
                results.append(_attendance(clause, facts.sessions))
            case SurveyClause():
                results.append(_survey(facts.survey))
            case PaidClause() if facts.payment is not PaymentState.FREE:
                results.append(_paid(facts.payment, facts.activity))
            case IdentityClause():
                results.append(_identity(facts.name_confirmed))
    return results


def still_holds(clauses: Sequence[Clause], facts: GateFacts) -> list[ClauseResult]:
    """As `evaluate`, for somebody who has the certificate: a dispute takes nothing away while it is open, and the name
    was confirmed when it was issued."""
    payment = PaymentState.PAID if facts.payment is PaymentState.DISPUTED else facts.payment
    return evaluate(clauses, replace(facts, payment=payment, name_confirmed=True))


def attended(clause: AttendanceClause, sessions: Sequence[SessionFact]) -> tuple[int, int]:
    """Counted and window seconds of the sessions that a clause is about."""
    about = [one for one in sessions if clause.is_about(one.session_id)]
    return sum(one.counted_seconds for one in about), sum(one.window_seconds for one in about)


def is_attended(clause: AttendanceClause, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether counted and window seconds are enough: of each session that the clause is about; summed up will do where
    it does not ask for a number of sessions."""
    if clause.at_least is not None:
        return bool(parts) and _reached(clause, parts) >= clause.at_least
    return bool(parts) and _enough(clause, sum(counted for counted, _ in parts), sum(window for _, window in parts))


def _reached(clause: AttendanceClause, parts: Sequence[tuple[int, int]]) -> int:
    return sum(_enough(clause, counted, window) for counted, window in parts)


def _enough(clause: AttendanceClause, counted: int, window: int) -> bool:
    if clause.minutes is not None:
        return counted >= clause.minutes * MINUTE
    return reaches(counted, window, percent=clause.percent if clause.percent is not None else 100)


def _attendance(clause: AttendanceClause, sessions: Sequence[SessionFact]) -> ClauseResult:
    about = [one for one in sessions if clause.is_about(one.session_id)]
    amount = f"{clause.percent}%"
    if clause.minutes is not None:
        amount = f"{clause.minutes} minute{'' if clause.minutes == 1 else 's'}"
    if not about:
        gone = "There is no such session any more. The organizer has to change the requirement."
        staff = "The sessions that are asked for are no longer in the programme. Change the requirement."
        return ClauseResult(ClauseKind.ATTENDANCE, f"Attend at least {amount}", False, gone, staff=staff)
    if clause.at_least is not None:
        return _sessions_attended(clause, about, amount)
    counted, window = attended(clause, sessions)
    whole = _named(about) if clause.session_ids else "the event"
    text = f"Attend at least {amount} of {whole}"
    share = f"{counted // MINUTE} of {window // MINUTE} minutes ({percent_floor(counted, window)}%)"
    if is_attended(clause, [(counted, window)]):
        of = f" of {_named(about)}" if clause.session_ids else ""
        return ClauseResult(ClauseKind.ATTENDANCE, text, True, f"You were there for {share}.", f"Attended {share}{of}")
    detail = f"You were there for {share}; it takes {amount}." if counted else "No minutes are counted yet."
    asked = f"at least {amount} of {whole} is asked for."
    staff = f"Attended {share}; {asked}" if counted else f"No minutes are counted yet; {asked}"
    return ClauseResult(ClauseKind.ATTENDANCE, text, False, detail, staff=staff)


def _sessions_attended(clause: AttendanceClause, about: Sequence[SessionFact], amount: str) -> ClauseResult:
    parts = [(one.counted_seconds, one.window_seconds) for one in about]
    needed, reached = clause.at_least, _reached(clause, parts)
    which = _named(about) if clause.session_ids else f"the {len(about)} sessions"
    text = f"Attend {needed} of {which}, at least {amount} of each"
    if is_attended(clause, parts):
        have = f"{reached} of {len(about)}"
        return ClauseResult(ClauseKind.ATTENDANCE, text, True, f"You have {have}.", f"Attended {have} sessions")
    detail = f"You have {reached} so far; it takes {needed}."
    staff = f"Attended {reached} of {which}; {needed} are asked for, at least {amount} of each."
    return ClauseResult(ClauseKind.ATTENDANCE, text, False, detail, staff=staff)


def _survey(survey: SurveyFact) -> ClauseResult:
    text = f"Answer the survey “{survey.title}”" if survey.title else "Answer the survey"
    if survey.answered:
        return ClauseResult(ClauseKind.SURVEY, text, True, "Answered.", "Answered the survey")
    if not survey.title:
        detail = "There is no open survey. The organizer has to publish one."
        staff = "No survey is published. Publish one, or change the requirement."
        return ClauseResult(ClauseKind.SURVEY, text, False, detail, staff=staff)
    staff = f"Has not answered the survey “{survey.title}”."
    return ClauseResult(ClauseKind.SURVEY, text, False, "Not answered yet.", staff=staff)


def _identity(confirmed: bool) -> ClauseResult:
    text = "Confirm your legal name"
    if confirmed:
        return ClauseResult(ClauseKind.IDENTITY, text, True, "Confirmed.")
    detail = "Write your legal name in your profile, and confirm that it is yours."
    return ClauseResult(ClauseKind.IDENTITY, text, False, detail, staff="Has not confirmed their legal name.")


def _lessons(clause: LessonsClause, lessons: Sequence[LessonFact]) -> ClauseResult:
    wanted = [one for one in lessons if not clause.lesson_ids or one.lesson_id in clause.lesson_ids]
    missing = [one for one in wanted if not one.completed]
    if not wanted:
        return ClauseResult(ClauseKind.LESSONS, "Complete the lessons", False, NO_LESSON, staff=NO_LESSON)
    if clause.lesson_ids:
        text = f"Complete {_named(wanted)}"
    else:
        text = "Complete the lesson" if len(wanted) == 1 else f"Complete all {len(wanted)} lessons"
    if not missing:
        evidence = f"Completed {_named(wanted)}" if clause.lesson_ids else text.replace("Complete", "Completed", 1)
        return ClauseResult(ClauseKind.LESSONS, text, True, "Done.", evidence)
    done = len(wanted) - len(missing)
    detail = f"{done} of {len(wanted)} done. Still to do: {_named(missing)}."
    staff = f"Has completed {done} of {len(wanted)} lessons. Still to do: {_named(missing)}."
    return ClauseResult(ClauseKind.LESSONS, text, False, detail, staff=staff)


@dataclass(frozen=True, slots=True)
class _Words:
    """How work that is marked in percent is spoken of; what is in braces is filled in."""

    kind: ClauseKind
    any_of: str
    text: str
    met: str
    evidence: str
    below: str
    below_staff: str
    not_marked: str
    not_marked_staff: str


_QUIZ = _Words(
    kind=ClauseKind.QUIZ,
    any_of="Pass a quiz",
    text="Score at least {needed}% in “{title}”",
    met="You scored {best}%.",
    evidence="Scored {best}% in “{title}”",
    below="Your best score is {best}%; {needed}% is needed.",
    below_staff="Best score in “{title}” {best}%; {needed}% is needed.",
    not_marked="Not tried yet.",
    not_marked_staff="Has not tried “{title}”; {needed}% is needed.",
)
_ASSIGNMENT = _Words(
    kind=ClauseKind.ASSIGNMENT,
    any_of="Complete an assignment",
    text="Get at least {needed}% for “{title}”",
    met="You got {best}%.",
    evidence="Got {best}% for “{title}”",
    below="Your best grade is {best}%; {needed}% is needed.",
    below_staff="Best grade for “{title}” {best}%; {needed}% is needed.",
    not_marked="Not graded yet.",
    not_marked_staff="“{title}” is not graded yet; {needed}% is needed.",
)


def _marked(
    words: _Words, clause: QuizClause | AssignmentClause, works: Sequence[QuizFact | AssignmentFact]
) -> list[ClauseResult]:
    """Every quiz or assignment, or the one that the clause names."""
    if clause.lesson_id is None:
        return [_mark(words, clause.min_percent, one) for one in works]
    named = [one for one in works if one.lesson_id == clause.lesson_id]
    return [_mark(words, clause.min_percent, named[0]) if named else _gone(words.kind, words.any_of)]


def _mark(words: _Words, min_percent: int | None, work: QuizFact | AssignmentFact) -> ClauseResult:
    best, needed = work.best_percent, work.pass_percent if min_percent is None else min_percent
    # What is once passed stays passed when its mark is raised later, until a grade is corrected; a mark set by the gate
    # itself always counts.
    met = work.passed if min_percent is None else best is not None and best >= needed

    def said(sentence: str) -> str:
        return sentence.format(title=work.title, best=best, needed=needed)

    if met:
        return ClauseResult(words.kind, said(words.text), True, said(words.met), said(words.evidence))
    detail, staff = (words.not_marked, words.not_marked_staff) if best is None else (words.below, words.below_staff)
    return ClauseResult(words.kind, said(words.text), False, said(detail), staff=said(staff))


def _gone(kind: ClauseKind, text: str) -> ClauseResult:
    detail = f"This {kind} is no longer part of the course. The organizer has to change the requirement."
    staff = f"The {kind} that is asked for is no longer part of the course. Change the requirement."
    return ClauseResult(kind, text, False, detail, staff=staff)


def _paid(payment: PaymentState, activity: Activity) -> ClauseResult:
    details = {
        PaymentState.PAID: "Paid.",
        PaymentState.UNPAID: "The payment has not arrived yet.",
        PaymentState.REFUNDED: "The payment was given back.",
        PaymentState.DISPUTED: "The payment is disputed. Nothing is issued until the bank has decided.",
    }
    text = "Pay for the course" if activity is Activity.COURSE else "Pay for your place"
    detail = details.get(payment, "Nothing to pay.")
    is_paid = payment is PaymentState.PAID
    return ClauseResult(ClauseKind.PAID, text, is_paid, detail, staff="" if is_paid else detail)


def _named(parts: Sequence[LessonFact | SessionFact]) -> str:
    names = [f"“{one.title}”" for one in parts[:NAMED_AT_MOST]]
    rest = len(parts) - len(names)
    if rest:
        return f"{', '.join(names)} and {rest} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
