"""What people are asked, and how the bell says it."""

from __future__ import annotations

from accredit.notifications.services import Kind

from .inviting import OPENED_KIND, REMINDER_KIND

KINDS = (
    Kind(
        name=OPENED_KIND,
        label="Surveys about what you attended",
        title="How was “{title}”?",
        body="The organizer would like to hear from you.",
    ),
    Kind(
        name=REMINDER_KIND,
        label="A reminder of a survey that you have not answered",
        title="How was “{title}”?",
        body="You can still answer.",
        bell=False,
    ),
)
