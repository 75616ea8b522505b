"""What the API's description must say of every operation."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from accredit.organizations.api.staff import HEADER, StaffView
from config.description import Generator


@dataclass(frozen=True)
class Operation:
    """One method of one address, as described and as written."""

    name: str
    described: dict[str, Any]
    view: type[Any]
    handler: Any
    answer: dict[str, Any]
    """The described properties of its 200, where it has any."""

    def takes(self, where: str) -> dict[str, Any]:
        """Its parameters of one kind, by name."""
        return {one["name"]: one for one in self.described.get("parameters", []) if one["in"] == where}


class Paired(Generator):
    """A generator that tells from which view each operation came."""

    def operations(self) -> Iterator[Operation]:
        schema = self.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        for path, _, method, view in self._get_paths_and_endpoints():  # type: ignore[no-untyped-call]
            described = schema["paths"].get(path, {}).get(method.lower())
            if described is not None:
                name, handler = f"{method} {path}", getattr(view, method.lower())
                yield Operation(name, described, type(view), handler, _answer(described, schema))


@cache
def operations() -> list[Operation]:
    return list(Paired().operations())  # type: ignore[no-untyped-call]


def test_every_list_by_cursor_says_how_it_is_paged() -> None:
    lists = [one for one in operations() if one.name.startswith("GET") and (pages(one) or is_page(one))]
    assert len(lists) > 10
    assert [one.name for one in lists if not is_page(one)] == []
    assert [one.name for one in lists if not {"cursor", "page_size"} <= set(one.takes("query"))] == []


def test_every_staff_operation_says_that_it_reads_the_tenant_from_a_header() -> None:
    staff = [one for one in operations() if issubclass(one.view, StaffView)]
    assert len(staff) > 20
    assert [one.name for one in staff if HEADER not in one.takes("header")] == []


def test_every_operation_says_that_it_may_refuse_whoever_asks_too_often() -> None:
    limited = [one for one in operations() if one.name.startswith("GET") or one.view.throttle_classes]
    assert [one.name for one in limited if "429" not in one.described["responses"]] == []


def pages(operation: Operation) -> bool:
    """Whether the handler itself pages a queryset."""
    return ".paginate(" in inspect.getsource(operation.handler)


def is_page(operation: Operation) -> bool:
    """Whether the description says that the answer is a page."""
    return {"results", "next", "previous"} <= set(operation.answer)


def _answer(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for content in described["responses"].get("200", {}).get("content", {}).values():
        component = content["schema"].get("$ref", "").rpartition("/")[2]
        return dict(schema["components"]["schemas"].get(component, {}).get("properties", {}))
    return {}
