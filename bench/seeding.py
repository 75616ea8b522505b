"""Rows to measure on: a model course made by the project's own factories, and copies of it made by the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

from accredit.accounts.tests.factories import UserFactory
from accredit.catalogue.models import CatalogueItem
from accredit.catalogue.services import course_sync
from accredit.certificates.tests.factories import course_with_credit
from accredit.core import clock
from accredit.learning.models import Course, CourseInstructor
from accredit.learning.tests.factories import CategoryFactory, LessonFactory, ModuleFactory, quiz_lesson, single
from accredit.organizations.tests.factories import OrganizationFactory

MODEL_SLUG = "the-model-course"
OUTLINED = 2000
"""So many of the copies have an outline of 14 lessons, two credits and two instructors; the rest are rows of lists."""
COMMON, RARE, BEGUN = "clinical practice", "otorhinolaryngology", "clin"
"""Common words are in each title, the rare one in every 20,000th."""
_FIRST = ("Clinical practice", "Clinical skills in practice", "Safe clinical practice", "Practice and clinical reason")
_SECOND = ("consent", "sepsis", "dementia", "antimicrobials", "triage", "imaging", "delirium", "wounds", "asthma",
           "nutrition", "safeguarding", "anaesthesia", "palliation", "audit", "leadership", "ethics")  # fmt: skip
_STEMS = "cardio neuro nephro gastro hepato osteo dermato haemato pneumo psycho myo angio endo ophthalmo arthro".split()
_TAILS = "logy pathy scopy therapy graphy genesis plasty sclerosis metry lysis tomy penia trophy gram kinesis".split()
_TERMS = [stem + tail for stem in _STEMS for tail in _TAILS]
"""Some hundred words of which each course has six: PostgreSQL guesses how common a beginning is only from a vocabulary
of more than a hundred words, as every real catalogue has."""
_DESCRIPTION = "\n\n".join(
    [
        "## What this course is for",
        "Decide well with people whose **capacity** is in doubt, and write it down so that others can follow.",
        "- four cases, from the ward and from the clinic\n- what the law asks, in plain words\n- a closing quiz",
        "You need no more than an hour a week. See [the reading list](https://example.org/reading) before you begin.",
    ]
    * 2
)


def model_course() -> Course:
    """The course that the copies are copies of; made once."""
    if (known := Course.objects.filter(slug=MODEL_SLUG).first()) is not None:
        return known
    category = CategoryFactory(name="Clinical", slug="clinical-0")
    course = course_with_credit(
        slug=MODEL_SLUG,
        title=MODEL_SLUG,
        category=category,
        price_amount=4900,
        subtitle="Make sound decisions with people whose capacity is in doubt, and write them down.",
        description_md=_DESCRIPTION,
        outcomes=["decide with people who cannot decide alone", "write a decision down", "know when to ask a court"],
    )
    CourseInstructor.objects.create(
        organization=course.organization, course=course, user=UserFactory(), position=1, headline="Consultant"
    )
    for title in ("The law", "The clinic", "Difficult cases"):
        module: Any = ModuleFactory(course=course, title=title)
        for _ in range(4):
            LessonFactory(module=module, title="Assessing capacity for one decision at one time")
    quiz_lesson(module, [single(), single()])
    for _ in range(19):
        OrganizationFactory()
    for number in range(1, 20):
        CategoryFactory(name=f"Category {number}", slug=f"clinical-{number}")
    course_sync(course_id=course.id, now=clock.now())
    course.refresh_from_db()
    return course


def catalogue(rows: int) -> None:
    """Grow the catalogue to so many published courses, with their own cards; never shrinks it."""
    course = model_course()
    there = CatalogueItem.objects.count()
    if there < rows:
        _copy(course, there, rows)
        with connection.cursor() as cursor:
            for table in ("learning_course", "learning_lesson", "learning_module", "catalogue_catalogueitem"):
                cursor.execute(f"VACUUM ANALYZE {table}")
    cache.clear()


def slugs(count: int) -> list[str]:
    """Courses with an outline."""
    return list(
        Course.objects.filter(lesson_count__gt=0, modules__isnull=False)
        .exclude(slug=MODEL_SLUG)
        .order_by("slug")
        .values_list("slug", flat=True)
        .distinct()[:count]
    )


@dataclass(frozen=True)
class _Copied:
    """A table below the course: its columns, and which of them lead to copied rows."""

    table: str
    references: tuple[str, ...] = ()


_BELOW = (
    _Copied("learning_module"),
    _Copied("learning_lesson", ("module_id",)),
    _Copied("learning_coursecredit"),
    _Copied("learning_courseinstructor"),
)


def _copy(course: Course, first: int, beyond: int) -> None:
    organizations, categories = _ids("organizations_organization"), _ids("learning_category")
    card = CatalogueItem.objects.get(item_id=course.id).card
    given: dict[str, Any] = {
        "model": course.id,
        "first": first,
        "last": beyond - 1,
        "outlined": min(OUTLINED, beyond) - 1,
        "organizations": organizations,
        "categories": categories,
        "starts": list(_FIRST),
        "ends": list(_SECOND),
        "terms": _TERMS,
        "rare": RARE,
        "slug": MODEL_SLUG,
        "card": card,
    }
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS copies (n int, id uuid, slug text, title text)")
        cursor.execute("TRUNCATE copies")
        cursor.execute(_NUMBERED, given)
        cursor.execute(_COURSES.format(columns=_columns("learning_course", _OWN_COLUMNS)), given)
        cursor.execute(_ITEMS.format(columns=_columns("catalogue_catalogueitem", _OWN_COLUMNS | _OWN_OF_ITEM)), given)
        for below in _BELOW:
            plain = _columns(below.table, {"id", "course_id", *below.references})
            leading = "".join(f", md5(copies.n || t.{name}::text)::uuid" for name in below.references)
            names = "".join(f", {name}" for name in below.references)
            cursor.execute(
                f"INSERT INTO {below.table} (id, course_id{names}, {plain}) "
                f"SELECT md5(copies.n || t.id::text)::uuid, copies.id{leading}, {_of_t(plain)} "
                f"FROM copies CROSS JOIN {below.table} t WHERE t.course_id = %(model)s AND copies.n <= %(outlined)s",
                given,
            )
        plain = _columns("learning_quiz", {"id", "lesson_id"})
        cursor.execute(
            f"INSERT INTO learning_quiz (id, lesson_id, {plain}) "
            f"SELECT md5(copies.n || t.id::text)::uuid, md5(copies.n || t.lesson_id::text)::uuid, {_of_t(plain)} "
            "FROM copies CROSS JOIN learning_quiz t JOIN learning_lesson l ON l.id = t.lesson_id "
            "WHERE l.course_id = %(model)s AND copies.n <= %(outlined)s",
            given,
        )


_NUMBERED = """
    INSERT INTO copies SELECT n, gen_random_uuid(), 'course-' || n,
        (%(starts)s::text[])[1 + n %% cardinality(%(starts)s::text[])] || ': '
        || (%(ends)s::text[])[1 + n %% cardinality(%(ends)s::text[])] || ' ' || n
        || CASE WHEN n %% 20000 = 7 THEN ' ' || %(rare)s ELSE '' END
    FROM generate_series(%(first)s, %(last)s) n
"""
_OWN_COLUMNS = {"id", "slug", "title", "published_at", "organization_id", "category_id", "price_amount", "level"}
_OWN_OF_ITEM = {"item_id", "card", "category_slug", "search", "is_free", "words"}
_PLACES = """
    (%(organizations)s::uuid[])[1 + copies.n %% cardinality(%(organizations)s::uuid[])],
    now() - copies.n * interval '1 minute', (copies.n %% 40) * 500,
    (ARRAY['beginner', 'intermediate', 'advanced'])[1 + copies.n %% 3]
"""
_COURSES = (
    """
    INSERT INTO learning_course (id, slug, title, organization_id, published_at, price_amount, level, category_id,
                                 {columns})
    SELECT copies.id, copies.slug, copies.title,"""
    + _PLACES
    + """, (%(categories)s::uuid[])[1 + copies.n %% cardinality(%(categories)s::uuid[])], {columns}
    FROM copies CROSS JOIN (SELECT {columns} FROM learning_course WHERE id = %(model)s) t
"""
)
_ITEMS = (
    """
    INSERT INTO catalogue_catalogueitem (id, item_id, title, card, organization_id, published_at, price_amount, level,
                                         is_free, category_slug, words, {columns})
    SELECT gen_random_uuid(), copies.id, copies.title,
        replace(replace(%(card)s, %(slug)s, copies.slug), %(model)s::text, copies.id::text),"""
    + _PLACES
    + """, copies.n %% 40 = 0, 'clinical-' || copies.n %% 20, (
        SELECT string_agg(terms[1 + (copies.n * (2 * k + 1) + k * k * 37) %% cardinality(terms)], ' ')
        FROM generate_series(0, 5) k, (SELECT %(terms)s::text[] AS terms) known
    ), {columns}
    FROM copies CROSS JOIN (SELECT {columns} FROM catalogue_catalogueitem WHERE item_id = %(model)s) t
"""
)


def _columns(table: str, without: set[str]) -> str:
    with connection.cursor() as cursor:
        found = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    return ", ".join(f'"{name}"' for name in found if name not in without)


def _of_t(columns: str) -> str:
    return ", ".join(f"t.{name}" for name in columns.split(", "))


def _ids(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY id LIMIT 20")
        return [row[0] for row in cursor.fetchall()]


def course_to_certify() -> Course:
    """A free course of one article, worth 5.5 credits."""
    known = Course.objects.filter(slug="the-course-to-certify").first()
    return known or course_with_credit(slug="the-course-to-certify", title="Consent and capacity in practice")
