"""Routes below /api/media/."""

from django.urls import path

from .views import UploadDetail, UploadFinalize, UploadList

app_name = "media"
urlpatterns = [
    path("uploads/", UploadList.as_view(), name="upload-list"),
    path("uploads/<uuid:upload_id>/", UploadDetail.as_view(), name="upload-detail"),
    path("uploads/<uuid:upload_id>/finalize/", UploadFinalize.as_view(), name="upload-finalize"),
]
