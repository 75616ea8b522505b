"""The shapes of discovery. The cards are stored as they are sent; this describes them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from rest_framework import serializers

from accredit.accreditation.selectors import parse_credits
from accredit.catalogue.rules import Format, Kind, When
from accredit.core.api import MoneySerializer
from accredit.learning.api.serializers.cards import (
    LEVELS,
    CategoryBriefSerializer,
    CreditsSerializer,
    OrganizationBriefSerializer,
    RatingSerializer,
)

Base = serializers.Serializer[Any]
KINDS = [(one.value, one.value) for one in Kind]
FORMATS = [(one.value, one.value) for one in Format]
ORDERINGS = ["relevance", "soonest", "newest", "rating", "price", "-price"]


class CatalogueCardSerializer(Base):
    """An item of the catalogue. A price of null means free. A course has the format `on_demand` and no times; an event
    has no level, no lessons and no rating."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    summary = serializers.CharField(read_only=True)
    organization = OrganizationBriefSerializer(read_only=True)
    category = CategoryBriefSerializer(read_only=True, allow_null=True)
    level = serializers.ChoiceField(choices=LEVELS, read_only=True, allow_null=True)
    language = serializers.CharField(read_only=True)
    format = serializers.ChoiceField(choices=FORMATS, read_only=True)
    starts_at = serializers.DateTimeField(read_only=True, allow_null=True)
    ends_at = serializers.DateTimeField(read_only=True, allow_null=True)
    time_zone = serializers.CharField(read_only=True, allow_null=True, help_text="Where the event takes place.")
    place = serializers.CharField(read_only=True, help_text="The event's city, or its venue.")
    price = MoneySerializer(read_only=True, allow_null=True)
    price_is_lowest = serializers.BooleanField(read_only=True, help_text="There are tickets at other prices too.")
    credits = CreditsSerializer(read_only=True)
    rating = RatingSerializer(read_only=True)
    duration_seconds = serializers.IntegerField(
        read_only=True, help_text="Work in a course; from an event's beginning to its end."
    )
    lesson_count = serializers.IntegerField(read_only=True)
    thumbnail_url = serializers.CharField(read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(read_only=True)


class FacetValueSerializer(Base):
    value = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field called as an attribute
    count = serializers.IntegerField(read_only=True)


class FacetsSerializer(Base):
    kind = FacetValueSerializer(many=True, read_only=True)
    format = FacetValueSerializer(many=True, read_only=True)
    category = FacetValueSerializer(many=True, read_only=True)
    level = FacetValueSerializer(many=True, read_only=True)
    language = FacetValueSerializer(many=True, read_only=True)
    price = FacetValueSerializer(many=True, read_only=True)


class DiscoverPageSerializer(Base):
    """A search looks at its newest 300 hits; `count_capped` says that there may be more."""

    results = CatalogueCardSerializer(many=True, read_only=True)
    next = serializers.URLField(read_only=True, allow_null=True)
    previous = serializers.URLField(read_only=True, allow_null=True)
    count = serializers.IntegerField(read_only=True)
    count_capped = serializers.BooleanField(read_only=True)
    facets = FacetsSerializer(read_only=True)


class DiscoverQuerySerializer(Base):
    """Days are those of the place where an event takes place, the first and the last included."""

    search = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="All words must occur; the last may be begun."
    )
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    format = serializers.ChoiceField(choices=FORMATS, required=False, help_text="Courses are `on_demand`.")
    when = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in When],
        required=False,
        help_text="Events only. Until Sunday, until the end of the month, or after it; counted from today in `zone`.",
    )
    date_from = serializers.DateField(required=False, help_text="Events only: from this day.")
    date_to = serializers.DateField(required=False, help_text="Events only: until this day.")
    zone = serializers.CharField(required=False, max_length=64, help_text="IANA name; UTC unless said otherwise.")
    place = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="Words of an event's city, venue or address."
    )
    category = serializers.SlugField(required=False, help_text="Slug; includes everything below it.")
    level = serializers.ChoiceField(choices=LEVELS, required=False)
    language = serializers.CharField(required=False, max_length=12)
    price = serializers.ChoiceField(choices=["free", "paid"], required=False)
    price_max = serializers.IntegerField(required=False, min_value=0, help_text="Minor units.")
    rating_min = serializers.DecimalField(
        required=False, min_value=1, max_value=5, max_digits=2, decimal_places=1, help_text="For example 4.5."
    )
    credits_min = serializers.CharField(
        required=False,
        max_length=10,
        help_text="A plain decimal such as 2.5; of `credit_type` or `accreditor` where one is named, else in all.",
    )
    credit_type = serializers.UUIDField(required=False)
    accreditor = serializers.UUIDField(required=False, help_text="Any credit type of it; `credit_type` is narrower.")
    closes_my_gap = serializers.BooleanField(
        required=False, help_text="Only what gives a credit type that the caller still misses. For signed-in callers."
    )
    ordering = serializers.ChoiceField(
        choices=ORDERINGS,
        required=False,
        help_text="Unless said otherwise relevance with a search, soonest where events were asked for, else newest. "
        "By soonest, courses follow the events, the newest first.",
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

    def validate_zone(self, value: str) -> ZoneInfo:
        """The zone of this name."""
        if value not in available_timezones():
            raise serializers.ValidationError("Name a zone such as Europe/London.")
        return ZoneInfo(value)
