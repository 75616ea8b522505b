"""A course's own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accredit.accreditation.models import CreditType
from accredit.billing.services.provider import purchasable_changed
from accredit.core.constraints import violates
from accredit.core.ids import new_id
from accredit.core.money import Money
from accredit.core.outbox import publish
from accredit.core.slugs import slugify
from accredit.learning.domain_events import CoursePriceChanged
from accredit.learning.exceptions import CourseNotReady, CurrencyNotYours, InstructorNotMember
from accredit.learning.models import Course, CourseCredit, CourseInstructor
from accredit.learning.rules.courses import COURSE_KIND, publish_obstacles
from accredit.learning.selectors import publish_facts
from accredit.media.models import Upload
from accredit.organizations.models import Membership, Organization

from .outline import course_hold, tell_update

EDITABLE = frozenset({"title", "subtitle", "description_md", "outcomes", "level", "language", "category"})


@dataclass(frozen=True, slots=True)
class InstructorEntry:
    user_id: UUID
    headline: str = ""
    bio: str = ""


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """`amount_hundredths` > 0 and shown in full by the credit type's decimals."""

    credit_type: CreditType
    amount_hundredths: int
    approval_reference: str = ""


def course_create(
    *, organization: Organization, actor_id: UUID, title: str, now: datetime, changes: Mapping[str, Any] | None = None
) -> Course:
    """A free draft in the organization's currency with the actor as its instructor; its address is made of the title.

    `changes` as for `course_update`.
    """
    with transaction.atomic():
        course = _insert(organization, title)
        CourseInstructor(organization=organization, course=course, user_id=actor_id).save(force_insert=True)
        if changes:
            _apply(course, changes)
    course.refresh_from_db()
    return course


def course_update(*, course: Course, actor_id: UUID, changes: Mapping[str, Any], now: datetime) -> Course:
    """Change any of `EDITABLE`, `price` (Money, or None for free), `thumbnail` (a checked Upload, or None),
    `instructors` (list of InstructorEntry) and `credits` (list of CreditEntry); the lists replace what was there.

    A published course must stay publishable. Raises CourseArchived, CurrencyNotYours, InstructorNotMember,
    CourseNotReady.
    """
    with transaction.atomic():
        held = course_hold(course)
        before = (held.title, held.price)
        _apply(held, changes)
        held.refresh_from_db()
        if held.is_published:
            if obstacles := publish_obstacles(publish_facts(held)):
                raise CourseNotReady(errors=obstacles)
            if held.price != before[1]:
                publish(CoursePriceChanged(held.id), organization_id=held.organization_id, actor_id=actor_id)
        if (held.title, held.price) != before:
            purchasable_changed(item_kind=COURSE_KIND, item_id=held.id)
        tell_update(held, actor_id=actor_id)
    course.refresh_from_db()
    return course


def _insert(organization: Organization, title: str) -> Course:
    base = slugify(title, max_length=160) or "course"
    slug = base
    while True:
        course = Course(organization=organization, title=title, slug=slug, price_currency=organization.currency)
        try:
            with transaction.atomic():
                course.save(force_insert=True)
        except IntegrityError as error:
            if not violates(error, Course, "course_slug_once"):
                raise
            # The tail of a fresh id: short, and new on every try.
            slug = f"{base}-{new_id().hex[-6:]}"
        else:
            return course


def _apply(course: Course, changes: Mapping[str, Any]) -> None:
    values = {field: value for field, value in changes.items() if field in EDITABLE}
    if "price" in changes:
        price: Money | None = changes["price"]
        if price is not None and price.currency != course.price_currency:
            raise CurrencyNotYours(f"Set the price in {course.price_currency}.")
        values["price_amount"] = price.amount if price else 0
    if "thumbnail" in changes:
        thumbnail: Upload | None = changes["thumbnail"]
        values["thumbnail_key"] = thumbnail.rendition_key if thumbnail else ""
    if values:
        Course.objects.filter(pk=course.pk).update(**values)
    if "instructors" in changes:
        _replace_instructors(course, changes["instructors"])
    if "credits" in changes:
        _replace_credits(course, changes["credits"])


def _replace_instructors(course: Course, entries: Sequence[InstructorEntry]) -> None:
    wanted = {entry.user_id for entry in entries}
    members = Membership.objects.filter(organization_id=course.organization_id, user_id__in=wanted)
    if wanted != set(members.values_list("user_id", flat=True)):
        raise InstructorNotMember
    CourseInstructor.objects.filter(course=course).delete()
    CourseInstructor.objects.bulk_create(
        CourseInstructor(
            organization_id=course.organization_id,
            course=course,
            user_id=entry.user_id,
            headline=entry.headline,
            bio=entry.bio,
            position=position,
        )
        for position, entry in enumerate(entries)
    )


def _replace_credits(course: Course, entries: Sequence[CreditEntry]) -> None:
    CourseCredit.objects.filter(course=course).delete()
    CourseCredit.objects.bulk_create(
        CourseCredit(
            organization_id=course.organization_id,
            course=course,
            credit_type=entry.credit_type,
            amount_hundredths=entry.amount_hundredths,
            approval_reference=entry.approval_reference,
        )
        for entry in entries
    )
