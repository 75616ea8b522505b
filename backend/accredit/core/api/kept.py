"""Reads that many strangers ask for, answered by bytes kept in the cache (see `core.kept`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from accredit.core import kept
from accredit.core.cache import CacheAway

from .views import ApiView


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer is kept, and the subjects that it is made from."""

    key: str
    subjects: tuple[str, ...]


class KeptView(ApiView):
    """A view whose GET is answered from the cache for callers who do not say who they are.

    Only answers with an entity tag are kept, which `conditional_json` makes.
    """

    def place_of(self, request: HttpRequest, **parameters: Any) -> Place | None:
        """Where the answer to a stranger's GET is kept; None for one that is made each time."""
        raise NotImplementedError

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        is_strangers = request.method == "GET" and "HTTP_AUTHORIZATION" not in request.META
        place = self.place_of(request, **kwargs) if is_strangers else None
        if place is None:
            return super().dispatch(request, *args, **kwargs)
        try:
            answer, versions = kept.read(place.key, place.subjects)
        except CacheAway:
            return super().dispatch(request, *args, **kwargs)
        if answer is not None:
            headers, body = answer
            return _unless_known(request, HttpResponse(body, headers=headers))
        made = super().dispatch(request, *args, **kwargs)
        if isinstance(made, HttpResponse) and made.status_code == 200 and made.has_header("ETag"):
            kept.keep(place.key, versions, (dict(made.headers), made.content))
        return made


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
