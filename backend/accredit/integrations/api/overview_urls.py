"""Routes under /api/events/ whose answers need meetings, certificates and money as well as the event."""

from django.urls import path

from .views.overview import EventActivityView, EventFiguresView, EventOverviewView

app_name = "overview"
urlpatterns = [
    path("<uuid:event_id>/overview/", EventOverviewView.as_view(), name="event-overview"),
    path("<uuid:event_id>/figures/", EventFiguresView.as_view(), name="event-figures"),
    path("<uuid:event_id>/activity/", EventActivityView.as_view(), name="event-activity"),
]
