"""Reads of the catalogue."""

from .discovery import CATALOGUE, ORDERINGS, Filters, Survey, items_page, most_relevant, survey

__all__ = ["CATALOGUE", "ORDERINGS", "Filters", "Survey", "items_page", "most_relevant", "survey"]
