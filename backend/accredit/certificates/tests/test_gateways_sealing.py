"""The seal: a signature that stock software accepts and that any change breaks."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509

from accredit.certificates.gateways.documents import sha256_hex
from accredit.certificates.gateways.rendering import render_pdf
from accredit.certificates.gateways.sealing import (
    MAX_PDF_BYTES,
    PdfNotSealable,
    SealCheck,
    check_seal,
    generate_document_key,
    load_document_signer,
    seal_pdf,
)
from accredit.certificates.tests.test_gateways_rendering import FACTS

NOW = datetime(2026, 12, 11, 9, 30, tzinfo=UTC)
NOTHING = SealCheck(intact=False, covers_whole_file=False, signer="", signed_at=None)


@pytest.fixture(scope="module")
def key() -> tuple[bytes, bytes]:
    return generate_document_key("Northbridge Clinical Network", "Northbridge", NOW)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render_pdf(FACTS)


@pytest.fixture(scope="module")
def sealed(key: tuple[bytes, bytes], plain: bytes) -> bytes:
    return seal_pdf(plain, load_document_signer(*key), signed_at=NOW, reason="Certificate NCN-7Q4K-2M9D")


def test_a_sealed_file_is_intact_and_wholly_covered(sealed: bytes, key: tuple[bytes, bytes]) -> None:
    assert check_seal(sealed, key[1]) == SealCheck(
        intact=True, covers_whole_file=True, signer="Northbridge Clinical Network", signed_at=NOW
    )


def test_the_seal_is_appended_and_the_page_left_as_it_was(sealed: bytes, plain: bytes) -> None:
    assert sealed.startswith(plain)
    assert b"/ETSI.CAdES.detached" in sealed[len(plain) :]
    assert b"<pdfaid:part>" not in sealed[len(plain) :]


def test_qpdf_finds_nothing_wrong(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("share", [index / 23 for index in range(1, 23)])
def test_any_flipped_byte_breaks_it(sealed: bytes, key: tuple[bytes, bytes], share: float) -> None:
    forged = bytearray(sealed)
    forged[int(len(forged) * share)] ^= 1
    assert not check_seal(bytes(forged), key[1]).intact


def test_what_is_appended_afterwards_is_not_covered(sealed: bytes, key: tuple[bytes, bytes]) -> None:
    assert not check_seal(sealed + b"\n% a page more", key[1]).covers_whole_file


def test_another_issuers_certificate_does_not_vouch(sealed: bytes) -> None:
    _, other = generate_document_key("Northbridge Clinical Network", "Northbridge", NOW)
    assert not check_seal(sealed, other).intact


@pytest.mark.parametrize("content", [b"", b"junk", b"%PDF-1.7\n%%EOF", bytes(MAX_PDF_BYTES + 1)])
def test_a_file_that_is_no_sealed_pdf_is_just_not_intact(content: bytes, key: tuple[bytes, bytes]) -> None:
    assert check_seal(content, key[1]) == NOTHING


def test_an_unsealed_file_is_not_intact(plain: bytes, key: tuple[bytes, bytes]) -> None:
    assert check_seal(plain, key[1]) == NOTHING


@pytest.mark.parametrize("length", [10, 400, 5_000, 40_000])
def test_a_file_cut_short_never_raises(sealed: bytes, key: tuple[bytes, bytes], length: int) -> None:
    assert not check_seal(sealed[:-length], key[1]).intact


def test_a_file_is_sealed_once(sealed: bytes, key: tuple[bytes, bytes]) -> None:
    with pytest.raises(PdfNotSealable):
        seal_pdf(sealed, load_document_signer(*key), signed_at=NOW, reason="again")


@pytest.mark.parametrize("content", [b"", b"junk", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_cannot_be_sealed(content: bytes, key: tuple[bytes, bytes]) -> None:
    with pytest.raises(PdfNotSealable):
        seal_pdf(content, load_document_signer(*key), signed_at=NOW, reason="x")


def test_a_naive_time_is_refused(plain: bytes, key: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="zone"):
        seal_pdf(plain, load_document_signer(*key), signed_at=NOW.replace(tzinfo=None), reason="x")


def test_signatures_of_every_length_and_zone_are_accepted(key: tuple[bytes, bytes]) -> None:
    # A P-256 signature is 70 to 72 bytes long, rarely less: many tries meet several lengths.
    signer = load_document_signer(*key)
    pdf = render_pdf(replace(FACTS, total=None))
    zone = timezone(timedelta(hours=-3, minutes=-30))
    for second in range(16):
        moment = NOW.astimezone(zone) + timedelta(seconds=second)
        found = check_seal(seal_pdf(pdf, signer, signed_at=moment, reason="Größe", location="Zürich"), key[1])
        assert (found.intact, found.covers_whole_file, found.signed_at) == (True, True, moment)


def test_a_seal_outlives_its_certificate(plain: bytes) -> None:
    long_ago = NOW - timedelta(days=20 * 365)
    private, certificate = generate_document_key("Old", "Old", long_ago)
    old = seal_pdf(plain, load_document_signer(private, certificate), signed_at=long_ago, reason="x")
    assert check_seal(old, certificate).intact


def test_the_certificate_is_for_signing_documents_for_ten_years(key: tuple[bytes, bytes]) -> None:
    certificate = x509.load_pem_x509_certificate(key[1])
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert certificate.not_valid_before_utc == NOW
    assert (certificate.not_valid_after_utc - NOW).days == 3653


def test_a_key_and_a_certificate_that_do_not_match_are_refused(key: tuple[bytes, bytes]) -> None:
    _, other = generate_document_key("Other", "Other", NOW)
    with pytest.raises(ValueError, match="another key"):
        load_document_signer(key[0], other)


def test_a_document_is_named_by_its_hash() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
