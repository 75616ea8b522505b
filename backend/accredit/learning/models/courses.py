"""The course and its outline."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.accreditation.models import CreditType
from accredit.core.models import Record
from accredit.core.money import Money
from accredit.learning.rules.courses import CourseLevel, CourseStatus, LessonKind
from accredit.media.models import Upload
from accredit.organizations.models import OrganizationOwned


class Category(Record):
    """A node of the tree that all tenants share."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="category_slug_once"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")), name="category_not_its_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Course(OrganizationOwned):
    """Something to learn at one's own pace. A price of zero means free."""

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=190)
    subtitle = models.CharField(max_length=300, blank=True)
    description_md = models.TextField(blank=True)
    outcomes = models.JSONField(default=list)
    """Sentences that complete “You will be able to …”."""
    level = models.CharField(max_length=12, choices=[(one, one) for one in CourseLevel], default=CourseLevel.BEGINNER)
    language = models.CharField(max_length=12, default="en")
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    price_amount = models.BigIntegerField(default=0)
    price_currency = models.CharField(max_length=3)
    thumbnail_key = models.CharField(max_length=200, blank=True)
    """Key in the public store; empty means that the page draws a cover."""
    status = models.CharField(max_length=10, choices=[(one, one) for one in CourseStatus], default=CourseStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    """The edition that certificates refer to."""
    submitted_at = models.DateTimeField(null=True)
    """When it was last sent for review."""
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    review_note = models.TextField(blank=True, default="", db_default="")
    """What the last reviewer who returned it asks for; empty once it is published."""
    published_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    # Sums kept beside the course so that lists need no aggregates; each is changed by F() in the transaction of the
    # row that it counts.
    rating_sum = models.PositiveIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)
    enrollment_count = models.PositiveIntegerField(default=0)
    lesson_count = models.PositiveIntegerField(default=0)
    duration_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="course_slug_once"),
            models.CheckConstraint(condition=models.Q(price_amount__gte=0), name="course_price_not_negative"),
            models.CheckConstraint(
                condition=models.Q(rating_sum__gte=models.F("rating_count"))
                & models.Q(rating_sum__lte=models.F("rating_count") * 5),
                name="course_rating_possible",
            ),
        ]
        indexes = [
            # The public list, newest first.
            models.Index(
                fields=["-published_at", "-id"], name="course_public_newest", condition=models.Q(status="published")
            ),
            models.Index(fields=["title", "id"], name="course_public_title", condition=models.Q(status="published")),
            models.Index(
                fields=["price_amount", "id"], name="course_public_price", condition=models.Q(status="published")
            ),
            # An organization's own list.
            models.Index(fields=["organization", "-created_at", "-id"], name="course_by_organization"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def price(self) -> Money | None:
        """None means free."""
        return Money(self.price_amount, self.price_currency) if self.price_amount else None

    @property
    def is_published(self) -> bool:
        return self.status == CourseStatus.PUBLISHED


class CourseInstructor(OrganizationOwned):
    """Who teaches a course, as the course page introduces them."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="instructors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    headline = models.CharField(max_length=160, blank=True)
    bio = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="course_instructor_once")]


class CourseCredit(OrganizationOwned):
    """Credit that completing the course awards: integer hundredths of one credit type."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="credits")
    credit_type = models.ForeignKey(CreditType, on_delete=models.PROTECT, related_name="+")
    amount_hundredths = models.PositiveIntegerField()
    approval_reference = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "credit_type"], name="course_credit_type_once"),
            models.CheckConstraint(condition=models.Q(amount_hundredths__gt=0), name="course_credit_positive"),
        ]


class Module(OrganizationOwned):
    """A part of the outline."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modules")
    title = models.CharField(max_length=160)
    position = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["course", "position"], name="module_in_order")]

    def __str__(self) -> str:
        return self.title


class Lesson(OrganizationOwned):
    """One step of a course."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lessons")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in LessonKind])
    title = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    is_preview = models.BooleanField(default=False)
    estimated_seconds = models.PositiveIntegerField(default=0)
    body_md = models.TextField(blank=True)
    """An article's text; what stands below a film or a document."""
    video = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")
    """The film that is played; always a checked one."""
    video_coming = models.ForeignKey(Upload, on_delete=models.SET_NULL, null=True, related_name="+")
    """The film that takes its place once it is checked, or that was refused."""
    document = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="video") | models.Q(video=None, video_coming=None), name="lesson_film_of_video"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="document") | models.Q(document=None), name="lesson_file_of_document"
            ),
        ]
        indexes = [
            models.Index(fields=["module", "position"], name="lesson_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class LessonCaptions(OrganizationOwned):
    """What is said in a film, in one language."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=12)
    label = models.CharField(max_length=60)
    """As the player's menu names it."""
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "language"], name="captions_language_once")]
