"""Captions and documents."""

from __future__ import annotations

import io

import webvtt
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from webvtt.errors import MalformedCaptionError, MalformedFileError

from accredit.media.exceptions import ContentRefused


def check_captions(content: bytes) -> None:
    """WebVTT with at least one cue, in UTF-8 (W3C WebVTT). Raises ContentRefused with a sentence."""
    try:
        text = content.decode("utf-8-sig")
        captions = webvtt.from_buffer(io.StringIO(text))
    except (UnicodeDecodeError, MalformedFileError, MalformedCaptionError) as error:
        raise ContentRefused("This is not a WebVTT captions file. It begins with the line WEBVTT.") from error
    if len(captions) == 0:
        raise ContentRefused("There are no captions in this file.")


def check_pdf(content: bytes) -> None:
    """A PDF with pages that opens without a password and runs nothing. Raises ContentRefused with a sentence."""
    if not content.startswith(b"%PDF-"):
        raise ContentRefused("This is not a PDF file.")
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        encrypted, root = reader.encrypted, reader.root
        pages = int(root["/Pages"]["/Count"])
    except (PdfError, KeyError, ValueError, TypeError, IndexError, RecursionError) as error:
        raise ContentRefused("This PDF file is damaged. Export it again and try once more.") from error
    if encrypted:
        raise ContentRefused("This PDF is protected by a password. Save it without one and try again.")
    if pages < 1:
        raise ContentRefused("There are no pages in this PDF.")
