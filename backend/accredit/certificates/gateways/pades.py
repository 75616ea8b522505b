"""PAdES with pyHanko: the work behind ``sealing``, which alone imports this, and late."""

import asyncio
import io
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from asn1crypto import algos
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD: Final = "Seal"
_DIGEST_STAND_IN: Final = bytes(range(0xA0, 0xC0))
# A DER-encoded P-256 signature: two integers of at most 33 bytes, rarely much shorter.
_LONGEST_SIGNATURE: Final = 72
CANNOT_TAKE_SIGNATURE: Final = (PdfError, SigningError)
# What a damaged file can make the parsers raise.
BROKEN_FILE: Final = (
    PdfError,
    SignatureValidationError,
    SigningError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Template:
    """A CMS object with stand-ins, for signatures of one length."""

    content: bytes
    digest_at: int
    signature_at: int


class DocumentSigner:
    """A document key, loaded once, with its prepared CMS objects. Safe to share between threads."""

    def __init__(self, private_key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._key = private_key
        self._certificate = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
        self._attributes = _finish(
            self._cms_builder(_LONGEST_SIGNATURE).signed_attrs(_DIGEST_STAND_IN, "sha256", use_pades=True)
        )
        self._attributes_der: bytes = self._attributes.dump()
        self._templates: dict[int, _Template] = {}
        self.bytes_reserved: Final = 2 * len(self._template(_LONGEST_SIGNATURE).content)

    def cms(self, digest: bytes) -> bytes:
        """The CMS object, DER, over a document with this SHA-256 digest (RFC 5652, ETSI EN 319 122-1)."""
        signed = self._attributes_der.replace(_DIGEST_STAND_IN, digest)
        signature = self._key.sign(signed, ec.ECDSA(hashes.SHA256()))
        template = self._template(len(signature))
        content = bytearray(template.content)
        content[template.digest_at : template.digest_at + len(digest)] = digest
        content[template.signature_at : template.signature_at + len(signature)] = signature
        return bytes(content)

    def _cms_builder(self, signature_length: int) -> ExternalSigner:
        return ExternalSigner(
            signing_cert=self._certificate,
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            signature_value=b"\xff" * signature_length,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )

    def _template(self, signature_length: int) -> _Template:
        template = self._templates.get(signature_length)
        if template is None:
            builder = self._cms_builder(signature_length)
            built = _finish(builder.async_sign_prescribed_attributes("sha256", self._attributes))
            content: bytes = built.dump()
            template = _Template(
                content=content,
                digest_at=content.index(_DIGEST_STAND_IN),
                signature_at=content.rindex(b"\xff" * signature_length),
            )
            self._templates[signature_length] = template
        return template


def _finish(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine of pyHanko to its end, in a thread of its own as this one may have an event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class _SealingWriter(IncrementalPdfFileWriter):
    """Appends the signature and nothing else.

    pyHanko would also rewrite the XMP packet and the modification date; the page has not changed since it
    was set, and what Typst wrote is what conforms to PDF/A.
    """

    def _update_meta(self) -> None:
        return


def append_signature(
    pdf: bytes, signer: DocumentSigner, *, signed_at: datetime, reason: str, location: str | None
) -> bytes:
    """The file with its signature; one of CANNOT_TAKE_SIGNATURE if it is no PDF or has one."""
    writer = _SealingWriter(io.BytesIO(pdf))
    if "/AcroForm" in writer.root:
        raise SigningError("the file has a form or a signature already")
    field = SigFieldSpec(sig_field_name=FIELD, on_page=0, readable_field_name=reason)
    steps = PdfCMSEmbedder(new_field_spec=field).write_cms(FIELD, writer)
    next(steps)
    placeholder = SignatureObject(
        timestamp=signed_at,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        bytes_reserved=signer.bytes_reserved,
    )
    certify = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certify))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256", in_place=True))
    steps.send(signer.cms(prepared.document_digest))
    sealed: bytes = output.getvalue()
    return sealed


def examine_signature(pdf: bytes, certificate: bytes) -> tuple[bool, bool, str, datetime | None] | None:
    """(intact, covers the whole file, signer, time), None without exactly one PAdES signature.

    ``certificate`` is DER. One of BROKEN_FILE for what cannot be parsed.
    """
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    if len(signatures) != 1 or signatures[0].sig_object.raw_get(pdf_name("/SubFilter")) != "/ETSI.CAdES.detached":
        return None
    signature = signatures[0]
    signed_at = signature.self_reported_timestamp
    signer = signature.signer_cert
    intact = False
    if signer.dump() == certificate:
        context = ValidationContext(
            trust_roots=[asn1_x509.Certificate.load(certificate)],
            allow_fetching=False,
            moment=signed_at,
            best_signature_time=signed_at,
        )
        intact = bool(validate_pdf_signature(signature, signer_validation_context=context).bottom_line)
    whole = signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    return intact, whole, str(signer.subject.native.get("common_name", "")), signed_at
