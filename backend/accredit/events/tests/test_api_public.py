"""What strangers and members get of events: the list, the page, what is left, the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from accredit.accounts.tests.factories import UserFactory
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.testing import api, queries
from accredit.events import services
from accredit.events.models import Event
from accredit.organizations.tests.factories import member

from .factories import (
    CapacityFactory,
    EventCategoryFactory,
    EventCreditFactory,
    EventFactory,
    QuestionFactory,
    SessionFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    TicketTypeFactory,
    event_with_ticket,
    tomorrow,
)

pytestmark = pytest.mark.django_db
SECRET_LINK = "https://meet.example.org/only-for-those-with-a-place"


@pytest.fixture(autouse=True)
def _built(settings: Any, tmp_path: Any) -> None:
    settings.FRONTEND_DIST = tmp_path
    settings.PUBLIC_URL = "https://accredit.example"
    (tmp_path / "index.html").write_text("<html><head><!--head--></head></html>")


def titles(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def entry(response: Any) -> Any:
    assert response.status_code == 200, response.content
    [found] = Calendar.from_ical(response.content).walk("VEVENT")
    return found


# The list


@pytest.mark.happy
def test_strangers_see_what_is_public_and_to_come_soonest_first() -> None:
    event_with_ticket(
        title="Later", starts_at=tomorrow(9) + timedelta(days=7), ends_at=tomorrow(17) + timedelta(days=7)
    )
    soon = event_with_ticket(title="Soon", price=14500).event
    EventCreditFactory(event=soon)
    EventFactory(title="Draft", status="draft")
    EventFactory(title="Private", visibility="private")
    EventFactory(title="Unlisted", visibility="unlisted")
    EventFactory(title="Called off", status="cancelled")
    EventFactory(title="Over", starts_at=tomorrow(9) - timedelta(days=9), ends_at=tomorrow(10) - timedelta(days=9))

    response = api().get("/api/events/")

    assert titles(response) == ["Soon", "Later"]
    first, second = response.json()["results"]
    assert (first["price_from"], second["price_from"]) == ({"amount": 14500, "currency": "EUR"}, None)
    assert (first["credits"]["total"], first["place"]) == ("6.0", "London")


def test_the_list_is_searched_and_filtered_by_format() -> None:
    event_with_ticket(title="Ethics by the sea")
    event_with_ticket(title="Ethics online", format="online")
    assert titles(api().get("/api/events/?search=ETHICS")) == ["Ethics by the sea", "Ethics online"]
    assert titles(api().get("/api/events/?format=online")) == ["Ethics online"]
    assert titles(api().get("/api/events/?search=nothing")) == []


def test_the_list_pages_through_every_event_once() -> None:
    for _ in range(5):
        event_with_ticket()
    client, seen, address = api(), [], "/api/events/?page_size=2"
    while address:
        page = client.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("query", ["format=picnic", "page_size=0", "cursor=xx"])
def test_a_list_asked_for_nonsense_is_refused(query: str) -> None:
    assert api().get(f"/api/events/?{query}").status_code == 400


def test_lists_cost_the_same_for_one_row_and_for_twenty() -> None:
    ticket = event_with_ticket()
    owner = member(ticket.organization, "owner")

    def read() -> None:
        for client in (api(), api(owner, ticket.organization)):
            for address in ("", "categories/"):
                assert client.get(f"/api/events/{address}").status_code == 200
        assert api(owner, ticket.organization).get("/api/events/speakers/").status_code == 200

    one = queries(read)
    for _ in range(20):
        EventCreditFactory(event=event_with_ticket(organization=ticket.organization).event)
        SpeakerFactory(organization=ticket.organization)
        EventCategoryFactory()
    assert queries(read) == one


def test_a_page_costs_the_same_for_one_session_and_for_twenty() -> None:
    event = event_with_ticket().event

    def read() -> None:
        assert api().get(f"/api/events/{event.slug}/").status_code == 200

    one = queries(read)
    for _ in range(20):
        SessionSpeakerFactory(session=SessionFactory(event=event))
        TicketTypeFactory(event=event, capacity=CapacityFactory(event=event))
        QuestionFactory(event=event)
    assert queries(read) <= one + 1, "who speaks is read once there is a session with somebody"


# The page


@pytest.mark.happy
def test_the_page_shows_everything_but_what_only_those_with_a_place_may_know() -> None:
    event = event_with_ticket(size=8, price=14500, refund_tiers=[{"hours_before": 1, "percent": 50}]).event
    Event.objects.filter(pk=event.pk).update(online_url=SECRET_LINK)
    session = SessionFactory(event=event, online_url=SECRET_LINK)
    speaker = SessionSpeakerFactory(session=session).speaker
    TicketTypeFactory(event=event, is_hidden=True, name="For friends")
    QuestionFactory(event=event)

    response = api().get(f"/api/events/{event.slug}/")
    page = response.json()

    assert page["description_html"].startswith("<p>A day of cases")
    assert [one["name"] for one in page["speakers"]] == [speaker.name]
    [ticket] = page["tickets"]
    assert (ticket["state"], ticket["left"], ticket["price"]["amount"]) == ("on_sale", 8, 14500)
    assert page["refund_policy"] == {"tiers": event.refund_tiers, "note": "", "percent_now": 50}
    assert len(page["questions"]) == 1
    assert SECRET_LINK not in response.content.decode()
    assert api().get(f"/api/events/{event.id}/").json() == page


def test_an_unlisted_event_opens_by_its_address_and_a_private_one_only_for_members() -> None:
    unlisted = event_with_ticket(visibility="unlisted").event
    private = event_with_ticket(visibility="private").event
    insider = api(member(private.organization, "viewer"))
    assert api().get(f"/api/events/{unlisted.slug}/").status_code == 200
    for part in ("", "availability/", "calendar.ics"):
        address = f"/api/events/{private.slug}/{part}"
        assert insider.get(address).status_code == 200
        for outsider in (api(), api(UserFactory())):
            assert outsider.get(address).json()["code"] == "event_not_found"


@pytest.mark.parametrize(
    ("status", "answer"), [("draft", 404), ("archived", 404), ("completed", 200), ("cancelled", 200)]
)
def test_who_holds_the_address_learns_that_an_event_is_over_or_called_off(status: str, answer: int) -> None:
    event = event_with_ticket(status=status).event
    assert api().get(f"/api/events/{event.slug}/").status_code == answer
    assert api().get(f"/events/{event.slug}").status_code == answer


def test_an_address_that_is_nobodys_is_not_found() -> None:
    assert api().get(f"/api/events/{new_id()}/").status_code == 404
    assert api().get("/api/events/no-such-event/").status_code == 404


def test_a_page_that_has_not_changed_is_not_sent_again() -> None:
    event = event_with_ticket().event
    first = api().get(f"/api/events/{event.slug}/")
    again = api().get(f"/api/events/{event.slug}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_search_engines_are_told_what_the_event_is() -> None:
    event = event_with_ticket(subtitle="With the people who decide.").event
    document = api().get(f"/events/{event.slug}").content.decode()
    assert "EducationEvent" in document
    assert "OfflineEventAttendanceMode" in document
    assert "With the people who decide." in document
    assert "noindex" in api().get(f"/events/{event_with_ticket(visibility='unlisted').event.slug}").content.decode()


def test_what_is_left_is_told_by_a_call_of_its_own() -> None:
    ticket = event_with_ticket(size=1)
    later = TicketTypeFactory(event=ticket.event, sale_starts_at=clock.now() + timedelta(hours=1))
    over = TicketTypeFactory(event=ticket.event, sale_ends_at=clock.now() - timedelta(hours=1))
    assert services.places_take(capacity_id=ticket.capacity_id, count=1)
    answer = api().get(f"/api/events/{ticket.event.slug}/availability/").json()
    assert {one["id"]: one["state"] for one in answer["tickets"]} == {
        str(ticket.id): "sold_out",
        str(later.id): "not_yet",
        str(over.id): "over",
    }


# The calendar file


@pytest.mark.happy
def test_the_calendar_file_keeps_its_uid_and_counts_its_changes() -> None:
    event = event_with_ticket().event
    address = f"/api/events/{event.slug}/calendar.ics"
    response = api().get(address)
    before = entry(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert (before["UID"], before["SEQUENCE"], before["STATUS"]) == (
        f"event-{event.id}@accredit.example",
        0,
        "CONFIRMED",
    )
    services.event_update(event=event, actor_id=new_id(), changes={"venue_name": "Elsewhere"}, now=clock.now())
    moved = entry(api().get(address))
    assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], 1)
    assert moved["LOCATION"].startswith("Elsewhere")
    services.event_cancel(event=event, actor_id=new_id(), reason="The speaker is ill.", now=clock.now())
    gone = entry(api().get(address))
    assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (before["UID"], 2, "CANCELLED")


def test_the_calendar_file_brings_its_zone_with_the_rules_of_summer_time() -> None:
    """The night of 25 October 2026 in London: 00:30 is summer time, 02:30 is not any more."""
    starts, ends = datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    event = event_with_ticket(starts_at=starts, ends_at=ends).event
    response = api().get(f"/api/events/{event.slug}/calendar.ics")
    found = entry(response)
    assert (found["DTSTART"].dt.isoformat(), found["DTEND"].dt.isoformat()) == (
        "2026-10-25T00:30:00+01:00",
        "2026-10-25T02:30:00+00:00",
    )
    assert found["DTSTART"].params["TZID"] == "Europe/London"
    assert (found["DTSTART"].dt.astimezone(UTC), found["DTEND"].dt.astimezone(UTC)) == (starts, ends)
    [zone] = Calendar.from_ical(response.content).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/London"
    assert {one.name for one in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_the_public_calendar_file_holds_no_link_to_join() -> None:
    event = event_with_ticket(format="online", online_url=SECRET_LINK).event
    assert SECRET_LINK.encode() not in api().get(f"/api/events/{event.slug}/calendar.ics").content
