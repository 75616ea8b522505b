"""An event's overview as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accredit.certificates.rules.gates import KINDS_OF, Activity
from accredit.core.api import MoneySerializer
from accredit.events.api.examples import EVENT_ID
from accredit.events.rules.events import AttendanceMode
from accredit.feedback.rules.surveys import SurveyStatus
from accredit.integrations.selectors import EventFigures, EventOverview
from accredit.registrations.rules.registrations import RegistrationStatus

Base = serializers.Serializer[Any]
CLAUSES = [str(one) for one in KINDS_OF[Activity.EVENT]]
REGISTRATION_STATUSES = [str(one) for one in RegistrationStatus]
SURVEY_STATUSES = [str(one) for one in SurveyStatus]


class OverviewPlacesSerializer(Base):
    registered = serializers.IntegerField(read_only=True, help_text="Whose ticket opens the door.")
    capacity = serializers.IntegerField(read_only=True, allow_null=True, help_text="Null: without limit.")
    pending_approval = serializers.IntegerField(read_only=True)
    pending_payment = serializers.IntegerField(read_only=True)
    cancelled = serializers.IntegerField(read_only=True)
    waiting = serializers.IntegerField(read_only=True, help_text="On the waiting list.")
    offered = serializers.IntegerField(read_only=True, help_text="Of the waiting list: have an offer that is open.")


class OverviewMoneySerializer(Base):
    sales = MoneySerializer(read_only=True)
    refunds = MoneySerializer(read_only=True, help_text="What went back, less what came back of it.")
    net = MoneySerializer(read_only=True)


class OverviewPresenceSerializer(Base):
    came = serializers.IntegerField(read_only=True, help_text="Of those registered: were seen at all.")
    in_person = serializers.IntegerField(read_only=True, help_text="Of these, by their tickets.")
    online = serializers.IntegerField(read_only=True)
    inside = serializers.IntegerField(read_only=True, help_text="Now, as far as the door has told.")
    unmatched = serializers.IntegerField(read_only=True, help_text="Joined, and nothing says who they are.")
    meetings = serializers.IntegerField(read_only=True)
    reported = serializers.IntegerField(read_only=True, help_text="Meetings whose report was fetched.")
    fetched_at = serializers.DateTimeField(read_only=True, allow_null=True)


class OverviewClauseSerializer(Base):
    kind = serializers.ChoiceField(choices=CLAUSES, read_only=True)
    text = serializers.CharField(read_only=True)
    people = serializers.IntegerField(read_only=True)


class OverviewGateSerializer(Base):
    people = serializers.IntegerField(read_only=True, help_text="Whose minutes count.")
    met = serializers.IntegerField(read_only=True, help_text="Past the gate, or certified.")
    short = serializers.IntegerField(read_only=True)
    clauses = OverviewClauseSerializer(many=True, read_only=True, help_text="What they lack, most of them first.")


class OverviewCertificatesSerializer(Base):
    issued = serializers.IntegerField(read_only=True, help_text="In force.")
    pending = serializers.IntegerField(read_only=True, help_text="In the making.")
    due = serializers.IntegerField(read_only=True, help_text="Would be certified now; 0 before the event is over.")
    undecided = serializers.IntegerField(read_only=True, help_text="Somebody has to decide on them.")
    issues_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="When the rest is issued.")
    by_hand = serializers.BooleanField(read_only=True)


class OverviewSurveySerializer(Base):
    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(choices=SURVEY_STATUSES, read_only=True)
    asked = serializers.IntegerField(read_only=True)
    answered = serializers.IntegerField(read_only=True)


class FiguresPeopleSerializer(Base):
    status = serializers.ChoiceField(choices=REGISTRATION_STATUSES, read_only=True)
    ticket_type = serializers.UUIDField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class EventFiguresSerializer(Base):
    event = serializers.UUIDField(read_only=True)
    has_begun = serializers.BooleanField(read_only=True)
    people = FiguresPeopleSerializer(
        many=True, read_only=True, help_text="By state and ticket; nothing where there is nobody."
    )
    places = OverviewPlacesSerializer(read_only=True)
    presence = OverviewPresenceSerializer(read_only=True)
    issued = serializers.IntegerField(read_only=True, help_text="Certificates in force.")
    answered = serializers.IntegerField(read_only=True, help_text="Of those who were asked by the survey.")


class EventOverviewSerializer(Base):
    event = serializers.UUIDField(read_only=True)
    places = OverviewPlacesSerializer(read_only=True)
    money = OverviewMoneySerializer(many=True, read_only=True, help_text="One entry for each currency; none if free.")
    presence = OverviewPresenceSerializer(read_only=True)
    gate = OverviewGateSerializer(read_only=True, allow_null=True, help_text="Null before the event begins.")
    certificates = OverviewCertificatesSerializer(read_only=True)
    survey = OverviewSurveySerializer(read_only=True, allow_null=True)


def figures_json(found: EventFigures) -> dict[str, Any]:
    people = sorted(found.counts.people.items(), key=lambda one: (one[0][0], str(one[0][1])))
    return {
        "event": found.event.id,
        "has_begun": found.has_begun,
        "people": [{"status": status, "ticket_type": ticket, "count": count} for (status, ticket), count in people],
        "places": _places(found),
        "presence": _presence(found),
        "issued": found.certificates.issued,
        "answered": found.turnout.answered,
    }


def overview_json(found: EventOverview) -> dict[str, Any]:
    figures, standing = found.figures, found.standing
    survey, turnout = figures.survey, figures.turnout
    return {
        "event": figures.event.id,
        "places": _places(figures),
        "money": [
            {"sales": one.gross.as_json(), "refunds": one.refunded.as_json(), "net": one.net.as_json()}
            for one in found.sales
        ],
        "presence": _presence(figures),
        "gate": {
            "people": standing.people,
            "met": standing.met,
            "short": standing.short,
            "clauses": [{"kind": one.kind, "text": one.text, "people": one.people} for one in standing.clauses],
        }
        if standing is not None
        else None,
        "certificates": {
            "issued": figures.certificates.issued,
            "pending": figures.certificates.pending,
            "due": standing.due if standing is not None else 0,
            "undecided": figures.certificates.undecided,
            "issues_at": found.issues_at,
            "by_hand": found.by_hand,
        },
        "survey": {
            "id": survey.id,
            "title": survey.title,
            "status": survey.status,
            "asked": turnout.asked,
            "answered": turnout.answered,
        }
        if survey is not None
        else None,
    }


def _places(found: EventFigures) -> dict[str, Any]:
    counts = found.counts
    return {
        "registered": counts.registered,
        "capacity": found.capacity,
        "pending_approval": counts.places(RegistrationStatus.PENDING_APPROVAL),
        "pending_payment": counts.places(RegistrationStatus.PENDING_PAYMENT),
        "cancelled": counts.places(RegistrationStatus.CANCELLED),
        "waiting": counts.waiting,
        "offered": counts.offered,
    }


def _presence(found: EventFigures) -> dict[str, Any]:
    came, meetings = found.counts.came, found.meetings
    return {
        "came": sum(came.values()),
        "in_person": came.get(AttendanceMode.IN_PERSON, 0),
        "online": came.get(AttendanceMode.ONLINE, 0),
        "inside": found.counts.inside,
        "unmatched": meetings.unmatched,
        "meetings": meetings.held,
        "reported": meetings.reported,
        "fetched_at": meetings.fetched_at,
    }


def _pounds(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "GBP"}


OVERVIEW: dict[str, Any] = {
    "event": EVENT_ID,
    "places": {
        "registered": 168,
        "capacity": 180,
        "pending_approval": 0,
        "pending_payment": 2,
        "cancelled": 23,
        "waiting": 0,
        "offered": 0,
    },
    "money": [{"sales": _pounds(1248000), "refunds": _pounds(34000), "net": _pounds(1214000)}],
    "presence": {
        "came": 151,
        "in_person": 62,
        "online": 89,
        "inside": 0,
        "unmatched": 14,
        "meetings": 3,
        "reported": 3,
        "fetched_at": "2026-11-19T17:12:00Z",
    },
    "gate": {
        "people": 168,
        "met": 129,
        "short": 39,
        "clauses": [{"kind": "survey", "text": "Answer the survey “How was it?”", "people": 39}],
    },
    "certificates": {
        "issued": 0,
        "pending": 0,
        "due": 129,
        "undecided": 0,
        "issues_at": None,
        "by_hand": True,
    },
    "survey": {
        "id": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a10",
        "title": "How was it?",
        "status": "published",
        "asked": 151,
        "answered": 138,
    },
}

FIGURES: dict[str, Any] = {
    "event": EVENT_ID,
    "has_begun": True,
    "people": [
        {"status": "attended", "ticket_type": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a11", "count": 151},
        {"status": "absent", "ticket_type": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a11", "count": 17},
        {"status": "cancelled", "ticket_type": "019aa622-7c1e-7b60-9d0a-3f0f1c2b4a11", "count": 23},
    ],
    "places": OVERVIEW["places"],
    "presence": OVERVIEW["presence"],
    "issued": 0,
    "answered": 138,
}
