"""What was answered, as far as it may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accredit.feedback.models import AnonymousResponse, NamedResponse, Survey, SurveyQuestion
from accredit.feedback.rules.questions import names_of
from accredit.feedback.rules.results import Summary, summary
from accredit.feedback.rules.surveys import FEWEST, About

from .surveys import Target, Targets, question_facts, question_json, questions_of, survey_json, targets_of, turnout_of

Answers = Sequence[tuple[str, Mapping[str, Any]]]
"""Id of a response and what it says, as far as the results show it."""
TOO_FEW = "Fewer than five answers: not shown"


def results_of(survey: Survey) -> dict[str, Any]:
    """Everything that the results show. There is nothing to filter by, so that nobody can be singled out. Five
    queries."""
    targets, (counted, given) = targets_of(survey), _answers(survey)
    turnout = turnout_of([survey.id])[survey.id]
    return {
        "survey": survey_json(survey),
        "asked": turnout.asked,
        "answered": turnout.answered,
        "counted": counted,
        "fewest": FEWEST,
        "questions": [
            question_json(row) | {"groups": [_group_json(row, *one) for one in _groups(survey, row, targets, given)]}
            for row in questions_of(survey)
        ],
    }


def results_table(survey: Survey) -> tuple[list[str], Iterator[list[str]]]:
    """The same as a table: of an anonymous survey by question, never by response; else a row a person."""
    return _by_question(survey) if survey.is_anonymous else _by_person(survey)


def _answers(survey: Survey) -> tuple[int, Answers]:
    """How many responses the results speak of, and what they say. Each group of an anonymous survey grows in steps of
    its own, so that neither two looks nor two numbers of one look differ by fewer than five people."""
    if survey.is_anonymous:
        rows = list(AnonymousResponse.objects.filter(survey=survey))
        shown = [(str(row.id), {name: said for name, said in row.answers.items() if row.shows(name)}) for row in rows]
        return sum(row.is_counted for row in rows), shown
    named = NamedResponse.objects.filter(survey=survey).order_by("created_at", "id")
    kept = [(str(row.id), row.answers) for row in named]
    return len(kept), kept


def _groups(
    survey: Survey, row: SurveyQuestion, targets: Targets, given: Answers
) -> Iterator[tuple[Target | None, Summary]]:
    facts = question_facts(row)
    about: Sequence[Target | None] = [None] if facts.about == About.WHOLE else targets.get(facts.about, ())
    names = names_of(facts, {key: [one.id for one in found] for key, found in targets.items()})
    for target, name in zip(about, names, strict=True):
        answers = [(response, found[name]) for response, found in given if name in found]
        yield target, summary(facts, answers, hides=survey.is_anonymous)


def _group_json(row: SurveyQuestion, target: Target | None, found: Summary) -> dict[str, Any]:
    labels = _labels(row)
    return {
        "target": {"id": target.id, "title": target.title} if target is not None else None,
        "is_hidden": found.is_hidden,
        "answers": found.answers,
        "average_hundredths": found.average_hundredths,
        "counts": [
            {"value": str(value), "text": labels.get(str(value), str(value)), "count": count}
            for value, count in found.counts.items()
        ],
        "nps": {
            "score": found.nps.score,
            "promoters": found.nps.promoters,
            "passives": found.nps.passives,
            "detractors": found.nps.detractors,
        }
        if found.nps is not None
        else None,
        "texts": list(found.texts),
    }


def _by_question(survey: Survey) -> tuple[list[str], Iterator[list[str]]]:
    targets, (_, given) = targets_of(survey), _answers(survey)

    def lines() -> Iterator[list[str]]:
        for row in questions_of(survey):
            labels = _labels(row)
            for target, found in _groups(survey, row, targets, given):
                start = [row.prompt, target.title if target is not None else ""]
                if found.is_hidden:
                    yield [*start, TOO_FEW, ""]
                for value, count in found.counts.items():
                    yield [*start, labels.get(str(value), str(value)), str(count)]
                for text in found.texts:
                    yield [*start, text, "1"]

    return ["Question", "About", "Answer", "People"], lines()


def _by_person(survey: Survey) -> tuple[list[str], Iterator[list[str]]]:
    targets, rows = targets_of(survey), questions_of(survey)
    ids = {key: [one.id for one in found] for key, found in targets.items()}
    titles = {one.id: one.title for found in targets.values() for one in found}
    columns = [(row, name) for row in rows for name in names_of(question_facts(row), ids)]
    heads = [f"{row.prompt} ({titles[name.partition('/')[2]]})" if "/" in name else row.prompt for row, name in columns]

    def lines() -> Iterator[list[str]]:
        related = ("participation__registration", "participation__enrollment__user")
        for response in NamedResponse.objects.filter(survey=survey).select_related(*related).order_by("created_at"):
            seat = response.participation
            who = ["", ""]
            if seat.registration is not None:
                who = [seat.registration.name, seat.registration.email]
            elif seat.enrollment is not None:
                who = [seat.enrollment.user.display_name, seat.enrollment.user.email]
            day = seat.answered_on.isoformat() if seat.answered_on else ""
            yield [*who, day, *(_cell(row, response.answers.get(name)) for row, name in columns)]

    return ["Name", "Email", "Answered on", *heads], lines()


def _labels(row: SurveyQuestion) -> dict[str, str]:
    return {one["id"]: one["text"] for one in row.choices}


def _cell(row: SurveyQuestion, answer: Any) -> str:
    if answer is None:
        return ""
    labels = _labels(row)
    return "; ".join(labels.get(str(one), str(one)) for one in (answer if isinstance(answer, list) else [answer]))
