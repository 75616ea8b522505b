"""Reads of the catalogue."""

from .discovery import CATALOGUE, ORDERINGS, TALLY_KEY, Filters, Survey, most_relevant, survey

__all__ = ["CATALOGUE", "ORDERINGS", "TALLY_KEY", "Filters", "Survey", "most_relevant", "survey"]
