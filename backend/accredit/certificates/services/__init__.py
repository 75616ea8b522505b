"""Writes of certificates: one function a use case. Apps above import from here."""

from .delivery import certificate_announce, certificate_mail_send
from .ending import (
    certificate_replace,
    certificate_revoke,
    certificates_of_order_follow,
    enrollment_follow,
    files_forget,
    person_erase,
)
from .gates import course_evaluate, gate_save
from .issuing import (
    certificate_issue_if_due,
    certificate_reissue,
    certificates_of_person_due,
    certificates_release,
    certificates_resume,
)
from .keys import key_current, key_rotate
from .making import certificate_make
from .publishing import document_certificates, issuer_document_build, status_list_build
from .templates import template_preview, template_save

__all__ = [
    "certificate_announce",
    "certificate_issue_if_due",
    "certificate_mail_send",
    "certificate_make",
    "certificate_reissue",
    "certificate_replace",
    "certificate_revoke",
    "certificates_of_order_follow",
    "certificates_of_person_due",
    "certificates_release",
    "certificates_resume",
    "course_evaluate",
    "document_certificates",
    "enrollment_follow",
    "files_forget",
    "gate_save",
    "issuer_document_build",
    "key_current",
    "key_rotate",
    "person_erase",
    "status_list_build",
    "template_preview",
    "template_save",
]
