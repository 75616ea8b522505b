"""What a stranger with a code, and a machine without one, can find out."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accredit.accounts.services import account_delete
from accredit.accounts.tests.factories import PASSWORD
from accredit.certificates import selectors, services
from accredit.certificates.gateways.credential import CredentialInvalid, is_revoked, verify_credential
from accredit.certificates.models import Certificate, SigningKey
from accredit.certificates.rules.acts import new_code
from accredit.core import storage
from accredit.core.testing import api, drain
from accredit.organizations.models import Organization
from accredit.organizations.tests.factories import OrganizationFactory, member

from .factories import PNG, certified, course_with_credit

pytestmark = pytest.mark.django_db


def verify(code: str) -> Any:
    return api().get(f"/api/certificates/verify/{code}/")


def issuer_path(certificate: Certificate, suffix: str = "") -> str:
    return f"/.well-known/accredit/issuers/{certificate.organization_id}{suffix}"


def revoke(certificate: Certificate, now: datetime) -> None:
    actor = member(certificate.organization, "owner")
    services.certificate_revoke(certificate=certificate, actor_id=actor.id, reason="Issued in error.", now=now)


def design(organization: Organization, now: datetime, **values: Any) -> None:
    """Set the organization's template, as its staff does."""
    signatory = {"name": "Dr Samuel Adeyemi", "title": "Programme lead"}
    services.template_save(
        organization=organization,
        values={"intro": "This certifies that", "statement": "completed", "signatories": [signatory], **values},
        actor_id=member(organization, "owner").id,
        now=now,
    )


class TestVerify:
    @pytest.mark.happy
    def test_says_who_earned_what_from_whom(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="Amara Okafor")

        body = verify(certificate.code).json()

        assert body["status"] == "issued"
        assert body["in_force"] is True
        assert body["holder_name"] == "Amara Okafor"
        assert body["organization"]["name"] == certificate.organization.name
        assert body["earned_on"] == "2026-11-22"
        assert body["total_credits"] == "5.5"
        assert body["credits"][0]["approval_reference"] == "APC-26-1187"
        assert body["evidence"] == ["Completed the lesson"]
        assert body["pdf_sha256"] == certificate.pdf_sha256
        assert certificate.holder.email not in json.dumps(body)

    def test_says_what_the_pdf_says_and_who_signs_it(self, now: datetime) -> None:
        course = course_with_credit()
        design(course.organization, now, intro="We hereby confirm that", accent_color="#4a6f97", show_evidence=False)

        body = verify(certified(course, now=now).code).json()

        assert body["wording"] == {
            "intro": "We hereby confirm that",
            "statement": "completed",
            "color": "#4a6f97",
            "show_evidence": False,
        }
        assert body["signatories"] == [{"name": "Dr Samuel Adeyemi", "title": "Programme lead"}]

    def test_keeps_saying_it_when_the_template_is_another(self, now: datetime) -> None:
        course = course_with_credit()
        design(course.organization, now)
        certificate = certified(course, now=now)
        design(course.organization, now, statement="attended", signatories=[{"name": "Miriam Castell"}])

        body = verify(certificate.code).json()

        assert body["wording"]["statement"] == "completed"
        assert body["signatories"] == [{"name": "Dr Samuel Adeyemi", "title": "Programme lead"}]

    def test_claims_no_wording_for_one_whose_page_is_not_made_or_was_not_kept(self, now: datetime) -> None:
        pending = certified(now=now, display_name="ᚠᚢᚦ")
        older = certified(now=now)
        Certificate.objects.filter(pk=older.pk).update(wording=None)

        for certificate in (pending, older):
            body = verify(certificate.code).json()
            assert (body["wording"], body["signatories"]) == (None, [])

    def test_keeps_the_handwriting_in_the_file(self, now: datetime) -> None:
        course = course_with_credit()
        picture = base64.b64encode(PNG).decode()
        design(course.organization, now, signatories=[{"name": "Dr Samuel Adeyemi", "signature_png": picture}])

        answer = verify(certified(course, now=now).code)

        assert set(answer.json()["signatories"][0]) == {"name", "title"}
        assert b"signatures/" not in answer.content

    def test_reads_a_code_as_somebody_types_it(self, now: datetime) -> None:
        code = certified(now=now).code

        assert verify(f"{code[:13].upper()}-{code[13:]}").json()["code"] == code

    @pytest.mark.parametrize("code", ["x", "LMS-2026-000001", "1" * 26, "a" * 300])
    def test_knows_nothing_of_what_is_no_code(self, code: str) -> None:
        assert verify(code).status_code == 404

    def test_knows_nothing_of_a_forged_code(self, now: datetime) -> None:
        certified(now=now)

        answer = verify(new_code())

        assert (answer.status_code, answer.json()["code"]) == (404, "certificate_not_found")

    def test_says_that_it_was_revoked_and_why(self, now: datetime) -> None:
        certificate = certified(now=now)
        revoke(certificate, now)

        body = verify(certificate.code).json()

        assert (body["status"], body["in_force"]) == ("revoked", False)
        assert body["revoked"] == {"on": "2026-11-22", "reason": "Issued in error."}

    def test_withholds_a_holder_who_left_and_says_that_it_is_genuine(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="Amara Okafor")
        account_delete(user_id=certificate.holder_id, password=PASSWORD, now=now)
        drain()

        answer = verify(certificate.code)

        assert answer.json()["in_force"] is True
        assert answer.json()["holder_withheld"] is True
        assert answer.json()["holder_name"] is None
        assert answer.json()["pdf_sha256"] == certificate.pdf_sha256
        assert b"Amara" not in answer.content

    def test_answers_not_modified_until_something_changes(self, now: datetime) -> None:
        certificate = certified(now=now)
        tag = verify(certificate.code)["ETag"]
        path = f"/api/certificates/verify/{certificate.code}/"
        assert api().get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304

        revoke(certificate, now)

        assert api().get(path, HTTP_IF_NONE_MATCH=tag).status_code == 200


class TestPage:
    @pytest.fixture(autouse=True)
    def built(self, tmp_path: Path, settings: Any) -> None:
        settings.FRONTEND_DIST = tmp_path
        (tmp_path / "index.html").write_text("<html><head><!--head--></head><body></body></html>")

    @pytest.mark.happy
    def test_has_a_head_for_previews_and_is_not_indexed(self, now: datetime) -> None:
        certificate = certified(now=now, display_name="Amara <b>Okafor")

        response = Client().get(f"/c/{certificate.code}")

        html = response.content.decode()
        assert response.status_code == 200
        assert "Amara &lt;b&gt;Okafor" in html
        assert "Genuine, and in force." in html
        assert '<meta name="robots" content="noindex">' in html
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"

    def test_of_an_unknown_code_is_not_found(self) -> None:
        assert Client().get(f"/c/{new_code()}").status_code == 404
        assert Client().get("/c/x").status_code == 404


class TestIssuer:
    @pytest.mark.happy
    def test_lists_the_keys_with_which_its_credentials_verify(self, now: datetime) -> None:
        certificate = certified(now=now)
        document = Client().get(issuer_path(certificate)).json()
        listed = {method["id"]: method["publicKeyMultibase"] for method in document["verificationMethod"]}

        credential = json.loads(selectors.credential_bytes(certificate))

        assert credential["issuer"]["id"] == document["id"]
        verify_credential(credential, listed.get)
        credential["credentialSubject"]["creditsEarned"] = 99
        with pytest.raises(CredentialInvalid):
            verify_credential(credential, listed.get)

    @pytest.mark.usefixtures("own_document_key")
    def test_still_lists_a_key_that_was_rotated_out(self, now: datetime) -> None:
        certificate = certified(now=now)
        key = SigningKey.objects.select_related("organization").get(
            organization=certificate.organization, purpose="credential"
        )
        actor = member(certificate.organization, "owner")
        services.key_rotate(key=key, actor_id=actor.id, now=now)

        methods = Client().get(issuer_path(certificate)).json()["verificationMethod"]

        assert len(methods) == 2
        assert methods[1]["publicKeyMultibase"] == key.public_key
        listed = {method["id"]: method["publicKeyMultibase"] for method in methods}
        verify_credential(json.loads(selectors.credential_bytes(certificate)), listed.get)

    def test_opens_to_every_origin(self, now: datetime) -> None:
        assert Client().get(issuer_path(certified(now=now)))["Access-Control-Allow-Origin"] == "*"

    def test_gives_the_certificates_of_its_document_keys(self, now: datetime) -> None:
        response = Client().get(issuer_path(certified(now=now), "/certificates.pem"))

        assert response.content.startswith(b"-----BEGIN CERTIFICATE-----")
        assert b"PRIVATE" not in response.content

    def test_is_not_there_before_it_has_a_key(self) -> None:
        for identifier in (OrganizationFactory().id, uuid4()):
            for suffix in ("", "/certificates.pem", "/status/0"):
                assert Client().get(f"/.well-known/accredit/issuers/{identifier}{suffix}").status_code == 404


class TestStatusList:
    @pytest.mark.happy
    def test_tells_revoked_and_replaced_from_those_in_force(self, now: datetime) -> None:
        course = certified(now=now).course
        stays, goes, replaced = certified(course, now=now), certified(course, now=now), certified(course, now=now)
        revoke(goes, now)
        Certificate.objects.filter(pk=replaced.pk).update(status="superseded")
        entry = json.loads(storage.private().read(stays.credential_key))["credentialStatus"]

        document = Client().get(issuer_path(stays, "/status/0")).json()

        assert entry["statusListCredential"] == document["id"]
        assert int(entry["statusListIndex"]) == stays.serial
        assert [is_revoked(document, row.serial) for row in (stays, goes, replaced)] == [False, True, True]
        methods = Client().get(issuer_path(stays)).json()["verificationMethod"]
        verify_credential(document, {one["id"]: one["publicKeyMultibase"] for one in methods}.get)

    def test_beyond_the_last_certificate_is_not_there(self, now: datetime) -> None:
        assert Client().get(issuer_path(certified(now=now), "/status/1")).status_code == 404
