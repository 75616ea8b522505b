"""Bodies of inbound webhooks name people, so they do not stay for ever; that something came, and how it ended, does."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accredit.core.jobs import periodic
from accredit.core.models import InboundMessage

AT_ONCE = 500
"""So many bodies are emptied in one transaction."""
NAMES_PEOPLE = ("name", "email")
"""What stands in the keys under which a source names people. Anybody may call themself "paid": under other keys the
same word steers the handling."""
NUMBERS_PEOPLE = ("id", "customer", "payment_intent")
"""In the keys of its numbers for them."""
_HANDLED = Q(status=InboundMessage.Status.HANDLED, body_cleared_at=None)


@periodic("core.inbound_bodies_clear", every=timedelta(hours=6))
def clear_old_bodies(*, now: datetime) -> None:
    """Empty what is older than the installation keeps."""
    bodies_clear(now=now)


def bodies_clear(*, now: datetime) -> int:
    """Empty the bodies of deliveries that were handled longer ago than the installation keeps them; id, source, hash
    and outcome stay. What is not handled yet, or failed, keeps its body, from which it can be replayed. Returns how
    many."""
    old = InboundMessage.objects.filter(_HANDLED, handled_at__lt=now - timedelta(days=settings.INBOUND_BODY_DAYS))
    cleared = 0
    while True:
        with transaction.atomic():
            rows = list(old.select_for_update(skip_locked=True).order_by("handled_at")[:AT_ONCE])
            for row in rows:
                _clear(row, now)
        cleared += len(rows)
        if len(rows) < AT_ONCE:
            return cleared


def traces_erase(*, source: str, marks: Collection[str], now: datetime) -> int:
    """Empty, in the caller's transaction, whatever a source told in which one of these marks of a person stands: an
    address, a name, a number by which the source knows them. Of what is not handled yet, or failed, only names and
    addresses go, so that it can be handled still. Returns how many rows were touched; again touches none."""
    given = {mark.strip() for mark in marks if mark.strip()}
    if not given:
        return 0
    wanted = {mark.casefold() for mark in given}
    stands = Q()
    for mark in given:
        # As JSON writes them: letters beyond ASCII may be escaped there.
        stands |= Q(body__icontains=json.dumps(mark)) | Q(body__icontains=json.dumps(mark, ensure_ascii=False))
    rows = InboundMessage.objects.select_for_update().filter(stands, source=source, body_cleared_at=None)
    touched = 0
    for row in rows.order_by("id"):
        if row.status == InboundMessage.Status.HANDLED:
            if _without(row.body, wanted, under=NAMES_PEOPLE + NUMBERS_PEOPLE) != row.body:
                _clear(row, now)
                touched += 1
        elif (body := _without(row.body, wanted)) != row.body:
            InboundMessage.objects.filter(pk=row.pk).update(body=body)
            touched += 1
    return touched


def _clear(row: InboundMessage, now: datetime) -> None:
    InboundMessage.objects.filter(pk=row.pk, body_cleared_at=None).update(
        body="", body_hash=sha256(row.body.encode()).hexdigest(), body_cleared_at=now
    )


def _without(body: str, marks: Collection[str], *, under: Collection[str] = NAMES_PEOPLE) -> str:
    """The same JSON, in which every text under such a key that is one of the marks is empty."""

    def emptied(value: Any, key: str) -> Any:
        if isinstance(value, Mapping):
            return {name: emptied(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [emptied(one, key) for one in value]
        is_one = isinstance(value, str) and value.strip().casefold() in marks
        return "" if is_one and any(part in key.casefold() for part in under) else value

    told = json.loads(body)
    left = emptied(told, "")
    return body if left == told else json.dumps(left, ensure_ascii=False, separators=(",", ":"))
