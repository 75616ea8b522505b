"""What people are told of rooms, and how the bell says it."""

from __future__ import annotations

from accredit.notifications.services import Kind

from .moderating import REPORT_KIND
from .sending import MENTION_KIND

KINDS = (
    Kind(
        name=MENTION_KIND,
        label="Somebody names you in a room",
        title="{person} named you in “{room}”",
        mail=False,
    ),
    Kind(
        name=REPORT_KIND,
        label="A message in a room of your organization is reported",
        title="A message was reported",
        body="Have a look, and decide what happens to it.",
        mail=False,
    ),
)
