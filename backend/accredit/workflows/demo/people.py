"""The people of the demo: one for each role, a learner to play, and a few whose reviews fill the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accredit.accounts import services as accounts
from accredit.accounts.models import EmailChallenge, User
from accredit.core.worker import work_off
from accredit.organizations import services as organizations
from accredit.organizations.models import Membership

PASSWORD = "learn-and-prove-it"  # noqa: S105 - of demo accounts on a loopback trial, printed at its start
TIME_ZONE = "Europe/London"


class DemoFailed(RuntimeError):
    """The demo could not be made; what stands is removed by `make reset`."""


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    role: str


OWNER = Person("owner@demo.example", "Dr Samuel Adeyemi", "owner")
INSTRUCTOR = Person("instructor@demo.example", "Miriam Castell", "instructor")
LEARNER = Person("learner@demo.example", "Amara Okafor", "learner")
TEAM = (
    INSTRUCTOR,
    Person("admin@demo.example", "Helen Marsh", "admin"),
    Person("organizer@demo.example", "Joseph Brandt", "organizer"),
    Person("finance@demo.example", "Priya Nair", "finance"),
    Person("door@demo.example", "Tom Ellery", "door"),
    Person("viewer@demo.example", "Grace Whitlock", "viewer"),
)
REVIEWERS = (
    Person("j.lindqvist@demo.example", "Johan Lindqvist", "learner"),
    Person("f.moreau@demo.example", "Fabienne Moreau", "learner"),
    Person("k.ito@demo.example", "Kenji Ito", "learner"),
)


def settle() -> None:
    """Let everything that is owed happen. Raises DemoFailed with the first error."""
    if failed := work_off():
        raise DemoFailed(f"{failed[0].name}: {failed[0].error}")


def join(person: Person, *, now: datetime) -> User:
    """Register and verify as a visitor would."""
    accounts.user_register(
        email=person.email, password=PASSWORD, display_name=person.name, time_zone=TIME_ZONE, now=now
    )
    user = User.objects.get(email=person.email)
    secret = accounts.challenge_make(user=user, purpose=EmailChallenge.Purpose.VERIFY, now=now)
    accounts.email_verify(token=secret, now=now)
    user.refresh_from_db()
    return user


def hire(person: Person, *, by: Membership, now: datetime) -> User:
    """Join, be invited into an organization, and accept."""
    user = join(person, now=now)
    invite(user, person.role, by=by, now=now)
    return user


def invite(user: User, role: str, *, by: Membership, now: datetime) -> None:
    """Bring somebody who has an account into an organization."""
    invitation = organizations.member_invite(actor=by, email=user.email, roles=[role], now=now)
    secret = organizations.invitation_secret(invitation=invitation)
    organizations.invitation_accept(token=secret, user_id=user.id, now=now)
