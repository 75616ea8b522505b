"""Connecting an organization's Zoom account, its tokens, and ending it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection as database
from rest_framework.test import APIClient

from accredit.accounts.models import User
from accredit.core import clock
from accredit.core.models import OutboxEvent
from accredit.core.secrets import unwrap
from accredit.core.testing import api, at_once, drain
from accredit.integrations.exceptions import ConnectionBroken
from accredit.integrations.gateways import zoom as gateway
from accredit.integrations.models import ZoomConnection
from accredit.integrations.services.tokens import account_of, with_account
from accredit.organizations.models import Membership, Organization
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import ZoomConnectionFactory
from .stand import ZoomStand

pytestmark = pytest.mark.django_db
BASE = "/api/integrations/zoom/"
REGISTRANT: dict[str, Any] = {"kind": "meeting", "zoom_id": "1", "email": "a@example.org", "name": "Ada"}


@pytest.fixture
def organization(db: None) -> Organization:
    made: Organization = OrganizationFactory()
    return made


@pytest.fixture
def owner(organization: Organization) -> User:
    made: User = member(organization, Role.OWNER)
    return made


@pytest.fixture
def browser(owner: User, organization: Organization) -> APIClient:
    """Keeps cookies, as a browser does."""
    return api(owner, organization)


def set_out(browser: APIClient) -> dict[str, str]:
    """The query with which the person is sent to Zoom."""
    answer = browser.post(f"{BASE}connect/")
    assert answer.status_code == 201, answer.content
    return {key: values[0] for key, values in parse_qs(urlsplit(answer.json()["authorize_url"]).query).items()}


def come_back(browser: APIClient, **query: str) -> Any:
    return browser.get(f"{BASE}callback/", query)


def status(browser: APIClient) -> Any:
    return browser.get(f"{BASE}status/").json()


@pytest.mark.happy
def test_an_owner_connects_zoom(browser: APIClient, organization: Organization, zoom: ZoomStand) -> None:
    assert status(browser)["state"] == "not_connected"
    query = set_out(browser)
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
    answer = come_back(browser, state=query["state"], code="good")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/org/{organization.slug}/integrations?zoom=connected")
    [asked] = zoom.asked("POST", "/oauth/token")
    assert asked["redirect_uri"] == query["redirect_uri"]
    assert len(asked["code_verifier"]) >= 43
    assert status(browser)["state"] == "connected"
    row = ZoomConnection.objects.get(organization=organization)
    assert unwrap(bytes(row.refresh_wrapped)) == b"refresh-1"
    assert (row.zoom_user_id, row.authorized_at is not None) == ("U1", True)
    with database.cursor() as cursor:
        cursor.execute("SELECT access_wrapped, refresh_wrapped FROM integrations_zoomconnection")
        assert b"-1" not in b"".join(bytes(value) for value in cursor.fetchone())
    assert OutboxEvent.objects.filter(name="integrations.zoom_connected", organization_id=organization.id).count() == 1


def test_the_way_back_is_good_for_once(browser: APIClient, zoom: ZoomStand) -> None:
    query = set_out(browser)
    cookie = browser.cookies["accredit_zoom"].value
    assert come_back(browser, state=query["state"], code="good").status_code == 302
    browser.cookies["accredit_zoom"] = cookie
    again = come_back(browser, state=query["state"], code="good")
    assert (again.status_code, again.json()["code"]) == (400, "zoom_connecting_over")
    assert len(zoom.asked("POST", "/oauth/token")) == 1


def test_the_way_back_ends_after_ten_minutes(browser: APIClient, zoom: ZoomStand) -> None:
    query = set_out(browser)
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1)):
        assert come_back(browser, state=query["state"], code="good").status_code == 400
    assert not zoom.asked("POST", "/oauth/token")


def test_another_browser_cannot_come_back(browser: APIClient, owner: User, zoom: ZoomStand) -> None:
    query = set_out(browser)
    assert come_back(APIClient(), state=query["state"], code="good").status_code == 400
    other = api(owner)
    other.cookies["accredit_zoom"] = "invented"
    assert come_back(other, state=query["state"], code="good").status_code == 400
    assert come_back(browser, state="invented", code="good").status_code == 400
    assert not ZoomConnection.objects.exists()


def test_who_has_lost_the_right_meanwhile_connects_nothing(
    browser: APIClient, organization: Organization, owner: User, zoom: ZoomStand
) -> None:
    query = set_out(browser)
    Membership.objects.filter(organization=organization, user=owner).update(roles=["viewer"])
    assert come_back(browser, state=query["state"], code="good").status_code == 400
    assert not ZoomConnection.objects.exists()


@pytest.mark.parametrize(("query", "outcome"), [({"error": "access_denied"}, "declined"), ({"code": "bad"}, "failed")])
def test_who_declines_or_fails_is_told_so(
    browser: APIClient, zoom: ZoomStand, query: dict[str, str], outcome: str
) -> None:
    state = set_out(browser)["state"]
    assert come_back(browser, state=state, **query)["Location"].endswith(f"?zoom={outcome}")
    assert not ZoomConnection.objects.exists()


def test_to_connect_does_not_depend_on_zoom_saying_who_it_is(browser: APIClient, zoom: ZoomStand) -> None:
    zoom.fail("/users/me", 400, body={"code": 4711, "message": "Invalid access token, does not contain scopes."})
    come_back(browser, state=set_out(browser)["state"], code="good")
    assert (status(browser)["state"], ZoomConnection.objects.get().zoom_user_id) == ("connected", "")


def test_connecting_again_replaces_the_tokens(browser: APIClient, organization: Organization, zoom: ZoomStand) -> None:
    broken: ZoomConnection = ZoomConnectionFactory(organization=organization, broken_at=clock.now())
    assert (status(browser)["state"], bool(status(browser)["next_step"])) == ("broken", True)
    ZoomConnection.objects.update(removed_at=clock.now())
    assert status(browser)["state"] == "removed"
    come_back(browser, state=set_out(browser)["state"], code="good")
    row = ZoomConnection.objects.get()
    assert (row.pk, row.broken_at, status(browser)["state"]) == (broken.pk, None, "connected")


def test_disconnecting_revokes(browser: APIClient, organization: Organization, zoom: ZoomStand) -> None:
    ZoomConnectionFactory(organization=organization, tokens=zoom.tokens())
    assert browser.post(f"{BASE}disconnect/").status_code == 204
    assert status(browser)["state"] == "not_connected"
    drain()
    assert zoom.asked("POST", "/oauth/revoke") == [{"token": "access-1"}]
    assert bytes(ZoomConnection.objects.get().access_wrapped) == b""
    assert browser.post(f"{BASE}disconnect/").json()["code"] == "zoom_not_connected"


def test_without_a_zoom_app_nothing_is_offered(browser: APIClient, settings: Any) -> None:
    settings.ZOOM_CLIENT_ID = ""
    assert status(browser)["state"] == "not_offered"
    assert browser.post(f"{BASE}connect/").json()["code"] == "zoom_not_offered"


def test_a_token_that_dies_soon_is_renewed_first(organization: Organization, zoom: ZoomStand) -> None:
    row: ZoomConnection = ZoomConnectionFactory(
        organization=organization, tokens=zoom.tokens(), access_expires_at=clock.now() + timedelta(seconds=30)
    )
    now = clock.now()
    assert account_of(connection_id=row.pk, now=now).token == "access-2"
    assert account_of(connection_id=row.pk, now=now).token == "access-2"
    assert len(zoom.asked("POST", "/oauth/token")) == 1


@pytest.mark.parametrize(("says", "kept"), [(True, "U1"), (False, "")])
def test_a_connection_older_than_the_question_learns_at_its_renewal_whose_it_is(
    organization: Organization, zoom: ZoomStand, says: bool, kept: str
) -> None:
    row: ZoomConnection = ZoomConnectionFactory(
        organization=organization, tokens=zoom.tokens(), access_expires_at=clock.now()
    )
    if not says:
        zoom.fail("/users/me", 400, body={"code": 4711, "message": "Invalid access token, does not contain scopes."})

    assert account_of(connection_id=row.pk, now=clock.now()).token == "access-2"

    row.refresh_from_db()
    assert (row.zoom_user_id, row.refreshing_until) == (kept, None)
    assert unwrap(bytes(row.access_wrapped)) == b"access-2"


def test_a_token_that_zoom_refuses_early_is_renewed_once(organization: Organization, zoom: ZoomStand) -> None:
    row: ZoomConnection = ZoomConnectionFactory(organization=organization, tokens=zoom.tokens())
    zoom.access = {"another"}
    zoom.meetings["1"] = {}
    way = with_account(row, lambda account: gateway.registrant_add(account, **REGISTRANT), now=clock.now())
    assert way.registrant_id == "reg-a@example.org"
    assert len(zoom.asked("POST", "/oauth/token")) == 1


def test_a_dead_refresh_token_breaks_the_connection_and_says_so(
    browser: APIClient, organization: Organization, zoom: ZoomStand
) -> None:
    row: ZoomConnection = ZoomConnectionFactory(organization=organization, access_expires_at=clock.now())
    zoom.refresh = "refresh-9"
    for _ in range(2):
        with pytest.raises(ConnectionBroken):
            account_of(connection_id=row.pk, now=clock.now())
    assert len(zoom.asked("POST", "/oauth/token")) == 1
    told = status(browser)
    assert (told["state"], "connect again" in told["next_step"]) == ("broken", True)
    assert OutboxEvent.objects.filter(name="integrations.zoom_connection_broken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_renew_at_once_renew_once(zoom: ZoomStand) -> None:
    row: ZoomConnection = ZoomConnectionFactory(tokens=zoom.tokens(), access_expires_at=clock.now())
    now = clock.now()
    found = at_once([lambda: account_of(connection_id=row.pk, now=now).token] * 6)
    assert found == ["access-2"] * 6
    assert len(zoom.asked("POST", "/oauth/token")) == 1


def test_a_renewal_that_a_killed_worker_left_is_taken_over(organization: Organization, zoom: ZoomStand) -> None:
    now = clock.now()
    row: ZoomConnection = ZoomConnectionFactory(
        organization=organization, tokens=zoom.tokens(), access_expires_at=now, refreshing_until=now
    )
    assert account_of(connection_id=row.pk, now=now).token == "access-2"
