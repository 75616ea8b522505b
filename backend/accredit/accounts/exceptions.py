"""Expected failures of accounts, each with its own code."""

from __future__ import annotations

from accredit.core.errors import BadRequest, Conflict, Forbidden, NotFound, NotSignedIn, TooManyRequests


class WrongCredentials(NotSignedIn):
    code, title = "wrong_credentials", "The email address and the password do not match. Check both and try again."


class InvalidAccessToken(NotSignedIn):
    code, title = "access_token_ended", "Your sign-in has to be renewed. Sign in again if this goes on."


class SessionEnded(NotSignedIn):
    code, title = "session_ended", "This session has ended. Sign in again; nothing you saved is lost."


class CsrfRefused(Forbidden):
    code, title = "csrf_refused", "The request did not come from our own pages. Reload the page and try again."


class WrongPassword(BadRequest):
    code, title = "wrong_password", "The password is not the present one. Nothing was changed."


class WeakPassword(BadRequest):
    code, title = "weak_password", "The password is too easy to guess. Choose another one."


class LinkUsedUp(BadRequest):
    code, title = "link_used_up", "This link has expired or was used before. Ask for a new one."


class EmailTaken(Conflict):
    code, title = "email_taken", "This address belongs to another account. Nothing was changed."


class NoSuchSession(NotFound):
    code, title = "no_such_session", "This session is not there, or it is not yours."


class NoSuchUser(NotFound):
    code, title = "no_such_user", "There is no such account."


class TooManyAttempts(TooManyRequests):
    code, title = "too_many_attempts", "Too many attempts. Wait a little and try again; nothing was changed."
