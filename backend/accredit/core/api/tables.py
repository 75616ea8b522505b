"""Rows as a file that spreadsheets open (RFC 4180), sent while it is being read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

CSV = "text/csv"
OPENS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet take a text for a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_response(head: Sequence[str], rows: Iterable[Sequence[str]], *, file_name: str) -> StreamingHttpResponse:
    """UTF-8 with the mark that Excel looks for. The head is ours; every cell of a row is made harmless."""
    return StreamingHttpResponse(
        _lines(head, rows),
        content_type=f"{CSV}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": "private, no-store",
        },
    )


def harmless(cell: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(OPENS_A_FORMULA) else cell


class _Line:
    """What `csv.writer` writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])
