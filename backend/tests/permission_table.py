"""Who may call what: one line a route, the least that a caller must be for each method.

A new route fails the suite until it stands here and in `test_tenant_isolation.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from accredit.organizations.permissions import Permission


class Caller(Enum):
    """Callers that need no permission of an organization."""

    PUBLIC = "anybody"
    SIGNED_IN = "anybody who is signed in"
    MEMBER = "any member of the organization"


PUBLIC, SIGNED_IN, MEMBER = Caller
Least = Caller | Permission

TABLE: Mapping[str, Mapping[str, Least]] = {
    # core
    "core:health-live": {"GET": PUBLIC},
    "core:health-ready": {"GET": PUBLIC},
    "core:file-public": {"GET": PUBLIC},
    "core:file-private": {"GET": PUBLIC},  # 403 without a valid signature: tested in core
    "core:file-upload": {"PUT": PUBLIC},  # the same
    "schema": {"GET": PUBLIC},
    "docs": {"GET": PUBLIC},
    "app": {"GET": PUBLIC},
    # accounts
    "accounts:token-create": {"POST": PUBLIC},
    "accounts:token-refresh": {"POST": PUBLIC},
    "accounts:token-verify": {"POST": PUBLIC},
    "accounts:token-revoke": {"POST": PUBLIC},
    "accounts:user-register": {"POST": PUBLIC},
    "accounts:email-verify": {"POST": PUBLIC},
    "accounts:email-resend": {"POST": SIGNED_IN},
    "accounts:email-change": {"POST": SIGNED_IN},
    "accounts:email-change-confirm": {"POST": PUBLIC},
    "accounts:me-detail": {"GET": SIGNED_IN, "PATCH": SIGNED_IN, "DELETE": SIGNED_IN},
    "accounts:me-export": {"GET": SIGNED_IN},
    "accounts:password-change": {"POST": SIGNED_IN},
    "accounts:password-reset": {"POST": PUBLIC},
    "accounts:password-reset-confirm": {"POST": PUBLIC},
    "accounts:session-list": {"GET": SIGNED_IN, "DELETE": SIGNED_IN},
    "accounts:session-detail": {"DELETE": SIGNED_IN},
    # organizations
    "organizations:organization-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "organizations:organization-detail": {"GET": MEMBER, "PATCH": Permission.MANAGE_ORGANIZATION},
    "organizations:organization-public": {"GET": PUBLIC},
    "organizations:member-list": {"GET": Permission.MANAGE_TEAM},
    "organizations:member-detail": {"PATCH": Permission.MANAGE_TEAM, "DELETE": MEMBER},  # oneself; others: the team
    "organizations:invitation-list": {"GET": Permission.MANAGE_TEAM, "POST": Permission.MANAGE_TEAM},
    "organizations:invitation-detail": {"DELETE": Permission.MANAGE_TEAM},
    "organizations:invitation-accept": {"POST": SIGNED_IN},
    "organizations:invitation-preview": {"POST": PUBLIC},  # 400 without the link's secret
    "organizations:audit-list": {"GET": Permission.VIEW_AUDIT},
    # notifications
    "notifications:notification-list": {"GET": SIGNED_IN},
    "notifications:unread-count": {"GET": SIGNED_IN},
    "notifications:notification-read": {"POST": SIGNED_IN},
    "notifications:notification-read-all": {"POST": SIGNED_IN},
    "notifications:unsubscribe": {"GET": PUBLIC, "POST": PUBLIC},  # 400 without a mail's token
    "notifications:preference-list": {"GET": SIGNED_IN},
    "notifications:preference-detail": {"PUT": SIGNED_IN},
    "unsubscribe-page": {"GET": PUBLIC, "POST": PUBLIC},  # the same
    # billing
    "billing:quote-create": {"POST": PUBLIC},
    "billing:checkout-create": {"POST": SIGNED_IN},
    "billing:cart-checkout-create": {"POST": SIGNED_IN},
    "billing:cart-item-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "billing:cart-item-detail": {"DELETE": SIGNED_IN},
    "billing:order-list": {"GET": SIGNED_IN},
    "billing:order-detail": {"GET": SIGNED_IN},
    "billing:sale-list": {"GET": Permission.VIEW_SALES},
    "billing:refund-list": {"GET": Permission.VIEW_SALES, "POST": Permission.REFUND_ORDERS},
    "billing:refund-detail": {"GET": Permission.VIEW_SALES},
    "billing:figures-detail": {"GET": Permission.VIEW_SALES},
    "billing:invoice-list": {"GET": Permission.VIEW_SALES},  # or its buyer, here and below
    "billing:invoice-detail": {"GET": Permission.VIEW_SALES},
    "billing:invoice-download": {"GET": Permission.VIEW_SALES},
    "billing:seller-profile": {"GET": Permission.MANAGE_BILLING, "PATCH": Permission.MANAGE_BILLING},
    "billing:webhook-receive": {"POST": PUBLIC},  # 400 without Stripe's signature: tested in billing
    # events
    "event-page": {"GET": PUBLIC},
    "events:category-list": {"GET": PUBLIC},
    "events:event-list": {"GET": PUBLIC, "POST": Permission.MANAGE_EVENTS},
    "events:event-detail": {"GET": PUBLIC, "PATCH": Permission.MANAGE_EVENTS},
    "events:event-edit": {"GET": Permission.MANAGE_EVENTS},
    "events:event-availability": {"GET": PUBLIC},
    "events:event-calendar": {"GET": PUBLIC},
    "events:event-publish": {"POST": Permission.MANAGE_EVENTS},
    "events:event-cancel": {"POST": Permission.MANAGE_EVENTS},
    "events:event-complete": {"POST": Permission.MANAGE_EVENTS},
    "events:event-archive": {"POST": Permission.MANAGE_EVENTS},
    "events:event-duplicate": {"POST": Permission.MANAGE_EVENTS},
    "events:event-repeat": {"POST": Permission.MANAGE_EVENTS},
    "events:session-list": {"POST": Permission.MANAGE_EVENTS},
    "events:session-detail": {"PATCH": Permission.MANAGE_EVENTS, "DELETE": Permission.MANAGE_EVENTS},
    "events:session-window": {"PUT": Permission.MANAGE_EVENTS},
    "events:speaker-list": {"GET": Permission.MANAGE_EVENTS, "POST": Permission.MANAGE_EVENTS},
    "events:speaker-detail": {"PATCH": Permission.MANAGE_EVENTS, "DELETE": Permission.MANAGE_EVENTS},
    "events:capacity-list": {"POST": Permission.MANAGE_EVENTS},
    "events:capacity-detail": {"PUT": Permission.MANAGE_EVENTS, "DELETE": Permission.MANAGE_EVENTS},
    "events:ticket-list": {"POST": Permission.MANAGE_EVENTS},
    "events:ticket-detail": {"PATCH": Permission.MANAGE_EVENTS, "DELETE": Permission.MANAGE_EVENTS},
    "overview:event-activity": {"GET": Permission.MANAGE_EVENTS},
    "overview:event-figures": {"GET": Permission.MANAGE_EVENTS},
    "overview:event-overview": {"GET": Permission.MANAGE_EVENTS},
    "events:question-list": {"POST": Permission.MANAGE_EVENTS},
    "events:question-detail": {"PATCH": Permission.MANAGE_EVENTS, "DELETE": Permission.MANAGE_EVENTS},
    # registrations
    "registrations:registration-list": {"GET": SIGNED_IN},
    "registrations:register": {"POST": PUBLIC},
    # or a guest with the mailed link
    "registrations:registration-detail": {"GET": SIGNED_IN},
    "registrations:registration-cancel": {"POST": SIGNED_IN},
    "registrations:registration-pay": {"POST": SIGNED_IN},
    "registrations:registration-ticket": {"GET": SIGNED_IN},
    "registrations:registration-transfer": {"POST": SIGNED_IN},
    "registrations:registration-answers": {"PUT": SIGNED_IN},
    "registrations:registration-reassign": {"POST": Permission.MANAGE_EVENTS},
    "registrations:unlocked-list": {"GET": PUBLIC},  # what a code opens
    "registrations:calendar": {"GET": SIGNED_IN, "POST": SIGNED_IN, "DELETE": SIGNED_IN},
    "registrations:calendar-feed": {"GET": PUBLIC},  # whoever has the secret address
    "registrations:waiting-list": {"GET": SIGNED_IN, "POST": PUBLIC},
    "registrations:waiting-detail": {"GET": SIGNED_IN},
    "registrations:waiting-leave": {"POST": SIGNED_IN},
    "registrations:waiting-accept": {"POST": SIGNED_IN},
    "registrations:waiting-event": {"GET": Permission.MANAGE_EVENTS},
    "registrations:waiting-move": {"POST": Permission.MANAGE_EVENTS},
    "registrations:registration-approve": {"POST": Permission.MANAGE_EVENTS},
    "registrations:registration-decline": {"POST": Permission.MANAGE_EVENTS},
    "registrations:registration-revoke": {"POST": Permission.MANAGE_EVENTS},
    "registrations:registration-block": {"PUT": Permission.MANAGE_EVENTS},
    "registrations:event-export": {"GET": Permission.MANAGE_EVENTS},
    "registrations:event-import": {"POST": Permission.MANAGE_EVENTS},
    "registrations:event-messages": {"GET": Permission.MANAGE_EVENTS, "POST": Permission.MANAGE_EVENTS},
    "registrations:event-list": {"GET": Permission.MANAGE_EVENTS},
    "registrations:check-in": {"GET": Permission.CHECK_IN, "POST": Permission.CHECK_IN},
    "registrations:check-in-manifest": {"GET": Permission.CHECK_IN},
    "registrations:check-in-inside": {"GET": Permission.CHECK_IN},
    "registrations:check-in-log": {"GET": Permission.CHECK_IN},
    "registrations:attendance-list": {"GET": Permission.MANAGE_EVENTS},
    "registrations:attendance-correct": {"POST": Permission.MANAGE_EVENTS},
    # integrations
    "reconciliation:item-list": {"GET": Permission.MANAGE_EVENTS},
    "reconciliation:item-decide": {"POST": Permission.MANAGE_EVENTS},
    "reconciliation:item-undo": {"POST": Permission.MANAGE_EVENTS},
    "integrations:zoom-connect": {"POST": Permission.MANAGE_ORGANIZATION},
    "integrations:zoom-callback": {"GET": PUBLIC},  # 400 without the state and the browser's cookie
    "integrations:zoom-status": {"GET": Permission.MANAGE_EVENTS},
    "integrations:zoom-disconnect": {"POST": Permission.MANAGE_ORGANIZATION},
    "integrations:zoom-webhook": {"POST": PUBLIC},  # 400 without a signature
    "integrations:zoom-event": {
        "GET": Permission.MANAGE_EVENTS,
        "PUT": Permission.MANAGE_EVENTS,
        "DELETE": Permission.MANAGE_EVENTS,
    },
    "integrations:zoom-report": {"POST": Permission.MANAGE_EVENTS},
    "integrations:zoom-recordings": {"GET": Permission.MANAGE_EVENTS},
    "integrations:zoom-recording": {"GET": Permission.MANAGE_EVENTS},
    # feedback
    "feedback:open-list": {"GET": SIGNED_IN},
    "feedback:survey-answer": {"GET": SIGNED_IN, "POST": SIGNED_IN},  # or a guest with the mailed link
    # of an event: who manages events
    "feedback:survey-list": {"GET": Permission.VIEW_REPORTS, "POST": Permission.EDIT_COURSES},
    "feedback:survey-detail": {
        "GET": Permission.VIEW_REPORTS,
        "PATCH": Permission.EDIT_COURSES,
        "DELETE": Permission.EDIT_COURSES,
    },
    "feedback:survey-questions": {"PUT": Permission.EDIT_COURSES},
    "feedback:survey-publish": {"POST": Permission.EDIT_COURSES},
    "feedback:survey-close": {"POST": Permission.EDIT_COURSES},
    "feedback:survey-results": {"GET": Permission.VIEW_REPORTS},
    "feedback:survey-export": {"GET": Permission.VIEW_REPORTS},
    # community
    "community:message-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "community:message-detail": {"GET": SIGNED_IN, "PATCH": SIGNED_IN, "DELETE": SIGNED_IN},
    "community:message-edits": {"GET": SIGNED_IN},
    "community:reaction-detail": {"PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "community:message-report": {"POST": SIGNED_IN},
    "community:message-file": {"GET": SIGNED_IN},
    "community:room-list": {"GET": SIGNED_IN},
    "community:room-detail": {"GET": SIGNED_IN},
    "community:room-mute": {"PUT": SIGNED_IN},
    "community:room-read": {"POST": SIGNED_IN},
    "community:room-members": {"GET": SIGNED_IN},
    "community:direct-open": {"POST": SIGNED_IN},
    "community:unread": {"GET": SIGNED_IN},
    "community:ticket-create": {"POST": SIGNED_IN},
    "community:choice-detail": {"GET": SIGNED_IN, "PUT": SIGNED_IN},
    "community:staff-room-list": {"GET": Permission.MODERATE_ROOMS, "POST": Permission.MODERATE_ROOMS},
    "community:staff-room-detail": {"GET": Permission.MODERATE_ROOMS, "PATCH": Permission.MODERATE_ROOMS},
    "community:staff-room-export": {"GET": Permission.MODERATE_ROOMS},
    "community:staff-silence": {"PUT": Permission.MODERATE_ROOMS, "DELETE": Permission.MODERATE_ROOMS},
    "community:staff-message-hide": {"POST": Permission.MODERATE_ROOMS},
    "community:staff-message-show": {"POST": Permission.MODERATE_ROOMS},
    "community:staff-message-remove": {"POST": Permission.MODERATE_ROOMS},
    "community:staff-report-list": {"GET": Permission.MODERATE_ROOMS},
    "community:staff-report-decide": {"POST": Permission.MODERATE_ROOMS},
    "community:staff-log": {"GET": Permission.MODERATE_ROOMS},
    "community:staff-policy": {"GET": Permission.MODERATE_ROOMS, "PATCH": Permission.MODERATE_ROOMS},
    # learning
    "catalogue-page": {"GET": PUBLIC},
    "course-page": {"GET": PUBLIC},
    "learning:category-list": {"GET": PUBLIC},
    "learning:instructor-list": {"GET": Permission.EDIT_COURSES},
    "learning:course-list": {"GET": PUBLIC, "POST": Permission.EDIT_COURSES},
    "learning:course-detail": {"GET": PUBLIC, "PATCH": Permission.EDIT_COURSES},
    "learning:course-submit": {"POST": Permission.EDIT_COURSES},
    "learning:course-return": {"POST": Permission.REVIEW_COURSES},
    "learning:course-publish": {"POST": Permission.PUBLISH_COURSES},
    "learning:course-archive": {"POST": Permission.PUBLISH_COURSES},
    "learning:course-enroll": {"POST": SIGNED_IN},
    "learning:course-learn": {"GET": SIGNED_IN},
    "learning:course-outline": {"GET": Permission.EDIT_COURSES, "PUT": Permission.EDIT_COURSES},
    "learning:module-list": {"POST": Permission.EDIT_COURSES},
    "learning:module-detail": {"PATCH": Permission.EDIT_COURSES, "DELETE": Permission.EDIT_COURSES},
    "learning:lesson-list": {"POST": Permission.EDIT_COURSES},
    "learning:lesson-detail": {
        "GET": PUBLIC,  # a preview; other lessons are for those who are enrolled
        "PATCH": Permission.EDIT_COURSES,
        "DELETE": Permission.EDIT_COURSES,
    },
    "learning:lesson-complete": {"POST": SIGNED_IN},
    "learning:lesson-document": {"GET": PUBLIC},  # as the lesson itself
    "learning:lesson-heartbeat": {"POST": SIGNED_IN},
    "learning:video-list": {"GET": Permission.EDIT_COURSES, "POST": Permission.EDIT_COURSES},
    "learning:video-finalize": {"POST": Permission.EDIT_COURSES},
    "learning:video-playback": {"GET": PUBLIC},  # as the lesson itself
    "learning:captions-list": {"POST": Permission.EDIT_COURSES},
    "learning:captions-detail": {"DELETE": Permission.EDIT_COURSES},
    "learning:quiz-detail": {"GET": Permission.EDIT_COURSES, "PUT": Permission.EDIT_COURSES},
    "learning:attempt-list": {"POST": SIGNED_IN},
    "learning:attempt-detail": {"GET": SIGNED_IN},
    "learning:attempt-submit": {"POST": SIGNED_IN},
    "learning:assignment-detail": {"GET": Permission.EDIT_COURSES, "PUT": Permission.EDIT_COURSES},
    "learning:work-detail": {"GET": SIGNED_IN},
    "learning:work-draft": {"PUT": SIGNED_IN},
    "learning:work-submit": {"POST": SIGNED_IN},
    "learning:submission-list": {"GET": Permission.EDIT_COURSES},
    "learning:submission-detail": {"GET": Permission.EDIT_COURSES},
    "learning:submission-grade": {"POST": Permission.EDIT_COURSES},
    "learning:submission-return": {"POST": Permission.EDIT_COURSES},
    "learning:bought-list": {"GET": SIGNED_IN},
    "learning:bought-withdraw": {"POST": SIGNED_IN},
    "learning:bought-rejoin": {"POST": SIGNED_IN},
    "learning:learner-list": {"GET": Permission.VIEW_LEARNERS},
    "learning:learner-export": {"GET": Permission.VIEW_LEARNERS},
    "learning:review-list": {"GET": PUBLIC, "POST": SIGNED_IN},
    "learning:review-detail": {"PATCH": SIGNED_IN, "DELETE": SIGNED_IN},
    # media
    "media:upload-list": {"POST": SIGNED_IN},  # and a role where the file is for an organization: tested in media
    "media:upload-detail": {"GET": SIGNED_IN, "DELETE": SIGNED_IN},
    "media:upload-finalize": {"POST": SIGNED_IN},
    "media:avatar": {"PUT": SIGNED_IN},
    "media:logo": {"PUT": Permission.MANAGE_ORGANIZATION},
    # accreditation
    "accreditation:accreditor-list": {"GET": PUBLIC},
    # certificates
    "certificate-page": {"GET": PUBLIC},
    "issuer-document": {"GET": PUBLIC},
    "issuer-certificates": {"GET": PUBLIC},
    "issuer-status-list": {"GET": PUBLIC},
    "certificates:certificate-verify": {"GET": PUBLIC},
    "certificates:requirements-detail": {"GET": PUBLIC},
    "certificates:certificate-list": {"GET": SIGNED_IN},
    "certificates:progress-detail": {"GET": SIGNED_IN},
    "certificates:certificate-download": {"GET": Permission.VIEW_CERTIFICATES},  # or its holder
    "certificates:certificate-credential": {"GET": Permission.VIEW_CERTIFICATES},  # or its holder
    "certificates:certificate-correct-name": {"POST": SIGNED_IN},
    "certificates:certificate-revoke": {"POST": Permission.ISSUE_CERTIFICATES},
    "certificates:certificate-reissue": {"POST": Permission.ISSUE_CERTIFICATES},
    "certificates:organization-list": {"GET": Permission.VIEW_CERTIFICATES},
    "certificates:gate-detail": {"GET": Permission.VIEW_CERTIFICATES, "PUT": Permission.DESIGN_CERTIFICATES},
    "certificates:event-progress-detail": {"GET": SIGNED_IN},
    "certificates:event-requirements-detail": {"GET": PUBLIC},
    "certificates:event-gate-detail": {"GET": Permission.VIEW_CERTIFICATES, "PUT": Permission.DESIGN_CERTIFICATES},
    "certificates:event-gate-dry-run": {"POST": Permission.DESIGN_CERTIFICATES},
    "certificates:event-short": {"GET": Permission.MANAGE_EVENTS, "POST": Permission.MANAGE_EVENTS},
    "certificates:event-issue": {"GET": Permission.VIEW_CERTIFICATES, "POST": Permission.ISSUE_CERTIFICATES},
    "certificates:decision-list": {"GET": Permission.VIEW_CERTIFICATES},
    "certificates:decision-decide": {"POST": Permission.ISSUE_CERTIFICATES},
    "certificates:template-detail": {"GET": Permission.VIEW_CERTIFICATES, "PUT": Permission.DESIGN_CERTIFICATES},
    "certificates:template-preview": {"POST": Permission.VIEW_CERTIFICATES},
    "certificates:key-list": {"GET": Permission.VIEW_CERTIFICATES},
    "certificates:key-rotate": {"POST": Permission.MANAGE_ORGANIZATION},
    # cpd
    "cpd:ledger-list": {"GET": SIGNED_IN},
    "cpd:summary-detail": {"GET": SIGNED_IN},
    "cpd:cycle-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "cpd:cycle-detail": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "cpd:activity-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "cpd:activity-detail": {"GET": SIGNED_IN, "PUT": SIGNED_IN, "DELETE": SIGNED_IN},
    "cpd:transcript-detail": {"GET": SIGNED_IN},
    "cpd:transcript-table": {"GET": SIGNED_IN},
    "cpd:recording-detail": {"GET": Permission.EDIT_COURSES, "PUT": Permission.EDIT_COURSES},
    # catalogue
    "catalogue:discover-list": {"GET": PUBLIC},
    # promo codes
    "promo_codes:promo-code-list": {"GET": Permission.MANAGE_PROMO_CODES, "POST": Permission.MANAGE_PROMO_CODES},
    "promo_codes:promo-code-detail": {"GET": Permission.MANAGE_PROMO_CODES, "PATCH": Permission.MANAGE_PROMO_CODES},
}
