"""What the platform issues is checked by code that knows only the specifications."""

import ast
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from accredit.certificates.gateways.credential import (
    CredentialFacts,
    build_credential,
    build_status_list,
    generate_credential_key,
    issuer_document,
    sign_credential,
    verification_method_id,
)
from accredit.certificates.gateways.rendering import CertificateFacts, CreditLine, render_pdf
from accredit.certificates.gateways.sealing import generate_document_key, load_document_signer, seal_pdf
from tests.independent import verify_credential, verify_pdf

NOW = datetime(2026, 12, 11, 9, 30, tzinfo=UTC)
ISSUER = "https://accredit.example/o/northbridge"
LIST = "https://accredit.example/o/northbridge/status/1"
BADGE_CONTEXT = (
    Path(__file__).parents[2] / "accredit" / "certificates" / "assets" / "contexts" / "ob-v3p0-context-3.0.3.json"
)


class Issued:
    """A credential, its issuer's document after a rotation of keys, and the status list, as files."""

    def __init__(self, folder: Path, *, revoked: list[int]) -> None:
        private, public = generate_credential_key()
        _, newer = generate_credential_key()
        method = verification_method_id(ISSUER, public)
        facts = CredentialFacts(
            credential_id="https://accredit.example/c/7q4k/credential",
            issuer_id=ISSUER,
            issuer_name="Northbridge Clinical Network",
            issuer_url="https://northbridge.example",
            name="The deteriorating patient",
            valid_from=NOW,
            subject="urn:uuid:01936f0a-7c52-7e07-a7a4-8f5c9e4a1b11",
            achievement_id="https://accredit.example/a/1",
            achievement_name="The deteriorating patient",
            achievement_description="A study day.",
            criteria="At least 80 % of the sessions attended.",
            earned_hundredths=650,
            evidence=("5 h 02 min of 5 h 15 min attended",),
            status_list_url=LIST,
            status_index=94_567,
        )
        status_list = build_status_list(url=LIST, issuer_id=ISSUER, revoked=revoked, valid_from=NOW)
        issuer = issuer_document(
            issuer_id=ISSUER,
            name="Northbridge Clinical Network",
            url="https://northbridge.example",
            public_multikeys=[newer, public],
        )
        self.credential = folder / "credential.json"
        self.issuer = folder / "issuer.json"
        self.status_list = folder / "list.json"
        self.write(self.credential, sign_credential(build_credential(facts), private, method, NOW))
        self.write(self.issuer, issuer)
        self.write(self.status_list, sign_credential(status_list, private, method, NOW))

    @staticmethod
    def write(path: Path, document: dict[str, Any]) -> None:
        path.write_text(json.dumps(document), encoding="utf-8")

    def verdict(self) -> str:
        return verify_credential.main(
            [str(self.credential), str(self.issuer), str(BADGE_CONTEXT), str(self.status_list)]
        )


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sealed")
    facts = CertificateFacts(
        organization="Northbridge Clinical Network",
        brand_colour="#3a5a44",
        holder="Amara Okafor",
        title="The deteriorating patient",
        number="NCN-7Q4K-2M9D",
        verify_url="https://accredit.example/c/7q4k2m9d",
        verify_label="accredit.example/c",
        issued_on=date(2026, 12, 11),
        issued_label="Issued 11 December 2026",
        total=CreditLine(amount_hundredths=600, decimals=1, name="CPD credits"),
    )
    private, certificate = generate_document_key("Northbridge Clinical Network", "Northbridge", NOW)
    signer = load_document_signer(private, certificate)
    path, pem = folder / "certificate.pdf", folder / "issuer.pem"
    path.write_bytes(seal_pdf(render_pdf(facts), signer, signed_at=NOW, reason="Certificate NCN-7Q4K-2M9D"))
    pem.write_bytes(certificate)
    return path, pem


def test_a_stranger_finds_the_credential_genuine(tmp_path: Path) -> None:
    assert Issued(tmp_path, revoked=[94_566, 94_568]).verdict() == "genuine"


def test_a_stranger_finds_the_revocation(tmp_path: Path) -> None:
    assert Issued(tmp_path, revoked=[94_567]).verdict() == "revoked"


def test_one_changed_character_of_the_credential_is_found(tmp_path: Path) -> None:
    issued = Issued(tmp_path, revoked=[])
    text = issued.credential.read_text(encoding="utf-8")
    issued.credential.write_text(text.replace('"creditsEarned": 6.5', '"creditsEarned": 9.5'), encoding="utf-8")
    assert issued.verdict() == "not genuine: the signature does not match"


def test_a_key_that_the_issuer_dropped_proves_nothing(tmp_path: Path) -> None:
    issued = Issued(tmp_path, revoked=[])
    issuer = json.loads(issued.issuer.read_text(encoding="utf-8"))
    issued.write(issued.issuer, issuer | {"assertionMethod": issuer["assertionMethod"][:1]})
    assert issued.verdict() == "not genuine: the issuer does not vouch with this key"


def test_a_stranger_finds_the_pdf_genuine_and_conforming(sealed: tuple[Path, Path]) -> None:
    path, certificate = sealed
    assert verify_pdf.main([str(path), str(certificate)]) == "genuine"
    assert verify_pdf.conforms_by_its_own_word(path)


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85, 0.97])
def test_one_flipped_byte_of_the_pdf_is_found(sealed: tuple[Path, Path], tmp_path: Path, share: float) -> None:
    path, certificate = sealed
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(content)
    assert verify_pdf.main([str(forged), str(certificate)]).startswith("not genuine")


def test_a_page_appended_to_the_pdf_is_found(sealed: tuple[Path, Path], tmp_path: Path) -> None:
    path, certificate = sealed
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(path.read_bytes() + b"\n% more\n")
    assert verify_pdf.main([str(forged), str(certificate)]).startswith("not genuine")


@pytest.mark.parametrize("module", [verify_credential, verify_pdf])
def test_the_checkers_import_nothing_of_ours(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.split(".")[0] in {"accredit", "config", "sandbox", "django", ""}]
