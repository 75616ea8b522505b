"""The example of discovery in the API's description."""

from __future__ import annotations

EXAMPLE = {
    "results": [
        {
            "kind": "course",
            "id": "019aa5f0-7c1e-7b60-9d0a-3f0f1c2b4a10",
            "slug": "consent-and-capacity-in-practice",
            "title": "Consent and capacity in practice",
            "summary": "Make sound decisions with people whose capacity is in doubt.",
            "organization": {
                "slug": "law-mediation-society",
                "name": "Law & Mediation Society",
                "brand_color": "#3a5a44",
                "logo_url": None,
            },
            "category": {"slug": "ethics-law", "name": "Ethics & law"},
            "level": "intermediate",
            "language": "en",
            "format": "on_demand",
            "starts_at": None,
            "ends_at": None,
            "time_zone": None,
            "place": "",
            "price": {"amount": 12000, "currency": "GBP"},
            "price_is_lowest": False,
            "credits": {
                "total": "5.0",
                "types": [{"name": "Ethics & law", "amount": "5.0", "category": 2, "accreditor": "APC"}],
            },
            "rating": {"average": "4.8", "count": 31},
            "duration_seconds": 19200,
            "lesson_count": 24,
            "thumbnail_url": None,
            "published_at": "2026-10-01T08:00:00Z",
        }
    ],
    "next": None,
    "previous": None,
    "count": 1,
    "count_capped": False,
    "facets": {
        "kind": [{"value": "course", "label": "Course", "count": 1}],
        "format": [{"value": "on_demand", "label": "On demand", "count": 1}],
        "category": [{"value": "ethics-law", "label": "Ethics & law", "count": 1}],
        "level": [{"value": "intermediate", "label": "Intermediate", "count": 1}],
        "language": [{"value": "en", "label": "English", "count": 1}],
        "price": [{"value": "paid", "label": "Paid", "count": 1}],
    },
}
