"""Serving the folder stores of a trial: public files plainly, private ones by signature, both by range."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accredit.core import clock
from accredit.core.storage import content_type
from accredit.core.storage.folder import (
    FolderStore,
    InvalidKey,
    TooLarge,
    private_folder,
    public_folder,
    signature_holds,
)

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 256 * 1024


@require_safe
def public_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file of the public store."""
    response = _serve(request, _existing(public_folder(), key), content_type(key))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def private_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file of the private store, to whoever holds an address that is signed and still good; 403 otherwise."""
    name = request.GET.get("name", "")
    if not _signed(request, "read", key, name):
        return HttpResponse("This link is not valid any more. Ask for the file again.", status=403)
    response = _serve(request, _existing(private_folder(), key), content_type(key))
    response["Cache-Control"] = "private, no-store"
    if name:
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@csrf_exempt  # no cookie gives any right here: the signature alone does
@require_http_methods(["PUT"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Take one file into the private store, from whoever holds a signed upload slot; 403 otherwise.

    413 when more bytes come than the slot allows, 415 when the media type is not the slot's; nothing is kept then.
    """
    media_type, largest = request.GET.get("type", ""), request.GET.get("largest", "")
    if not _signed(request, "write", key, media_type, largest):
        return HttpResponse("This upload is not valid any more. Start it again.", status=403)
    if request.headers.get("Content-Type", "") != media_type:
        return HttpResponse(f"This upload is for a file of type {media_type}.", status=415)
    try:
        private_folder().write_chunks(key, iter(lambda: request.read(CHUNK), b""), largest=int(largest))
    except TooLarge:
        return HttpResponse("The file is larger than allowed.", status=413)
    return HttpResponse(status=200)


def _signed(request: HttpRequest, purpose: str, key: str, *details: str) -> bool:
    expires, given = request.GET.get("expires", ""), request.GET.get("signature", "")
    if not expires.isdecimal() or len(expires) > 12:
        return False
    return signature_holds(given, purpose, key, int(expires), *details, now=clock.now())


def _existing(store: FolderStore, key: str) -> Path:
    try:
        path = store.path(key)
    except InvalidKey as error:
        raise Http404 from error
    if not path.is_file():
        raise Http404
    return path


def _serve(request: HttpRequest, path: Path, media_type: str) -> HttpResponseBase:
    size = path.stat().st_size
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end, status = 0, size - 1, 200
    if match and (match[1] or match[2]):
        start, end = _bounds(match[1], match[2], size)
        status = 206
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    # Under ASGI a plain iterator would be read into memory whole before the first byte leaves.
    part = _part_async(path, start, end) if isinstance(request, ASGIRequest) else _part(path, start, end)
    response = StreamingHttpResponse(part, status=status, content_type=media_type)
    if status == 206:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Inclusive bounds of a single range (RFC 9110 §14.1.2); an empty one when it lies beyond the file."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)


def _part(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


async def _part_async(path: Path, start: int, end: int) -> AsyncIterator[bytes]:
    chunks = _part(path, start, end)
    while chunk := await asyncio.to_thread(next, chunks, b""):
        yield chunk
