"""Keys, wording, gates, and the certificates themselves."""

from .certificates import Certificate, NumberSeries
from .keys import SigningKey
from .setup import CertificateTemplate, Gate

__all__ = ["Certificate", "CertificateTemplate", "Gate", "NumberSeries", "SigningKey"]
