"""What accounts can do; one function a use case."""

from .addresses import (
    challenges_forget,
    email_change_confirm,
    email_change_request,
    email_verify,
    verification_request,
)
from .challenges import challenge_make
from .erasure import account_delete, account_erase
from .mails import (
    already_registered_mail_send,
    email_change_mail_send,
    email_change_notice_send,
    password_changed_mail_send,
    reset_mail_send,
    verification_mail_send,
)
from .passwords import password_change, password_reset_confirm, password_reset_request
from .profiles import avatar_set, profile_update
from .registration import Registered, user_register
from .sessions import (
    issue_tokens,
    session_end_remember,
    session_refresh,
    session_revoke,
    session_revoke_by_token,
    sessions_forget,
    sessions_revoke,
    sign_in,
)
from .tokens import SESSION_LIVE, AccessClaims, TokenPair, access_claims, access_read

__all__ = [
    "SESSION_LIVE",
    "AccessClaims",
    "Registered",
    "TokenPair",
    "access_claims",
    "access_read",
    "account_delete",
    "account_erase",
    "already_registered_mail_send",
    "avatar_set",
    "challenge_make",
    "challenges_forget",
    "email_change_confirm",
    "email_change_mail_send",
    "email_change_notice_send",
    "email_change_request",
    "email_verify",
    "issue_tokens",
    "password_change",
    "password_changed_mail_send",
    "password_reset_confirm",
    "password_reset_request",
    "profile_update",
    "reset_mail_send",
    "session_end_remember",
    "session_refresh",
    "session_revoke",
    "session_revoke_by_token",
    "sessions_forget",
    "sessions_revoke",
    "sign_in",
    "user_register",
    "verification_mail_send",
    "verification_request",
]
