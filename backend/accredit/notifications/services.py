"""Telling a person something: a row in the bell, a mail, and their choice about both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core import signing

from accredit.accounts.models import User
from accredit.core import mail, realtime
from accredit.core.statements import Insert

from . import selectors
from .exceptions import MailRequired, NoSuchKind, NoSuchNotification, UnsubscribeLinkBroken
from .models import GuestRefusal, Notification, Preference
from .rules import Choice, Kind, effective, kind_named, register_kind, words

__all__ = [
    "Bell",
    "Kind",
    "choice_set",
    "mail_guest",
    "mail_person",
    "notification_read",
    "notifications_read_all",
    "notify",
    "notify_each",
    "person_erase",
    "register_kind",
    "unsubscribe",
    "unsubscribe_kind",
    "unsubscribe_token",
    "unsubscribe_url",
]

UNSUBSCRIBE = "notifications.unsubscribe"
PREFERENCES_PATH = "/account/notifications"
BELL = '{"type":"bell"}'
"""What the person's open sockets hear of something new in the bell."""


def notify(
    *,
    user_id: UUID,
    kind: str,
    context: Mapping[str, object],
    url: str,
    now: datetime,
    organization_id: UUID | None = None,
) -> None:
    """Put a row into the person's bell, unless they switched the kind off. Runs in the caller's transaction.

    `kind` was registered by `register_kind` (NoSuchKind otherwise); `context` fills its title and body; `url` is a path
    of the single-page app.
    """
    spec = _kind(kind)
    if selectors.choice_of(user_id=user_id, kind=spec).bell:
        _INSERT.add(_row(spec, Bell(user_id, context, url), now=now, organization_id=organization_id))
        realtime.publish(realtime.person_topic(user_id), BELL)


@dataclass(frozen=True, slots=True)
class Bell:
    """A row for one person's bell."""

    user_id: UUID
    context: Mapping[str, object]
    url: str


def notify_each(bells: Sequence[Bell], *, kind: str, now: datetime, organization_id: UUID | None = None) -> None:
    """As `notify`, for many people in few statements."""
    spec = _kind(kind)
    choices = selectors.choices_of(user_ids=[bell.user_id for bell in bells], kind=spec)
    wanted = [bell for bell in bells if choices[bell.user_id].bell]
    _INSERT.add_all([_row(spec, bell, now=now, organization_id=organization_id) for bell in wanted])
    for bell in wanted:
        realtime.publish(realtime.person_topic(bell.user_id), BELL)


def _row(spec: Kind, bell: Bell, *, now: datetime, organization_id: UUID | None) -> Notification:
    return Notification(
        user_id=bell.user_id,
        organization_id=organization_id,
        kind=spec.name,
        title=words(spec.title, bell.context, limit=200),
        body=words(spec.body, bell.context, limit=500),
        url=bell.url,
        created_at=now,
    )


_INSERT = Insert(Notification)


def mail_person(
    *,
    user_id: UUID,
    kind: str,
    template: str,
    context: Mapping[str, Any],
    subject: str | None = None,
    attachments: Sequence[mail.Attachment] = (),
) -> bool:
    """Mail a person, unless they switched the kind off or left. Called by jobs only; returns whether a mail went out.

    Transactional kinds always go. Others go to a verified address only, and one click ends them (RFC 8058).
    `template` is `<app>/<name>` under `templates/mail/`; its context also has `display_name` and `lang`. `action_url`
    may be a path of the single-page app. The subject is the kind's title unless given. Raises what `core.mail.send`
    raises; the job is tried again.
    """
    spec = _kind(kind)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not selectors.choice_of(user_id=user_id, kind=spec).mail:
        return False
    if not spec.transactional and not user.email_verified:
        return False
    values = {"display_name": user.display_name, "lang": user.locale, **context}
    headers: dict[str, str] = {}
    if not spec.transactional:
        values["preferences_url"] = f"{settings.PUBLIC_URL}{PREFERENCES_PATH}"
        headers = _with_a_way_out(values, unsubscribe_token(user.id, spec.name))
    if str(values.get("action_url", "")).startswith("/"):
        values["action_url"] = f"{settings.PUBLIC_URL}{values['action_url']}"
    mail.send(
        to=user.email,
        subject=subject or words(spec.title, context, limit=200),
        template=template,
        context=values,
        attachments=attachments,
        headers=headers,
    )
    return True


def mail_guest(*, address: str, kind: str, template: str, context: Mapping[str, Any], subject: str) -> bool:
    """Mail somebody who has no account something that they did not ask for, unless they ended the mails of this kind by
    one of them. Called by jobs only; returns whether a mail went out. Raises what `core.mail.send` raises."""
    spec = _kind(kind)
    digest = _digest(address)
    if GuestRefusal.objects.filter(address_digest=digest, kind=spec.name).exists():
        return False
    values = dict(context)
    headers = _with_a_way_out(values, signing.dumps({"guest": digest, "kind": spec.name}, salt=UNSUBSCRIBE))
    mail.send(to=address, subject=subject, template=template, context=values, headers=headers)
    return True


def _with_a_way_out(values: dict[str, Any], token: str) -> dict[str, str]:
    """Puts the link into what a mail says; returns the headers by which mail programs do the same (RFC 8058)."""
    values["unsubscribe_url"] = unsubscribe_url(token)
    address = f"{settings.PUBLIC_URL}/api/notifications/unsubscribe/?token={token}"
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def unsubscribe_token(user_id: UUID, kind: str) -> str:
    """What stands in a mail's address that ends this kind of mail. It stays good, as old mails do."""
    return signing.dumps({"user": str(user_id), "kind": kind}, salt=UNSUBSCRIBE)


def unsubscribe_url(token: str) -> str:
    """The page with a button that ends this kind of mail."""
    return f"{settings.PUBLIC_URL}/unsubscribe/{quote(token, safe=':')}"


def unsubscribe(*, token: str) -> None:
    """End the mails of one kind, by whoever has one of them; the bell stays as it is. Again is no error.

    Raises UnsubscribeLinkBroken.
    """
    named, spec = _unsubscribing(token)
    if "guest" in named:
        GuestRefusal.objects.get_or_create(address_digest=named["guest"], kind=spec.name)
        return
    user_id = UUID(named["user"])
    if User.objects.filter(pk=user_id, is_active=True).exists():
        choice_set(
            user_id=user_id, kind=spec.name, mail=False, bell=selectors.choice_of(user_id=user_id, kind=spec).bell
        )


def unsubscribe_kind(*, token: str) -> Kind:
    """Which mails the address with this token ends. Raises UnsubscribeLinkBroken."""
    return _unsubscribing(token)[1]


def notification_read(*, user_id: UUID, notification_id: UUID, now: datetime) -> None:
    """Mark one row as read; again is no error. Raises NoSuchNotification, also for somebody else's."""
    rows = Notification.objects.filter(pk=notification_id, user_id=user_id)
    if not rows.filter(read_at=None).update(read_at=now) and not rows.exists():
        raise NoSuchNotification


def notifications_read_all(*, user_id: UUID, now: datetime) -> None:
    """Mark everything as read that is there now."""
    Notification.objects.filter(user_id=user_id, read_at=None, created_at__lte=now).update(read_at=now)


def choice_set(*, user_id: UUID, kind: str, mail: bool, bell: bool) -> selectors.PreferenceRow:
    """Set how the person hears of a kind. Raises NoSuchKind, and MailRequired for mail that cannot be switched off."""
    spec = _kind(kind)
    if spec.transactional and not mail:
        raise MailRequired
    Preference.objects.update_or_create(user_id=user_id, kind=spec.name, defaults={"mail": mail, "bell": bell})
    return selectors.PreferenceRow(spec, effective(spec, Choice(mail=mail, bell=bell)))


def person_erase(user_id: UUID, *, now: datetime) -> None:
    """Drop a person's bell and choices."""
    Notification.objects.filter(user_id=user_id).delete()
    Preference.objects.filter(user_id=user_id).delete()


def _kind(name: str) -> Kind:
    kind = kind_named(name)
    if kind is None:
        raise NoSuchKind(f"No kind of notification is called {name}.")
    return kind


def _unsubscribing(token: str) -> tuple[dict[str, str], Kind]:
    """Whose mails of which kind a token ends; never those that somebody asked for by what they did."""
    try:
        named: dict[str, str] = signing.loads(token, salt=UNSUBSCRIBE)
        spec = _kind(named["kind"])
    except (signing.BadSignature, NoSuchKind) as error:
        raise UnsubscribeLinkBroken from error
    if spec.transactional:
        raise UnsubscribeLinkBroken
    return named, spec


def _digest(address: str) -> str:
    return sha256(f"guest:{address.strip().lower()}".encode()).hexdigest()
