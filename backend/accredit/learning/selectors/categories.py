"""The tree of categories: small, so it is read whole."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from accredit.learning.exceptions import CategoryNotFound
from accredit.learning.models import Category


class CategoryNode(TypedDict):
    id: UUID
    slug: str
    name: str
    children: list[CategoryNode]


def category_tree() -> list[CategoryNode]:
    """The roots, each with its children, in order. One query."""
    nodes: dict[UUID, CategoryNode] = {}
    parents: dict[UUID, UUID | None] = {}
    for row in Category.objects.order_by("position", "name", "id"):
        nodes[row.id] = {"id": row.id, "slug": row.slug, "name": row.name, "children": []}
        parents[row.id] = row.parent_id
    roots: list[CategoryNode] = []
    for category_id, node in nodes.items():
        parent = parents[category_id]
        (nodes[parent]["children"] if parent else roots).append(node)
    return roots


def category_branch(*, slug: str) -> list[str]:
    """The slugs of a category and of everything below it; empty for a slug that is not there. One query."""
    top = [node for node in _walk(category_tree()) if node["slug"] == slug]
    return [node["slug"] for node in _walk(top)]


def category_get(*, slug: str) -> Category:
    """Raises CategoryNotFound."""
    found = Category.objects.filter(slug=slug).first()
    if found is None:
        raise CategoryNotFound
    return found


def _walk(nodes: list[CategoryNode]) -> list[CategoryNode]:
    return [one for node in nodes for one in (node, *_walk(node["children"]))]
