"""Routes of accounts, under `/api/`."""

from django.urls import path

from .views.account import ExportView, MeView, SessionListView, SessionView
from .views.passwords import PasswordChangeView, PasswordResetConfirmView, PasswordResetView
from .views.registration import (
    EmailChangeConfirmView,
    EmailChangeView,
    EmailResendView,
    EmailVerifyView,
    RegisterView,
)
from .views.tokens import TokenRefreshView, TokenRevokeView, TokenVerifyView, TokenView

app_name = "accounts"
urlpatterns = [
    path("token/", TokenView.as_view(), name="token-create"),
    path("token/refresh/", TokenRefreshView.as_view(), name="token-refresh"),
    path("token/verify/", TokenVerifyView.as_view(), name="token-verify"),
    path("token/revoke/", TokenRevokeView.as_view(), name="token-revoke"),
    path("user/register/", RegisterView.as_view(), name="user-register"),
    path("user/email/verify/", EmailVerifyView.as_view(), name="email-verify"),
    path("user/email/resend/", EmailResendView.as_view(), name="email-resend"),
    path("user/email/change/", EmailChangeView.as_view(), name="email-change"),
    path("user/email/change/confirm/", EmailChangeConfirmView.as_view(), name="email-change-confirm"),
    path("user/me/", MeView.as_view(), name="me-detail"),
    path("user/me/export/", ExportView.as_view(), name="me-export"),
    path("user/password/change/", PasswordChangeView.as_view(), name="password-change"),
    path("user/password/reset/", PasswordResetView.as_view(), name="password-reset"),
    path("user/password/reset/confirm/", PasswordResetConfirmView.as_view(), name="password-reset-confirm"),
    path("user/sessions/", SessionListView.as_view(), name="session-list"),
    path("user/sessions/<uuid:session_id>/", SessionView.as_view(), name="session-detail"),
]
