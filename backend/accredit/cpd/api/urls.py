"""Routes under /api/cpd/."""

from django.urls import path

from .views import (
    ActivityListView,
    ActivityView,
    CycleListView,
    CycleView,
    LedgerView,
    RecordingView,
    SummaryView,
    TranscriptTableView,
    TranscriptView,
)

app_name = "cpd"
urlpatterns = [
    path("ledger/", LedgerView.as_view(), name="ledger-list"),
    path("summary/", SummaryView.as_view(), name="summary-detail"),
    path("cycles/", CycleListView.as_view(), name="cycle-list"),
    path("cycles/<uuid:cycle_id>/", CycleView.as_view(), name="cycle-detail"),
    path("activities/", ActivityListView.as_view(), name="activity-list"),
    path("activities/<uuid:activity_id>/", ActivityView.as_view(), name="activity-detail"),
    path("transcript/", TranscriptView.as_view(), name="transcript-detail"),
    path("transcript.csv", TranscriptTableView.as_view(), name="transcript-table"),
    path("recordings/<str:slug_or_id>/", RecordingView.as_view(), name="recording-detail"),
]
