"""What people are told of rooms, and how the bell says it."""

from __future__ import annotations

from accredit.community.selectors import EVERYTHING_KIND
from accredit.notifications.services import Kind

from .missed import MISSED_KIND
from .moderating import REPORT_KIND
from .sending import MENTION_KIND

KINDS = (
    Kind(
        name=MENTION_KIND,
        label="Somebody names you in a room",
        title="{person} named you in “{room}”",
        by_mail=False,
    ),
    Kind(
        name=MISSED_KIND,
        label="What you missed in rooms: your name, messages to you alone, announcements; once an hour at most",
        title="Something waits for you in your rooms",
        in_bell=False,
    ),
    Kind(
        name=EVERYTHING_KIND,
        label="Everything else that is unread in your rooms, in the same mail",
        title="Something waits for you in your rooms",
        mail=False,
        in_bell=False,
    ),
    Kind(
        name=REPORT_KIND,
        label="A message in a room of your organization is reported",
        title="A message was reported",
        body="Have a look, and decide what happens to it.",
        by_mail=False,
    ),
)
