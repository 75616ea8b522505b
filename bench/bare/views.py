"""The same reads and writes as the product's hot addresses, written straight down: SQL, msgspec, nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse

PAGE = 50
LIST = """
    SELECT card, published_at, id FROM catalogue_catalogueitem WHERE is_listed
    ORDER BY published_at DESC, id DESC LIMIT %s
"""
COURSE = """
    SELECT c.id, c.slug, c.title, c.subtitle, c.description_md, c.outcomes, c.level, c.language, c.price_amount,
           c.price_currency, c.thumbnail_key, c.status, c.published_at, c.rating_sum, c.rating_count, c.lesson_count,
           c.duration_seconds, o.slug, o.name, o.brand_color, o.logo_key, k.slug, k.name,
           s.tax_label, s.tax_rate_basis_points, s.tax_inclusive
    FROM learning_course c JOIN organizations_organization o ON o.id = c.organization_id
    LEFT JOIN learning_category k ON k.id = c.category_id
    LEFT JOIN billing_sellerprofile s ON s.organization_id = c.organization_id
    WHERE c.slug = %s AND c.status = 'published'
"""
CREDITS = """
    SELECT t.name, r.amount_hundredths, t.category, a.short_name
    FROM learning_coursecredit r JOIN accreditation_credittype t ON t.id = r.credit_type_id
    JOIN accreditation_accreditor a ON a.id = t.accreditor_id
    WHERE r.course_id = %s ORDER BY t.category, t.name
"""
INSTRUCTORS = """
    SELECT u.id, u.display_name, u.avatar_key, i.headline, i.bio
    FROM learning_courseinstructor i JOIN accounts_user u ON u.id = i.user_id
    WHERE i.course_id = %s ORDER BY i.position
"""
LESSONS = """
    SELECT m.id, m.title, m.position, l.id, l.title, l.kind, l.is_preview, l.estimated_seconds, q.question_count
    FROM learning_module m JOIN learning_lesson l ON l.module_id = m.id LEFT JOIN learning_quiz q ON q.lesson_id = l.id
    WHERE m.course_id = %s ORDER BY m.position, l.position
"""
STORE = """
    INSERT INTO core_inboundmessage (id, created_at, source, external_id, body, status, error)
    VALUES (%s, %s, 'bare', %s, %s, 'received', '')
"""
SCANNED = """
    INSERT INTO registrations_scan (id, created_at, organization_id, event_id, registration_id, nonce, direction,
                                    result, scanned_at, received_at, was_offline, forced, device, scanned_by_id)
    VALUES (%s, %s, %s, %s, %s, %s, 'entry', 'ok', %s, %s, false, false, 'Main door', %s)
"""
_encoder = msgspec.json.Encoder()


def course_list(request: HttpRequest) -> HttpResponse:
    """The catalogue's first page: one indexed query, the stored cards as they are."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, [PAGE + 1])
        rows = cursor.fetchall()
    page = {"results": [msgspec.Raw(card.encode()) for card, *_ in rows[:PAGE]], "next": None, "previous": None}
    return _json(_encoder.encode(page))


def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A course page's data, built from its rows: four queries."""
    return _json(_built(slug))


def course_page_kept(request: HttpRequest, slug: str) -> HttpResponse:
    """The same bytes out of Redis."""
    key = f"bare:page:{slug}"
    body = cache.get(key)
    if body is None:
        body = _built(slug)
        cache.set(key, body, 600)
    return _json(body)


def webhook(request: HttpRequest) -> HttpResponse:
    """Reads the body and inserts it; believes everybody, and leaves the handling to nobody."""
    body = request.body
    event = json.loads(body)
    with connection.cursor() as cursor:
        cursor.execute(STORE, [uuid4(), datetime.now(UTC), event["id"], body.decode()])
    return _json(b'{"kept":true}')


def check_in(request: HttpRequest) -> HttpResponse:
    """Inserts what it is told of a scan; asks neither who calls nor whose ticket it is."""
    told = json.loads(request.body)
    now = datetime.now(UTC)
    whose = [told["organization"], told["event"], told["registration"], told["nonce"]]
    with connection.cursor() as cursor:
        cursor.execute(SCANNED, [uuid4(), now, *whose, now, now, told["by"]])
    return _json(b'{"result":"ok"}')


def _built(slug: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(COURSE, [slug])
        course = cursor.fetchone()
        parts: list[list[tuple[Any, ...]]] = []
        for query in (CREDITS, INSTRUCTORS, LESSONS):
            cursor.execute(query, [course[0]])
            parts.append(cursor.fetchall())
    names = [column.strip().rpartition(".")[2] for column in COURSE.partition("FROM")[0].split(",")]
    return _encoder.encode(
        {
            "course": list(zip(names, course, strict=True)),
            "credits": [{"name": n, "amount": a, "category": c, "accreditor": by} for n, a, c, by in parts[0]],
            "instructors": [
                {"id": i, "display_name": n, "avatar_url": a, "headline": h, "bio": b} for i, n, a, h, b in parts[1]
            ],
            "lessons": [
                {"module": m, "module_title": t, "position": p, "id": i, "title": n, "kind": k, "is_preview": v,
                 "estimated_seconds": s, "question_count": q}
                for m, t, p, i, n, k, v, s, q in parts[2]
            ],
        }
    )  # fmt: skip


def _json(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json", headers={"Content-Length": str(len(body))})
