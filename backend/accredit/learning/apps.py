from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "accredit.learning"

    def ready(self) -> None:
        from accredit.accounts.domain_events import UserErased
        from accredit.billing.domain_events import LineRefunded, LineRefundFailed, OrderPaid, SellerProfileChanged
        from accredit.billing.services import purchasables
        from accredit.core import outbox, privacy
        from accredit.media.domain_events import UploadReady
        from accredit.media.rules import Purpose
        from accredit.media.services import register_memory, register_shown
        from accredit.notifications.services import Kind, register_kind
        from accredit.organizations.domain_events import OrganizationChanged

        from . import domain_events as own
        from . import receivers, tasks  # noqa: F401 - importing tasks registers the jobs
        from .models import VideoProgress
        from .selectors.courses import thumbnails_shown
        from .services.grading_notices import GRADED_KIND, WAITING_KIND
        from .services.grading_notices import RETURNED_KIND as WORK_RETURNED_KIND
        from .services.notices import APPROVED_KIND, RETURNED_KIND, SUBMITTED_KIND
        from .services.privacy import person_erase, person_export
        from .services.purchasable import CoursePurchasable

        purchasables.register(CoursePurchasable())
        outbox.subscribe(OrderPaid, receivers.on_order_paid)
        outbox.subscribe(LineRefunded, receivers.on_line_news)
        outbox.subscribe(LineRefundFailed, receivers.on_line_news)
        outbox.subscribe(UploadReady, receivers.on_upload_ready)
        for event in (
            own.CoursePublished,
            own.CourseUpdated,
            own.CoursePriceChanged,
            own.CourseArchived,
            own.ReviewChanged,
        ):
            outbox.subscribe(event, receivers.on_course_news)
        for news in (OrganizationChanged, SellerProfileChanged, UserErased):
            outbox.subscribe(news, receivers.on_news_of_many)
        register_shown(Purpose.THUMBNAIL, thumbnails_shown)
        register_memory(VideoProgress, "video")
        privacy.register_export("learning", person_export)
        privacy.register_erase("learning", person_erase)
        for kind in (
            Kind(
                name=SUBMITTED_KIND,
                label="A course waits for your review",
                title="“{title}” waits for your review",
                body="{person} has sent it. Publish it, or return it with a note.",
            ),
            Kind(
                name=RETURNED_KIND,
                label="A course of yours is returned to you after a review",
                title="“{title}” is returned to you",
                body="{person} writes: {note}",
            ),
            Kind(
                name=APPROVED_KIND,
                label="A course of yours is published after a review",
                title="“{title}” is published",
                body="{person} has reviewed and published it.",
            ),
            Kind(
                name=WAITING_KIND,
                label="Work that a learner of yours has handed in",
                title="{person} has handed in “{title}”",
                body="It waits to be graded, in “{course}”.",
            ),
            Kind(
                name=GRADED_KIND,
                label="Work of yours is graded",
                title="“{title}” is graded: {percent}",
                body="{note}",
            ),
            Kind(
                name=WORK_RETURNED_KIND,
                label="Work of yours is returned to you with a note",
                title="“{title}” is returned to you",
                body="{note}",
            ),
        ):
            register_kind(kind)
