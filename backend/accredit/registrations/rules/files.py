"""Files of people: reading what an organizer's spreadsheet says, and writing answers into one. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accredit.core.errors import FieldError
from accredit.registrations.exceptions import FileNotReadable, FileTooLong

from .answers import QuestionFacts, answers_check

ROWS_AT_MOST = 2000
LARGEST_CELL = 10_000
NAMES = {
    "name": "name",
    "full name": "name",
    "email": "email",
    "e-mail": "email",
    "email address": "email",
    "ticket": "ticket",
    "ticket type": "ticket",
    "reference": "reference",
}
"""How columns may be called, in small letters; beside them every question by its own words."""
_GUARDED = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")
"""What `core.api.tables` makes of a text that a spreadsheet would run."""
_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with the words that stand in a file: its own, and those of its choices by id."""

    facts: QuestionFacts
    prompt: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One person of a file. `line` counts as a spreadsheet does; `answers`: question id → text, where one is given."""

    line: int
    name: str
    email: str
    ticket: str
    reference: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeopleFile:
    rows: Sequence[FileRow]
    ignored: Sequence[str]
    """Columns that say nothing to us."""


def people_read(text: str, questions: Sequence[AskedQuestion]) -> PeopleFile:
    """The people of a file with commas, semicolons or tabs between its columns, the first line naming them. Empty lines
    are passed over. Raises FileNotReadable, FileTooLong."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise FileNotReadable(f"This is no table with columns: {error}.") from error
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cell.strip() for cell in cells)]
    if not numbered:
        raise FileNotReadable("The file is empty.")
    head, people = numbered[0][1], numbered[1:]
    if len(people) > ROWS_AT_MOST:
        raise FileTooLong
    columns = _columns(head, questions)
    if not {"name", "email"} <= set(columns):
        raise FileNotReadable("The first line must name the columns, among them Name and Email.")
    used = set(columns.values())
    ignored = [title.strip() for place, title in enumerate(head) if place not in used and title.strip()]
    return PeopleFile([_row(number, cells, columns) for number, cells in people], ignored)


def answers_read(row: FileRow, questions: Sequence[AskedQuestion]) -> tuple[dict[str, Any], list[FieldError]]:
    """The answers of a row in the form that is kept, and what is wrong by column. What is not answered is left for the
    person to fill in, also where an answer is required of somebody who registers."""
    given: dict[str, Any] = {}
    for one in questions:
        if text := row.answers.get(str(one.facts.id)):
            given[str(one.facts.id)] = _answer(one, text)
    facts = [one.facts for one in questions if str(one.facts.id) in given]
    kept, wrong = answers_check(facts, given)
    words = {str(one.facts.id): one.prompt for one in questions}
    return kept, [FieldError(words[error.path.rpartition(".")[2]], error.code, error.message) for error in wrong]


def answer_in_words(question: AskedQuestion, answer: Any) -> str:
    """An answer as it stands in a file; empty where there is none."""
    match answer:
        case None:
            return ""
        case bool():
            return "yes" if answer else "no"
        case list():
            return "; ".join(question.choices.get(str(one), str(one)) for one in answer)
        case _:
            return question.choices.get(str(answer), str(answer))


def _columns(head: Sequence[str], questions: Sequence[AskedQuestion]) -> dict[str, int]:
    """Where each known column stands; of two with one name the first."""
    known = NAMES | {_plain(one.prompt): str(one.facts.id) for one in reversed(questions)}
    found: dict[str, int] = {}
    for place, title in enumerate(head):
        if (name := known.get(_plain(title))) is not None:
            found.setdefault(name, place)
    return found


def _row(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> FileRow:
    said = {name: _cell(cells[place]) for name, place in columns.items() if place < len(cells)}
    return FileRow(
        line=line,
        name=" ".join(said.pop("name", "").split()),
        email=said.pop("email", "").lower(),
        ticket=said.pop("ticket", ""),
        reference=said.pop("reference", ""),
        answers={name: text for name, text in said.items() if text},
    )


def _cell(text: str) -> str:
    text = text.replace("\x00", "")[:LARGEST_CELL]
    return (text[1:] if _GUARDED.match(text) else text).strip()


def _answer(question: AskedQuestion, text: str) -> Any:
    """Text that cannot be read stays text, which `answers_check` then refuses."""
    by_words = {_plain(words): choice for choice, words in question.choices.items()}
    match question.facts.kind:
        case "yes_no":
            return True if _plain(text) in _YES else False if _plain(text) in _NO else text
        case "number":
            return _number(text)
        case "single":
            return by_words.get(_plain(text), text)
        case "multiple":
            return [by_words.get(_plain(one), one.strip()) for one in text.split(";") if one.strip()]
        case _:
            return text


def _number(text: str) -> int | float | str:
    if re.fullmatch(r"[+-]?\d{1,13}", text):
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?\d{1,13}\.\d{1,6}", text) else text


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
