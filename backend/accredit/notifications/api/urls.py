"""Routes of notifications, under `/api/notifications/`."""

from django.urls import path

from .views import (
    NotificationListView,
    NotificationReadAllView,
    NotificationReadView,
    PreferenceListView,
    PreferenceView,
    UnreadCountView,
    UnsubscribeView,
)

app_name = "notifications"
urlpatterns = [
    path("", NotificationListView.as_view(), name="notification-list"),
    path("unread-count/", UnreadCountView.as_view(), name="unread-count"),
    path("read-all/", NotificationReadAllView.as_view(), name="notification-read-all"),
    path("<uuid:notification_id>/read/", NotificationReadView.as_view(), name="notification-read"),
    path("unsubscribe/", UnsubscribeView.as_view(), name="unsubscribe"),
    path("preferences/", PreferenceListView.as_view(), name="preference-list"),
    path("preferences/<str:kind>/", PreferenceView.as_view(), name="preference-detail"),
]
