"""Addresses of the ceiling, shaped like the product's."""

import os

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("api/discover/", views.course_list),
    path("api/courses/course/<slug:slug>/", views.course_page),
    path("kept/<slug:slug>/", views.course_page_kept),
    path("api/payments/webhook/", views.webhook),
    path("api/registrations/check-in/", views.check_in),
]
if os.environ.get("BARE_WITH_DRF"):
    from .with_drf import CourseListView

    urlpatterns += [path("drf/", CourseListView.as_view())]
