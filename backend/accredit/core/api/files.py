"""Serving the folder stores of a trial: public files plainly, private ones by signature, both by range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accredit.core import clock, storage

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 256 * 1024


@require_safe
def public_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file of the public store."""
    response = _serve(request, _existing(storage.public(), key), storage.content_type(key))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def private_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file of the private store, to whoever holds an address that is signed and still good; 403 otherwise."""
    expires, name = request.GET.get("expires", ""), request.GET.get("name", "")
    given = request.GET.get("signature", "")
    if (
        not expires.isdecimal()
        or len(expires) > 12
        or not storage.signature_holds(key, int(expires), name, given, now=clock.now())
    ):
        return HttpResponse("This link is not valid any more. Ask for the file again.", status=403)
    response = _serve(request, _existing(storage.private(), key), storage.content_type(key))
    response["Cache-Control"] = "private, no-store"
    if name:
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _existing(store: storage.FolderStore, key: str) -> Path:
    try:
        path = store.path(key)
    except storage.InvalidKey as error:
        raise Http404 from error
    if not path.is_file():
        raise Http404
    return path


def _serve(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    size = path.stat().st_size
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    response: HttpResponseBase
    if match and (match[1] or match[2]):
        start, end = _bounds(match[1], match[2], size)
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = StreamingHttpResponse(_part(path, start, end), status=206, content_type=content_type)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
        response["Content-Length"] = str(end - start + 1)
    else:
        response = FileResponse(path.open("rb"), content_type=content_type)
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
