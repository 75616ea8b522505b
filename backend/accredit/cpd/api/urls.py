"""Routes under /api/cpd/."""

from django.urls import path

from .views import LedgerView, SummaryView

app_name = "cpd"
urlpatterns = [
    path("ledger/", LedgerView.as_view(), name="ledger-list"),
    path("summary/", SummaryView.as_view(), name="summary-detail"),
]
