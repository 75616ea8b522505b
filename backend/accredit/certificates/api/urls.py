"""Routes under /api/certificates/."""

from django.urls import path

from .views import events, learner, staff

app_name = "certificates"
urlpatterns = [
    path("", learner.CertificateListView.as_view(), name="certificate-list"),
    path("progress/", learner.ProgressView.as_view(), name="progress-detail"),
    path("requirements/", learner.RequirementsView.as_view(), name="requirements-detail"),
    path("verify/<str:code>/", learner.VerifyView.as_view(), name="certificate-verify"),
    path("<uuid:certificate_id>/download/", learner.DownloadView.as_view(), name="certificate-download"),
    path("<uuid:certificate_id>/credential/", learner.CredentialView.as_view(), name="certificate-credential"),
    path("<uuid:certificate_id>/correct-name/", learner.CorrectNameView.as_view(), name="certificate-correct-name"),
    path("<uuid:certificate_id>/revoke/", staff.RevokeView.as_view(), name="certificate-revoke"),
    path("<uuid:certificate_id>/reissue/", staff.ReissueView.as_view(), name="certificate-reissue"),
    path("organization/", staff.OrganizationCertificateListView.as_view(), name="organization-list"),
    path("gates/<uuid:course_id>/", staff.GateView.as_view(), name="gate-detail"),
    path("event-progress/", events.EventProgressView.as_view(), name="event-progress-detail"),
    path("event-requirements/", events.EventRequirementsView.as_view(), name="event-requirements-detail"),
    path("events/<uuid:event_id>/gate/", events.EventGateView.as_view(), name="event-gate-detail"),
    path("events/<uuid:event_id>/gate/dry-run/", events.EventGateDryRunView.as_view(), name="event-gate-dry-run"),
    path("events/<uuid:event_id>/issue/", events.EventIssueView.as_view(), name="event-issue"),
    path("events/<uuid:event_id>/short/", events.ShortView.as_view(), name="event-short"),
    path("decisions/", events.DecisionListView.as_view(), name="decision-list"),
    path("decisions/<uuid:decision_id>/decide/", events.DecideView.as_view(), name="decision-decide"),
    path("template/", staff.TemplateView.as_view(), name="template-detail"),
    path("template/preview/", staff.TemplatePreviewView.as_view(), name="template-preview"),
    path("keys/", staff.KeyListView.as_view(), name="key-list"),
    path("keys/<uuid:key_id>/rotate/", staff.KeyRotateView.as_view(), name="key-rotate"),
]
