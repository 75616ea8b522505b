"""Reads of the catalogue."""

from .discovery import CATALOGUE, ORDERINGS, Survey, items_page, most_relevant, survey
from .filters import Filters
from .gaps import gap_of
from .lately import forget

__all__ = ["CATALOGUE", "ORDERINGS", "Filters", "Survey", "forget", "gap_of", "items_page", "most_relevant", "survey"]
