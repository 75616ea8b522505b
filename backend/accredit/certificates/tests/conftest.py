"""One key for whoever signs documents where nobody looks at the key."""

from __future__ import annotations

from functools import cache

import pytest

from accredit.certificates.gateways.sealing import generate_document_key
from accredit.certificates.services import keys
from accredit.core import clock


@cache
def _document_key() -> tuple[bytes, bytes]:
    return generate_document_key("Meridian Institute, certificates", "Meridian Institute", clock.now())


@pytest.fixture(autouse=True)
def _same_document_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every organization signs its documents with the same key: to prepare a signer takes longer than to sign."""
    monkeypatch.setattr(keys, "generate_document_key", lambda *_subject: _document_key())


@pytest.fixture
def own_document_key(_same_document_key: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this test each organization makes a document key of its own, as it does outside of tests."""
    monkeypatch.setattr(keys, "generate_document_key", generate_document_key)
