"""The certificate as an Open Badges 3.0 credential (1EdTech), signed with eddsa-rdfc-2022 (W3C).

Documents are plain dictionaries, ready for ``json.dumps``; nothing here reads a clock, a file outside the
assets or the network. cryptography is loaded with the first key: most processes sign and check nothing.
"""

import base64
import binascii
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from accredit.certificates.gateways.canonical import (
    CREDENTIALS_V2,
    MULTIKEY_1,
    OPEN_BADGES_3,
    NotCanonical,
    canonicalize,
    canonicalize_alike,
)
from accredit.certificates.gateways.multikey import base58_decode, base58_encode, decode_multikey, encode_multikey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = [
    "CredentialFacts",
    "CredentialInvalid",
    "HashedEmail",
    "build_credential",
    "build_status_list",
    "generate_credential_key",
    "is_revoked",
    "issuer_document",
    "sign_credential",
    "verification_method_id",
    "verify_credential",
]

Document = dict[str, Any]

# W3C Bitstring Status List 1.0 §4.2: at least 16 KiB, so that a fetch does not tell whose entry is meant.
MINIMUM_BITS: Final = 131_072
_SUITE: Final = "eddsa-rdfc-2022"


class CredentialInvalid(ValueError):
    """The document is not what its issuer signed; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HashedEmail:
    """The holder by email, hashed with a salt of this credential's own (16 random bytes, hexadecimal)."""

    email: str
    salt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFacts:
    """What the credential states. Identifiers are absolute URLs; times are aware.

    ``subject`` is a ``urn:uuid:…`` or a hashed email. ``earned_hundredths`` are hundredths of a credit, as
    everywhere; None leaves credits out. ``status_index`` is the certificate's place in the status list.
    """

    credential_id: str
    issuer_id: str
    issuer_name: str
    issuer_url: str
    name: str
    valid_from: datetime
    subject: str | HashedEmail
    achievement_id: str
    achievement_name: str
    achievement_description: str
    criteria: str
    status_list_url: str
    status_index: int
    earned_hundredths: int | None = None
    available_hundredths: int | None = None
    evidence: tuple[str, ...] = ()
    valid_until: datetime | None = None


def generate_credential_key() -> tuple[bytes, str]:
    """A new Ed25519 key: (32 private bytes, public key as Multikey "z6Mk…")."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), encode_multikey(key.public_key().public_bytes_raw())


def verification_method_id(issuer_id: str, public_multikey: str) -> str:
    """The key's address: the issuer's with the key itself as fragment, which validators read without a fetch."""
    return f"{issuer_id}#{public_multikey}"


def build_credential(facts: CredentialFacts) -> Document:
    """The unsigned credential. Raises ValueError for a naive time, a negative index or amount."""
    if facts.status_index < 0:
        raise ValueError("a status index is not negative")
    subject: Document = {"type": ["AchievementSubject"]}
    if isinstance(facts.subject, HashedEmail):
        subject["identifier"] = [_identity(facts.subject)]
    else:
        subject["id"] = facts.subject
    if facts.earned_hundredths is not None:
        subject["creditsEarned"] = _credits(facts.earned_hundredths)
    achievement: Document = {
        "id": facts.achievement_id,
        "type": ["Achievement"],
        "name": facts.achievement_name,
        "description": facts.achievement_description,
        "criteria": {"narrative": facts.criteria},
    }
    if facts.available_hundredths is not None:
        achievement["creditsAvailable"] = _credits(facts.available_hundredths)
    subject["achievement"] = achievement
    document: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": facts.credential_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.name,
        "issuer": {
            "id": facts.issuer_id,
            "type": ["Profile"],
            "name": facts.issuer_name,
            "url": facts.issuer_url,
        },
        "validFrom": _instant(facts.valid_from),
        "credentialSubject": subject,
    }
    if facts.valid_until is not None:
        document["validUntil"] = _instant(facts.valid_until)
    if facts.evidence:
        document["evidence"] = [{"type": ["Evidence"], "narrative": line} for line in facts.evidence]
    document["credentialStatus"] = {
        "id": f"{facts.status_list_url}#{facts.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(facts.status_index),
        "statusListCredential": facts.status_list_url,
    }
    return document


def sign_credential(document: Document, private_key: bytes, verification_method: str, created: datetime) -> Document:
    """A copy of the document with its proof. Raises NotCanonical, ValueError for a bad key or a naive time."""
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    proof: Document = {
        "type": "DataIntegrityProof",
        "cryptosuite": _SUITE,
        "created": _instant(created),
        "verificationMethod": verification_method,
        "proofPurpose": "assertionMethod",
    }
    signature = _private_key(private_key).sign(_signed_bytes(unsigned, proof, canonicalize_alike))
    return unsigned | {"proof": proof | {"proofValue": "z" + base58_encode(signature)}}


def verify_credential(document: Document, resolve_key: Callable[[str], str | None]) -> None:
    """Check that the issuer named in the document signed all of it. Raises CredentialInvalid.

    ``resolve_key`` takes the proof's verificationMethod and gives that key as Multikey if the issuer's own
    document lists it for assertion, else None: a key in an address proves nothing about who holds it.
    Neither ``validUntil`` nor the status is judged here; see ``is_revoked``.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise CredentialInvalid("there is no single proof")
    expected = {"type": "DataIntegrityProof", "cryptosuite": _SUITE, "proofPurpose": "assertionMethod"}
    if any(proof.get(key) != value for key, value in expected.items()):
        raise CredentialInvalid("the proof is of another kind")
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    if not isinstance(method, str) or not isinstance(value, str) or not value.startswith("z"):
        raise CredentialInvalid("the proof is incomplete")
    issuer = document.get("issuer")
    issuer_id = issuer.get("id") if isinstance(issuer, dict) else issuer
    if method.partition("#")[0] != issuer_id:
        raise CredentialInvalid("the key is not the issuer's")
    multikey = resolve_key(method)
    if multikey is None:
        raise CredentialInvalid("the issuer does not list the key")
    unsigned = {key: member for key, member in document.items() if key != "proof"}
    configuration = {key: member for key, member in proof.items() if key != "proofValue"}
    try:
        key = Ed25519PublicKey.from_public_bytes(decode_multikey(multikey))
        key.verify(base58_decode(value[1:]), _signed_bytes(unsigned, configuration, canonicalize))
    except InvalidSignature as error:
        raise CredentialInvalid("the signature does not match") from error
    except ValueError as error:
        raise CredentialInvalid(str(error)) from error


def build_status_list(
    *, url: str, issuer_id: str, revoked: Iterable[int], valid_from: datetime, bits: int = MINIMUM_BITS
) -> Document:
    """The unsigned status list credential at ``url``; sign it with ``sign_credential``.

    ``bits`` is a multiple of 8, at least MINIMUM_BITS. Raises ValueError for an index outside. The same
    input gives the same bytes.
    """
    if bits < MINIMUM_BITS or bits % 8:
        raise ValueError(f"a status list has at least {MINIMUM_BITS} bits, in whole bytes")
    flags = bytearray(bits // 8)
    for index in revoked:
        if not 0 <= index < bits:
            raise ValueError(f"index {index} is outside the list")
        flags[index // 8] |= 0x80 >> index % 8
    packed = base64.urlsafe_b64encode(gzip.compress(bytes(flags), mtime=0)).rstrip(b"=").decode("ascii")
    return {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id,
        "validFrom": _instant(valid_from),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + packed,
        },
    }


def is_revoked(status_list: Document, index: int) -> bool:
    """Whether the bit of ``index`` is set. Raises CredentialInvalid for a list that cannot be read.

    The caller has verified the list's own proof and that its id is the entry's statusListCredential.
    """
    try:
        encoded = status_list["credentialSubject"]["encodedList"]
        padded = encoded[1:] + "=" * (-len(encoded[1:]) % 4)
        unpacker = zlib.decompressobj(wbits=31)
        flags = unpacker.decompress(base64.urlsafe_b64decode(padded), 16 * 1024 * 1024)
    except (KeyError, TypeError, ValueError, binascii.Error, zlib.error) as error:
        raise CredentialInvalid("the status list cannot be read") from error
    if not encoded.startswith("u") or not 0 <= index < len(flags) * 8:
        raise CredentialInvalid("the status list has no such entry")
    return bool(flags[index // 8] & 0x80 >> index % 8)


def issuer_document(
    *, issuer_id: str, name: str, url: str, public_multikeys: Sequence[str], description: str = ""
) -> Document:
    """The issuer's Profile and controller document, served at ``issuer_id`` (W3C Controlled Identifiers).

    ``public_multikeys``: the current key first, then those rotated out, which still vouch for what they
    signed. A key that was stolen is left out: all its credentials then fail.
    """
    methods = [
        {
            "id": verification_method_id(issuer_id, multikey),
            "type": "Multikey",
            "controller": issuer_id,
            "publicKeyMultibase": multikey,
        }
        for multikey in public_multikeys
    ]
    document: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3, MULTIKEY_1, _CONTROLLER_TERMS],
        "id": issuer_id,
        "type": ["Profile"],
        "name": name,
        "url": url,
    }
    if description:
        document["description"] = description
    return document | {"verificationMethod": methods, "assertionMethod": [method["id"] for method in methods]}


# The two relations are terms of the controlled identifiers vocabulary, which the badge context lacks.
_CONTROLLER_TERMS: Final = {
    "verificationMethod": {
        "@id": "https://w3id.org/security#verificationMethod",
        "@type": "@id",
        "@container": "@set",
    },
    "assertionMethod": {
        "@id": "https://w3id.org/security#assertionMethod",
        "@type": "@id",
        "@container": "@set",
    },
}


def _signed_bytes(unsigned: Document, configuration: Document, canonical: Callable[[Document], bytes]) -> bytes:
    """SHA-256 of the proof's canonical form, then of the document's (vc-di-eddsa 1.0 §3.2.4)."""
    context = unsigned.get("@context")
    if not isinstance(context, list) or not all(isinstance(name, str) for name in context):
        raise NotCanonical("the context is not a list of addresses")
    proof = _proof_digest(tuple(context), tuple(sorted(_texts(configuration).items())), canonical)
    return proof + hashlib.sha256(canonical(unsigned)).digest()


@lru_cache(maxsize=256)
def _proof_digest(
    context: tuple[str, ...], configuration: tuple[tuple[str, str], ...], canonical: Callable[[Document], bytes]
) -> bytes:
    """Kept, because certificates issued in one run share the moment and the key."""
    return hashlib.sha256(canonical({"@context": list(context), **dict(configuration)})).digest()


def _texts(configuration: Document) -> dict[str, str]:
    if not all(isinstance(value, str) for value in configuration.values()):
        raise NotCanonical("a proof whose members are not all texts")
    return configuration


@lru_cache(maxsize=64)
def _private_key(private_key: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private_key)


def _identity(holder: HashedEmail) -> Document:
    """Open Badges IdentityObject: SHA-256 of the email in lower case followed by the salt."""
    digest = hashlib.sha256((holder.email.strip().lower() + holder.salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": holder.salt,
    }


def _credits(hundredths: int) -> int | float:
    """A JSON number; whole amounts as integers, since processors disagree on how to write 1.0 canonically."""
    if hundredths < 0:
        raise ValueError("credits are not negative")
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _instant(moment: datetime) -> str:
    """XML Schema dateTime in UTC, to the second."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
