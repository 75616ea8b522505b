"""Routes below /api/media/."""

from django.urls import path

from .views import Avatar, Logo, UploadDetail, UploadFinalize, UploadList

app_name = "media"
urlpatterns = [
    path("avatar/", Avatar.as_view(), name="avatar"),
    path("logo/", Logo.as_view(), name="logo"),
    path("uploads/", UploadList.as_view(), name="upload-list"),
    path("uploads/<uuid:upload_id>/", UploadDetail.as_view(), name="upload-detail"),
    path("uploads/<uuid:upload_id>/finalize/", UploadFinalize.as_view(), name="upload-finalize"),
]
