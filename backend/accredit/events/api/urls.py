"""Routes under /api/events/."""

from django.urls import path

from .views import events, parts

app_name = "events"
urlpatterns = [
    path("", events.EventListView.as_view(), name="event-list"),
    path("categories/", events.CategoryListView.as_view(), name="category-list"),
    path("speakers/", parts.SpeakerListView.as_view(), name="speaker-list"),
    path("speakers/<uuid:speaker_id>/", parts.SpeakerView.as_view(), name="speaker-detail"),
    path("<str:slug_or_id>/", events.EventView.as_view(), name="event-detail"),
    path("<str:slug_or_id>/edit/", events.EventEditView.as_view(), name="event-edit"),
    path("<str:slug_or_id>/availability/", events.AvailabilityView.as_view(), name="event-availability"),
    path("<str:slug_or_id>/calendar.ics", events.EventCalendarView.as_view(), name="event-calendar"),
    path("<str:slug_or_id>/publish/", events.EventPublishView.as_view(), name="event-publish"),
    path("<str:slug_or_id>/cancel/", events.EventCancelView.as_view(), name="event-cancel"),
    path("<str:slug_or_id>/complete/", events.EventCompleteView.as_view(), name="event-complete"),
    path("<str:slug_or_id>/archive/", events.EventArchiveView.as_view(), name="event-archive"),
    path("<str:slug_or_id>/duplicate/", events.EventDuplicateView.as_view(), name="event-duplicate"),
    path("<str:slug_or_id>/repeat/", events.EventSeriesView.as_view(), name="event-repeat"),
    path("<uuid:event_id>/sessions/", parts.SessionListView.as_view(), name="session-list"),
    path("<uuid:event_id>/sessions/<uuid:session_id>/", parts.SessionView.as_view(), name="session-detail"),
    path(
        "<uuid:event_id>/sessions/<uuid:session_id>/window/", parts.SessionWindowView.as_view(), name="session-window"
    ),
    path("<uuid:event_id>/capacities/", parts.CapacityListView.as_view(), name="capacity-list"),
    path("<uuid:event_id>/capacities/<uuid:capacity_id>/", parts.CapacityView.as_view(), name="capacity-detail"),
    path("<uuid:event_id>/ticket-types/", parts.TicketListView.as_view(), name="ticket-list"),
    path("<uuid:event_id>/ticket-types/<uuid:ticket_type_id>/", parts.TicketView.as_view(), name="ticket-detail"),
    path("<uuid:event_id>/questions/", parts.QuestionListView.as_view(), name="question-list"),
    path("<uuid:event_id>/questions/<uuid:question_id>/", parts.QuestionView.as_view(), name="question-detail"),
]
