"""Reads of how organizations sell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from accredit.billing.models import SellerProfile
from accredit.billing.rules.prices import NO_TAX, TaxRule
from accredit.organizations.models import Organization


def tax_rules(organization_ids: Iterable[UUID]) -> Mapping[UUID, TaxRule]:
    """Each seller's one tax rate, in one query; a seller without a profile charges no tax."""
    wanted = set(organization_ids)
    profiles = SellerProfile.objects.filter(organization_id__in=wanted)
    return dict.fromkeys(wanted, NO_TAX) | {profile.organization_id: profile.tax for profile in profiles}


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
