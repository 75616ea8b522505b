"""Certificates of events over the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accredit.accounts.tests.factories import UserFactory
from accredit.certificates.models import Certificate, Decision, Gate, IssueRun
from accredit.certificates.rules.acts import RevokedBecause
from accredit.certificates.services.ending import certificate_end, certificate_revoke
from accredit.core.testing import api, assert_same_queries, drain
from accredit.events.models import Event
from accredit.events.tests.factories import event_with_ticket
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .event_factories import ENOUGH, LATER, attend, certified_by_event, complete_event
from .test_event_following import certified, correct
from .test_event_issuing import gate
from .test_event_runs import over

pytestmark = pytest.mark.django_db
ATTENDANCE = {"kind": "attendance", "percent": 80}
BODY = {"clauses": [ATTENDANCE], "issue_after_minutes": 60, "when_changed": "ask"}
DECISIONS = "/api/certificates/decisions/"


def url(event: Event, what: str) -> str:
    return f"/api/certificates/events/{event.id}/{what}/"


def staff(organization: Organization, role: str = "owner") -> Any:
    return api(member(organization, role), organization)


class TestGate:
    @pytest.mark.happy
    def test_is_the_default_until_it_is_set(self) -> None:
        event = event_with_ticket().event
        client = staff(event.organization)
        before = client.get(url(event, "gate")).json()
        assert (before["is_default"], before["issue_after_minutes"], before["when_changed"]) == (True, 60, "ask")
        assert before["sentences"] == ["Attend at least 80% of the event"]
        assert [one["window_minutes"] for one in before["sessions"]] == [480]
        wanted = {"clauses": [{"kind": "attendance", "minutes": 90}], "issue_after_minutes": None}

        answer = client.put(url(event, "gate"), {**wanted, "when_changed": "revoke"}, format="json")

        assert answer.status_code == 200
        body = answer.json()
        empty = {"percent": None, "at_least": None, "sessions": None}
        assert body["clauses"] == [{"kind": "attendance", "minutes": 90, **empty}]
        assert (body["version"], body["issue_after_minutes"], body["when_changed"]) == (1, None, "revoke")

    def test_set_to_the_same_twice_stays_one_version_and_another_time_is_none(self) -> None:
        event = event_with_ticket().event
        client = staff(event.organization)

        for body in (BODY, BODY, {**BODY, "issue_after_minutes": 90}):
            assert client.put(url(event, "gate"), body, format="json").status_code == 200

        row = Gate.objects.get()
        assert (row.version, row.issue_after_minutes) == (1, 90)

    @pytest.mark.parametrize(
        ("change", "status", "path"),
        [
            ({"clauses": []}, 400, "clauses"),
            ({"clauses": [{"kind": "lessons"}]}, 400, "clauses.0.kind"),
            ({"clauses": [{"kind": "attendance", "percent": 101}]}, 400, "clauses.0.percent"),
            ({"issue_after_minutes": 5}, 400, "issue_after_minutes"),
            ({"when_changed": "shrug"}, 400, "when_changed"),
            ({"clauses": [{"kind": "attendance"}]}, 422, "clauses.0.percent"),
            (
                {"clauses": [{"kind": "attendance", "percent": 80, "sessions": [str(uuid4())]}]},
                422,
                "clauses.0.sessions",
            ),
            ({"clauses": [{"kind": "paid"}]}, 422, "clauses"),
            ({"clauses": [ATTENDANCE, {"kind": "survey"}]}, 422, "clauses.1"),
        ],
    )
    def test_that_cannot_stand_is_refused(self, change: dict[str, Any], status: int, path: str) -> None:
        event = event_with_ticket().event

        answer = staff(event.organization).put(url(event, "gate"), {**BODY, **change}, format="json")

        assert answer.status_code == status
        assert answer.json()["errors"][0]["path"] == path
        assert not Gate.objects.exists()

    @pytest.mark.isolation
    def test_is_the_organizations_own(self) -> None:
        event = event_with_ticket().event
        path = url(event, "gate")

        assert staff(event.organization, "instructor").get(path).status_code == 200
        assert staff(event.organization, "instructor").put(path, BODY, format="json").status_code == 403
        assert staff(event.organization, "door").get(path).status_code == 403
        assert staff(OrganizationFactory()).get(path).status_code == 404
        assert staff(OrganizationFactory()).put(path, BODY, format="json").status_code == 404
        assert api().get(path).status_code == 401


class TestDryRun:
    def run(self, event: Event, *clauses: dict[str, Any]) -> Any:
        return staff(event.organization).post(url(event, "gate/dry-run"), {"clauses": clauses}, format="json")

    @pytest.mark.happy
    def test_says_who_would_gain_and_lose_and_how_long_people_were_there(self) -> None:
        ticket = event_with_ticket()
        attend(ticket, 28_800, person=None, name="Guest")
        short = attend(ticket, ENOUGH - 60)
        attend(ticket, 0)
        complete_event(ticket.event)

        body = self.run(ticket.event, {"kind": "attendance", "percent": 75}).json()

        assert (body["people"], body["met"], body["met_now"], body["gains"], body["loses"]) == (3, 2, 1, 1, 0)
        assert body["guests"] == 1
        assert [one["people"] for one in body["histogram"]] == [1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
        assert body["histogram"][-1]["last"] == 100
        assert body["clauses"] == [
            {"kind": "attendance", "text": "Attend at least 75% of the event", "met": 2, "asked": 3}
        ]
        [change] = body["changes"]
        assert (change["registration"], change["change"], change["percent"]) == (str(short.id), "gains", 79)

    def test_counts_the_certificates_that_would_be_lost(self) -> None:
        certificate = certified_by_event()
        assert certificate.event is not None

        body = self.run(certificate.event, {"kind": "attendance", "percent": 90}).json()

        assert (body["loses"], body["certificates_lost"]) == (1, 1)
        assert body["changes"][0]["lacks"] == [
            "Attended 384 of 480 minutes (80%); at least 90% of the event is asked for."
        ]

    def test_counts_nobody_as_gaining_what_the_organization_has_revoked(self) -> None:
        certificate = certified_by_event()
        event = certificate.event
        assert event is not None
        certificate_revoke(certificate=certificate, actor_id=UserFactory().id, reason="Not theirs.", now=LATER)
        harder = {"kind": "attendance", "percent": 90}

        same, lost = self.run(event, {"kind": "attendance", "percent": 80}).json(), self.run(event, harder).json()

        assert (same["met"], same["met_now"], same["gains"], same["loses"], same["withheld"]) == (0, 0, 0, 0, 1)
        assert (lost["gains"], lost["loses"], lost["withheld"], lost["changes"]) == (0, 0, 0, [])
        put = staff(event.organization).put(url(event, "gate"), {**BODY, "clauses": [harder]}, format="json")
        assert put.status_code == 200, put.json()
        easier = self.run(event, {"kind": "attendance", "percent": 50}).json()
        assert (easier["met"], easier["gains"], easier["withheld"], easier["changes"]) == (0, 0, 1, [])

    def test_counts_as_gaining_again_who_lost_theirs_to_the_requirements(self) -> None:
        certificate = certified_by_event()
        because = RevokedBecause.REQUIREMENTS
        certificate_end(certificate, because=because, reason="Corrected.", actor_id=None, now=LATER)
        assert certificate.event is not None

        body = self.run(certificate.event, {"kind": "attendance", "percent": 80}).json()

        assert (body["met"], body["withheld"]) == (1, 0)

    def test_writes_nothing(self) -> None:
        event = over(2)
        before = list(Gate.objects.values())

        assert self.run(event, {"kind": "attendance", "percent": 10}).status_code == 200
        drain(now=LATER)

        assert list(Gate.objects.values()) == before
        assert not Certificate.objects.exists()

    def test_of_what_cannot_be_a_gate_says_why(self) -> None:
        event = event_with_ticket().event

        assert self.run(event, {"kind": "paid"}).status_code == 422
        assert self.run(event).status_code == 400

    def test_costs_the_same_for_one_and_for_many(self) -> None:
        one, many = over(1), over(12)
        clients = {event.id: staff(event.organization) for event in (one, many)}

        def ask(event: Event) -> None:
            path = url(event, "gate/dry-run")
            assert clients[event.id].post(path, {"clauses": [ATTENDANCE]}, format="json").status_code == 200

        assert_same_queries(lambda: ask(one), lambda: ask(many))

    @pytest.mark.isolation
    def test_is_for_those_who_design(self) -> None:
        event = event_with_ticket().event
        path, body = url(event, "gate/dry-run"), {"clauses": [ATTENDANCE]}

        assert staff(event.organization, "viewer").post(path, body, format="json").status_code == 403
        assert staff(OrganizationFactory()).post(path, body, format="json").status_code == 404
        assert api().post(path, body, format="json").status_code == 401


class TestIssue:
    @pytest.mark.happy
    def test_shows_how_many_are_due_and_how_far_the_run_is(self) -> None:
        event = over(3, short=1)
        client = staff(event.organization)
        assert client.get(url(event, "issue")).json() == {"due": 3, "run": None}

        answer = client.post(url(event, "issue"))

        assert answer.status_code == 202
        assert {key: answer.json()[key] for key in ("status", "total", "done", "by_hand")} == {
            "status": "running",
            "total": 3,
            "done": 0,
            "by_hand": True,
        }
        drain()
        body = client.get(url(event, "issue")).json()
        assert (body["due"], body["run"]["status"], body["run"]["done"]) == (0, "finished", 3)

    def test_asked_twice_is_one_run(self) -> None:
        event = over(1)
        client = staff(event.organization)

        ids = {client.post(url(event, "issue")).json()["id"] for _ in range(2)}

        assert len(ids) == IssueRun.objects.count() == 1

    def test_waits_until_the_event_is_completed(self) -> None:
        event = event_with_ticket().event

        answer = staff(event.organization).post(url(event, "issue"))

        assert (answer.status_code, answer.json()["code"]) == (409, "event_not_over")

    @pytest.mark.isolation
    def test_is_for_those_who_issue(self) -> None:
        event = over(1)
        path = url(event, "issue")

        assert staff(event.organization, "viewer").get(path).status_code == 200
        assert staff(event.organization, "viewer").post(path).status_code == 403
        assert staff(OrganizationFactory()).get(path).status_code == 404
        assert staff(OrganizationFactory()).post(path).status_code == 404
        assert api().post(path).status_code == 401
        assert not IssueRun.objects.exists()


class TestDecisions:
    @pytest.fixture
    def asked(self) -> Decision:
        row, _ = certified("ask")
        correct(row)
        return Decision.objects.get()

    @pytest.mark.happy
    def test_are_listed_and_decided(self, asked: Decision) -> None:
        client = staff(asked.organization)
        [row] = client.get(f"{DECISIONS}?verdict=open&event={asked.event_id}").json()["results"]
        assert (row["id"], row["doubt"], row["certificate"]["status"]) == (str(asked.id), "not_due", "issued")

        body = {"verdict": "revoked", "reason": "She had left."}
        answer = client.post(f"{DECISIONS}{asked.id}/decide/", body, format="json")

        assert (answer.status_code, answer.json()["verdict"]) == (200, "revoked")
        assert answer.json()["certificate"]["status"] == "revoked"
        assert client.get(f"{DECISIONS}?verdict=open").json()["results"] == []
        again = client.post(f"{DECISIONS}{asked.id}/decide/", body, format="json")
        assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")

    def test_need_a_reason_and_one_of_two_answers(self, asked: Decision) -> None:
        client = staff(asked.organization)

        for body in ({"verdict": "kept"}, {"verdict": "settled", "reason": "Why not"}):
            assert client.post(f"{DECISIONS}{asked.id}/decide/", body, format="json").status_code == 400
        assert client.get(f"{DECISIONS}?verdict=lost").status_code == 400

    @pytest.mark.isolation
    def test_are_the_organizations_own(self, asked: Decision) -> None:
        path, body = f"{DECISIONS}{asked.id}/decide/", {"verdict": "kept", "reason": "Because"}
        other = staff(OrganizationFactory())

        assert other.get(DECISIONS).json()["results"] == []
        assert other.post(path, body, format="json").status_code == 404
        assert staff(asked.organization, "viewer").post(path, body, format="json").status_code == 403
        assert staff(asked.organization, "door").get(DECISIONS).status_code == 403
        assert api().get(DECISIONS).status_code == api().post(path, body, format="json").status_code == 401
        asked.refresh_from_db()
        assert asked.verdict == "open"

    def test_cost_the_same_for_one_and_for_many(self, asked: Decision) -> None:
        template = Decision.objects.values().get()
        one, many = staff(asked.organization), staff(OrganizationFactory())
        ours = many.get(DECISIONS).wsgi_request.headers["Accredit-Organization"]
        other = Organization.objects.get(slug=ours)
        for _ in range(5):
            fresh = {"id": uuid4(), "verdict": "settled", "organization_id": other.id}
            Decision.objects.create(**{**template, **fresh})

        assert_same_queries(lambda: one.get(DECISIONS), lambda: many.get(DECISIONS))
        assert len(many.get(DECISIONS).json()["results"]) == 5


class TestProgress:
    def ask(self, user: Any, event: object) -> Any:
        return api(user).get(f"/api/certificates/event-progress/?event={event}")

    @pytest.mark.happy
    def test_says_what_is_still_lacking(self) -> None:
        ticket = event_with_ticket()
        row = attend(ticket, ENOUGH - 60)
        complete_event(ticket.event)

        body = self.ask(row.person, ticket.event.slug).json()

        assert body["met"] is False
        assert [(one["text"], one["detail"]) for one in body["clauses"]] == [
            ("Attend at least 80% of the event", "You were there for 383 of 480 minutes (79%); it takes 80%.")
        ]
        assert [(one["counted_seconds"], one["percent"]) for one in body["sessions"]] == [(ENOUGH - 60, 79)]
        assert (body["certificate"], body["waiting_for"]) == (None, None)

    def test_gives_the_code_once_it_is_issued(self) -> None:
        certificate = certified_by_event()

        body = self.ask(certificate.holder, certificate.event_id).json()

        assert (body["met"], body["certificate_code"]) == (True, certificate.code)

    def test_says_that_it_is_not_time_yet_or_that_somebody_issues_by_hand(self) -> None:
        ticket = event_with_ticket()
        row = attend(ticket)
        complete_event(ticket.event, until=None)
        assert self.ask(row.person, ticket.event_id).json()["waiting_for"]["code"] == "not_time_yet"

        gate(ticket.event, after=None)

        assert self.ask(row.person, ticket.event_id).json()["waiting_for"]["code"] == "issued_by_hand"

    def test_is_for_those_who_registered(self) -> None:
        event = event_with_ticket().event

        assert self.ask(UserFactory(), event.id).json()["code"] == "not_registered"
        assert self.ask(UserFactory(), uuid4()).status_code == 404
        assert api().get(f"/api/certificates/event-progress/?event={event.id}").status_code == 401
        assert api(UserFactory()).get("/api/certificates/event-progress/").status_code == 400


class TestRequirements:
    @pytest.mark.happy
    def test_are_promised_to_everybody(self) -> None:
        event = event_with_ticket(price=14_500).event

        body = api().get(f"/api/certificates/event-requirements/?event={event.slug}").json()

        assert [one["text"] for one in body["clauses"]] == ["Attend at least 80% of the event", "Pay for your place"]

    def test_of_what_is_not_public_are_not(self) -> None:
        event = event_with_ticket(visibility="private").event

        assert api().get(f"/api/certificates/event-requirements/?event={event.slug}").status_code == 404
        assert api().get("/api/certificates/event-requirements/").status_code == 400
