"""The operator's tree of categories."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accredit.core.constraints import violates
from accredit.core.slugs import slugify
from accredit.learning.exceptions import CategoryExists
from accredit.learning.models import Category


def category_create(*, name: str, parent: Category | None = None, position: int = 0) -> Category:
    """The slug is made of the name. Raises CategoryExists when it is taken anywhere in the tree."""
    category = Category(name=name, slug=slugify(name, max_length=90), parent=parent, position=position)
    try:
        with transaction.atomic():
            category.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, Category, "category_slug_once"):
            raise CategoryExists from error
        raise
    return category
