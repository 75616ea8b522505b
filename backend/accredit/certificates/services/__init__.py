"""Writes of certificates: one function a use case. Apps above import from here."""

from .delivery import certificate_mail_send, certificates_mail_send
from .ending import (
    certificate_replace,
    certificate_revoke,
    certificates_of_order_follow,
    enrollment_follow,
    enrollment_regraded,
    files_forget,
    person_erase,
)
from .event_gates import clauses_read, event_gate_save
from .event_issuing import registration_issue_if_due
from .event_standing import (
    ClauseShort,
    EventStanding,
    Short,
    clauses_short,
    event_standing,
    people_short,
    short_message_send,
)
from .following import (
    registration_follow,
    registration_of_person_follow,
    registrations_of_order_follow,
    registrations_of_person_due,
)
from .gates import course_evaluate, gate_save
from .guests import claim_mail_send
from .issuing import (
    certificate_issue_if_due,
    certificates_of_person_due,
    certificates_release,
    certificates_resume,
)
from .keys import key_current, key_rotate
from .making import certificate_make, certificates_make
from .publishing import document_certificates, issuer_document_build, status_list_build
from .reconsidering import decision_decide
from .reissuing import certificate_reissue
from .runs import (
    event_issue,
    event_issue_owe,
    event_reconsider,
    issue_run_start,
    issue_run_step,
    people_due,
)
from .templates import template_preview, template_save

__all__ = [
    "ClauseShort",
    "EventStanding",
    "Short",
    "certificate_issue_if_due",
    "certificate_mail_send",
    "certificate_make",
    "certificate_reissue",
    "certificate_replace",
    "certificate_revoke",
    "certificates_mail_send",
    "certificates_make",
    "certificates_of_order_follow",
    "certificates_of_person_due",
    "certificates_release",
    "certificates_resume",
    "claim_mail_send",
    "clauses_read",
    "clauses_short",
    "course_evaluate",
    "decision_decide",
    "document_certificates",
    "enrollment_follow",
    "enrollment_regraded",
    "event_gate_save",
    "event_issue",
    "event_issue_owe",
    "event_reconsider",
    "event_standing",
    "files_forget",
    "gate_save",
    "issue_run_start",
    "issue_run_step",
    "issuer_document_build",
    "key_current",
    "key_rotate",
    "people_due",
    "people_short",
    "person_erase",
    "registration_follow",
    "registration_issue_if_due",
    "registration_of_person_follow",
    "registrations_of_order_follow",
    "registrations_of_person_due",
    "short_message_send",
    "status_list_build",
    "template_preview",
    "template_save",
]
