from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.request import Request

from accredit.core import clock
from accredit.core.api import CursorList
from accredit.core.api.pagination import InvalidCursor
from accredit.core.errors import BadRequest
from accredit.core.ids import new_id
from accredit.core.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> list[str]:
    """Seven rows, newest first; three of them of the same instant."""
    start = clock.now()
    for index in range(7):
        offset = timedelta(seconds=min(index, 4))
        Job.objects.create(name=f"j{index}", run_at=start, created_at=start + offset)
    return list(Job.objects.order_by("-created_at", "-id").values_list("name", flat=True))


def page(url: str) -> Any:
    request = Request(RequestFactory().get(url))
    return CursorList("-created_at", "-id").paginate(request, Job.objects.all(), lambda row: row.name).data


def test_every_row_comes_once_whatever_shares_an_instant(names: list[str]) -> None:
    seen, url = [], "/rows?page_size=2"
    while url:
        answer = page(url)
        seen += answer["results"]
        url = answer["next"]
    assert seen == names


def test_the_way_back_shows_the_same_pages(names: list[str]) -> None:
    first = page("/rows?page_size=3")
    second = page(first["next"])
    assert first["previous"] is None
    assert page(second["previous"])["results"] == first["results"] == names[:3]


def test_filters_stay_in_the_address_of_the_next_page(names: list[str]) -> None:
    assert "search=x" in page("/rows?page_size=2&search=x")["next"]


@pytest.mark.parametrize("cursor", ["abc", "W10", "WzAsMV0", "e30", "WzAsW10sW11d"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        page(f"/rows?cursor={cursor}")


@pytest.mark.parametrize("wrong", ["a\x00b", "\ud800", 10**30, -(2**63) - 1, True, 1.5, None])
@pytest.mark.parametrize("ordering", [("name", "id"), ("attempts", "id"), ("-created_at", "-id")])
def test_a_cursor_of_values_that_no_row_can_have_is_refused(ordering: tuple[str, ...], wrong: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps([0, wrong, str(new_id())]).encode()).decode()
    request = Request(RequestFactory().get("/rows", {"cursor": cursor}))
    with pytest.raises(InvalidCursor):
        CursorList(*ordering).paginate(request, Job.objects.all(), lambda row: row.name)


def test_a_cursor_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(InvalidCursor):
        page(f"/rows?cursor={base64.urlsafe_b64encode(b'[' * 100_000).decode()}")


@pytest.mark.parametrize("size", ["0", "101", "x", "-1"])
def test_a_page_has_from_1_to_100_rows(size: str) -> None:
    with pytest.raises(BadRequest):
        page(f"/rows?page_size={size}")
