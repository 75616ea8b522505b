"""Reads of the catalogue."""

from .discovery import ORDERINGS, TALLY_KEY, Filters, Survey, most_relevant, survey

__all__ = ["ORDERINGS", "TALLY_KEY", "Filters", "Survey", "most_relevant", "survey"]
