"""The course page's document, with a head that search engines and link previews can read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from accredit.core.api.spa import Head, Opening, page
from accredit.learning.exceptions import CourseNotFound
from accredit.learning.selectors import course_published
from accredit.learning.selectors.cards import rating_of

SCREEN = "features/learning/screens/CoursePage.tsx"


@require_safe
def course_document(request: HttpRequest, slug: str) -> HttpResponse:
    """`/courses/{slug}`; 404 with the same document when there is no such public course."""
    try:
        course = course_published(slug_or_id=slug)
    except CourseNotFound:
        return page(request, Head(index=False), status=404)
    organization = course.organization
    structured: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "description": course.subtitle or course.title,
        "inLanguage": course.language,
        "provider": {"@type": "Organization", "name": organization.name},
        "isAccessibleForFree": course.price is None,
    }
    rating = rating_of(course.rating_sum, course.rating_count)
    if rating["average"] is not None:
        structured["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": rating["average"],
            "reviewCount": rating["count"],
        }
    return page(
        request,
        Head(
            title=f"{course.title} · {organization.name}",
            description=course.subtitle or course.title,
            canonical=f"{settings.PUBLIC_URL}/courses/{course.slug}",
            structured=structured,
            opening=Opening(course.title, kicker=organization.name, lead=course.subtitle, band=True),
            screen=SCREEN,
        ),
    )


urlpatterns = [path("courses/<str:slug>", course_document, name="course-page")]
