"""Keys, wording, gates, the certificates themselves, and their issuing for whole events."""

from .certificates import Certificate, NumberSeries
from .issuing import ClaimNotice, Decision, IssueRun
from .keys import SigningKey
from .setup import CertificateTemplate, Gate

__all__ = [
    "Certificate",
    "CertificateTemplate",
    "ClaimNotice",
    "Decision",
    "Gate",
    "IssueRun",
    "NumberSeries",
    "SigningKey",
]
