"""An organization's connection to Zoom."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accredit.organizations.models import OrganizationOwned


class ZoomConnection(OrganizationOwned):
    """Tokens by which we act for the person who connected. The refresh token dies with each use: whoever refreshes
    first takes `refreshing_until`."""

    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scope = models.TextField(blank=True)
    api_url = models.CharField(max_length=200, blank=True)
    """Where Zoom wants this account's calls; empty: the usual address."""
    access_wrapped = models.BinaryField()
    refresh_wrapped = models.BinaryField()
    """Both empty once they are revoked."""
    access_expires_at = models.DateTimeField()
    refreshing_until = models.DateTimeField(null=True)
    """Somebody gets new tokens just now; whoever died over it is waited for no longer than this."""
    broken_at = models.DateTimeField(null=True)
    """Since when Zoom takes the tokens no more; null while it does."""
    removed_at = models.DateTimeField(null=True)
    """Since when the app is removed from the account at Zoom, by somebody there; it is broken then too."""
    authorized_at = models.DateTimeField(null=True)
    """When access was allowed last: an older removal does not concern it."""
    zoom_user_id = models.CharField(max_length=100, blank=True, default="", db_default="")
    """Whom Zoom says we act for; empty when it did not say."""
    disconnected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(disconnected_at=None), name="zoom_connection_once"
            )
        ]


class ZoomAuthorization(OrganizationOwned):
    """Somebody is on the way to Zoom and back: once, in one browser, for ten minutes. Secrets as hashes only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state_hash = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64)
    """Of the secret in a cookie of the browser that set out."""
    verifier_wrapped = models.BinaryField()
    """The proof key (RFC 7636), encrypted."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["state_hash"], name="zoom_authorization_state_once")]
        indexes = [
            # The job that forgets them.
            models.Index(fields=["expires_at"], name="zoom_authorization_age")
        ]
