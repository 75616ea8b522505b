"""Check an Open Badges credential against its issuer's document, by the specifications alone.

Written from W3C vc-di-eddsa, vc-bitstring-status-list and Controlled Identifiers and from 1EdTech Open
Badges 3.0; uses PyLD, cryptography and the standard library and nothing of the platform that issued the
credential. ``python verify_credential.py CREDENTIAL.json ISSUER.json BADGE-CONTEXT.json [STATUS-LIST.json]``
prints "genuine", "revoked" or the reason why not.
"""

import base64
import gzip
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import BUNDLED_CONTEXTS, jsonld

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class NotGenuine(Exception):
    """The document is not what the issuer signed."""


def verify(credential: dict[str, Any], issuer: dict[str, Any], badge_context: dict[str, Any]) -> None:
    """Raise NotGenuine unless ``issuer`` (fetched from the issuer's address) signed ``credential``."""
    proof = dict(credential.get("proof") or {})
    named = credential["issuer"]["id"] if isinstance(credential.get("issuer"), dict) else credential.get("issuer")
    method = proof.get("verificationMethod")
    if named != issuer.get("id"):
        raise NotGenuine("another issuer is named")
    if method not in issuer.get("assertionMethod", []):
        raise NotGenuine("the issuer does not vouch with this key")
    key = next((k for k in issuer["verificationMethod"] if k["id"] == method), None)
    if key is None or key["type"] != "Multikey" or key["controller"] != issuer["id"]:
        raise NotGenuine("the key is not the issuer's")
    if (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose")) != (
        "DataIntegrityProof",
        "eddsa-rdfc-2022",
        "assertionMethod",
    ):
        raise NotGenuine("an unknown kind of proof")
    multicodec = from_multibase(key["publicKeyMultibase"])
    if multicodec[:2] != b"\xed\x01":
        raise NotGenuine("not an Ed25519 key")
    signature = from_multibase(proof.pop("proofValue"))
    document = {name: value for name, value in credential.items() if name != "proof"}
    loader = offline_loader(badge_context)
    # vc-di-eddsa §3.2.4: the hash of the proof's options stands first.
    message = digest({"@context": credential["@context"], **proof}, loader) + digest(document, loader)
    try:
        Ed25519PublicKey.from_public_bytes(multicodec[2:]).verify(signature, message)
    except InvalidSignature as error:
        raise NotGenuine("the signature does not match") from error


def is_revoked(credential: dict[str, Any], status_list: dict[str, Any]) -> bool:
    """Whether the credential's bit is set in its status list (verify the list's own signature too)."""
    status = credential["credentialStatus"]
    if status["statusListCredential"] != status_list["id"] or status["statusPurpose"] != "revocation":
        raise NotGenuine("this is another status list")
    encoded = status_list["credentialSubject"]["encodedList"]
    flags = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    if encoded[0] != "u" or len(flags) * 8 < 131_072:
        raise NotGenuine("the status list is malformed")
    index = int(status["statusListIndex"])
    return flags[index // 8] >> (7 - index % 8) & 1 == 1


def from_multibase(text: str) -> bytes:
    """The bytes of base58btc with the multibase prefix z (keys and signatures here start with no zero byte)."""
    if not text.startswith("z") or any(character not in BASE58 for character in text[1:]):
        raise NotGenuine("not base58btc")
    number = 0
    for character in text[1:]:
        number = number * 58 + BASE58.index(character)
    size = 34 if text.startswith("z6Mk") and len(text) < 60 else 64
    if number.bit_length() > size * 8:
        raise NotGenuine("neither a key nor a signature")
    return number.to_bytes(size, "big")


def digest(document: dict[str, Any], loader: Callable[..., dict[str, Any]]) -> bytes:
    """SHA-256 of the canonical N-Quads (RDFC-1.0)."""

    def refuse(name: str | None) -> None:
        raise NotGenuine(f"the signature would not cover {name!r}")

    processor = jsonld.JsonLdProcessor(on_property_dropped=refuse)
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}
    return hashlib.sha256(processor.normalize(document, options).encode()).digest()


def offline_loader(badge_context: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """A document loader that knows the two contexts: W3C's as PyLD ships it, 1EdTech's as given."""
    known = {
        CREDENTIALS: json.loads(Path(BUNDLED_CONTEXTS[CREDENTIALS]).read_text(encoding="utf-8")),
        BADGES: badge_context,
    }

    def load(url: str, _options: dict[str, Any] | None = None) -> dict[str, Any]:
        if url not in known:
            raise NotGenuine(f"unknown context {url}")
        return {"contextUrl": None, "documentUrl": url, "document": known[url], "contentType": "application/ld+json"}

    return load


def main(arguments: list[str]) -> str:
    """The verdict in words."""
    credential, issuer, context, *lists = [json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments]
    try:
        verify(credential, issuer, context)
        for status_list in lists:
            verify(status_list, issuer, context)
            if is_revoked(credential, status_list):
                return "revoked"
    except NotGenuine as error:
        return f"not genuine: {error}"
    return "genuine"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
