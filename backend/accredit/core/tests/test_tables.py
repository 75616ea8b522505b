"""Rows as a file that spreadsheets open."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.core.api.tables import csv_response, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Amara", "a=b", "1-2", "amara@example.org"])
def test_what_is_harmless_stays(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters="\x00", codec="utf-8")), min_size=2)))
def test_every_text_comes_out_as_it_went_in_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    answer = csv_response(["One", "Two"], rows, file_name="rows.csv")
    text = b"".join(answer).decode().removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["One", "Two"], *[[harmless(cell) for cell in row] for row in rows]]
