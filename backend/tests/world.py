"""Two organizations and the people around them, and for every address with parameters a row to put there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accredit.accounts.models import Session, User
from accredit.accounts.services import issue_tokens
from accredit.accounts.tests.factories import UserFactory
from accredit.billing.models import CartItem, Invoice, OrderLine, Refund, RefundLine, SellerProfile
from accredit.billing.tests.factories import OrderFactory, OrderLineFactory, PaymentFactory, order_of
from accredit.certificates.models import Certificate, SigningKey
from accredit.certificates.services import key_current
from accredit.certificates.tests.factories import complete, course_with_credit
from accredit.core import clock, storage
from accredit.core.testing import drain
from accredit.learning.models import Enrollment, Lesson, LessonCaptions
from accredit.learning.services import attempt_start, enrollment_start_free, review_create, work_submit
from accredit.learning.tests.factories import (
    EnrollmentFactory,
    assignment_lesson,
    document_lesson,
    published_course,
    quiz_lesson,
    single,
    video_lesson,
)
from accredit.media.models import Upload
from accredit.media.rules import Purpose
from accredit.media.tests.factories import CaptionsUploadFactory, UploadFactory
from accredit.notifications.models import Notification
from accredit.notifications.services import unsubscribe_token
from accredit.organizations.models import Invitation, Organization
from accredit.organizations.permissions import ROLE_MATRIX, Permission
from accredit.organizations.rules import Role
from accredit.organizations.tests.factories import MembershipFactory, OrganizationFactory, member
from accredit.promo_codes.tests.factories import PromoCodeFactory

from . import world_community, world_cpd, world_events, world_feedback


@dataclass
class World:
    """`home` owns the rows, `person` is the learner whose rows they are; `other` and `stranger` must see none."""

    home: Organization = field(default_factory=lambda: _new(OrganizationFactory))
    other: Organization = field(default_factory=lambda: _new(OrganizationFactory))
    person: User = field(default_factory=lambda: _new(UserFactory))
    stranger: User = field(default_factory=lambda: _new(UserFactory))
    _members: dict[tuple[str, Role], User] = field(default_factory=dict)

    def owner_of_home(self) -> User:
        """May do everything at home."""
        return self._member(self.home, Role.OWNER)

    def owner_of_other(self) -> User:
        """May do everything in the other organization, and nothing at home."""
        return self._member(self.other, Role.OWNER)

    def member_with(self, permission: Permission | None) -> User:
        """The least powerful member of home who has it (any member for None)."""
        fitting = [role for role, granted in ROLE_MATRIX.items() if permission is None or permission in granted]
        return self._member(self.home, min(fitting, key=lambda role: len(ROLE_MATRIX[role])))

    def member_without(self, permission: Permission) -> User:
        """The most powerful member of home who lacks it."""
        lacking = [role for role, granted in ROLE_MATRIX.items() if permission not in granted]
        return self._member(self.home, max(lacking, key=lambda role: len(ROLE_MATRIX[role])))

    def _member(self, organization: Organization, role: Role) -> User:
        """Somebody who is that there and nothing else, made when first asked for."""
        if (organization.slug, role) not in self._members:
            self._members[organization.slug, role] = member(organization, role)
        return self._members[organization.slug, role]


def _new(factory: Any, **given: object) -> Any:
    """A factory's class is annotated as itself; what it makes is the model."""
    return factory(**given)


def _public_file() -> str:
    storage.public().write("logos/home.png", b"PNG")
    return "logos/home.png"


def _upload(world: World) -> str:
    made = Upload.objects.create(
        owner=world.person,
        purpose=Purpose.AVATAR,
        key="a",
        file_name="me.png",
        media_type="image/png",
        declared_bytes=9,
    )
    return str(made.id)


def _session(world: World) -> str:
    issue_tokens(user=world.person, now=clock.now())
    return str(Session.objects.get(user=world.person).id)


def _membership(world: World, user: User | None = None) -> str:
    who = {"user": user} if user else {}
    return str(_new(MembershipFactory, organization=world.home, roles=["viewer"], **who).id)


def _invitation(world: World) -> str:
    invited = Invitation.objects.create(
        organization=world.home,
        email="invited@example.org",
        roles=["viewer"],
        invited_by=world.person,
        expires_at=clock.now() + timedelta(days=7),
    )
    return str(invited.id)


def _notification(world: World) -> str:
    return str(Notification.objects.create(user=world.person, kind="receipt", title="Receipt", url="/").id)


def _unsubscribe_token(world: World) -> str:
    return unsubscribe_token(world.person.id, "organizations.member_joined")


def _cart_item(world: World) -> str:
    item = CartItem.objects.create(user=world.person, item_kind="course", item_id=_course(world), title="A course")
    return str(item.id)


def _order(world: World) -> str:
    return str(_new(OrderFactory, buyer=world.person).id)


def _sale(world: World) -> OrderLine:
    """A line of home in an order that the person has paid."""
    order = order_of(lines=0, buyer=world.person, status="paid", paid_at=clock.now())
    made = _new(OrderLineFactory, order=order, organization=world.home)
    assert isinstance(made, OrderLine)
    return made


def _refund(world: World) -> str:
    line = _sale(world)
    payment = _new(PaymentFactory, order=line.order)
    refund = Refund.objects.create(payment=payment, amount=100, currency="EUR", reason="requested")
    RefundLine.objects.create(organization=world.home, refund=refund, order_line=line, amount=100)
    return str(refund.id)


def _refund_body(world: World) -> Mapping[str, object]:
    line = _sale(world)
    return {"order": line.order_id, "lines": [{"line": line.id}]}


def _invoice(world: World) -> str:
    made = Invoice.objects.create(
        organization=world.home,
        order=_sale(world).order,
        buyer=world.person,
        kind="invoice",
        series="INV",
        serial=1,
        number="INV-1",
        issued_on=clock.now().date(),
        currency="EUR",
        net_amount=4900,
        tax_amount=0,
        gross_amount=4900,
        seller={"legal_name": "Home Ltd", "address": "", "tax_number": "", "tax_label": "VAT"},
        bought_by={"name": "Person", "email": world.person.email},
    )
    return str(made.id)


def _seller(world: World) -> str:
    legal_name = "Northbridge Clinical Network Limited"
    SellerProfile.objects.create(organization=world.home, legal_name=legal_name)
    return legal_name


def _course(world: World) -> str:
    return str(published_course(organization=world.home).id)


def _enrollment(world: World) -> Enrollment:
    """The person's, in a published course of home."""
    course = published_course(organization=world.home)
    made = _new(EnrollmentFactory, course=course, user=world.person)
    assert isinstance(made, Enrollment)
    return made


def _joined(world: World) -> Enrollment:
    """The same, counted beside the course."""
    course = published_course(organization=world.home)
    return enrollment_start_free(course=course, user_id=world.person.id, now=clock.now())


def _lesson(world: World) -> Lesson:
    """A free preview in the course in which the person is enrolled."""
    return _preview(Lesson.objects.get(course=_enrollment(world).course))


def _quiz(world: World) -> Lesson:
    return quiz_lesson(_lesson(world).module, [single()])


def _preview(lesson: Lesson) -> Lesson:
    lesson.is_preview = True
    lesson.save(update_fields=["is_preview"])
    return lesson


def _film(world: World) -> Lesson:
    """A free preview with captions, in the course in which the person is enrolled."""
    film = _preview(video_lesson(_lesson(world).module))
    upload = _new(CaptionsUploadFactory, organization=world.home)
    LessonCaptions.objects.create(organization=world.home, lesson=film, language="en", label="English", upload=upload)
    return film


def _film_on_its_way(world: World) -> str:
    film = _film(world)
    film.video_coming = _new(UploadFactory, organization=world.home, status="processing")
    film.save(update_fields=["video_coming"])
    return str(film.video_coming_id)


def _attempt(world: World) -> str:
    lesson = _quiz(world)
    enrollment = Enrollment.objects.get(user=world.person)
    attempt, _ = attempt_start(enrollment=enrollment, quiz=lesson.quiz, now=clock.now())
    return str(attempt.id)


def _assignment(world: World) -> Lesson:
    """A free preview in the course in which the person is enrolled."""
    return _preview(assignment_lesson(_lesson(world).module))


def _submission(world: World) -> str:
    """The person's, waiting to be graded."""
    lesson = _assignment(world)
    enrollment = Enrollment.objects.get(user=world.person)
    work = work_submit(
        enrollment=enrollment, assignment=lesson.assignment, text="I would ask her.", files=[], now=clock.now()
    )
    return str(work.id)


def _review(world: World) -> str:
    course = _enrollment(world).course
    return str(review_create(course=course, user_id=world.person.id, rating=4, text="Clear.", now=clock.now()).id)


def _certificate(world: World) -> Certificate:
    """The person's, issued by home the whole way: course completed, news delivered, jobs run."""
    course = course_with_credit(organization=world.home)
    enrollment = _new(EnrollmentFactory, course=course, user=world.person)
    complete(enrollment, now=clock.now())
    drain()
    return Certificate.objects.get(enrollment=enrollment)


def _key(world: World) -> str:
    purpose = SigningKey.Purpose.CREDENTIAL
    return str(key_current(organization=world.home, purpose=purpose, now=clock.now()).id)


def _promo_code(world: World) -> str:
    return str(_new(PromoCodeFactory, organization=world.home).id)


ADDRESSES: Mapping[str, Callable[[World], Mapping[str, object]]] = {
    "core:file-public": lambda world: {"key": _public_file()},
    "core:file-private": lambda world: {"key": "nothing-here"},
    "core:file-upload": lambda world: {"key": "nothing-here"},
    "accounts:session-detail": lambda world: {"session_id": _session(world)},
    "organizations:organization-detail": lambda world: {"slug": world.home.slug},
    "organizations:organization-public": lambda world: {"slug": world.home.slug},
    "organizations:member-list": lambda world: {"slug": world.home.slug},
    "organizations:member-detail": lambda world: {"slug": world.home.slug, "membership_id": _membership(world)},
    "organizations:invitation-list": lambda world: {"slug": world.home.slug},
    "organizations:invitation-detail": lambda world: {"slug": world.home.slug, "invitation_id": _invitation(world)},
    "organizations:audit-list": lambda world: {"slug": world.home.slug},
    "notifications:notification-read": lambda world: {"notification_id": _notification(world)},
    "notifications:preference-detail": lambda world: {"kind": "organizations.member_joined"},
    "unsubscribe-page": lambda world: {"token": _unsubscribe_token(world)},
    "billing:cart-item-detail": lambda world: {"cart_item_id": _cart_item(world)},
    "billing:order-detail": lambda world: {"order_id": _order(world)},
    "billing:refund-detail": lambda world: {"refund_id": _refund(world)},
    "billing:invoice-detail": lambda world: {"invoice_id": _invoice(world)},
    "billing:invoice-download": lambda world: {"invoice_id": _invoice(world)},
    "media:upload-detail": lambda world: {"upload_id": _upload(world)},
    "media:upload-finalize": lambda world: {"upload_id": _upload(world)},
    "course-page": lambda world: {"slug": published_course(organization=world.home).slug},
    "learning:course-detail": lambda world: {"slug_or_id": _course(world)},
    "learning:course-submit": lambda world: {"slug_or_id": _course(world)},
    "learning:course-return": lambda world: {"slug_or_id": _course(world)},
    "learning:course-publish": lambda world: {"slug_or_id": _course(world)},
    "learning:course-archive": lambda world: {"slug_or_id": _course(world)},
    "learning:course-enroll": lambda world: {"slug_or_id": _course(world)},
    "learning:course-learn": lambda world: {"slug_or_id": _enrollment(world).course_id},
    "learning:course-outline": lambda world: {"slug_or_id": _course(world)},
    "learning:module-list": lambda world: {"slug_or_id": _course(world)},
    "learning:module-detail": lambda world: {"module_id": _lesson(world).module_id},
    "learning:lesson-detail": lambda world: {"lesson_id": _lesson(world).id},
    "learning:lesson-complete": lambda world: {"lesson_id": _lesson(world).id},
    "learning:lesson-document": lambda world: {"lesson_id": _preview(document_lesson(_lesson(world).module)).id},
    "learning:lesson-heartbeat": lambda world: {"lesson_id": _film(world).id},
    "learning:video-finalize": lambda world: {"video_id": _film_on_its_way(world)},
    "learning:video-playback": lambda world: {"lesson_id": _film(world).id},
    "learning:captions-list": lambda world: {"lesson_id": _film(world).id},
    "learning:captions-detail": lambda world: {"lesson_id": _film(world).id, "language": "en"},
    "learning:quiz-detail": lambda world: {"lesson_id": _quiz(world).id},
    "learning:attempt-list": lambda world: {"lesson_id": _quiz(world).id},
    "learning:attempt-detail": lambda world: {"attempt_id": _attempt(world)},
    "learning:attempt-submit": lambda world: {"attempt_id": _attempt(world)},
    "learning:assignment-detail": lambda world: {"lesson_id": _assignment(world).id},
    "learning:work-detail": lambda world: {"lesson_id": _assignment(world).id},
    "learning:work-draft": lambda world: {"lesson_id": _assignment(world).id},
    "learning:work-submit": lambda world: {"lesson_id": _assignment(world).id},
    "learning:submission-detail": lambda world: {"submission_id": _submission(world)},
    "learning:submission-grade": lambda world: {"submission_id": _submission(world)},
    "learning:submission-return": lambda world: {"submission_id": _submission(world)},
    "learning:bought-withdraw": lambda world: {"enrollment_id": _joined(world).id},
    "learning:bought-rejoin": lambda world: {"enrollment_id": _enrollment(world).id},
    "learning:learner-list": lambda world: {"slug_or_id": _course(world)},
    "learning:learner-export": lambda world: {"slug_or_id": _course(world)},
    "learning:review-detail": lambda world: {"review_id": _review(world)},
    "certificate-page": lambda world: {"code": _certificate(world).code},
    "issuer-document": lambda world: {"organization_id": _certificate(world).organization_id},
    "issuer-certificates": lambda world: {"organization_id": _certificate(world).organization_id},
    "issuer-status-list": lambda world: {"organization_id": _certificate(world).organization_id, "number": 0},
    "certificates:certificate-verify": lambda world: {"code": _certificate(world).code},
    "certificates:certificate-download": lambda world: {"certificate_id": _certificate(world).id},
    "certificates:certificate-credential": lambda world: {"certificate_id": _certificate(world).id},
    "certificates:certificate-correct-name": lambda world: {"certificate_id": _certificate(world).id},
    "certificates:certificate-revoke": lambda world: {"certificate_id": _certificate(world).id},
    "certificates:certificate-reissue": lambda world: {"certificate_id": _certificate(world).id},
    "certificates:gate-detail": lambda world: {"course_id": _course(world)},
    "certificates:key-rotate": lambda world: {"key_id": _key(world)},
    "promo_codes:promo-code-detail": lambda world: {"promo_code_id": _promo_code(world)},
    **world_community.ADDRESSES,
    **world_cpd.ADDRESSES,
    **world_events.ADDRESSES,
    **world_feedback.ADDRESSES,
}
"""Path parameters by route: makes a row of `home` (or of `person`) and returns what leads to it."""

ROWS: Mapping[str, Callable[[World], str]] = {
    "accounts:me-detail": lambda world: world.person.email,
    "accounts:me-export": lambda world: world.person.email,
    "accounts:session-list": _session,
    "organizations:organization-list": lambda world: _membership(world, world.person) and world.home.slug,
    "notifications:notification-list": _notification,
    "billing:cart-item-list": _cart_item,
    "billing:order-list": _order,
    "billing:sale-list": lambda world: str(_sale(world).order_id),
    "billing:refund-list": _refund,
    "billing:invoice-list": _invoice,
    "billing:seller-profile": _seller,
    "learning:instructor-list": lambda world: str(member(world.home, "instructor").id),
    "learning:submission-list": _submission,
    "learning:bought-list": lambda world: str(_enrollment(world).id),
    "certificates:certificate-list": lambda world: str(_certificate(world).id),
    "certificates:organization-list": lambda world: str(_certificate(world).id),
    "certificates:key-list": _key,
    "cpd:ledger-list": lambda world: _certificate(world).code,
    "cpd:summary-detail": lambda world: _certificate(world).code and "Leadership",
    "promo_codes:promo-code-list": _promo_code,
    **world_community.ROWS,
    **world_cpd.ROWS,
    **world_events.ROWS,
    **world_feedback.ROWS,
}
"""For lists: makes a row of `home` (or of `person`) and returns a text that shows it in the answer."""

BODIES: Mapping[str, Callable[[World], Mapping[str, object]]] = {
    "billing:refund-list": _refund_body,
    "learning:lesson-list": lambda world: {"module": _lesson(world).module_id, "kind": "article", "title": "A lesson"},
    **world_community.BODIES,
    **world_events.BODIES,
    **world_feedback.BODIES,
}
"""For routes whose body names a tenant's row: a body that would do at home."""
