"""Routes under /api/registrations/."""

from django.urls import path

from .views import calendars, changing, door, files, messages, registrations, unlocking, waiting

app_name = "registrations"
urlpatterns = [
    path("", registrations.RegistrationListView.as_view(), name="registration-list"),
    path("register/", registrations.RegisterView.as_view(), name="register"),
    path("check-in/", door.CheckInView.as_view(), name="check-in"),
    path("check-in/<uuid:event_id>/manifest/", door.ManifestView.as_view(), name="check-in-manifest"),
    path("check-in/<uuid:event_id>/inside/", door.InsideView.as_view(), name="check-in-inside"),
    path("check-in/<uuid:event_id>/log/", door.ScanListView.as_view(), name="check-in-log"),
    path("attendance/<uuid:event_id>/", door.AttendanceView.as_view(), name="attendance-list"),
    path("attendance/<uuid:event_id>/intervals/", door.CorrectionView.as_view(), name="attendance-correct"),
    path("unlocked-tickets/", unlocking.UnlockedTicketsView.as_view(), name="unlocked-list"),
    path("calendar/", calendars.CalendarView.as_view(), name="calendar"),
    path("calendar/<str:token>.ics", calendars.CalendarFeedView.as_view(), name="calendar-feed"),
    path("event/<uuid:event_id>/", registrations.EventRegistrationListView.as_view(), name="event-list"),
    path("event/<uuid:event_id>/export.csv", files.RegistrationExportView.as_view(), name="event-export"),
    path("event/<uuid:event_id>/import/", files.RegistrationImportView.as_view(), name="event-import"),
    path("event/<uuid:event_id>/messages/", messages.MessageListView.as_view(), name="event-messages"),
    path("waiting-list/", waiting.WaitingListView.as_view(), name="waiting-list"),
    path("waiting-list/event/<uuid:event_id>/", waiting.EventWaitingListView.as_view(), name="waiting-event"),
    path("waiting-list/<uuid:entry_id>/", waiting.WaitingEntryView.as_view(), name="waiting-detail"),
    path("waiting-list/<uuid:entry_id>/leave/", waiting.WaitingLeaveView.as_view(), name="waiting-leave"),
    path("waiting-list/<uuid:entry_id>/accept/", waiting.WaitingAcceptView.as_view(), name="waiting-accept"),
    path("waiting-list/<uuid:entry_id>/move/", waiting.WaitingMoveView.as_view(), name="waiting-move"),
    path("<uuid:registration_id>/pay/", registrations.RegistrationPayView.as_view(), name="registration-pay"),
    path("<uuid:registration_id>/ticket/", registrations.TicketView.as_view(), name="registration-ticket"),
    path("<uuid:registration_id>/", registrations.RegistrationView.as_view(), name="registration-detail"),
    path("<uuid:registration_id>/cancel/", registrations.RegistrationCancelView.as_view(), name="registration-cancel"),
    path("<uuid:registration_id>/transfer/", changing.RegistrationTransferView.as_view(), name="registration-transfer"),
    path("<uuid:registration_id>/answers/", changing.RegistrationAnswersView.as_view(), name="registration-answers"),
    path("<uuid:registration_id>/reassign/", changing.StaffTransferView.as_view(), name="registration-reassign"),
    path("<uuid:registration_id>/approve/", registrations.ApproveView.as_view(), name="registration-approve"),
    path("<uuid:registration_id>/decline/", registrations.DeclineView.as_view(), name="registration-decline"),
    path("<uuid:registration_id>/revoke/", registrations.StaffCancelView.as_view(), name="registration-revoke"),
    path("<uuid:registration_id>/block/", registrations.BlockView.as_view(), name="registration-block"),
]
