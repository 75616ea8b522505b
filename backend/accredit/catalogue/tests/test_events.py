"""Events in the catalogue: how they get there, how they are found beside courses, and when they go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import TestCase

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.catalogue import selectors, services
from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.rules import Kind, When, after_all_events, days_named
from accredit.core import clock
from accredit.core.jobs import enqueue
from accredit.core.testing import api, drain, queries
from accredit.events import services as events
from accredit.events.models import Event
from accredit.events.tests.factories import (
    CapacityFactory,
    EventCategoryFactory,
    EventCreditFactory,
    EventFactory,
    SessionSpeakerFactory,
    SpeakerFactory,
    TicketTypeFactory,
    event_with_ticket,
    tomorrow,
)
from accredit.learning.models import CourseCredit
from accredit.learning.tests.factories import CategoryFactory

from .test_discovery import discover, follow, forget_all, listed, titles

pytestmark = pytest.mark.django_db


def held(**fields: Any) -> Event:
    """A published event with one ticket that the catalogue knows of; `price` is the ticket's."""
    event: Event = event_with_ticket(**fields).event
    services.event_sync(event_id=event.id, now=clock.now())
    return event


@pytest.mark.happy
def test_a_published_event_is_found_with_its_card() -> None:
    event = held(title="Capacity day", price=8500, category=EventCategoryFactory(slug="law", name="Law"))
    TicketTypeFactory(event=event, capacity=CapacityFactory(event=event), price_amount=14500)
    EventCreditFactory(event=event, amount_hundredths=600)
    services.event_sync(event_id=event.id, now=clock.now())

    page = discover("?search=capacity&kind=event")

    [card] = page["results"]
    assert (card["kind"], card["id"], card["format"], card["place"]) == ("event", str(event.id), "in_person", "London")
    assert (card["price"]["amount"], card["price_is_lowest"], card["credits"]["total"]) == (8500, True, "6.0")
    assert (card["level"], card["time_zone"], card["duration_seconds"]) == (None, "Europe/London", 8 * 3600)
    assert datetime.fromisoformat(card["starts_at"]) == tomorrow(9)
    assert page["facets"]["kind"] == [{"value": "event", "label": "Event", "count": 1}]
    assert page["facets"]["format"] == [{"value": "in_person", "label": "In person", "count": 1}]
    assert page["facets"]["category"] == [{"value": "law", "label": "Law", "count": 1}]
    assert page["facets"]["level"] == []


def test_the_list_follows_the_news_of_an_event() -> None:
    event, now = event_with_ticket(title="First name").event, clock.now()
    Event.objects.filter(pk=event.pk).update(status="draft", published_at=None)
    event.refresh_from_db()
    events.event_publish(event=event, actor_id=event.id, now=now)
    follow()
    assert titles() == ["First name"]

    events.event_update(event=event, actor_id=event.id, changes={"title": "Second name"}, now=now)
    follow()
    assert titles() == ["Second name"]

    session, later = event.sessions.get(), tomorrow(10) + timedelta(days=3)
    events.session_update(
        session=session,
        actor_id=event.id,
        changes={"starts_at": later, "ends_at": later + timedelta(hours=2)},
        now=now,
    )
    follow()
    assert datetime.fromisoformat(discover()["results"][0]["starts_at"]) == later

    events.event_cancel(event=event, actor_id=event.id, reason="The hall is closed.", now=now)
    follow()
    assert titles() == []


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_what_is_not_for_everybody_is_not_listed(visibility: str) -> None:
    held(visibility=visibility)
    held(status="draft")
    assert titles() == []


def test_news_twice_and_late_leaves_the_same_row() -> None:
    event = held(title="Before")
    Event.objects.filter(pk=event.pk).update(title="After")
    services.event_sync(event_id=event.id, now=clock.now())
    services.event_sync(event_id=event.id, now=clock.now() - timedelta(days=1))
    assert titles() == ["After"]
    assert CatalogueItem.objects.count() == 1


def test_what_is_over_is_not_shown_even_before_its_news_comes() -> None:
    event = held(title="Tomorrow")
    assert titles() == titles("?kind=event&ordering=soonest") == ["Tomorrow"]
    assert event.ends_at is not None
    with time_machine.travel(event.ends_at - timedelta(seconds=1), tick=False):
        assert titles() == titles("?search=tomorrow") == titles("?page_size=5") == ["Tomorrow"]
    with time_machine.travel(event.ends_at, tick=False):
        assert titles() == titles("?search=tomorrow") == titles("?page_size=5") == []
        forget_all()
        assert discover()["count"] == 0
        events.events_complete_due(now=event.ends_at)
        follow()
    assert not CatalogueItem.objects.get().is_listed


@pytest.mark.happy
def test_search_finds_both_kinds_by_topic_speaker_organisation_and_place() -> None:
    listed(title="Consent and capacity")
    event = held(title="Capacity in the ward", venue_city="Leeds")
    speaker = SpeakerFactory(organization=event.organization, name="Amara Okonkwo")
    SessionSpeakerFactory(session=event.sessions.get(), speaker=speaker)
    services.event_sync(event_id=event.id, now=clock.now())
    assert set(titles("?search=capacity")) == {"Consent and capacity", "Capacity in the ward"}
    assert titles("?search=capacity%20okonk") == titles("?search=capacity%20leeds") == ["Capacity in the ward"]
    assert titles("?search=capacity&kind=course") == ["Consent and capacity"]
    assert [one["count"] for one in discover("?search=capacity&kind=course")["facets"]["kind"]] == [1, 1]


@pytest.mark.happy
def test_kind_and_format_narrow_and_their_facets_tell_of_the_others() -> None:
    listed(title="Course")
    held(title="There")
    held(title="Far", format="online", venue_city="", venue_name="", venue_address="")
    assert titles("?kind=course") == titles("?format=on_demand") == ["Course"]
    assert set(titles("?kind=event")) == {"There", "Far"}
    page = discover("?format=online")
    assert [card["title"] for card in page["results"]] == ["Far"]
    assert {(one["value"], one["count"]) for one in page["facets"]["format"]} == {
        ("in_person", 1),
        ("online", 1),
        ("on_demand", 1),
    }
    assert discover("?kind=course&format=online")["count"] == 0


def test_a_category_of_events_and_one_of_courses_of_the_same_name_are_one_subject() -> None:
    listed(title="Course", category=CategoryFactory(slug="law", name="Law"))
    held(title="Event", category=EventCategoryFactory(slug="law", name="Law & ethics"))
    held(title="Alone", category=EventCategoryFactory(slug="wards", name="Wards"))
    assert set(titles("?category=law")) == {"Course", "Event"}
    assert titles("?category=wards") == ["Alone"]
    assert [(one["value"], one["count"]) for one in discover()["facets"]["category"]] == [("law", 2), ("wards", 1)]


@pytest.mark.happy
def test_soonest_puts_events_in_the_order_of_their_beginning_and_courses_after_them() -> None:
    listed(title="Old course")
    listed(title="New course")
    for title, days in (("Third", 9), ("First", 0), ("Second", 3)):
        start = tomorrow(9) + timedelta(days=days)
        held(title=title, starts_at=start, ends_at=start + timedelta(hours=1))
    in_order = ["First", "Second", "Third", "New course", "Old course"]
    assert titles("?ordering=soonest") == in_order
    assert titles("?kind=event") == in_order[:3]

    first = discover("?ordering=soonest&page_size=2")
    second = api().get(first["next"]).json()
    third = api().get(second["next"]).json()
    pages = [first, second, third]
    assert [card["title"] for page in pages for card in page["results"]] == in_order
    assert api().get(second["previous"]).json()["results"] == first["results"]


def test_days_are_those_of_the_place_where_the_event_is() -> None:
    # Half past eight on Monday in Auckland is still Sunday in London.
    monday = datetime(2031, 3, 9, 19, 30, tzinfo=UTC)
    held(title="Auckland", time_zone="Pacific/Auckland", starts_at=monday, ends_at=monday + timedelta(hours=2))
    three_days = datetime(2031, 3, 12, 9, tzinfo=UTC)
    held(
        title="Long", time_zone="Europe/London", starts_at=three_days, ends_at=three_days + timedelta(days=2, hours=15)
    )
    listed(title="Any time")
    assert titles("?date_from=2031-03-10&date_to=2031-03-10") == ["Auckland"]
    assert titles("?date_from=2031-03-11") == titles("?date_from=2031-03-14&date_to=2031-03-20") == ["Long"]
    assert titles("?date_from=2031-03-15") == []
    assert titles("?date_to=2031-03-31") == ["Auckland", "Long"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [("this_week", ["Today", "Sunday"]), ("this_month", ["Today", "Sunday", "30th"]), ("later", ["1st"])],
)
def test_named_days_count_from_today(when: str, expected: list[str]) -> None:
    with time_machine.travel(datetime(2031, 11, 20, 8, tzinfo=UTC), tick=False):  # a Thursday
        for title, day in (("Today", 20), ("Sunday", 23), ("30th", 30)):
            at = datetime(2031, 11, day, 10, tzinfo=UTC)
            held(title=title, starts_at=at, ends_at=at + timedelta(hours=1))
        at = datetime(2031, 12, 1, 10, tzinfo=UTC)
        held(title="1st", starts_at=at, ends_at=at + timedelta(hours=1))
        listed()
        assert titles(f"?when={when}") == titles(f"?when={when}&zone=Europe/London") == expected


def test_today_is_the_callers_day() -> None:
    with time_machine.travel(
        datetime(2031, 11, 23, 20, tzinfo=UTC), tick=False
    ):  # Sunday in London, Monday in Auckland
        at = datetime(2031, 11, 26, 10, tzinfo=UTC)
        held(title="Wednesday", starts_at=at, ends_at=at + timedelta(hours=1))
        assert titles("?when=this_week&zone=Europe/London") == []
        assert titles("?when=this_week&zone=Pacific/Auckland") == ["Wednesday"]


def test_named_days_hold_in_the_last_week_of_a_year() -> None:
    assert days_named(When.THIS_WEEK, today=date(2031, 12, 31)) == (date(2031, 12, 31), date(2032, 1, 4))
    assert days_named(When.THIS_MONTH, today=date(2032, 2, 29)) == (date(2032, 2, 29), date(2032, 2, 29))
    assert days_named(When.LATER, today=date(2031, 12, 31)) == (date(2032, 1, 1), None)
    assert after_all_events(datetime(2026, 1, 2, tzinfo=UTC)) < after_all_events(datetime(2026, 1, 1, tzinfo=UTC))
    assert after_all_events(None) > datetime(8000, 1, 1, tzinfo=UTC)


def test_a_place_is_found_by_words_of_city_venue_and_country() -> None:
    held(title="London", venue_address="173 Euston Road, United Kingdom")
    held(title="Leeds", venue_city="Leeds", venue_name="Town Hall", venue_address="The Headrow, United Kingdom")
    listed(title="London at home")
    assert titles("?place=leeds") == titles("?place=Town%20ha") == ["Leeds"]
    assert set(titles("?place=united%20kingdom")) == {"London", "Leeds"}
    assert titles("?place=paris") == titles("?place=%26%21") == []
    assert titles("?search=london&place=euston") == ["London"]


def test_credit_is_asked_for_by_type_and_by_accreditor_with_the_least_amount() -> None:
    ethics = CreditTypeFactory()
    clinical = CreditTypeFactory(accreditor=ethics.accreditor, name="Leadership", slug="leadership")
    event = held(title="Event")
    EventCreditFactory(event=event, credit_type=ethics, amount_hundredths=200)
    EventCreditFactory(event=event, credit_type=clinical, amount_hundredths=300)
    services.event_sync(event_id=event.id, now=clock.now())
    course = listed(title="Course")
    CourseCredit.objects.create(
        course=course, organization=course.organization, credit_type=ethics, amount_hundredths=400
    )
    services.course_sync(course_id=course.id, now=clock.now())

    assert set(titles(f"?credit_type={ethics.id}")) == {"Event", "Course"}
    assert titles(f"?credit_type={ethics.id}&credits_min=2.5") == ["Course"]
    assert titles(f"?accreditor={ethics.accreditor_id}&credits_min=5") == ["Event"]
    assert titles("?credits_min=4.5") == ["Event"]
    assert titles(f"?credit_type={event.id}") == []
    page = discover(f"?credit_type={ethics.id}&kind=course")
    assert (page["count"], [one["count"] for one in page["facets"]["kind"]]) == (1, [1, 1])


def test_what_closes_a_gap_gives_a_credit_type_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    missed, other, person = CreditTypeFactory(), CreditTypeFactory(), UserFactory()
    asked: list[tuple[UUID, date]] = []

    def missing(person_id: UUID, on: date) -> list[UUID]:
        asked.append((person_id, on))
        return [missed.id]

    monkeypatch.setattr("accredit.catalogue.selectors.gaps.missing_credit_types", missing)
    for title, credit_type in (("Closes it", missed), ("Does not", other)):
        event = held(title=title)
        EventCreditFactory(event=event, credit_type=credit_type)
        services.event_sync(event_id=event.id, now=clock.now())

    answer = api(person).get("/api/discover/?closes_my_gap=true")
    assert [card["title"] for card in answer.json()["results"]] == ["Closes it"]
    assert "private" in answer["Cache-Control"]
    assert asked == [(person.id, clock.now().date())]
    assert len(api(person).get("/api/discover/?closes_my_gap=false").json()["results"]) == 2


def test_nobody_who_misses_nothing_is_shown_anything_to_close_it() -> None:
    held()
    assert api(UserFactory()).get("/api/discover/?closes_my_gap=true").json()["results"] == []


def test_strangers_have_no_gap() -> None:
    assert api().get("/api/discover/?closes_my_gap=true").status_code == 401


@pytest.mark.parametrize(
    "query",
    ["kind=webinar", "format=hologram", "when=soon", "date_from=tomorrow", "zone=Mars/Olympus", "accreditor=apc",
     "credit_type=1", "closes_my_gap=perhaps", "place=" + "x" * 101],
)  # fmt: skip
def test_nonsense_is_refused_with_its_reason(query: str) -> None:
    response = api().get(f"/api/discover/?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["errors"][0]["path"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "query",
    ["", "?kind=event", "?kind=event&ordering=soonest&page_size=50", "?when=later&price=free", "?place=london",
     "?search=capacity", "?search=capacity&kind=event&ordering=soonest"],
)  # fmt: skip
def test_discovery_costs_the_same_for_two_items_and_for_forty(query: str) -> None:
    listed(title="Capacity")
    held(title="Capacity")
    discover(query)
    forget_all()
    few = queries(lambda: discover(query))
    for _ in range(19):
        listed(title="Capacity", category=CategoryFactory())
        held(title="Capacity", category=EventCategoryFactory())
    forget_all()
    assert queries(lambda: discover(query)) == few


def test_a_gap_costs_the_same_for_one_item_and_for_twenty() -> None:
    client = api(UserFactory())

    def look() -> Any:
        return client.get("/api/discover/?closes_my_gap=true")

    held()
    one = queries(look)
    for _ in range(20):
        held()
    assert queries(look) == one


@pytest.mark.parametrize("query", ["?kind=event", "?format=online", "?when=this_week", "?ordering=soonest"])
def test_a_first_page_with_one_choice_is_kept(query: str) -> None:
    held()
    made = api().get(f"/api/discover/{query}")
    assert queries(lambda: discover(query)) == 0
    assert api().get(f"/api/discover/{query}").content == made.content


def test_the_rebuilding_job_makes_every_row_anew_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(3):
        listed(title=f"Course {index}")
        event_with_ticket(title=f"Event {index}")
    CatalogueItem.objects.all().delete()
    monkeypatch.setattr("accredit.catalogue.services.rebuilding.AT_A_TIME", 2)
    with TestCase.captureOnCommitCallbacks(execute=True):
        enqueue(services.REBUILD, Kind.COURSE, "")
        drain()
        drain()
    assert sorted(titles()) == ["Course 0", "Course 1", "Course 2", "Event 0", "Event 1", "Event 2"]


def test_rows_of_before_are_listed_as_what_they_were() -> None:
    """A row that the upgrade has not looked at yet has the columns' defaults."""
    course = listed(title="Consent")
    CatalogueItem.objects.update(soonest_at="9000-01-01T00:00:00Z", open_until="9000-01-01T00:00:00Z")
    assert titles("?kind=course") == titles("?ordering=soonest") == titles("?format=on_demand") == [course.title]


@pytest.mark.parametrize("query", ["kind=event", "when=later", "format=hybrid", "date_from=2030-01-01"])
def test_events_come_soonest_first_unless_said_otherwise(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    orders: list[Any] = []
    page: Callable[..., Any] = selectors.items_page

    def spy(found: Any, **asked: Any) -> Any:
        orders.append(asked["ordering"])
        return page(found, **asked)

    monkeypatch.setattr(selectors, "items_page", spy)
    discover(f"?{query}")
    discover(f"?{query}&ordering=newest")
    assert orders == [("soonest_at", "id"), ("-published_at", "-id")]


def test_an_event_at_a_new_place_is_found_there() -> None:
    event = held(venue_city="London")
    EventFactory(title="Not published", status="draft", venue_city="Leeds")
    events.event_update(event=event, actor_id=event.id, changes={"venue_city": "Leeds"}, now=clock.now())
    follow()
    assert titles("?place=leeds") == [event.title]
