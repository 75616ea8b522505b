"""The course as lists and the course page show it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.core.api import MoneySerializer
from accredit.learning.rules.courses import CourseLevel, CourseStatus, EnrollmentStatus, LessonKind

LEVELS = [(one.value, one.value) for one in CourseLevel]
STATUSES = [(one.value, one.value) for one in CourseStatus]
KINDS = [(one.value, one.value) for one in LessonKind]
ENROLLMENT_STATUSES = [(one.value, one.value) for one in EnrollmentStatus]

Base = serializers.Serializer[Any]


class OrganizationBriefSerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    brand_color = serializers.CharField(read_only=True, help_text="#rrggbb")
    logo_url = serializers.CharField(read_only=True, allow_null=True)


class CategoryBriefSerializer(Base):
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


class RatingSerializer(Base):
    average = serializers.CharField(read_only=True, allow_null=True, help_text="One decimal; null before a review.")
    count = serializers.IntegerField(read_only=True)


class CreditAmountSerializer(Base):
    name = serializers.CharField(read_only=True)
    amount = serializers.CharField(read_only=True, help_text="With the credit type's decimals.")
    category = serializers.IntegerField(read_only=True, help_text="1–5: place and colour.")
    accreditor = serializers.CharField(read_only=True)


class CreditsSerializer(Base):
    total = serializers.CharField(read_only=True)
    types = CreditAmountSerializer(many=True, read_only=True)


class CourseCardSerializer(Base):
    """A course in a list. A price of null means free."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    subtitle = serializers.CharField(read_only=True)
    organization = OrganizationBriefSerializer(read_only=True)
    category = CategoryBriefSerializer(read_only=True, allow_null=True)
    level = serializers.ChoiceField(choices=LEVELS, read_only=True)
    language = serializers.CharField(read_only=True)
    price = MoneySerializer(read_only=True, allow_null=True)
    duration_seconds = serializers.IntegerField(read_only=True)
    lesson_count = serializers.IntegerField(read_only=True)
    rating = RatingSerializer(read_only=True)
    credits = CreditsSerializer(read_only=True)
    thumbnail_url = serializers.CharField(read_only=True, allow_null=True)
    status = serializers.ChoiceField(choices=STATUSES, read_only=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)


class InstructorSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    avatar_url = serializers.CharField(read_only=True, allow_null=True)
    headline = serializers.CharField(read_only=True)
    bio = serializers.CharField(read_only=True)


class LessonBriefSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, read_only=True)
    is_preview = serializers.BooleanField(read_only=True)
    estimated_seconds = serializers.IntegerField(read_only=True)
    question_count = serializers.IntegerField(read_only=True, allow_null=True)


class ModuleBriefSerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    position = serializers.IntegerField(read_only=True)
    duration_seconds = serializers.IntegerField(read_only=True)
    lessons = LessonBriefSerializer(many=True, read_only=True)


class ViewerSerializer(Base):
    """Where the caller stands with the course."""

    enrolled = serializers.BooleanField(read_only=True)
    status = serializers.ChoiceField(choices=ENROLLMENT_STATUSES, read_only=True, allow_null=True)
    progress_percent = serializers.IntegerField(read_only=True)
    resume_lesson_id = serializers.UUIDField(read_only=True, allow_null=True)
    in_cart = serializers.BooleanField(read_only=True)
    may_rejoin = serializers.BooleanField(
        read_only=True, help_text="The caller has left this course and may come back without paying."
    )


class CourseDetailSerializer(CourseCardSerializer):
    """Everything on the course page. `viewer` is null for a stranger."""

    description_html = serializers.CharField(read_only=True)
    outcomes = serializers.ListField(child=serializers.CharField(), read_only=True)
    instructors = InstructorSerializer(many=True, read_only=True)
    modules = ModuleBriefSerializer(many=True, read_only=True)
    reviews_count = serializers.IntegerField(read_only=True)
    tax_label = serializers.CharField(read_only=True, allow_null=True)
    viewer = ViewerSerializer(read_only=True, allow_null=True)


class CategoryNodeSerializer(Base):
    """A category with its children, to any depth."""

    id = serializers.UUIDField(read_only=True)
    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    children = serializers.SerializerMethodField()

    def get_children(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        return [dict(CategoryNodeSerializer(child).data) for child in node["children"]]


class CategoryTreeSerializer(Base):
    results = CategoryNodeSerializer(many=True, read_only=True)


class CourseQuerySerializer(Base):
    """Filters and order of the public list."""

    category = serializers.SlugField(required=False, help_text="Slug; includes everything below it.")
    level = serializers.ChoiceField(choices=LEVELS, required=False)
    language = serializers.CharField(required=False, max_length=12)
    search = serializers.CharField(required=False, max_length=100, help_text="A part of the title.")
    status = serializers.ChoiceField(
        choices=STATUSES,
        required=False,
        help_text="Of the tenant's courses; the public list holds the published ones.",
    )
    ordering = serializers.ChoiceField(
        choices=["-published_at", "title", "price", "-price"], required=False, default="-published_at"
    )
