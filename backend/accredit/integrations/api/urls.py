"""Routes under /api/integrations/."""

from django.urls import path

from .views import recordings, zoom

app_name = "integrations"
urlpatterns = [
    path("zoom/webhook/", zoom.WebhookView.as_view(), name="zoom-webhook"),
    path("zoom/connect/", zoom.ConnectView.as_view(), name="zoom-connect"),
    path("zoom/callback/", zoom.CallbackView.as_view(), name="zoom-callback"),
    path("zoom/status/", zoom.StatusView.as_view(), name="zoom-status"),
    path("zoom/disconnect/", zoom.DisconnectView.as_view(), name="zoom-disconnect"),
    path("zoom/events/<uuid:event_id>/", zoom.EventZoomView.as_view(), name="zoom-event"),
    path("zoom/events/<uuid:event_id>/report/", zoom.ReportView.as_view(), name="zoom-report"),
    path("zoom/events/<uuid:event_id>/recordings/", recordings.RecordingListView.as_view(), name="zoom-recordings"),
    path("zoom/recordings/<uuid:recording_id>/page/", recordings.RecordingPageView.as_view(), name="zoom-recording"),
]
