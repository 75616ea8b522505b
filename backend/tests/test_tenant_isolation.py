"""One tenant never sees another's rows, and one person never sees another's.

Every route says whose the rows behind it are; the tests then knock as somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

import pytest
from django.urls import reverse

from accredit.core.ids import new_id
from accredit.core.testing import api

from .doors import Answer, Door, assert_as_due
from .permission_table import TABLE
from .routes import routes
from .world import BODIES, ROWS, World


class Rows(Enum):
    """Whose rows an address leads to."""

    NONE = "no row of a person or tenant is named"
    PUBLISHED = "shown to everybody on purpose"
    PERSONS = "one person's: 404 for everybody else"
    TENANTS = "one tenant's: 404 for every other tenant"
    SHARED = "one person's and one tenant's: 404 for everybody else"
    NAMED = "a tenant's, named in the body: 404 for every other tenant"
    ENROLLED = "of a course that everybody may know of: 403 for those who are not enrolled"
    PERSONS_LIST = "the caller's own rows"
    SHARED_LIST = "the caller's own rows, or with the tenant's name the tenant's"
    TENANTS_LIST = "the tenant's own rows"


NONE, PUBLISHED, PERSONS, TENANTS, SHARED, NAMED, ENROLLED, PERSONS_LIST, SHARED_LIST, TENANTS_LIST = Rows

ROUTES: Mapping[str, Rows | Mapping[str, Rows]] = {
    # core
    "core:health-live": NONE,
    "core:health-ready": NONE,
    "core:file-public": PUBLISHED,
    "core:file-private": NONE,  # only a signature opens a file: tested in core
    "core:file-upload": NONE,
    "schema": NONE,
    "docs": NONE,
    "app": NONE,
    # accounts
    "accounts:token-create": NONE,
    "accounts:token-refresh": NONE,
    "accounts:token-verify": NONE,
    "accounts:token-revoke": NONE,
    "accounts:user-register": NONE,
    "accounts:email-verify": NONE,
    "accounts:email-resend": NONE,
    "accounts:email-change": NONE,
    "accounts:email-change-confirm": NONE,
    "accounts:me-detail": {"GET": PERSONS_LIST, "PATCH": NONE, "DELETE": NONE},
    "accounts:me-export": PERSONS_LIST,
    "accounts:password-change": NONE,
    "accounts:password-reset": NONE,
    "accounts:password-reset-confirm": NONE,
    "accounts:session-list": {"GET": PERSONS_LIST, "DELETE": NONE},
    "accounts:session-detail": PERSONS,
    # organizations
    "organizations:organization-list": {"GET": PERSONS_LIST, "POST": NONE},
    "organizations:organization-detail": TENANTS,
    "organizations:organization-public": PUBLISHED,
    "organizations:member-list": TENANTS,
    "organizations:member-detail": TENANTS,
    "organizations:invitation-list": TENANTS,
    "organizations:invitation-detail": TENANTS,
    "organizations:invitation-accept": NONE,
    "organizations:invitation-preview": NONE,
    "organizations:audit-list": TENANTS,
    # notifications
    "notifications:notification-list": PERSONS_LIST,
    "notifications:unread-count": NONE,
    "notifications:notification-read": PERSONS,
    "notifications:notification-read-all": NONE,
    "notifications:unsubscribe": NONE,  # only the token of a mail says whose: tested in notifications
    "notifications:preference-list": NONE,
    "notifications:preference-detail": NONE,
    "unsubscribe-page": PUBLISHED,  # to whoever has the mail
    # billing
    "billing:quote-create": NONE,
    "billing:checkout-create": NONE,
    "billing:cart-checkout-create": NONE,
    "billing:cart-item-list": {"GET": PERSONS_LIST, "POST": NONE},
    "billing:cart-item-detail": PERSONS,
    "billing:order-list": PERSONS_LIST,
    "billing:order-detail": PERSONS,
    "billing:sale-list": TENANTS_LIST,
    "billing:refund-list": {"GET": TENANTS_LIST, "POST": NAMED},
    "billing:refund-detail": TENANTS,
    "billing:figures-detail": NONE,
    "billing:invoice-list": SHARED_LIST,
    "billing:invoice-detail": SHARED,
    "billing:invoice-download": SHARED,
    "billing:seller-profile": {"GET": TENANTS_LIST, "PATCH": NONE},
    "billing:webhook-receive": NONE,
    # events
    "event-page": PUBLISHED,
    "events:category-list": NONE,
    "events:event-list": {"GET": PUBLISHED, "POST": NONE},
    "events:event-detail": {"GET": PUBLISHED, "PATCH": TENANTS},
    "events:event-edit": TENANTS,
    "events:event-availability": PUBLISHED,
    "events:event-calendar": PUBLISHED,
    "events:event-publish": TENANTS,
    "events:event-cancel": TENANTS,
    "events:event-complete": TENANTS,
    "events:event-archive": TENANTS,
    "events:event-duplicate": TENANTS,
    "events:event-repeat": TENANTS,
    "events:session-list": TENANTS,
    "events:session-detail": TENANTS,
    "events:session-window": TENANTS,
    "events:speaker-list": {"GET": TENANTS_LIST, "POST": NONE},
    "events:speaker-detail": TENANTS,
    "events:capacity-list": TENANTS,
    "events:capacity-detail": TENANTS,
    "events:ticket-list": TENANTS,
    "events:ticket-detail": TENANTS,
    "events:question-list": TENANTS,
    "events:question-detail": TENANTS,
    # registrations
    "registrations:registration-list": PERSONS_LIST,
    "registrations:register": PUBLISHED,
    "registrations:registration-detail": PERSONS,
    "registrations:registration-cancel": PERSONS,
    "registrations:registration-pay": PERSONS,
    "registrations:registration-ticket": PERSONS,
    "registrations:registration-transfer": PERSONS,
    "registrations:registration-answers": PERSONS,
    "registrations:registration-reassign": TENANTS,
    "registrations:unlocked-list": PUBLISHED,  # to whoever has the code
    "registrations:calendar": {"GET": PERSONS_LIST, "POST": NONE, "DELETE": NONE},
    "registrations:calendar-feed": NONE,  # only its secret address opens it: tested in registrations
    "registrations:waiting-list": {"GET": PERSONS_LIST, "POST": PUBLISHED},
    "registrations:waiting-detail": PERSONS,
    "registrations:waiting-leave": PERSONS,
    "registrations:waiting-accept": PERSONS,
    "registrations:waiting-event": TENANTS,
    "registrations:waiting-move": TENANTS,
    "registrations:registration-approve": TENANTS,
    "registrations:registration-decline": TENANTS,
    "registrations:registration-revoke": TENANTS,
    "registrations:registration-block": TENANTS,
    "registrations:event-export": TENANTS,
    "registrations:event-import": TENANTS,
    "registrations:event-messages": TENANTS,
    "overview:event-activity": TENANTS,
    "overview:event-figures": TENANTS,
    "overview:event-overview": TENANTS,
    "registrations:event-list": TENANTS,
    "registrations:check-in": {"GET": TENANTS_LIST, "POST": NAMED},
    "registrations:check-in-manifest": TENANTS,
    "registrations:check-in-inside": TENANTS,
    "registrations:check-in-log": TENANTS,
    "registrations:attendance-list": TENANTS,
    "registrations:attendance-correct": TENANTS,
    # integrations
    "reconciliation:item-list": TENANTS_LIST,
    "reconciliation:item-decide": TENANTS,
    "reconciliation:item-undo": TENANTS,
    "integrations:zoom-connect": NONE,
    "integrations:zoom-callback": NONE,
    "integrations:zoom-status": TENANTS_LIST,
    "integrations:zoom-disconnect": NONE,
    "integrations:zoom-webhook": NONE,
    "integrations:zoom-event": TENANTS,
    "integrations:zoom-report": TENANTS,
    "integrations:zoom-recordings": TENANTS,
    "integrations:zoom-recording": TENANTS,
    # feedback
    "feedback:open-list": PERSONS_LIST,
    "feedback:survey-answer": PERSONS,
    "feedback:survey-list": {"GET": TENANTS_LIST, "POST": NAMED},
    "feedback:survey-detail": TENANTS,
    "feedback:survey-questions": TENANTS,
    "feedback:survey-publish": TENANTS,
    "feedback:survey-close": TENANTS,
    "feedback:survey-results": TENANTS,
    "feedback:survey-export": TENANTS,
    # community
    "community:message-list": NONE,  # names a room: tested in community
    "community:message-detail": PERSONS,
    "community:message-edits": PERSONS,
    "community:reaction-detail": PERSONS,
    "community:message-report": PERSONS,
    "community:message-file": PERSONS,
    "community:room-list": PERSONS_LIST,
    "community:room-detail": PERSONS,
    "community:room-mute": PERSONS,
    "community:room-read": PERSONS,
    "community:room-members": PERSONS,
    "community:direct-open": NAMED,
    "community:unread": NONE,
    "community:ticket-create": NONE,
    "community:choice-detail": NONE,
    "community:staff-room-list": {"GET": TENANTS_LIST, "POST": NAMED},
    "community:staff-room-detail": TENANTS,
    "community:staff-room-export": TENANTS,
    "community:staff-silence": TENANTS,
    "community:staff-message-hide": TENANTS,
    "community:staff-message-show": TENANTS,
    "community:staff-message-remove": TENANTS,
    "community:staff-report-list": TENANTS_LIST,
    "community:staff-report-decide": TENANTS,
    "community:staff-log": TENANTS_LIST,
    "community:staff-policy": NONE,
    # learning
    "course-page": PUBLISHED,
    "learning:category-list": NONE,
    "learning:instructor-list": TENANTS_LIST,
    "learning:course-list": {"GET": PUBLISHED, "POST": NONE},
    "learning:course-detail": {"GET": PUBLISHED, "PATCH": TENANTS},
    "learning:course-submit": TENANTS,
    "learning:course-return": TENANTS,
    "learning:course-publish": TENANTS,
    "learning:course-archive": TENANTS,
    "learning:course-enroll": PUBLISHED,
    "learning:course-learn": ENROLLED,
    "learning:course-outline": TENANTS,
    "learning:module-list": TENANTS,
    "learning:module-detail": TENANTS,
    "learning:lesson-list": NAMED,
    "learning:lesson-detail": {"GET": PUBLISHED, "PATCH": TENANTS, "DELETE": TENANTS},
    "learning:lesson-complete": ENROLLED,
    "learning:lesson-document": PUBLISHED,
    "learning:lesson-heartbeat": ENROLLED,
    "learning:video-list": NONE,  # names a course: tested in learning
    "learning:video-finalize": TENANTS,
    "learning:video-playback": PUBLISHED,
    "learning:captions-list": TENANTS,
    "learning:captions-detail": TENANTS,
    "learning:quiz-detail": TENANTS,
    "learning:attempt-list": ENROLLED,
    "learning:attempt-detail": PERSONS,
    "learning:attempt-submit": PERSONS,
    "learning:assignment-detail": TENANTS,
    "learning:work-detail": ENROLLED,
    "learning:work-draft": ENROLLED,
    "learning:work-submit": ENROLLED,
    "learning:submission-list": TENANTS_LIST,
    "learning:submission-detail": TENANTS,
    "learning:submission-grade": TENANTS,
    "learning:submission-return": TENANTS,
    "learning:bought-list": PERSONS_LIST,
    "learning:bought-withdraw": PERSONS,
    "learning:bought-rejoin": PERSONS,
    "learning:learner-list": TENANTS,
    "learning:learner-export": TENANTS,
    "learning:review-list": {"GET": PUBLISHED, "POST": NONE},
    "learning:review-detail": PERSONS,
    # media
    "media:upload-list": NONE,
    "media:upload-detail": PERSONS,
    "media:upload-finalize": PERSONS,
    "media:avatar": NONE,
    "media:logo": NONE,
    # accreditation
    "accreditation:accreditor-list": NONE,
    # certificates
    "certificate-page": PUBLISHED,
    "issuer-document": PUBLISHED,
    "issuer-certificates": PUBLISHED,
    "issuer-status-list": PUBLISHED,
    "certificates:certificate-verify": PUBLISHED,
    "certificates:requirements-detail": PUBLISHED,
    "certificates:certificate-list": PERSONS_LIST,
    "certificates:progress-detail": NONE,
    "certificates:certificate-download": SHARED,
    "certificates:certificate-credential": SHARED,
    "certificates:certificate-correct-name": PERSONS,
    "certificates:certificate-revoke": TENANTS,
    "certificates:certificate-reissue": TENANTS,
    "certificates:organization-list": TENANTS_LIST,
    "certificates:gate-detail": TENANTS,
    "certificates:event-progress-detail": NONE,
    "certificates:event-requirements-detail": PUBLISHED,
    "certificates:event-gate-detail": TENANTS,
    "certificates:event-gate-dry-run": TENANTS,
    "certificates:event-issue": TENANTS,
    "certificates:event-short": TENANTS,
    "certificates:decision-list": TENANTS_LIST,
    "certificates:decision-decide": TENANTS,
    "certificates:template-detail": NONE,
    "certificates:template-preview": NONE,
    "certificates:key-list": TENANTS_LIST,
    "certificates:key-rotate": TENANTS,
    # cpd
    "cpd:ledger-list": PERSONS_LIST,
    "cpd:summary-detail": PERSONS_LIST,
    "cpd:cycle-list": {"GET": PERSONS_LIST, "POST": NONE},
    "cpd:cycle-detail": PERSONS,
    "cpd:activity-list": {"GET": PERSONS_LIST, "POST": NONE},
    "cpd:activity-detail": PERSONS,
    "cpd:transcript-detail": NONE,  # the caller's own ledger; a cycle in the query is tested in cpd
    "cpd:transcript-table": NONE,  # the same
    "cpd:recording-detail": TENANTS,
    # catalogue
    "catalogue-page": NONE,
    "catalogue:discover-list": PUBLISHED,
    # promo codes
    "promo_codes:promo-code-list": {"GET": TENANTS_LIST, "POST": NONE},
    "promo_codes:promo-code-detail": TENANTS,
}


def _rows(name: str, method: str) -> Rows:
    rows = ROUTES[name]
    return rows[method] if isinstance(rows, Mapping) else rows


def _declared(*wanted: Rows) -> list[tuple[str, str]]:
    return [(name, method) for name in sorted(ROUTES) for method in TABLE[name] if _rows(name, method) in wanted]


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_every_route_says_whose_its_rows_are() -> None:
    assert set(ROUTES) == set(routes())


def test_every_list_has_a_row_to_look_for() -> None:
    assert {name for name, _ in _declared(PERSONS_LIST, SHARED_LIST, TENANTS_LIST)} == set(ROWS)
    assert {name for name, _ in _declared(NAMED)} == set(BODIES)


@dataclass(frozen=True)
class Knock:
    """Somebody who has no business there: at which rows they try, how, and what they are told."""

    rows: set[Rows]
    status: Callable[[Door, str], int]
    due: int = 404


KNOCKS: Mapping[str, Knock] = {
    "another tenant": Knock(
        {TENANTS, SHARED},
        lambda door, method: door.knock(method, door.world.owner_of_other(), door.world.other),
    ),
    "another tenant that names this one": Knock(
        {TENANTS, SHARED, TENANTS_LIST, SHARED_LIST},
        lambda door, method: door.knock(method, door.world.owner_of_other(), door.world.home),
    ),
    "another person": Knock(
        {PERSONS, SHARED},
        lambda door, method: door.knock(method, door.world.stranger),
    ),
    "a person who is not enrolled": Knock(
        {ENROLLED},
        lambda door, method: door.knock(method, door.world.stranger),
        due=403,
    ),
}
GUARDED = sorted({name for name, _ in _declared(TENANTS, SHARED, TENANTS_LIST, SHARED_LIST, PERSONS, ENROLLED)})
UNDER_A_SLUG = [(name, method) for name, method in _declared(TENANTS) if {"slug"} < routes()[name].parameters]
"""Where the address names the tenant and a row of theirs."""


@pytest.mark.isolation
@pytest.mark.parametrize("name", GUARDED)
def test_rows_of_others_do_not_exist(name: str, world: World) -> None:
    door = Door(name, world)
    assert_as_due(
        door,
        (
            Answer(method, who, knock.status(door, method), knock.due)
            for method in TABLE[name]
            for who, knock in KNOCKS.items()
            if _rows(name, method) in knock.rows
        ),
    )


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), UNDER_A_SLUG)
def test_a_row_under_the_address_of_another_tenant_does_not_exist(name: str, method: str, world: World) -> None:
    assert Door(name, world).knock(method, world.owner_of_other(), world.other, slug=world.other.slug) == 404


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(NAMED))
def test_a_row_of_another_tenant_cannot_be_named_in_a_body(name: str, method: str, world: World) -> None:
    body = json.dumps(BODIES[name](world), default=str)
    client = api(world.owner_of_other(), world.other)
    answer = client.generic(
        method, reverse(name), body, content_type="application/json", HTTP_IDEMPOTENCY_KEY=str(new_id())
    )
    assert answer.status_code == 404, answer.content


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(TENANTS_LIST, SHARED_LIST))
def test_a_tenants_list_shows_its_own_rows_and_no_others(name: str, method: str, world: World) -> None:
    shown = ROWS[name](world)
    own = api(world.owner_of_home(), world.home).generic(method, reverse(name))
    foreign = api(world.owner_of_other(), world.other).generic(method, reverse(name))
    assert shown in own.content.decode()
    assert shown not in foreign.content.decode()


@pytest.mark.isolation
@pytest.mark.parametrize(("name", "method"), _declared(PERSONS_LIST, SHARED_LIST))
def test_a_persons_list_shows_their_own_rows_and_no_others(name: str, method: str, world: World) -> None:
    shown = ROWS[name](world)
    own = api(world.person).generic(method, reverse(name))
    foreign = api(world.stranger).generic(method, reverse(name))
    assert shown in own.content.decode()
    assert shown not in foreign.content.decode()
