"""People for tests."""

from __future__ import annotations

from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accredit.accounts.models import User
from accredit.core import clock

PASSWORD = "correct horse battery"


@cache
def _hashed() -> str:
    """Argon2 costs 50 ms on purpose; tests pay it once."""
    return make_password(PASSWORD)


class UserFactory(DjangoModelFactory):
    """An active person with a verified address and the password `PASSWORD`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(_hashed)
    email_verified_at = factory.LazyFunction(clock.now)
