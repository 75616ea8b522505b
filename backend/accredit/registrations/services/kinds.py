"""What people are told about their places, and how the bell says it."""

from __future__ import annotations

from accredit.notifications.services import Kind

from .messages import MESSAGE_KIND
from .telling import APPROVED_KIND, CONFIRMED_KIND, ENDED_KIND, MOVED_KIND, TRANSFERRED_KIND
from .waiting_mails import JOINED_KIND, OFFERED_KIND

KINDS = (
    Kind(
        name=CONFIRMED_KIND,
        label="Your places in events",
        title="Your place in “{title}” is confirmed",
        transactional=True,
    ),
    Kind(
        name=ENDED_KIND,
        label="A place of yours was cancelled",
        title="“{title}”: {what}",
        body="{reason}",
        transactional=True,
    ),
    Kind(
        name=APPROVED_KIND,
        label="A place of yours was approved and waits for its payment",
        title="You may come to “{title}”",
        body="Your place is kept for three days. Please pay it.",
        transactional=True,
    ),
    Kind(
        name=MOVED_KIND,
        label="An event of yours has moved",
        title="“{title}” has moved",
        body="Your place stands. See what has changed.",
        transactional=True,
    ),
    Kind(
        name=TRANSFERRED_KIND,
        label="A place of yours was passed on",
        title="Your place in “{title}” was passed on",
        transactional=True,
    ),
    Kind(
        name=MESSAGE_KIND,
        label="Messages from the organizers of your events",
        title="{subject}",
        body="About “{title}”.",
    ),
    Kind(
        name=JOINED_KIND,
        label="You are on a waiting list",
        title="You are on the waiting list of “{title}”",
        transactional=True,
        in_bell=False,
    ),
    Kind(
        name=OFFERED_KIND,
        label="A place is free for you",
        title="A place is free in “{title}”",
        body="It is kept for you until {until}.",
        transactional=True,
    ),
)
