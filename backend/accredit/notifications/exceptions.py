"""Expected failures of notifications."""

from __future__ import annotations

from accredit.core.errors import BadRequest, NotFound, Unprocessable


class NoSuchNotification(NotFound):
    code, title = "no_such_notification", "This notification is not there any more."


class NoSuchKind(NotFound):
    code, title = "no_such_kind", "There is no such kind of notification."


class MailRequired(Unprocessable):
    code, title = (
        "mail_required",
        "This mail belongs to something you asked for and is always sent. Nothing was changed.",
    )


class UnsubscribeLinkBroken(BadRequest):
    code, title = (
        "unsubscribe_link_broken",
        "This link ends no mails of ours. Sign in and choose what you are mailed.",
    )
