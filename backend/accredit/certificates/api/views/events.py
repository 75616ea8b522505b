"""Certificates of events: what is asked, who would get one, issuing, and what somebody has to decide."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.certificates import services
from accredit.certificates.api import event_examples as examples
from accredit.certificates.api import event_rendering as rendering
from accredit.certificates.api.event_serializers import (
    DecideSerializer,
    DecisionQuerySerializer,
    DecisionSerializer,
    DryRunSerializer,
    EventCertificateProgressSerializer,
    EventClausesSerializer,
    EventGateSerializer,
    EventGateWriteSerializer,
    EventQuerySerializer,
    EventRequirementsSerializer,
    IssueRunSerializer,
    IssuingSerializer,
    ShortMessageInputSerializer,
    ShortMessageSerializer,
    ShortQuerySerializer,
    ShortSerializer,
)
from accredit.certificates.api.examples import answer, sent
from accredit.certificates.rules.changes import Verdict, WhenChanged
from accredit.certificates.selectors.dry_run import gate_dry_run
from accredit.certificates.selectors.event_gates import event_facts, gate_of_event
from accredit.certificates.selectors.event_issuing import decision_get, decisions, run_latest, run_progress
from accredit.certificates.selectors.event_progress import event_certificate_progress, event_requirements
from accredit.core.api import ApiView, CursorList, paginated, problem_responses
from accredit.core.api.conditional import conditional_json
from accredit.core.api.description import extend_schema
from accredit.core.api.idempotency import idempotent
from accredit.events.models import Event
from accredit.events.selectors import event_get
from accredit.organizations.api.staff import StaffView
from accredit.organizations.permissions import Permission

ALL = CursorList("-created_at", "-id")


class EventProgressView(ApiView):
    @extend_schema(
        operation_id="certificates_event_progress",
        summary="What I still lack for the certificate of an event",
        parameters=[EventQuerySerializer],
        responses={200: EventCertificateProgressSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.PROGRESS)],
    )
    def get(self, request: Request) -> Response:
        event = self.parse_query(EventQuerySerializer)["event"]
        progress = event_certificate_progress(slug_or_id=event, user_id=self.caller_id, now=self.now)
        return Response(rendering.event_progress_json(progress))


class EventRequirementsView(ApiView):
    public = True

    @extend_schema(
        operation_id="certificates_event_requirements",
        summary="What an event asks for before it certifies",
        parameters=[EventQuerySerializer],
        responses={200: EventRequirementsSerializer, **problem_responses(400, 404)},
        examples=[answer(examples.REQUIREMENTS)],
    )
    def get(self, request: Request) -> HttpResponseBase:
        event, promise = event_requirements(slug_or_id=self.parse_query(EventQuerySerializer)["event"])
        return conditional_json(request, rendering.event_requirements_json(event, promise))


class EventGateView(StaffView):
    permission = Permission.VIEW_CERTIFICATES
    permission_by_method = {"PUT": Permission.DESIGN_CERTIFICATES}

    @extend_schema(
        operation_id="certificates_event_gate_retrieve",
        summary="What an event asks for before it certifies, and when it issues",
        responses={200: EventGateSerializer, **problem_responses(401, 403, 404)},
        examples=[answer(examples.GATE)],
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        return self._gate(event_get(organization=self.organization, event_id=event_id))

    @extend_schema(
        operation_id="certificates_event_gate_update",
        summary="Set what an event asks for; once it is over, certificates follow",
        request=EventGateWriteSerializer,
        responses={200: EventGateSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[sent(examples.GATE_INPUT), answer(examples.GATE)],
    )
    def put(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        values = self.parse(EventGateWriteSerializer)
        services.event_gate_save(
            event=event,
            clauses=values["clauses"],
            issue_after_minutes=values["issue_after_minutes"],
            when_changed=WhenChanged(values["when_changed"]),
            actor_id=self.caller_id,
            now=self.now,
        )
        return self._gate(event)

    def _gate(self, event: Event) -> Response:
        return Response(rendering.event_gate_json(event, gate_of_event(event.id), event_facts(event)))


class EventGateDryRunView(StaffView):
    permission = Permission.DESIGN_CERTIFICATES

    @extend_schema(
        operation_id="certificates_event_gate_dry_run",
        summary="Who would gain or lose by other requirements; changes nothing",
        request=EventClausesSerializer,
        responses={200: DryRunSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[sent({"clauses": examples.CLAUSES}), answer(examples.DRY_RUN)],
    )
    def post(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        clauses = services.clauses_read(event, self.parse(EventClausesSerializer)["clauses"])
        return Response(rendering.dry_run_json(gate_dry_run(event, clauses)))


class EventIssueView(StaffView):
    permission = Permission.VIEW_CERTIFICATES
    permission_by_method = {"POST": Permission.ISSUE_CERTIFICATES}

    @extend_schema(
        operation_id="certificates_event_issue_retrieve",
        summary="How many are due now, and how far the latest run is",
        responses={200: IssuingSerializer, **problem_responses(401, 403, 404)},
        examples=[answer(examples.ISSUING)],
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        run = run_latest(event=event)
        body = {
            "due": services.people_due(event=event),
            "run": rendering.run_json(run_progress(run)) if run else None,
        }
        return Response(body)

    @extend_schema(
        operation_id="certificates_event_issue_start",
        summary="Certify everybody who is due, now; the run under way where there is one",
        request=None,
        responses={202: IssueRunSerializer, **problem_responses(401, 403, 404, 409)},
        examples=[answer(examples.RUN, "202")],
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        run = services.issue_run_start(event=event, actor_id=self.caller_id, now=self.now)
        return Response(rendering.run_json(run_progress(run)), status=status.HTTP_202_ACCEPTED)


class ShortView(StaffView):
    permission = Permission.MANAGE_EVENTS

    @extend_schema(
        operation_id="certificates_event_short_retrieve",
        summary="How many are not yet eligible, and what they lack",
        parameters=[ShortQuerySerializer],
        responses={200: ShortSerializer, **problem_responses(400, 401, 403, 404)},
        examples=[answer(examples.SHORT)],
    )
    def get(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        lacks = self.parse_query(ShortQuerySerializer).get("lacks")
        people = services.people_short(event=event, lacks=[lacks] if lacks else ())
        return Response(rendering.short_json(people))

    @extend_schema(
        operation_id="certificates_event_short_message",
        summary="Write to those who are not yet eligible",
        description="Who that is, is found out as it is sent; each gets it once at most.",
        request=ShortMessageInputSerializer,
        responses={201: ShortMessageSerializer, **problem_responses(400, 401, 403, 404, 422)},
        examples=[sent(examples.SHORT_MESSAGE), answer(examples.SHORT_SENT, "201")],
    )
    @idempotent()
    def post(self, request: Request, event_id: UUID) -> Response:
        event = event_get(organization=self.organization, event_id=event_id)
        given = self.parse(ShortMessageInputSerializer)
        message = services.short_message_send(event=event, **given, actor_id=self.caller_id, now=self.now)
        body = {"id": message.id, "recipients": message.deliveries.count()}
        return Response(body, status=status.HTTP_201_CREATED)


class DecisionListView(StaffView):
    permission = Permission.VIEW_CERTIFICATES

    @extend_schema(
        operation_id="certificates_decision_list",
        summary="Certificates that somebody has to decide on, latest first",
        parameters=[DecisionQuerySerializer],
        responses={200: paginated(DecisionSerializer), **problem_responses(400, 401, 403, 404)},
        examples=[answer({"results": [examples.DECISION], "next": None, "previous": None})],
    )
    def get(self, request: Request) -> Response:
        rows = decisions(organization=self.organization, **self.parse_query(DecisionQuerySerializer))
        return ALL.paginate(request, rows, rendering.decision_json)


class DecideView(StaffView):
    permission = Permission.ISSUE_CERTIFICATES

    @extend_schema(
        operation_id="certificates_decision_decide",
        summary="Keep a certificate, or revoke it for good",
        request=DecideSerializer,
        responses={200: DecisionSerializer, **problem_responses(400, 401, 403, 404, 409)},
        examples=[sent(examples.DECIDE), answer(examples.DECIDED)],
    )
    @idempotent()
    def post(self, request: Request, decision_id: UUID) -> Response:
        decision = decision_get(organization=self.organization, decision_id=decision_id)
        values = self.parse(DecideSerializer)
        services.decision_decide(
            decision=decision,
            verdict=Verdict(values["verdict"]),
            reason=values["reason"],
            actor_id=self.caller_id,
            now=self.now,
        )
        return Response(rendering.decision_json(decision_get(organization=self.organization, decision_id=decision_id)))
