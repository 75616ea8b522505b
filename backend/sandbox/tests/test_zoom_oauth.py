"""Consent, codes, tokens: Zoom's OAuth as an app sees it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.tests.harness import Sandbox, http
from sandbox.tests.zoom_harness import REDIRECT, ZoomApp, ZoomReceiver, authorize_url


def _age(sandbox: Sandbox, kind: str) -> None:
    """Let everything of this kind have run out."""
    with closing(sqlite3.connect(sandbox.data_dir / "sandbox.sqlite3", timeout=5)) as db, db:
        db.execute("UPDATE objects SET body = json_set(body, '$.expires_at', 1) WHERE kind = ?", (kind,))


def test_the_consent_says_what_is_asked_and_leads_back_with_the_state_as_it_was(sandbox: Sandbox) -> None:
    page = http.get(authorize_url(sandbox.url)).text
    for text in ("requesting access to your Zoom account", "Signed in to Zoom as", "127.0.0.1:9", "Decline"):
        assert text in page
    allowed = http.post(authorize_url(sandbox.url), data={"email": "host@zoom.example", "decision": "allow"})
    back = urlsplit(allowed.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == REDIRECT
    assert parse_qs(back.query)["state"] == ["st&te"]
    assert parse_qs(back.query)["code"][0]


def test_who_declines_is_led_back_with_access_denied(sandbox: Sandbox) -> None:
    declined = http.post(authorize_url(sandbox.url), data={"email": "", "decision": "decline"})
    assert parse_qs(urlsplit(declined.headers["location"]).query) == {"error": ["access_denied"], "state": ["st&te"]}


def test_a_consent_without_an_address_is_asked_again(sandbox: Sandbox) -> None:
    asked = http.post(authorize_url(sandbox.url), data={"email": "nobody", "decision": "allow"})
    assert asked.status_code == 422
    assert "Enter an email" in asked.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"client_id": "another"}, "4702"),
        ({"redirect_uri": "https://evil.example/"}, "4709"),
        ({"response_type": "token"}, "response_type"),
        ({"code_challenge_method": "plain"}, "S256"),
    ],
)
def test_an_app_that_asks_wrongly_is_told_so_and_nobody_is_led_anywhere(
    sandbox: Sandbox, changes: dict[str, str], told: str
) -> None:
    for answer in (http.get(authorize_url(sandbox.url, **changes)), http.post(authorize_url(sandbox.url, **changes))):
        assert answer.status_code == 400
        assert told in answer.text


def test_a_code_is_exchanged_once_for_a_token_that_opens_the_api(sandbox: Sandbox) -> None:
    app = ZoomApp(sandbox.url)
    code = app.code("Owner@Zoom.example")
    told = app.exchange(code).json()
    assert (told["token_type"], told["expires_in"], told["api_url"]) == ("bearer", 3600, f"{sandbox.url}/zoom")
    assert "meeting:write:registrant" in told["scope"].split()
    app.access = told["access_token"]
    me = app.get("/users/me")
    assert (me["email"], me["display_name"]) == ("owner@zoom.example", "Owner")
    again = app.exchange(code)
    assert (again.status_code, again.json()["code"]) == (400, 4734)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"code": "made-up"}, 400, 4734),
        ({"redirect_uri": "http://127.0.0.1:9/elsewhere"}, 400, 4709),
        ({"code_verifier": "not the one"}, 400, 4734),
        ({"grant_type": "password"}, 400, 4700),
    ],
)
def test_a_wrong_exchange_is_refused_with_its_code(
    sandbox: Sandbox, changes: dict[str, str], status: int, code: int
) -> None:
    app = ZoomApp(sandbox.url)
    refused = app.exchange(app.code(), **changes)
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_a_wrong_client_is_a_401(sandbox: Sandbox) -> None:
    app = ZoomApp(sandbox.url)
    refused = app.token(("zoom_sandbox", "wrong"), grant_type="refresh_token", refresh_token="x")
    assert (refused.status_code, refused.json()["error"], refused.json()["code"]) == (401, "invalid_client", 4702)
    assert http.post(f"{sandbox.url}/zoom/oauth/token", data={"grant_type": "refresh_token"}).status_code == 401


def test_a_code_lives_five_minutes(sandbox: Sandbox) -> None:
    app = ZoomApp(sandbox.url)
    code = app.code()
    _age(sandbox, "zoom.code")
    assert app.exchange(code).json()["code"] == 4733


def test_a_refresh_token_dies_when_it_is_used_and_the_new_one_works(zoom: ZoomApp) -> None:
    first = zoom.refresh
    renewed = zoom.renew().json()
    assert renewed["refresh_token"] != first
    assert zoom.renew(first).json()["code"] == 4740
    zoom.access, zoom.refresh = renewed["access_token"], renewed["refresh_token"]
    assert zoom.get("/users/me")["email"] == "host@zoom.example"
    assert zoom.renew().status_code == 200


def test_an_access_token_lives_an_hour_and_is_no_refresh_token(sandbox: Sandbox, zoom: ZoomApp) -> None:
    assert zoom.renew(zoom.access).json()["code"] == 4740
    _age(sandbox, "zoom.token")
    expired = zoom.call("GET", "/users/me")
    assert (expired.status_code, expired.json()["code"]) == (401, 124)
    assert zoom.renew().json()["code"] == 4740


def test_a_later_consent_of_the_same_user_ends_the_earlier_one(zoom: ZoomApp) -> None:
    before = ZoomApp(zoom.base, zoom.access, zoom.refresh)
    other = ZoomApp(zoom.base)
    other.connect("somebody.else@zoom.example")
    zoom.connect("host@zoom.example")
    assert before.renew().json()["code"] == 4741
    assert before.call("GET", "/users/me").status_code == 401
    assert other.get("/users/me")["email"] == "somebody.else@zoom.example"


def test_a_user_who_removes_the_app_ends_its_tokens(zoom: ZoomApp) -> None:
    assert zoom.control("deauthorize", {"email": "host@zoom.example"}) == {"ended": 1}
    assert zoom.call("GET", "/users/me").status_code == 401
    assert zoom.renew().json()["code"] == 4735


def test_the_app_is_told_once_that_a_user_removed_it(zoom: ZoomApp, zoom_receiver: ZoomReceiver) -> None:
    who = zoom.get("/users/me")
    for ended in (1, 0):
        assert zoom.control("deauthorize", {"email": "host@zoom.example"}) == {"ended": ended}
    (told,) = zoom_receiver.wait_for("app_deauthorized")
    assert told["payload"]["client_id"] == "zoom_sandbox"
    assert (told["payload"]["user_id"], told["payload"]["account_id"]) == (who["id"], who["account_id"])
    assert told["payload"]["deauthorization_time"].endswith("Z")
    assert "object" not in told["payload"]


def test_the_app_can_give_its_tokens_up(zoom: ZoomApp) -> None:
    revoked = http.post(
        f"{zoom.base}/zoom/oauth/revoke", data={"token": zoom.access}, auth=("zoom_sandbox", "zoom_sandbox_secret")
    )
    assert revoked.json() == {"status": "success"}
    assert zoom.call("GET", "/users/me").status_code == 401


def test_a_token_without_the_scope_is_told_which_one_is_missing(zoom: ZoomApp) -> None:
    zoom.control("scopes", {"email": "host@zoom.example", "scopes": ["user:read:user"]})
    refused = zoom.call("POST", "/users/me/meetings", {"topic": "Consent"})
    assert (refused.status_code, refused.json()["code"]) == (400, 4700)
    assert "meeting:write:meeting" in refused.json()["message"]


def test_no_token_and_a_made_up_one_are_a_401(zoom: ZoomApp) -> None:
    zoom.access = "made-up"
    assert zoom.call("GET", "/users/me").json() == {"code": 124, "message": "Invalid access token."}
    assert http.get(f"{zoom.base}/zoom/v2/users/me").status_code == 401
