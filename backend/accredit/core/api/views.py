"""The base of every API view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.serializers import Serializer
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accredit.core import clock
from accredit.core.errors import NotSignedIn

from .limits import WritesLimit
from .negotiation import JsonAsARule


class ApiView(APIView):
    """A view makes one service call: object by selector, role, input, call, output.

    `public = True` lets strangers in. `now` is fixed for the length of one request.
    """

    public: ClassVar[bool] = False
    content_negotiation_class: type[BaseContentNegotiation] = JsonAsARule
    schema_parameters: ClassVar[Sequence[OpenApiParameter]] = ()
    """What all operations of the view read beside their own parameters, for the API's description."""
    throttle_classes: Sequence[type[BaseThrottle]] = (WritesLimit,)

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny()] if self.public else [IsAuthenticated()]

    @property
    def now(self) -> datetime:
        """The instant of this request."""
        if not hasattr(self, "_now"):
            self._now = clock.now()
        return self._now

    @property
    def caller_id(self) -> UUID:
        """Who is signed in. Raises NotSignedIn."""
        if (caller := self.optional_caller_id) is None:
            raise NotSignedIn
        return caller

    @property
    def optional_caller_id(self) -> UUID | None:
        """Who is signed in, or None for a stranger."""
        return self.request.user.pk if self.request.user.is_authenticated else None

    def parse(self, serializer_class: type[Serializer[Any]], *, partial: bool = False) -> dict[str, Any]:
        """The validated body. Raises a 400 that names each field."""
        serializer = serializer_class(data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def parse_query(self, serializer_class: type[Serializer[Any]]) -> dict[str, Any]:
        """The validated query string. Raises a 400 that names each parameter."""
        return dict(_reader(serializer_class).run_validation(self.request.query_params))


@cache
def _reader(serializer_class: type[Serializer[Any]]) -> Serializer[Any]:
    """One of each kind reads all query strings: a serializer keeps nothing of what it validates this way, and to make
    one copies each of its fields."""
    return serializer_class()
