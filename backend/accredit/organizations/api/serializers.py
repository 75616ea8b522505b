"""Shapes of the API of organizations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers

from accredit.accounts.api.serializers import TimeZoneField
from accredit.core.models import OutboxEvent
from accredit.organizations.models import Invitation, Membership, Organization
from accredit.organizations.permissions import Permission, Role, permissions_of
from accredit.organizations.rules import BRAND_COLOR, COUNTRIES, CURRENCIES, slug_allowed
from accredit.organizations.selectors import AuditPerson, audit_subject_id, logo_url


class CurrencyField(serializers.CharField):
    """ISO 4217, one of those that can be charged."""

    default_error_messages = {"unknown_currency": "This is not a currency we can charge in. Use a code like EUR."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=3, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if code not in CURRENCIES:
            self.fail("unknown_currency")
        return code


class CountryField(serializers.CharField):
    """ISO 3166-1 alpha-2."""

    default_error_messages = {"unknown_country": "This is not a country code. Use two letters like GB."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if code not in COUNTRIES:
            self.fail("unknown_country")
        return code


class SlugField(serializers.CharField):
    """The short name in addresses."""

    default_error_messages = {
        "slug_not_allowed": "Use 3 to 60 lower-case letters and digits, with single hyphens between words."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        slug = super().to_internal_value(data)
        if not slug_allowed(slug):
            self.fail("slug_not_allowed")
        return slug


class BrandColorField(serializers.CharField):
    """`#rrggbb`."""

    default_error_messages = {"not_a_color": "Give the colour as # and six hexadecimal digits, like #3a5a44."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        color = super().to_internal_value(data).lower()
        if not BRAND_COLOR.fullmatch(color):
            self.fail("not_a_color")
        return color


class RolesField(serializers.ListField):
    """At least one role."""

    child = serializers.ChoiceField(choices=[role.value for role in Role])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, max_length=len(Role), **kwargs)


class OrganizationCreateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    slug = SlugField(required=False, help_text="Made from the name when left out.")
    currency = CurrencyField()
    country = CountryField()
    time_zone = TimeZoneField()


class OrganizationUpdateSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, required=False)
    brand_color = BrandColorField(required=False)
    currency = CurrencyField(required=False)
    country = CountryField(required=False)
    time_zone = TimeZoneField(required=False)
    course_review_required = serializers.BooleanField(
        required=False, help_text="Whether a course is reviewed before it is published."
    )


class OrganizationPublicSerializer(serializers.Serializer[Any]):
    """What anybody may know of a tenant."""

    slug = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    brand_color = serializers.CharField(read_only=True)
    logo_url = serializers.URLField(read_only=True, allow_null=True)
    country = serializers.CharField(read_only=True)


class OrganizationSerializer(OrganizationPublicSerializer):
    """A tenant for its member, with what the member may do."""

    id = serializers.UUIDField(read_only=True)
    currency = serializers.CharField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    course_review_required = serializers.BooleanField(
        read_only=True,
        help_text="Whether somebody with review_courses publishes, after the course was sent for review.",
    )
    roles = serializers.ListField(child=serializers.ChoiceField(choices=list(Role)), read_only=True)
    permissions = serializers.ListField(child=serializers.ChoiceField(choices=list(Permission)), read_only=True)


class MemberSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True, help_text="The membership's id.")
    user_id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True)
    email = serializers.EmailField(read_only=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=list(Role)), read_only=True)
    joined_at = serializers.DateTimeField(read_only=True)


class MemberUpdateSerializer(serializers.Serializer[Any]):
    roles = RolesField()


class InvitationCreateSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    roles = RolesField()


class InvitationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    email = serializers.EmailField(read_only=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=list(Role)), read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class InvitationAcceptSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=100, help_text="The secret in the mailed link.")


class InvitationPreviewSerializer(serializers.Serializer[Any]):
    organization = OrganizationPublicSerializer(read_only=True)
    invited_by = serializers.CharField(
        read_only=True, allow_null=True, help_text="Null once whoever invited has deleted their account."
    )
    roles = serializers.ListField(child=serializers.ChoiceField(choices=list(Role)), read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class AuditQuerySerializer(serializers.Serializer[Any]):
    kind = serializers.RegexField(
        r"^[a-z_]{1,40}(\.[a-z_]{1,60})?$",
        required=False,
        help_text="Name of a domain event, such as `organizations.member_joined`, or of an app for all of its own.",
    )
    actor = serializers.UUIDField(required=False, help_text="Who did it.")
    to = serializers.DateField(required=False, help_text="The last day, in the organization's time zone.")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        first = serializers.DateField(required=False, help_text="The first day, in the organization's time zone.")
        return super().get_fields() | {"from": first}


class AuditPersonSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    display_name = serializers.CharField(read_only=True, allow_null=True, help_text="Null when withheld.")
    withheld = serializers.BooleanField(read_only=True, help_text="The person has deleted their account.")


class AuditEntrySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True, help_text="Of the domain event.")
    occurred_at = serializers.DateTimeField(read_only=True)
    actor = AuditPersonSerializer(read_only=True, allow_null=True, help_text="Null: the system did it.")
    subject = AuditPersonSerializer(read_only=True, allow_null=True, help_text="The person whom it is about.")
    request_id = serializers.CharField(read_only=True, help_text="As in the answer's `X-Request-Id` and in the logs.")
    payload = serializers.DictField(read_only=True, help_text="Ids and plain values; no personal text.")


def public_json(organization: Organization) -> dict[str, Any]:
    """What anybody may know of a tenant."""
    return {
        "slug": organization.slug,
        "name": organization.name,
        "brand_color": organization.brand_color,
        "logo_url": logo_url(organization),
        "country": organization.country,
    }


def organization_json(membership: Membership) -> dict[str, Any]:
    """A tenant as its member sees it."""
    organization, allowed = membership.organization, permissions_of(membership.roles)
    return {
        **public_json(organization),
        "id": organization.id,
        "currency": organization.currency,
        "time_zone": organization.time_zone,
        "course_review_required": organization.course_review_required,
        "roles": membership.roles,
        "permissions": [permission.value for permission in Permission if permission in allowed],
    }


def member_json(membership: Membership) -> dict[str, Any]:
    """A person of the team."""
    return {
        "id": membership.id,
        "user_id": membership.user_id,
        "display_name": membership.user.display_name,
        "email": membership.user.email,
        "roles": membership.roles,
        "joined_at": membership.created_at,
    }


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    """An open invitation."""
    return {
        "id": invitation.id,
        "email": invitation.email,
        "roles": invitation.roles,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }


def invitation_preview_json(invitation: Invitation) -> dict[str, Any]:
    """An invitation for whoever holds its link. The invited address is not among it."""
    inviter = invitation.invited_by
    return {
        "organization": public_json(invitation.organization),
        "invited_by": None if inviter.erased_at else inviter.display_name,
        "roles": invitation.roles,
        "expires_at": invitation.expires_at,
    }


def audit_entry_json(event: OutboxEvent, people: Mapping[UUID, AuditPerson]) -> dict[str, Any]:
    """One line of the audit trail."""
    return {
        "id": event.id,
        "name": event.name,
        "occurred_at": event.created_at,
        "actor": _person_json(event.actor_id, people),
        "subject": _person_json(audit_subject_id(event), people),
        "request_id": event.request_id,
        "payload": event.payload,
    }


def _person_json(person_id: UUID | None, people: Mapping[UUID, AuditPerson]) -> dict[str, Any] | None:
    if person_id is None:
        return None
    name = people[person_id].display_name
    return {"id": person_id, "display_name": name, "withheld": name is None}
