"""The Open Badges credential: its form, its proof, its status, and the published test vector."""

import copy
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from accredit.certificates.gateways.canonical import NotCanonical, canonicalize, canonicalize_alike
from accredit.certificates.gateways.credential import (
    MINIMUM_BITS,
    CredentialFacts,
    CredentialInvalid,
    HashedEmail,
    build_credential,
    build_status_list,
    generate_credential_key,
    is_revoked,
    issuer_document,
    sign_credential,
    verification_method_id,
    verify_credential,
)
from accredit.certificates.gateways.multikey import base58_decode, base58_encode, decode_multikey, encode_multikey

NOW = datetime(2026, 12, 11, 9, 30, tzinfo=UTC)
ISSUER = "https://accredit.example/o/northbridge"
PRIVATE, PUBLIC = generate_credential_key()
METHOD = verification_method_id(ISSUER, PUBLIC)
Document = dict[str, Any]


def facts(**changes: Any) -> CredentialFacts:
    values: dict[str, Any] = {
        "credential_id": "https://accredit.example/c/7q4k/credential",
        "issuer_id": ISSUER,
        "issuer_name": "Northbridge Clinical Network",
        "issuer_url": "https://northbridge.example",
        "name": "The deteriorating patient",
        "valid_from": NOW,
        "subject": HashedEmail(email="Amara@Example.org", salt="5a17"),
        "achievement_id": "https://accredit.example/a/1",
        "achievement_name": "The deteriorating patient",
        "achievement_description": "A study day.",
        "criteria": "At least 80 % of the sessions attended.",
        "earned_hundredths": 650,
        "available_hundredths": 700,
        "evidence": ("5 h 02 min of 5 h 15 min attended",),
        "status_list_url": "https://accredit.example/s/1",
        "status_index": 7,
    }
    return CredentialFacts(**(values | changes))


def signed(**changes: Any) -> Document:
    return sign_credential(build_credential(facts(**changes)), PRIVATE, METHOD, NOW)


def resolve(method: str) -> str | None:
    return PUBLIC if method == METHOD else None


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every text, number and truth value of a document stands."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, member in items:
            yield from leaves(member, (*path, key))
    else:
        yield path


LEAVES = [path for path in leaves(signed()) if path[0] != "@context"]


def test_the_credential_has_the_form_that_open_badges_asks_for() -> None:
    document = build_credential(facts())
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["validFrom"] == "2026-12-11T09:30:00Z"
    assert document["issuer"]["type"] == ["Profile"]
    assert document["credentialStatus"] == {
        "id": "https://accredit.example/s/1#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": "https://accredit.example/s/1",
    }
    assert "validUntil" not in document


def test_credits_stand_on_the_subject_and_whole_ones_are_integers() -> None:
    subject = build_credential(facts())["credentialSubject"]
    assert json.dumps(subject["creditsEarned"]) == "6.5"
    assert json.dumps(subject["achievement"]["creditsAvailable"]) == "7"
    assert "creditsEarned" not in build_credential(facts(earned_hundredths=None))["credentialSubject"]


def test_the_holder_is_a_salted_hash_or_a_uuid() -> None:
    identity = build_credential(facts())["credentialSubject"]["identifier"][0]
    assert identity["identityHash"] == "sha256$" + hashlib.sha256(b"amara@example.org5a17").hexdigest()
    assert "example.org" not in json.dumps(build_credential(facts()))
    holder = "urn:uuid:01936f0a-7c52-7e07-a7a4-8f5c9e4a1b11"
    assert build_credential(facts(subject=holder))["credentialSubject"]["id"] == holder


def test_times_are_said_in_utc() -> None:
    zone = timezone(timedelta(hours=2))
    assert build_credential(facts(valid_from=NOW.astimezone(zone)))["validFrom"] == "2026-12-11T09:30:00Z"
    with pytest.raises(ValueError, match="zone"):
        build_credential(facts(valid_from=NOW.replace(tzinfo=None)))


def test_a_signed_credential_verifies_also_after_a_round_through_json() -> None:
    verify_credential(json.loads(json.dumps(signed(valid_until=NOW + timedelta(days=900)))), resolve)


def test_signing_leaves_the_document_alone_and_repeats_itself() -> None:
    document = build_credential(facts())
    before = copy.deepcopy(document)
    assert sign_credential(document, PRIVATE, METHOD, NOW) == signed()
    assert document == before
    assert sign_credential(signed(), PRIVATE, METHOD, NOW) == signed()


@pytest.mark.parametrize("path", LEAVES, ids=lambda path: ".".join(map(str, path)))
def test_any_changed_value_breaks_the_proof(path: tuple[Any, ...]) -> None:
    document = copy.deepcopy(signed())
    *parents, last = path
    place: Any = document
    for key in parents:
        place = place[key]
    value = place[last]
    place[last] = (not value) if isinstance(value, bool) else value + ("x" if isinstance(value, str) else 1)
    with pytest.raises(CredentialInvalid):
        verify_credential(document, resolve)


@pytest.mark.parametrize("path", [path for path in LEAVES if path[0] != "@context"], ids=str)
def test_any_removed_value_breaks_the_proof(path: tuple[Any, ...]) -> None:
    document = copy.deepcopy(signed())
    *parents, last = path
    place: Any = document
    for key in parents:
        place = place[key]
    del place[last]
    with pytest.raises(CredentialInvalid):
        verify_credential(document, resolve)


@pytest.mark.parametrize(
    "addition",
    [
        {"honours": "first class"},
        {"evidence": [{"id": "relative", "type": ["Evidence"], "name": "unsigned"}]},
        {"@context": ["https://www.w3.org/ns/credentials/v2", {"honours": "https://x.example/h"}]},
        {"@context": ["https://www.w3.org/ns/credentials/v2", "https://evil.example/context"]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"@included": [{"id": "https://x.example"}]},
        {"name": {"@context": {}, "@value": "x"}},
        {"proof": None},
        {"proof": [signed()["proof"]]},
        {"issuer": "https://evil.example"},
        {"issuer": 7},
    ],
)
def test_nothing_can_be_slipped_in_beside_the_proof(addition: Document) -> None:
    with pytest.raises(CredentialInvalid):
        verify_credential(signed() | addition, resolve)


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "eddsa-jcs-2022"},
        {"proofPurpose": "authentication"},
        {"proofValue": "z"},
        {"proofValue": "m" + signed()["proof"]["proofValue"][1:]},
        {"proofValue": "z0OIl"},
        {"proofValue": 7},
        {"created": "2020-01-01T00:00:00Z"},
        {"challenge": {"a": "b"}},
        {"verificationMethod": "https://evil.example#" + PUBLIC},
    ],
)
def test_a_bent_proof_is_refused(change: Document) -> None:
    document = signed()
    with pytest.raises(CredentialInvalid):
        verify_credential(document | {"proof": document["proof"] | change}, resolve)


def test_a_key_that_the_issuer_does_not_list_proves_nothing() -> None:
    with pytest.raises(CredentialInvalid, match="does not list"):
        verify_credential(signed(), lambda _method: None)
    _, other = generate_credential_key()
    with pytest.raises(CredentialInvalid, match="does not match"):
        verify_credential(signed(), lambda _method: other)
    with pytest.raises(CredentialInvalid):
        verify_credential(signed(), lambda _method: "z6Mkbroken")


def test_no_context_is_ever_fetched() -> None:
    with pytest.raises(NotCanonical):
        canonicalize({"@context": ["https://example.org/context"], "id": "https://example.org/1"})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": 'Wörter, "quoted" \\ and\nbroken\t', "achievement_name": "", "criteria": "<https://example.org>"},
        {"evidence": ("the same", "the same", "The deteriorating patient")},
        {"evidence": ()},
        {"achievement_id": "https://accredit.example/c/7q4k/credential"},
        {"achievement_id": "did:web:accredit.example", "issuer_id": "did:web:accredit.example"},
        {"issuer_url": "https://münchen.example/ä"},
        {"criteria": "VerifiableCredential", "achievement_description": "emailAddress"},
        {"criteria": "https://stand-in.invalid/0", "name": "https://stand-in.invalid/3"},
        {"subject": "urn:uuid:5a17e0c4-0000-4000-8000-000000000000"},
        {"earned_hundredths": 700},
        {"earned_hundredths": None, "available_hundredths": None},
        {"valid_until": NOW + timedelta(days=365)},
    ],
)
def test_a_document_like_an_earlier_one_is_brought_into_the_same_form_as_by_itself(changes: dict[str, Any]) -> None:
    for number in range(3):
        document = build_credential(facts(status_index=number, credential_id=f"{ISSUER}/c/{number}", **changes))
        assert canonicalize_alike(document) == canonicalize(document)


def test_what_would_not_be_signed_is_refused_however_often_its_like_was_signed() -> None:
    signed()
    for change in ({"id": "c/7q4k"}, {"unknown": "member"}):
        with pytest.raises(NotCanonical):
            canonicalize_alike(build_credential(facts()) | change)


def test_the_published_key_reads_as_its_bytes() -> None:
    # Key of 1EdTech's linked data proof example (Open Badges 3.0, test vectors).
    multikey = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
    assert decode_multikey(multikey).hex().startswith("4bdeafde")
    assert encode_multikey(decode_multikey(multikey)) == multikey


# 1EdTech, Open Badges 3.0 implementation guide: "Linked Data Proof Test Vector".
VECTOR: Document = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://example.edu/issuers/565049",
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized upon review "
                "by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate within a group "
            "environment.",
            "name": "Teamwork",
        },
    },
}
VECTOR_METHOD = "https://example.edu/issuers/565049#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"


def test_the_published_vector_has_the_published_canonical_forms() -> None:
    made = sign_credential(VECTOR, PRIVATE, VECTOR_METHOD, datetime(2010, 1, 1, 19, 23, 24, tzinfo=UTC))
    proof = {key: value for key, value in made["proof"].items() if key != "proofValue"}
    document_hash = hashlib.sha256(canonicalize(VECTOR)).hexdigest()
    proof_hash = hashlib.sha256(canonicalize({"@context": VECTOR["@context"], **proof})).hexdigest()
    assert document_hash == "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
    assert proof_hash == "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"
    # What is signed is both hashes, the proof's first.
    key = Ed25519PublicKey.from_public_bytes(decode_multikey(PUBLIC))
    key.verify(base58_decode(made["proof"]["proofValue"][1:]), bytes.fromhex(proof_hash + document_hash))


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\1", b"\xff" * 64, bytes(range(64))])
def test_base58_goes_there_and_back(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data


def test_base58_of_the_drafts_vectors() -> None:
    # draft-msporny-base58, §5.
    assert base58_encode(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert base58_encode(bytes.fromhex("0000287fb4cd")) == "11233QC4"


def test_a_status_list_tells_who_is_revoked_and_nobody_else() -> None:
    revoked = {0, 7, 8, 4095, MINIMUM_BITS - 1}
    document = build_status_list(url="https://accredit.example/s/1", issuer_id=ISSUER, revoked=revoked, valid_from=NOW)
    sealed = sign_credential(document, PRIVATE, METHOD, NOW)
    verify_credential(sealed, resolve)
    assert {index for index in range(MINIMUM_BITS) if index in revoked or index % 997 == 0} >= revoked
    assert all(is_revoked(sealed, index) == (index in revoked) for index in [*revoked, 1, 6, 9, 4096, 99_999])


def test_a_status_list_is_the_same_whenever_it_is_made() -> None:
    def make() -> Document:
        return build_status_list(url="https://a.example/1", issuer_id=ISSUER, revoked=[3], valid_from=NOW)

    assert make() == make()
    assert make()["credentialSubject"]["encodedList"].startswith("uH4sI")


@pytest.mark.parametrize("index", [-1, MINIMUM_BITS])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        build_status_list(url="https://a.example/1", issuer_id=ISSUER, revoked=[index], valid_from=NOW)
    document = build_status_list(url="https://a.example/1", issuer_id=ISSUER, revoked=[], valid_from=NOW)
    with pytest.raises(CredentialInvalid):
        is_revoked(document, index)


@pytest.mark.parametrize("encoded", ["", "u", "u!!!", "uAAAA", None, "x" + "A" * 40])
def test_a_status_list_that_cannot_be_read_is_refused(encoded: object) -> None:
    with pytest.raises(CredentialInvalid):
        is_revoked({"credentialSubject": {"encodedList": encoded}}, 1)


def test_a_list_shorter_than_the_standard_allows_is_not_made() -> None:
    with pytest.raises(ValueError, match="at least"):
        build_status_list(url="https://a.example/1", issuer_id=ISSUER, revoked=[], valid_from=NOW, bits=1024)


def test_the_issuer_lists_the_new_key_first_and_still_vouches_with_the_old() -> None:
    _, newer = generate_credential_key()
    document = issuer_document(issuer_id=ISSUER, name="N", url="https://n.example", public_multikeys=[newer, PUBLIC])
    assert document["type"] == ["Profile"]
    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [newer, PUBLIC]
    assert document["assertionMethod"] == [verification_method_id(ISSUER, newer), METHOD]
    assert all(method["type"] == "Multikey" for method in document["verificationMethod"])
    assert all(method["controller"] == ISSUER for method in document["verificationMethod"])
