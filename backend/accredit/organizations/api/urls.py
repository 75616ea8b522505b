"""Routes of organizations, under `/api/organizations/`."""

from django.urls import path

from .views.audit import AuditView
from .views.team import (
    InvitationAcceptView,
    InvitationListView,
    InvitationPreviewView,
    InvitationView,
    MemberListView,
    MemberView,
)
from .views.tenants import OrganizationListView, OrganizationPublicView, OrganizationView

app_name = "organizations"
urlpatterns = [
    path("", OrganizationListView.as_view(), name="organization-list"),
    # Before the slugs; "invitations" is a reserved one.
    path("invitations/accept/", InvitationAcceptView.as_view(), name="invitation-accept"),
    path("invitations/preview/", InvitationPreviewView.as_view(), name="invitation-preview"),
    path("<slug:slug>/", OrganizationView.as_view(), name="organization-detail"),
    path("<slug:slug>/public/", OrganizationPublicView.as_view(), name="organization-public"),
    path("<slug:slug>/members/", MemberListView.as_view(), name="member-list"),
    path("<slug:slug>/members/<uuid:membership_id>/", MemberView.as_view(), name="member-detail"),
    path("<slug:slug>/invitations/", InvitationListView.as_view(), name="invitation-list"),
    path("<slug:slug>/invitations/<uuid:invitation_id>/", InvitationView.as_view(), name="invitation-detail"),
    path("<slug:slug>/audit/", AuditView.as_view(), name="audit-list"),
]
