"""Routes under /api/registrations/."""

from django.urls import path

from .views import door, registrations

app_name = "registrations"
urlpatterns = [
    path("", registrations.RegistrationListView.as_view(), name="registration-list"),
    path("register/", registrations.RegisterView.as_view(), name="register"),
    path("check-in/", door.CheckInView.as_view(), name="check-in"),
    path("check-in/<uuid:event_id>/manifest/", door.ManifestView.as_view(), name="check-in-manifest"),
    path("check-in/<uuid:event_id>/log/", door.ScanListView.as_view(), name="check-in-log"),
    path("attendance/<uuid:event_id>/", door.AttendanceView.as_view(), name="attendance-list"),
    path("attendance/<uuid:event_id>/intervals/", door.CorrectionView.as_view(), name="attendance-correct"),
    path("event/<uuid:event_id>/", registrations.EventRegistrationListView.as_view(), name="event-list"),
    path("<uuid:registration_id>/", registrations.RegistrationView.as_view(), name="registration-detail"),
    path("<uuid:registration_id>/cancel/", registrations.RegistrationCancelView.as_view(), name="registration-cancel"),
    path("<uuid:registration_id>/approve/", registrations.ApproveView.as_view(), name="registration-approve"),
    path("<uuid:registration_id>/decline/", registrations.DeclineView.as_view(), name="registration-decline"),
    path("<uuid:registration_id>/revoke/", registrations.StaffCancelView.as_view(), name="registration-revoke"),
    path("<uuid:registration_id>/block/", registrations.BlockView.as_view(), name="registration-block"),
]
