"""Discovery: what is listed, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from accredit.accounts.tests.factories import UserFactory
from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.catalogue import selectors, services
from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.selectors.search import search_words
from accredit.core import clock
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.core.testing import api, drain, queries
from accredit.learning import services as learning
from accredit.learning.models import Course, CourseCredit
from accredit.learning.tests.factories import CategoryFactory, CourseFactory, EnrollmentFactory, published_course
from accredit.organizations.domain_events import OrganizationChanged

pytestmark = pytest.mark.django_db


def listed(**fields: Any) -> Course:
    """A published course that the catalogue knows of."""
    course = published_course(**fields)
    services.course_sync(course_id=course.id, now=clock.now())
    return course


def follow() -> None:
    """Deliver the news as a worker does, which commits: what is kept is let go of then."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        drain()


def forget_all() -> None:
    """What is kept in the shared cache, and in this process."""
    cache.clear()
    selectors.forget()


def discover(query: str = "") -> dict[str, Any]:
    response = api().get(f"/api/discover/{query}")
    assert response.status_code == 200, response.content
    return dict(response.json())


def titles(query: str = "") -> list[str]:
    return [card["title"] for card in discover(query)["results"]]


@pytest.mark.happy
def test_a_published_course_is_found_with_its_card() -> None:
    category = CategoryFactory(slug="ethics", name="Ethics")
    course = published_course(title="Consent in practice", category=category, price_amount=4900)
    CourseCredit.objects.create(
        course=course, organization=course.organization, credit_type=CreditTypeFactory(), amount_hundredths=500
    )
    services.course_sync(course_id=course.id, now=clock.now())

    page = discover("?search=consent&category=ethics")

    card = page["results"][0]
    assert (card["kind"], card["id"], card["title"]) == ("course", str(course.id), "Consent in practice")
    assert card["price"] == {"amount": 4900, "currency": "EUR"}
    assert card["credits"]["total"] == "5.0"
    assert (page["count"], page["count_capped"], page["next"]) == (1, False, None)
    assert page["facets"] == {
        "kind": [{"value": "course", "label": "Course", "count": 1}],
        "format": [{"value": "on_demand", "label": "On demand", "count": 1}],
        "category": [{"value": "ethics", "label": "Ethics", "count": 1}],
        "level": [{"value": "beginner", "label": "Beginner", "count": 1}],
        "language": [{"value": "en", "label": "English", "count": 1}],
        "price": [{"value": "paid", "label": "Paid", "count": 1}],
    }


def test_the_list_follows_the_news_of_a_course() -> None:
    course, now = published_course(title="First name"), clock.now()
    Course.objects.filter(pk=course.pk).update(status="draft")
    course.refresh_from_db()
    course = learning.course_publish(course=course, actor_id=course.id, now=now)
    follow()
    assert titles() == ["First name"]

    learning.course_update(
        course=course, actor_id=course.id, changes={"title": "Second name", "price": Money(100, "EUR")}, now=now
    )
    learner = EnrollmentFactory(course=course).user
    learning.review_create(course=course, user_id=learner.id, rating=4, text="", now=now)
    follow()
    card = discover()["results"][0]
    assert (card["title"], card["price"]["amount"], card["rating"]) == (
        "Second name",
        100,
        {"average": "4.0", "count": 1},
    )

    learning.course_archive(course=course, actor_id=course.id, now=now)
    follow()
    assert titles() == []


def test_news_twice_late_and_out_of_order_leave_the_same_row() -> None:
    course = listed(title="Before")
    Course.objects.filter(pk=course.pk).update(title="After")
    services.course_sync(course_id=course.id, now=clock.now())
    services.course_sync(course_id=course.id, now=clock.now() - timedelta(days=1))
    assert titles() == ["After"]
    assert CatalogueItem.objects.count() == 1


def test_a_new_name_of_the_organization_stands_on_every_card() -> None:
    from accredit.core.outbox import publish

    course = listed()
    type(course.organization).objects.filter(pk=course.organization_id).update(name="Renamed Institute")
    publish(OrganizationChanged(course.organization_id), organization_id=course.organization_id, actor_id=None)
    drain()
    assert discover()["results"][0]["organization"]["name"] == "Renamed Institute"
    assert titles("?search=renamed") == [course.title]


def test_drafts_are_never_listed_and_the_operator_can_rebuild_everything(capsys: pytest.CaptureFixture[str]) -> None:
    CourseFactory(title="Draft")
    published_course(title="Forgotten")
    assert titles() == []
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("catalogue_rebuild")
    assert titles() == ["Forgotten"]
    assert "2 courses" in capsys.readouterr().out


@pytest.mark.happy
def test_filters_narrow_and_facets_tell_what_the_other_choices_would_give() -> None:
    health = CategoryFactory(slug="health", name="Health")
    ethics = CategoryFactory(slug="ethics", name="Ethics", parent=health)
    listed(title="A", category=health, level="beginner", price_amount=0)
    listed(title="B", category=ethics, level="advanced", price_amount=5000)
    listed(title="C", category=ethics, level="advanced", price_amount=9000, language="de", rating_sum=9, rating_count=2)

    assert titles("?category=health&ordering=price") == ["A", "B", "C"]
    assert titles("?category=ethics&ordering=-price") == ["C", "B"]
    assert titles("?price=free") == ["A"]
    assert titles("?price=paid&price_max=5000") == ["B"]
    assert titles("?rating_min=4.5") == ["C"]
    assert titles("?rating_min=4.6") == []
    assert titles("?credits_min=0.1") == []
    assert titles("?language=de") == ["C"]
    page = discover("?level=advanced&price=paid")
    assert page["count"] == 2
    assert page["facets"]["level"] == [{"value": "advanced", "label": "Advanced", "count": 2}]
    assert page["facets"]["price"] == [{"value": "paid", "label": "Paid", "count": 2}]
    assert [(one["value"], one["count"]) for one in discover("?level=advanced")["facets"]["level"]] == [
        ("advanced", 2),
        ("beginner", 1),
    ]
    assert discover("?language=de")["facets"]["language"] == [
        {"value": "en", "label": "English", "count": 2},
        {"value": "de", "label": "German", "count": 1},
    ]


def test_an_empty_result_still_tells_which_filter_emptied_it() -> None:
    listed(level="beginner", price_amount=100)
    page = discover("?level=advanced")
    assert (page["results"], page["count"]) == ([], 0)
    assert page["facets"]["level"] == [{"value": "beginner", "label": "Beginner", "count": 1}]


@pytest.mark.happy
def test_search_wants_every_word_and_completes_the_last() -> None:
    listed(title="Recognising the deteriorating patient", subtitle="Escalate early")
    listed(title="Patient records that hold up", outcomes=["Escalate a refusal"])
    assert titles("?search=deteriorating%20pat") == ["Recognising the deteriorating patient"]
    assert sorted(titles("?search=patient")) == sorted(
        ["Recognising the deteriorating patient", "Patient records that hold up"]
    )
    assert len(titles("?search=escalate")) == 2
    assert titles("?search=nothing%20patient") == []


@pytest.mark.postgresql
def test_search_knows_word_forms_and_puts_titles_first() -> None:
    listed(title="Leading a ward", outcomes=["Escalation explained"])
    listed(title="Escalating early")
    assert titles("?search=escalate") == ["Escalating early", "Leading a ward"]
    assert titles("?search=escalate&ordering=newest") == ["Escalating early", "Leading a ward"]


@pytest.mark.parametrize("text", ["'; DROP TABLE x; --", "a & | ! ( : *", "the", "100%", "x" * 200, "__"])
def test_a_search_box_understands_no_query_language(text: str) -> None:
    listed()
    response = api().get(f"/api/discover/?search={quote(text)}")
    assert response.status_code == 200
    assert len(search_words(text * 20)) <= 8


def test_results_of_a_search_page_through_once_and_only_once() -> None:
    for index in range(7):
        listed(title=f"Consent {index}")
    for ordering in ("relevance", "newest", "price"):
        seen: list[str] = []
        address = f"/api/discover/?search=consent&page_size=3&ordering={ordering}"
        while address:
            page = api().get(address).json()
            seen += [card["id"] for card in page["results"]]
            address = page["next"]
        assert len(seen) == len(set(seen)) == 7
    second = discover("?search=consent&page_size=3&cursor=3")
    assert "cursor=0" in second["previous"]
    back = api().get(second["previous"]).json()
    assert len(back["results"]) == 3


@pytest.mark.parametrize("ordering", ["newest", "soonest", "rating", "price", "-price"])
def test_every_order_pages_forwards_and_back(ordering: str) -> None:
    for index in range(5):
        listed(title=f"C{index}", price_amount=index % 2, rating_count=1, rating_sum=index % 3 + 1)
    first = discover(f"?page_size=2&ordering={ordering}")
    second = api().get(first["next"]).json()
    assert api().get(second["previous"]).json()["results"] == first["results"]
    assert {card["id"] for card in first["results"]}.isdisjoint(card["id"] for card in second["results"])


@pytest.mark.parametrize(
    "query",
    [
        "level=easy",
        "price=cheap",
        "ordering=chaos",
        "rating_min=9",
        "credits_min=lots",
        "page_size=500",
        "cursor=xx",
        "cursor=WzAsIngiLCJ5Il0",
        "search=a&cursor=999",
        "search=" + "x" * 201,
    ],
)
def test_nonsense_is_refused_with_its_reason(query: str) -> None:
    listed()
    response = api().get(f"/api/discover/?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("query", ["", "?search=consent", "?category=ethics&search=consent&ordering=price"])
def test_discovery_costs_the_same_for_one_item_and_for_twenty(query: str) -> None:
    CategoryFactory(slug="ethics")
    listed(title="Consent")
    one = queries(lambda: discover(query))
    for _ in range(20):
        listed(title="Consent", category=CategoryFactory())
    forget_all()
    assert queries(lambda: discover(query)) == one


def test_kept_counts_are_dropped_as_soon_as_an_item_changes(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    listed(title="One")
    assert discover()["count"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        listed(title="Two")
    page = discover()
    assert page["count"] == 2
    assert page["facets"]["price"] == [{"value": "free", "label": "Free", "count": 2}]


@pytest.mark.parametrize("query", ["", "?page_size=50", "?category=ethics", "?ordering=rating"])
def test_a_first_page_with_one_choice_at_most_is_kept(query: str) -> None:
    CategoryFactory(slug="ethics")
    listed()
    made = api().get(f"/api/discover/{query}")
    assert queries(lambda: discover(query)) == 0
    assert api().get(f"/api/discover/{query}").content == made.content


@pytest.mark.parametrize("query", ["?search=consent", "?level=beginner&price=free", "?colour=red", "?page_size=50&x=1"])
def test_what_could_be_asked_in_endless_ways_is_not_kept(query: str) -> None:
    listed()
    discover(query)
    assert queries(lambda: discover(query)) > 0


def test_a_search_with_very_many_hits_looks_at_the_newest_and_says_so() -> None:
    course, now = listed(title="Consent"), clock.now()
    CatalogueItem.objects.bulk_create(
        CatalogueItem(
            organization=course.organization,
            kind="course",
            item_id=new_id(),
            is_listed=True,
            title="Consent",
            level="advanced" if index == 0 else "beginner",
            is_free=True,
            published_at=now - timedelta(days=1000 - index),
            card="{}",
        )
        for index in range(510)
    )
    everything = discover("?search=consent")
    assert (everything["count"], everything["count_capped"]) == (300, True)
    filtered = discover("?search=consent&level=advanced")
    assert (filtered["count"], filtered["count_capped"], len(filtered["results"])) == (1, False, 1)
    browsed = discover("?level=beginner")
    assert (browsed["count"], browsed["count_capped"]) == (510, False)


def test_an_unchanged_answer_is_not_sent_again_and_a_changed_one_is() -> None:
    course = listed()
    first = api().get("/api/discover/")
    assert api().get("/api/discover/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    Course.objects.filter(pk=course.pk).update(title="Other")
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.course_sync(course_id=course.id, now=clock.now())
    assert api().get("/api/discover/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert api(UserFactory()).get("/api/discover/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_whoever_writes_the_row_last_has_read_last() -> None:
    course = published_course(title="0")
    gate, errors = Barrier(6), []

    def rename_and_tell(index: int) -> None:
        try:
            gate.wait(timeout=10)
            Course.objects.filter(pk=course.pk).update(title=str(index))
            services.course_sync(course_id=course.id, now=clock.now())
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=rename_and_tell, args=(index,)) for index in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    course.refresh_from_db()
    assert errors == []
    assert CatalogueItem.objects.get().title == course.title
