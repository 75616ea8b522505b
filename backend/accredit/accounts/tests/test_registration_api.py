from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from rest_framework.test import APIClient

from accredit.accounts.models import EmailChallenge, User
from accredit.core.models import Job, OutboxEvent
from accredit.core.secrets import token_hash
from accredit.core.testing import api, drain

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
Mailed = Callable[..., str]
AMARA = {"email": "Amara@Example.org", "password": "a long and calm password", "display_name": "Amara Okafor"}


def post(path: str, body: dict[str, Any], client: APIClient | None = None) -> Any:
    return (client or APIClient()).post(f"/api/user/{path}", body, format="json")


@pytest.mark.happy
def test_a_person_registers_verifies_and_signs_in(mailed: Mailed) -> None:
    answer = post("register/", AMARA)
    assert answer.status_code == 201
    user = User.objects.get()
    assert answer.json() == {"id": str(user.id), "email": "amara@example.org", "display_name": "Amara Okafor"}
    assert user.password.startswith("argon2")
    assert not user.email_verified
    verified = post("email/verify/", {"token": mailed("amara@example.org")})
    assert (verified.status_code, verified.json()) == (200, {"email": "amara@example.org"})
    assert User.objects.get().email_verified
    names = list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))
    assert names == ["accounts.user_registered", "accounts.email_verified"]


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail() -> None:
    owner = UserFactory(email="amara@example.org", display_name="The first Amara")
    answer = post("register/", AMARA)
    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "email", "display_name"}
    assert answer.json()["id"] != str(owner.id)
    assert (answer.json()["email"], answer.json()["display_name"]) == ("amara@example.org", "Amara Okafor")
    drain()
    assert [m.subject for m in mail.outbox] == ["You already have an account"]
    owner.refresh_from_db()
    assert (User.objects.count(), owner.display_name) == (1, "The first Amara")
    assert owner.check_password(PASSWORD)


@pytest.mark.parametrize("taken", [True, False])
def test_registering_hashes_once_whether_the_address_is_taken_or_not(taken: bool, hashed: list[str]) -> None:
    if taken:
        UserFactory(email="amara@example.org")
    hashed.clear()
    assert post("register/", AMARA).status_code == 201
    assert hashed == ["encode"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"password": "password123"}, "password", "password_too_common"),
        ({"password": "short"}, "password", "password_too_short"),
        ({"password": "29384756102938"}, "password", "password_entirely_numeric"),
        ({"password": "amara@example.org"}, "password", "password_too_similar"),
        ({"email": "not an address"}, "email", "invalid"),
        ({"display_name": "  "}, "display_name", "blank"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "unknown_time_zone"),
        ({"locale": "english"}, "locale", "invalid"),
        ({"password": "x" * 257}, "password", "max_length"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_made(change: dict[str, str], path: str, code: str) -> None:
    answer = post("register/", AMARA | change)
    assert answer.status_code == 400
    assert (path, code) in [(e["path"], e["code"]) for e in answer.json()["errors"]]
    assert User.objects.count() == 0


def test_the_database_keeps_one_account_an_address_in_lower_case() -> None:
    user = UserFactory(email="amara@example.org")
    other = UserFactory()
    for email, name in [("amara@example.org", "user_email_once"), ("AMARA@example.org", "user_email_lower_case")]:
        key, said = (other.id, name) if connection.vendor == "postgresql" else (other.id.hex, "constraint failed")
        with pytest.raises(IntegrityError, match=said), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET email = %s WHERE id = %s", [email, key])
    assert User.objects.get(email="amara@example.org") == user


def test_only_the_hash_of_a_mailed_secret_is_kept(mailed: Mailed) -> None:
    post("register/", AMARA)
    secret = mailed("amara@example.org")
    challenge = EmailChallenge.objects.get()
    assert challenge.token_hash == token_hash(secret)
    kept = [str(job.args) for job in Job.objects.all()] + [str(event.payload) for event in OutboxEvent.objects.all()]
    assert not any(secret in text or "amara" in text for text in kept)


def test_the_mails_repeat_nothing_that_a_stranger_typed(mailed: Mailed) -> None:
    post("register/", AMARA | {"display_name": "Win at http://evil.example"})
    mailed("amara@example.org")
    assert "evil" not in mail.outbox[0].message().as_string()
    assert "confirm that this address is yours" in mail.outbox[0].message().as_string()


def test_verifying_twice_says_the_same(mailed: Mailed) -> None:
    post("register/", AMARA)
    body = {"token": mailed("amara@example.org")}
    assert [post("email/verify/", body).status_code for _ in range(2)] == [200, 200]
    assert OutboxEvent.objects.filter(name="accounts.email_verified").count() == 1


@pytest.mark.parametrize("token", ["nonsense", "x" * 101, ""])
def test_a_link_that_never_was_is_refused(token: str) -> None:
    assert post("email/verify/", {"token": token}).status_code == 400


def test_a_verification_link_ends_after_three_days(clock: Any, mailed: Mailed) -> None:
    post("register/", AMARA)
    secret = mailed("amara@example.org")
    clock.shift(timedelta(days=3))
    answer = post("email/verify/", {"token": secret})
    assert (answer.status_code, answer.json()["code"]) == (400, "link_used_up")


def test_a_reset_link_does_not_verify_and_a_verification_link_does_not_reset(mailed: Mailed) -> None:
    post("register/", AMARA)
    verify = mailed("amara@example.org")
    post("password/reset/", {"email": "amara@example.org"})
    reset = mailed("amara@example.org")
    assert post("email/verify/", {"token": reset}).status_code == 400
    confirm = {"token": verify, "new_password": "another long password"}
    assert post("password/reset/confirm/", confirm).status_code == 400


@pytest.mark.happy
def test_another_link_is_mailed_to_who_asks(mailed: Mailed) -> None:
    user = UserFactory(email_verified_at=None)
    assert post("email/resend/", {}, api(user)).status_code == 202
    assert post("email/verify/", {"token": mailed(user.email)}).status_code == 200
    assert post("email/resend/", {}, api(user)).status_code == 202
    drain()
    assert len(mail.outbox) == 1  # verified: nothing more goes out


def test_only_a_signed_in_person_asks_for_another_link_and_not_too_often(clock: Any) -> None:
    assert post("email/resend/", {}).status_code == 401
    client = api(UserFactory(email_verified_at=None))
    assert [post("email/resend/", {}, client).status_code for _ in range(6)] == [202] * 5 + [429]


@pytest.mark.happy
def test_a_person_changes_address_by_the_link_to_the_new_one(mailed: Mailed) -> None:
    user = UserFactory(email="old@example.org")
    answer = post("email/change/", {"new_email": "New@Example.org", "password": PASSWORD}, api(user))
    assert answer.status_code == 202
    secret = mailed("new@example.org")
    user.refresh_from_db()
    assert user.email == "old@example.org"
    assert {m.to[0]: m.subject for m in mail.outbox} == {
        "new@example.org": "Confirm your new email address",
        "old@example.org": "A change of your email address was requested",
    }
    confirmed = post("email/change/confirm/", {"token": secret})
    assert (confirmed.status_code, confirmed.json()) == (200, {"email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert post("email/change/confirm/", {"token": secret}).status_code == 400


def test_an_address_in_use_is_told_to_its_mailbox_only() -> None:
    user, other = UserFactory(), UserFactory()
    answer = post("email/change/", {"new_email": other.email, "password": PASSWORD}, api(user))
    assert answer.status_code == 202
    drain()
    told = next(m for m in mail.outbox if m.to == [other.email])
    assert told.subject == "You already have an account"


def test_an_address_taken_meanwhile_is_a_conflict(mailed: Mailed) -> None:
    user = UserFactory()
    post("email/change/", {"new_email": "new@example.org", "password": PASSWORD}, api(user))
    secret = mailed("new@example.org")
    UserFactory(email="new@example.org")
    answer = post("email/change/confirm/", {"token": secret})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    user.refresh_from_db()
    assert user.email != "new@example.org"


def test_changing_the_address_needs_the_password_and_a_session() -> None:
    user = UserFactory()
    wrong = post("email/change/", {"new_email": "new@example.org", "password": "wrong"}, api(user))
    assert (wrong.status_code, wrong.json()["errors"][0]["path"]) == (400, "password")
    assert post("email/change/", {"new_email": "new@example.org", "password": PASSWORD}).status_code == 401
    assert Job.objects.count() == 0


def test_a_verification_link_of_an_address_that_was_left_is_worth_nothing(mailed: Mailed) -> None:
    user = UserFactory(email="old@example.org", email_verified_at=None)
    post("email/resend/", {}, api(user))
    verify_old = mailed("old@example.org")
    post("email/change/", {"new_email": "new@example.org", "password": PASSWORD}, api(user))
    post("email/change/confirm/", {"token": mailed("new@example.org")})
    assert post("email/verify/", {"token": verify_old}).status_code == 400
