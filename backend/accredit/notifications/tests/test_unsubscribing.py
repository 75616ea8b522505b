"""Ending one kind of mail from a mail itself: the page with the button, and what an address is good for."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accredit.accounts.models import User
from accredit.accounts.tests.factories import UserFactory
from accredit.core.testing import at_once
from accredit.notifications import rules
from accredit.notifications.models import Preference
from accredit.notifications.rules import Kind, register_kind
from accredit.notifications.services import mail_person, unsubscribe, unsubscribe_token, unsubscribe_url

REPLY = Kind("rooms.replied", "Somebody replies", "{person} replied", bell=False)
OTHER = Kind("rooms.joined", "Somebody joins", "{person} joined")
RECEIPT = Kind("shop.receipt", "Receipts", "Your receipt", transactional=True)
API = "/api/notifications/unsubscribe/?token="


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    known = dict(rules._KINDS)
    rules._KINDS.clear()
    for kind in (REPLY, OTHER, RECEIPT):
        register_kind(kind)
    yield
    rules._KINDS.clear()
    rules._KINDS.update(known)


def send(user: User, kind: Kind) -> bool:
    return mail_person(
        user_id=user.id, kind=kind.name, template="accounts/password_changed", context={"person": "Tomas"}
    )


def html_of(message: Any) -> str:
    """A mail as most programs show it."""
    return str(message.alternatives[0][0])


def stranger() -> Client:
    """Without a sign-in, without a cookie, and with the check for forged forms switched on."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.happy
@pytest.mark.django_db
def test_the_link_in_a_mail_shows_a_button_and_the_button_ends_mails_of_this_kind(settings: Any) -> None:
    user, another = UserFactory(), UserFactory()
    assert send(user, REPLY)
    [message] = mail.outbox
    address = unsubscribe_url(unsubscribe_token(user.id, REPLY.name))
    link = next(word for word in message.body.split() if "/unsubscribe/" in word)
    assert link.startswith(address[: address.index("/unsubscribe/") + 20])
    assert link in html_of(message)
    path = link.removeprefix(settings.PUBLIC_URL)
    page = stranger().get(path)
    assert (page.status_code, REPLY.label in page.content.decode()) == (200, True)
    assert '<form method="post">' in page.content.decode()
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert not Preference.objects.exists()
    for _ in range(2):
        answer = stranger().post(path)
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
        assert "You will not get these mails any more" in answer.content.decode()
    assert [send(user, REPLY), send(user, OTHER), send(another, REPLY)] == [False, True, True]
    assert list(Preference.objects.values_list("user_id", "kind", "mail", "bell")) == [
        (user.id, REPLY.name, False, False)
    ]


@pytest.mark.happy
@pytest.mark.django_db
def test_whoever_opens_the_address_of_the_header_is_led_to_the_page(settings: Any) -> None:
    user = UserFactory()
    assert send(user, REPLY)
    received = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = stranger().get(received["List-Unsubscribe"].strip().strip("<>").removeprefix(settings.PUBLIC_URL))
    page = stranger().get(answer["Location"].removeprefix(settings.PUBLIC_URL))
    assert (answer.status_code, page.status_code) == (302, 200)
    assert not Preference.objects.exists()


@pytest.mark.happy
@pytest.mark.parametrize("accept", ["text/html", "*/*", "text/plain"])
@pytest.mark.django_db
def test_a_mail_program_posts_what_the_standard_says(accept: str) -> None:
    user = UserFactory()
    address = f"{API}{unsubscribe_token(user.id, REPLY.name)}"
    for body in ({"List-Unsubscribe": "One-Click"}, {}):
        assert stranger().post(address, body, headers={"accept": accept}).status_code == 204
    assert not send(user, REPLY)


@pytest.mark.isolation
@pytest.mark.django_db
def test_an_address_is_good_for_one_person_and_one_kind_only() -> None:
    user, another = UserFactory(), UserFactory()
    good, foreign = unsubscribe_token(user.id, REPLY.name), unsubscribe_token(another.id, OTHER.name)
    forged = [
        ":".join([foreign.split(":")[0], *good.split(":")[1:]]),
        good[:-1],
        "nothing",
        unsubscribe_token(user.id, RECEIPT.name),
        unsubscribe_token(user.id, "rooms.gone"),
    ]
    for token in forged:
        answers = [stranger().get(f"/unsubscribe/{token}"), stranger().post(f"/unsubscribe/{token}")]
        assert [answer.status_code for answer in answers] == [400, 400]
        assert all("This link does not work" in answer.content.decode() for answer in answers)
        assert stranger().post(f"{API}{token}").status_code == 400
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_a_bell_that_was_chosen_goes_on_ringing() -> None:
    user = UserFactory()
    Preference.objects.create(user=user, kind=REPLY.name, mail=True, bell=True)
    stranger().post(f"/unsubscribe/{unsubscribe_token(user.id, REPLY.name)}")
    assert list(Preference.objects.values_list("mail", "bell")) == [(False, True)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one() -> None:
    token = unsubscribe_token(UserFactory().id, REPLY.name)
    assert at_once([lambda: unsubscribe(token=token)] * 4) == [None] * 4
    assert list(Preference.objects.values_list("mail", flat=True)) == [False]
