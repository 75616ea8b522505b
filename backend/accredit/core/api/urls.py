"""Health and files."""

from django.urls import path

from .files import private_file, public_file, upload
from .health import live, ready

app_name = "core"
urlpatterns = [
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("files/public/<path:key>", public_file, name="file-public"),
    path("files/private/<path:key>", private_file, name="file-private"),
    path("files/upload/<path:key>", upload, name="file-upload"),
]
