"""Check a sealed certificate PDF with pyHanko and qpdf alone, nothing of the platform that sealed it.

``python verify_pdf.py FILE.pdf CERTIFICATE.pem`` prints "genuine" or the reason why not.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext


class NotGenuine(Exception):
    """The file is damaged, changed, unsigned or signed by somebody else."""


def verify(path: Path, certificate: Path) -> None:
    """Raise NotGenuine unless the file is sound, wholly covered by one seal, and the seal is the certificate's."""
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    if checked.returncode != 0:
        raise NotGenuine(f"qpdf: {checked.stderr.strip() or checked.stdout.strip()}")
    try:
        with path.open("rb") as stream:
            signatures = PdfFileReader(stream).embedded_regular_signatures
            if len(signatures) != 1:
                raise NotGenuine(f"{len(signatures)} signatures")
            context = ValidationContext(
                trust_roots=[load_cert_from_pemder(str(certificate))],  # type: ignore[no-untyped-call]
                allow_fetching=False,
                moment=signatures[0].self_reported_timestamp,
            )
            status = validate_pdf_signature(signatures[0], signer_validation_context=context)
    except (PdfError, SignatureValidationError, ValueError) as error:
        raise NotGenuine(str(error)) from error
    if not (status.intact and status.valid and status.trusted and status.bottom_line):
        raise NotGenuine(status.summary())
    if "UNTOUCHED" not in status.summary():
        raise NotGenuine("something was appended after the seal")


def conforms_by_its_own_word(path: Path) -> bool:
    """Whether the file claims PDF/A-2a and PDF/UA-1, is tagged and names its language."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.pdf"
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), str(plain)], check=True)
        content = plain.read_bytes()
    claims = (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", b"/MarkInfo", b"/Lang", b"/Tabs /S")
    return all(claim in content for claim in claims)


def main(arguments: list[str]) -> str:
    """The verdict in words."""
    try:
        verify(Path(arguments[0]), Path(arguments[1]))
    except NotGenuine as error:
        return f"not genuine: {error}"
    return "genuine"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
