"""Answers kept for requests that may be sent twice."""

from __future__ import annotations

from django.db import models

from .base import Record


class IdempotencyRecord(Record):
    """One `Idempotency-Key` of one caller, and the answer once there is one."""

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_age")]
