"""Telling those who are away, by mail, once an hour at most.

The hour is claimed before the mail goes out, and what it told is noted afterwards. So of two workers one mails; and
when a worker dies in between, nobody is mailed twice within the hour, and what is unread then comes with the next mail.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accredit.community.models import PersonalChoice, RoomMember
from accredit.community.selectors import BETWEEN_MAILS, may_be_mailed, people_missing, rooms_missed
from accredit.core.jobs import enqueue
from accredit.core.statements import Insert
from accredit.notifications.services import mail_person

MISSED_KIND = "community.missed"
MISSED_MAIL = "community.missed_mail"
OWED_AT_ONCE = 1000
_CHOICE = Insert(PersonalChoice, unless_there=True)


def missed_mails_owe(*, now: datetime) -> int:
    """Owe a mail to each person who has missed something; returns how many. May run twice."""
    owed = people_missing(now=now, limit=OWED_AT_ONCE)
    with transaction.atomic():
        for user_id in owed:
            enqueue(MISSED_MAIL, str(user_id), unique_key=f"{MISSED_MAIL}:{user_id}")
    return len(owed)


def missed_mail_send(*, user_id: UUID, now: datetime) -> None:
    """Tell one person where something waits and how it begins, of rooms in which they are now. Again does nothing.

    Raises what the mail server raises; the hour is free again then, and the job is tried again.
    """
    if not may_be_mailed(user_id=user_id, now=now):
        return
    rooms = rooms_missed(user_id=user_id, now=now)
    if not rooms:
        return
    before = PersonalChoice.objects.filter(user_id=user_id).values_list("mailed_at", flat=True).first()
    if not _hour_claim(user_id, now):
        return
    try:
        mail_person(
            user_id=user_id,
            kind=MISSED_KIND,
            template="community/missed",
            context={
                "rooms": rooms,
                "action_url": f"/rooms/{rooms[0].room_id}" if len(rooms) == 1 else "/rooms",
                "action_label": "Read it",
            },
        )
    except Exception:
        PersonalChoice.objects.filter(user_id=user_id, mailed_at=now).update(mailed_at=before)
        raise
    with transaction.atomic():
        for room in rooms:
            mailed = RoomMember.objects.filter(room_id=room.room_id, user_id=user_id, mailed_seq__lt=room.last_seq)
            mailed.update(mailed_seq=room.last_seq)


def _hour_claim(user_id: UUID, now: datetime) -> bool:
    """Take the person's mail of this hour; False when somebody has taken it."""
    _CHOICE.add(PersonalChoice(user_id=user_id, created_at=now))
    free = PersonalChoice.objects.filter(Q(mailed_at=None) | Q(mailed_at__lte=now - BETWEEN_MAILS), user_id=user_id)
    return bool(free.update(mailed_at=now))
