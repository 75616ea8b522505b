"""The shapes of discovery. The cards are stored as they are sent; this describes them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.accreditation.selectors import parse_credits
from accredit.core.api import MoneySerializer
from accredit.learning.api.serializers.cards import (
    LEVELS,
    CategoryBriefSerializer,
    CreditsSerializer,
    OrganizationBriefSerializer,
    RatingSerializer,
)

Base = serializers.Serializer[Any]
KINDS = [("course", "course")]


class CatalogueCardSerializer(Base):
    """An item of the catalogue. A price of null means free."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    summary = serializers.CharField(read_only=True)
    organization = OrganizationBriefSerializer(read_only=True)
    category = CategoryBriefSerializer(read_only=True, allow_null=True)
    level = serializers.ChoiceField(choices=LEVELS, read_only=True)
    language = serializers.CharField(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    credits = CreditsSerializer(read_only=True)
    rating = RatingSerializer(read_only=True)
    duration_seconds = serializers.IntegerField(read_only=True)
    lesson_count = serializers.IntegerField(read_only=True)
    thumbnail_url = serializers.CharField(read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(read_only=True)


class FacetValueSerializer(Base):
    value = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field called as an attribute
    count = serializers.IntegerField(read_only=True)


class FacetsSerializer(Base):
    category = FacetValueSerializer(many=True, read_only=True)
    level = FacetValueSerializer(many=True, read_only=True)
    language = FacetValueSerializer(many=True, read_only=True)
    price = FacetValueSerializer(many=True, read_only=True)


class DiscoverPageSerializer(Base):
    """A search looks at its newest 500 hits; `count_capped` says that there may be more."""

    results = CatalogueCardSerializer(many=True, read_only=True)
    next = serializers.URLField(read_only=True, allow_null=True)
    previous = serializers.URLField(read_only=True, allow_null=True)
    count = serializers.IntegerField(read_only=True)
    count_capped = serializers.BooleanField(read_only=True)
    facets = FacetsSerializer(read_only=True)


class DiscoverQuerySerializer(Base):
    search = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="All words must occur; the last may be begun."
    )
    category = serializers.SlugField(required=False, help_text="Slug; includes everything below it.")
    level = serializers.ChoiceField(choices=LEVELS, required=False)
    language = serializers.CharField(required=False, max_length=12)
    price = serializers.ChoiceField(choices=["free", "paid"], required=False)
    price_max = serializers.IntegerField(required=False, min_value=0, help_text="Minor units.")
    rating_min = serializers.DecimalField(
        required=False, min_value=1, max_value=5, max_digits=2, decimal_places=1, help_text="For example 4.5."
    )
    credits_min = serializers.CharField(required=False, max_length=10, help_text="A plain decimal such as 2.5.")
    ordering = serializers.ChoiceField(
        choices=["relevance", "newest", "rating", "price", "-price"],
        required=False,
        help_text="Relevance with a search, newest without, unless said otherwise.",
    )

    def validate_rating_min(self, value: Any) -> int:
        """In tenths."""
        return int(value * 10)

    def validate_credits_min(self, value: str) -> int:
        """In hundredths."""
        hundredths = parse_credits(value)
        if hundredths is None:
            raise serializers.ValidationError("Give a plain decimal such as 2.5.")
        return hundredths
