"""Reads of how organizations sell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import UUIDField

from accredit.billing.models import SellerProfile
from accredit.billing.rules.prices import NO_TAX, TaxRule
from accredit.core.statements import Given, Statement
from accredit.organizations.models import Organization


def tax_rules(organization_ids: Iterable[UUID]) -> Mapping[UUID, TaxRule]:
    """Each seller's one tax rate, in one query; a seller without a profile charges no tax."""
    wanted = set(organization_ids)
    profiles = SellerProfile.objects.filter(organization_id__in=wanted)
    return dict.fromkeys(wanted, NO_TAX) | {profile.organization_id: profile.tax for profile in profiles}


def tax_rule(*, organization_id: UUID) -> TaxRule:
    """One seller's, for the course page."""
    rows = _TAX.rows(organization_id=organization_id)
    return TaxRule(rows[0][0], inclusive=rows[0][1], label=rows[0][2]) if rows else NO_TAX


_TAX = Statement(
    lambda: SellerProfile.objects.filter(organization_id=Given("organization_id", UUIDField())).values_list(
        "tax_rate_basis_points", "tax_inclusive", "tax_label"
    )
)


def seller_profile(*, organization: Organization) -> SellerProfile:
    """The seller's profile; an unsaved one with the defaults where none was written."""
    found = SellerProfile.objects.filter(organization=organization).first()
    return found or SellerProfile(organization=organization, legal_name=organization.name)


def seller_profiles(organization_ids: Iterable[UUID]) -> Mapping[UUID, SellerProfile]:
    """Each of these sellers' profiles with its organization, in two queries; defaults where none was written."""
    organizations = sellers(organization_ids)
    written = SellerProfile.objects.select_related("organization").filter(organization_id__in=organizations)
    defaults = {one.id: SellerProfile(organization=one) for one in organizations.values()}
    return defaults | {profile.organization_id: profile for profile in written}


def sellers(organization_ids: Iterable[UUID]) -> Mapping[UUID, Organization]:
    """The organizations that these ids name, in one query."""
    return Organization.objects.in_bulk(set(organization_ids))
