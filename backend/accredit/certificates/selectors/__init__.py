"""Reads of certificates. Apps above import from here."""

from .certificates import (
    certificate_by_code,
    certificate_for_holder,
    certificate_for_staff,
    certificate_get,
    certificate_of_enrollment,
    certificate_to_make,
    certificates_by_root,
    certificates_of_activity,
    certificates_of_holder,
    certificates_of_organization,
    credential_bytes,
    credits_text,
    pdf_address,
    person_export,
    printed_name,
    replacement_of,
)
from .gates import (
    GateStatus,
    enrollment_to_certify,
    enrollments_without_certificate,
    gate_of_course,
    gate_promise,
    gate_status,
)
from .issuers import issuer_get, key_get, keys_in_use, keys_of, void_serials
from .progress import CertificateProgress, certificate_progress
from .templates import template_of

__all__ = [
    "CertificateProgress",
    "GateStatus",
    "certificate_by_code",
    "certificate_for_holder",
    "certificate_for_staff",
    "certificate_get",
    "certificate_of_enrollment",
    "certificate_progress",
    "certificate_to_make",
    "certificates_by_root",
    "certificates_of_activity",
    "certificates_of_holder",
    "certificates_of_organization",
    "credential_bytes",
    "credits_text",
    "enrollment_to_certify",
    "enrollments_without_certificate",
    "gate_of_course",
    "gate_promise",
    "gate_status",
    "issuer_get",
    "key_get",
    "keys_in_use",
    "keys_of",
    "pdf_address",
    "person_export",
    "printed_name",
    "replacement_of",
    "template_of",
    "void_serials",
]
