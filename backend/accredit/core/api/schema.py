"""What the API's description says of every operation, so that no view has to. Loaded when it is asked for."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS

from .pagination import DEFAULT_PAGE, LARGEST_PAGE
from .problems import problem_responses

PAGING = [
    OpenApiParameter("cursor", str, description="From `next` or `previous` of another page."),
    OpenApiParameter("page_size", int, description=f"1 to {LARGEST_PAGE}; {DEFAULT_PAGE} without it."),
]


class Schema(AutoSchema):
    """Adds how a list is paged, what the view's base reads from the headers (`schema_parameters`), and the answers that
    any operation may give. What `@extend_schema` says itself holds."""

    def get_override_parameters(self) -> list[Any]:
        return [
            *getattr(self.view, "schema_parameters", ()),
            *(PAGING if self._is_paged() else ()),
            *super().get_override_parameters(),
        ]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        said: dict[str, Any] = super()._get_response_bodies(direction)
        is_limited = self.method in SAFE_METHODS or bool(self.view.throttle_classes)
        for (status, media_type), problem in problem_responses(
            *([400] if self._is_paged() else []), *([429] if is_limited else [])
        ).items():
            if str(status) not in said:
                said[str(status)] = self._get_response_for_code(problem, str(status), [media_type], direction)  # type: ignore[no-untyped-call]
        return dict(sorted(said.items()))

    def _get_request_body(self, direction: str = "request") -> Any:
        if self.method != "DELETE" or not getattr(getattr(self.view, "delete", None), "has_body", False):
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        self.method = "POST"
        try:
            return super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        finally:
            self.method = "DELETE"

    def _is_paged(self) -> bool:
        responses = self.get_response_serializers()
        answers = responses.values() if isinstance(responses, dict) else [responses]
        return self.method == "GET" and any(getattr(answer, "is_page", False) for answer in answers)
