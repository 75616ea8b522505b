from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accredit.accounts.tests.factories import PASSWORD, UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, assert_same_queries, queries
from accredit.notifications import rules
from accredit.notifications.exceptions import NoSuchKind
from accredit.notifications.models import Notification, Preference
from accredit.notifications.rules import Choice, Kind, effective, register_kind, words
from accredit.notifications.services import mail_person, notify

URL = "/api/notifications/"
FORM = "application/x-www-form-urlencoded"
REPLY = Kind("rooms.replied", "Somebody replies", "{person} replied in {room}", "“{text}”")
RECEIPT = Kind("shop.receipt", "Receipts", "Your receipt {number}", transactional=True)
DIGEST = Kind("rooms.digest", "What you missed", "Something waits for you", in_bell=False)
JOINED = Kind("team.joined", "Somebody joins", "{person} has joined", by_mail=False)


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    known = dict(rules._KINDS)
    rules._KINDS.clear()
    register_kind(REPLY)
    register_kind(RECEIPT)
    register_kind(DIGEST)
    register_kind(JOINED)
    yield
    rules._KINDS.clear()
    rules._KINDS.update(known)


def tell(user: Any, now: datetime | None = None, **context: str) -> None:
    values = {"person": "Tomas", "room": "Ethics", "text": "Yes"} | context
    notify(user_id=user.id, kind="rooms.replied", context=values, url="/rooms/1", now=now or clock.now())


def send(user: Any, kind: str, **context: str) -> bool:
    values = {"number": "7", "person": "Tomas", "room": "Ethics"} | context
    return mail_person(user_id=user.id, kind=kind, template="accounts/password_changed", context=values)


@given(st.sampled_from([REPLY, RECEIPT]), st.none() | st.builds(Choice, st.booleans(), st.booleans()))
def test_a_choice_holds_but_for_mail_that_was_asked_for(kind: Kind, chosen: Choice | None) -> None:
    told = effective(kind, chosen)
    assert told.bell is (chosen.bell if chosen else kind.bell)
    assert told.mail is (kind.transactional or (chosen.mail if chosen else kind.mail))


@given(st.none() | st.builds(Choice, st.booleans(), st.booleans()))
def test_no_choice_leads_a_kind_on_a_way_that_it_does_not_go(chosen: Choice | None) -> None:
    assert effective(DIGEST, chosen).bell is False
    assert effective(JOINED, chosen).mail is False


@given(st.text(max_size=300))
def test_words_fit_their_column(text: str) -> None:
    filled = words("{text}", {"text": text}, limit=200)
    assert len(filled) <= 200
    assert filled == text or filled.endswith("…")


def test_two_kinds_cannot_share_a_name() -> None:
    register_kind(REPLY)
    with pytest.raises(ValueError, match=r"rooms\.replied"):
        register_kind(Kind("rooms.replied", "Another", "Other words"))


@pytest.mark.django_db
class TestBell:
    @pytest.mark.happy
    def test_a_person_is_told_and_reads_it(self) -> None:
        user = UserFactory()
        tell(user)
        client = api(user)
        (row,) = client.get(URL).json()["results"]
        assert (row["title"], row["body"], row["url"], row["read"]) == (
            "Tomas replied in Ethics",
            "“Yes”",
            "/rooms/1",
            False,
        )
        assert client.get(f"{URL}unread-count/").json() == {"unread": 1}
        assert [client.post(f"{URL}{row['id']}/read/").status_code for _ in range(2)] == [204, 204]
        assert client.get(f"{URL}unread-count/").json() == {"unread": 0}

    @pytest.mark.happy
    def test_everything_is_read_at_once(self) -> None:
        user, other = UserFactory(), UserFactory()
        for person in (user, user, other):
            tell(person)
        assert api(user).post(f"{URL}read-all/").status_code == 204
        assert list(Notification.objects.filter(read_at=None).values_list("user_id", flat=True)) == [other.id]

    def test_the_newest_comes_first_and_pages_go_on(self, now: datetime) -> None:
        user = UserFactory()
        for minute in range(3):
            tell(user, now + timedelta(minutes=minute), room=f"Room {minute}")
        page = api(user).get(f"{URL}?page_size=2").json()
        rest = api(user).get(page["next"]).json()
        titles = [row["title"] for row in page["results"] + rest["results"]]
        assert titles == [f"Tomas replied in Room {n}" for n in (2, 1, 0)]

    @pytest.mark.isolation
    def test_nobody_reads_anothers_bell(self) -> None:
        tell(UserFactory())
        row = Notification.objects.get()
        client = api(UserFactory())
        assert client.get(URL).json()["results"] == []
        assert [client.post(f"{URL}{key}/read/").status_code for key in (row.id, new_id())] == [404, 404]
        row.refresh_from_db()
        assert row.read_at is None

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("get", ""),
            ("get", "unread-count/"),
            ("post", "read-all/"),
            ("post", "0193a200-1f2e-7a3b-9c4d-5e6f70819203/read/"),
            ("get", "preferences/"),
            ("put", "preferences/rooms.replied/"),
        ],
    )
    def test_a_stranger_has_no_bell(self, method: str, path: str) -> None:
        assert getattr(APIClient(), method)(f"{URL}{path}").status_code == 401

    def test_the_list_costs_the_same_for_one_and_for_twenty(self) -> None:
        one, many = UserFactory(), UserFactory()
        tell(one)
        for _ in range(20):
            tell(many)
        assert_same_queries(lambda: api(one).get(URL), lambda: api(many).get(URL))

    def test_a_huge_bell_is_counted_to_a_hundred(self) -> None:
        user = UserFactory()
        Notification.objects.bulk_create([Notification(user=user, kind="x", title="x") for _ in range(120)])
        assert api(user).get(f"{URL}unread-count/").json() == {"unread": 100}

    def test_a_kind_that_nobody_registered_is_a_mistake(self) -> None:
        with pytest.raises(NoSuchKind):
            notify(user_id=UserFactory().id, kind="shop.unknown", context={}, url="", now=clock.now())


@pytest.mark.django_db
class TestChoices:
    @pytest.mark.happy
    def test_a_person_switches_a_kind_off(self) -> None:
        user = UserFactory()
        answer = api(user).put(f"{URL}preferences/rooms.replied/", {"mail": False, "bell": False}, format="json")
        assert answer.status_code == 200
        rows = {row["kind"]: row for row in api(user).get(f"{URL}preferences/").json()["results"]}
        assert (rows["rooms.replied"]["mail"], rows["rooms.replied"]["bell"]) == (False, False)
        assert rows["shop.receipt"]["mail_required"] is True
        tell(user)
        assert not send(user, "rooms.replied")
        assert Notification.objects.count() == 0
        assert mail.outbox == []

    def test_a_kind_says_which_ways_it_goes(self) -> None:
        rows = {row["kind"]: row for row in api(UserFactory()).get(f"{URL}preferences/").json()["results"]}
        assert {kind: (row["by_mail"], row["in_bell"]) for kind, row in rows.items()} == {
            "rooms.digest": (True, False),
            "rooms.replied": (True, True),
            "shop.receipt": (True, True),
            "team.joined": (False, True),
        }

    def test_a_way_that_a_kind_does_not_go_cannot_be_switched_on(self) -> None:
        user = UserFactory()
        answer = api(user).put(f"{URL}preferences/rooms.digest/", {"mail": True, "bell": True}, format="json")
        assert (answer.json()["mail"], answer.json()["bell"]) == (True, False)
        notify(user_id=user.id, kind="rooms.digest", context={}, url="", now=clock.now())
        assert Notification.objects.count() == 0

    def test_choosing_twice_keeps_the_last_choice(self) -> None:
        user = UserFactory()
        for bell in (False, True):
            body = {"mail": True, "bell": bell}
            assert api(user).put(f"{URL}preferences/rooms.replied/", body, format="json").status_code == 200
        assert list(Preference.objects.values_list("bell", flat=True)) == [True]

    def test_mail_that_was_asked_for_cannot_be_switched_off(self) -> None:
        user = UserFactory()
        answer = api(user).put(f"{URL}preferences/shop.receipt/", {"mail": False, "bell": False}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (422, "mail_required")
        assert Preference.objects.count() == 0

    @pytest.mark.parametrize("body", [{}, {"mail": "perhaps", "bell": True}])
    def test_a_choice_that_is_none_is_refused(self, body: dict[str, Any]) -> None:
        answer = api(UserFactory()).put(f"{URL}preferences/rooms.replied/", body, format="json")
        assert answer.status_code == 400

    def test_an_unknown_kind_is_not_there(self) -> None:
        body = {"mail": True, "bell": True}
        assert api(UserFactory()).put(f"{URL}preferences/no.such/", body, format="json").status_code == 404

    def test_the_list_is_one_query(self) -> None:
        user = UserFactory()
        assert queries(lambda: api(user).get(f"{URL}preferences/")) == 1


@pytest.mark.django_db
class TestMail:
    @pytest.mark.happy
    def test_a_person_gets_a_mail_in_both_forms(self, settings: Any) -> None:
        user = UserFactory()
        assert send(user, "shop.receipt", action_url="/orders/7", action_label="See the order")
        (message,) = mail.outbox
        assert (message.to, message.subject) == ([user.email], "Your receipt 7")
        assert f"{settings.PUBLIC_URL}/orders/7" in message.body
        assert message.alternatives[0][1] == "text/html"  # type: ignore[attr-defined]

    def test_only_what_was_asked_for_goes_to_an_unverified_address(self) -> None:
        user = UserFactory(email_verified_at=None)
        assert (send(user, "rooms.replied"), send(user, "shop.receipt")) == (False, True)

    def test_nobody_writes_to_who_left(self) -> None:
        assert not send(UserFactory(is_active=False), "shop.receipt")
        assert mail.outbox == []


@pytest.mark.django_db
def test_bell_and_choices_stand_in_the_export_and_go_with_the_account() -> None:
    user = UserFactory()
    tell(user)
    api(user).put(f"{URL}preferences/rooms.replied/", {"mail": False, "bell": True}, format="json")
    kept = api(user).get("/api/user/me/export/").json()["notifications"]
    assert (len(kept["notifications"]), kept["preferences"][0]["mail"]) == (1, False)
    assert api(user).delete("/api/user/me/", {"password": PASSWORD}, format="json").status_code == 204
    assert (Notification.objects.count(), Preference.objects.count()) == (0, 0)


@pytest.mark.django_db
class TestUnsubscribing:
    def one_click(self, user: Any) -> str:
        """The address in the header of a mail, as a mail program sees it."""
        assert send(user, "rooms.replied")
        headers = mail.outbox[-1].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        return str(headers["List-Unsubscribe"]).strip("<>")

    @pytest.mark.happy
    def test_one_click_ends_one_kind_of_mail_and_leaves_the_bell(self, settings: Any) -> None:
        user = UserFactory()
        address = self.one_click(user)
        assert address.startswith(settings.PUBLIC_URL)
        assert f"{settings.PUBLIC_URL}/account/notifications" in mail.outbox[-1].body
        for _ in range(2):
            click = APIClient().generic("POST", address, "List-Unsubscribe=One-Click", content_type=FORM)
            assert click.status_code == 204
        assert not send(user, "rooms.replied")
        assert list(Preference.objects.values_list("mail", "bell")) == [(False, True)]

    def test_opening_the_address_changes_nothing(self) -> None:
        user = UserFactory()
        answer = APIClient().get(self.one_click(user))
        assert (answer.status_code, Preference.objects.count()) == (302, 0)

    def test_mail_that_was_asked_for_has_no_such_address(self) -> None:
        assert send(UserFactory(), "shop.receipt")
        assert "List-Unsubscribe" not in mail.outbox[-1].extra_headers

    @pytest.mark.parametrize("token", ["", "x", "x" * 600, "eyJ1c2VyIjoiMSJ9:1wX:abc"])
    def test_a_forged_address_is_refused(self, token: str) -> None:
        assert APIClient().post(f"{URL}unsubscribe/?token={token}").status_code == 400

    def test_of_somebody_who_left_nothing_is_kept(self) -> None:
        user = UserFactory()
        address = self.one_click(user)
        user.is_active = False
        user.save()
        assert APIClient().post(address).status_code == 204
        assert not Preference.objects.exists()
