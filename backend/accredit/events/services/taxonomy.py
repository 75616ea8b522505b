"""What events are about: a list that all tenants share, kept by the operator."""

from __future__ import annotations

from django.db import IntegrityError

from accredit.core.constraints import violates
from accredit.core.slugs import slugify
from accredit.events.exceptions import CategoryExists
from accredit.events.models import EventCategory


def category_create(*, name: str, position: int) -> EventCategory:
    """Its address is made of the name. Raises CategoryExists."""
    category = EventCategory(name=name, slug=slugify(name, max_length=90), position=position)
    try:
        category.save(force_insert=True)
    except IntegrityError as error:
        if violates(error, EventCategory, "event_category_slug_once"):
            raise CategoryExists from error
        raise
    return category
