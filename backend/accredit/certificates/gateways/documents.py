"""What the three faces of a certificate have in common."""

import hashlib


def sha256_hex(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal: how a stored document is named and compared."""
    return hashlib.sha256(content).hexdigest()
