"""How the demo's organizations sell and certify: tax, a promo code, and certificates with signatures."""

from __future__ import annotations

import base64
import io
import math
from datetime import datetime
from uuid import UUID

from PIL import Image, ImageDraw

from accredit.billing.services.sellers import seller_profile_set
from accredit.certificates.services import template_save
from accredit.organizations.models import Organization
from accredit.promo_codes.rules import DiscountKind
from accredit.promo_codes.services import promo_code_create

PROMO_CODE = "WELCOME20"
ADDRESSES = {
    "northbridge-clinical-network": ("14 Foundry Street, Manchester M4 5BT", "GB 294 7718 03"),
    "law-mediation-society": ("3 Temple Court, Bristol BS1 6HG", "GB 310 5526 41"),
}
SIGNATORIES = (("Dr Samuel Adeyemi", "Programme lead", 3.1), ("Miriam Castell", "Director of education", 2.3))


def furnish(organization: Organization, *, actor_id: UUID, now: datetime) -> None:
    """Give an organization what a real one would set in its first hour."""
    address, tax_number = ADDRESSES[organization.slug]
    seller_profile_set(
        organization=organization,
        actor_id=actor_id,
        changes={
            "legal_name": f"{organization.name} Ltd",
            "address": address,
            "tax_number": tax_number,
            "tax_rate_basis_points": 2000,
            "tax_inclusive": True,
            "tax_label": "VAT",
            "refund_policy": "Full refund within 14 days if you have done less than a fifth of the course.",
        },
    )
    promo_code_create(
        organization=organization,
        actor_id=actor_id,
        code=PROMO_CODE,
        kind=DiscountKind.PERCENT,
        value=20,
        limits={"per_person_limit": 1},
        now=now,
    )
    template_save(
        organization=organization,
        values={
            "signatories": [
                {"name": name, "title": title, "signature_png": base64.b64encode(signature(pace)).decode()}
                for name, title, pace in SIGNATORIES
            ]
        },
        actor_id=actor_id,
        now=now,
    )


def signature(pace: float) -> bytes:
    """A pen stroke as PNG, transparent but for the ink; `pace` gives each hand its own loops."""
    width, height, steps = 900, 280, 900
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    points = []
    for step in range(steps):
        along = step / steps
        fading = 1 - 0.75 * along
        x = 40 + 800 * along + 34 * fading * math.sin(along * 40 + pace)
        y = 150 - 95 * fading * math.sin(along * 13 * pace) * math.cos(along * 5) + 30 * along
        points.append((x, y))
    draw.line(points, fill=(24, 33, 27, 255), width=7, joint="curve")
    out = io.BytesIO()
    image.resize((width // 2, height // 2), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
