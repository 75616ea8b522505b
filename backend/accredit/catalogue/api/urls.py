"""Routes under /api/ that find things."""

from django.urls import path

from .views import DiscoverView

app_name = "catalogue"
urlpatterns = [path("discover/", DiscoverView.as_view(), name="discover-list")]
