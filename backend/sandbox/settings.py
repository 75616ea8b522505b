"""What the sandbox can be told when it starts: command line first, then environment, then a default."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

API_VERSION = "2026-10-28.endive"
"""The one Stripe API version spoken here; events are rendered in it too (SDK: `_ApiVersion.CURRENT`)."""

DEFAULT_RETRY_DELAYS = (1.0, 3.0, 10.0, 30.0, 60.0, 60.0, 60.0, 60.0, 60.0)
"""Seconds before each webhook retry: ten tries in about six minutes, so an app that was killed hears after restart."""

DEFAULT_ZOOM_RETRY_DELAYS = (5.0, 20.0, 60.0)
"""Seconds before each retry of a Zoom webhook: the three that Zoom makes after minutes, in seconds."""


@dataclass(frozen=True)
class ZoomSettings:
    """The one Zoom app that the sandbox knows, as its developer would have entered it in Zoom's marketplace."""

    client_id: str = "zoom_sandbox"
    client_secret: str = "zoom_sandbox_secret"  # noqa: S105 - a local stand-in's well-known default
    redirect_url: str = ""
    webhook_url: str = ""
    webhook_secret: str = "zoom_sandbox_webhook"  # noqa: S105 - as above
    retry_delays: Sequence[float] = field(default=DEFAULT_ZOOM_RETRY_DELAYS)
    refresh_days: int = 90


@dataclass(frozen=True)
class Settings:
    """The sandbox's start-up settings. Times are seconds."""

    data_dir: Path
    port: int = 8001
    smtp_port: int = 8025
    webhook_url: str = ""
    webhook_secret: str = "whsec_sandbox"  # noqa: S105 - a local stand-in's well-known default
    api_key: str = "sk_test_sandbox"
    retry_delays: Sequence[float] = field(default=DEFAULT_RETRY_DELAYS)
    settle_delay: float = 2.0
    max_amount_digits: int = 8
    zoom: ZoomSettings = field(default_factory=ZoomSettings)

    @property
    def base_url(self) -> str:
        """Where browsers and SDKs reach the sandbox."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def max_amount(self) -> int:
        """The largest amount of one payment, in the currency's smallest unit.

        Stripe's SDK says eight digits, its "Supported currencies" page twelve for cards; hence a setting.
        """
        return int(10**self.max_amount_digits) - 1


def read_settings(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `argv`, each option falling back to its `SANDBOX_*` variable.

    Exits with a usage message (argparse) when a value cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)

    def option(flag: str, default: str, explanation: str) -> None:
        variable = "SANDBOX_" + flag.removeprefix("--").replace("-", "_").upper()
        parser.add_argument(
            flag,
            default=environ.get(variable, default),
            help=f"{explanation} (${variable}, default {default!r})",
        )

    option("--port", "8001", "HTTP port on 127.0.0.1")
    option("--smtp-port", "8025", "SMTP port on 127.0.0.1")
    option("--data-dir", ".sandbox", "where the SQLite file lives")
    option("--webhook-url", "", "where Stripe events are posted; empty: events are kept, none is sent")
    option("--webhook-secret", Settings.webhook_secret, "signing secret of the webhook endpoint")
    option("--api-key", Settings.api_key, "the only Stripe key that is accepted")
    option("--retry-delays", _listed(DEFAULT_RETRY_DELAYS), "seconds before each webhook retry")
    option("--settle-delay", "2", "seconds until a delayed payment, refund or dispute moves on")
    option("--max-amount-digits", "8", "digits of the largest payment")
    option("--zoom-client-id", ZoomSettings.client_id, "client id of the Zoom app")
    option("--zoom-client-secret", ZoomSettings.client_secret, "client secret of the Zoom app")
    option("--zoom-redirect-url", "", "the Zoom app's only redirect URL; empty: any on this machine")
    option("--zoom-webhook-url", "", "where Zoom's events are posted; empty: events are kept, none is sent")
    option("--zoom-webhook-secret", ZoomSettings.webhook_secret, "secret token of the Zoom app's webhooks")
    option("--zoom-retry-delays", _listed(DEFAULT_ZOOM_RETRY_DELAYS), "seconds before each retry of a Zoom webhook")
    option("--zoom-refresh-days", "90", "days until an unused Zoom refresh token dies")
    given = parser.parse_args(argv)
    try:
        return Settings(
            data_dir=Path(given.data_dir),
            port=int(given.port),
            smtp_port=int(given.smtp_port),
            webhook_url=given.webhook_url,
            webhook_secret=given.webhook_secret,
            api_key=given.api_key,
            retry_delays=_seconds(given.retry_delays),
            settle_delay=float(given.settle_delay),
            max_amount_digits=int(given.max_amount_digits),
            zoom=ZoomSettings(
                client_id=given.zoom_client_id,
                client_secret=given.zoom_client_secret,
                redirect_url=given.zoom_redirect_url,
                webhook_url=given.zoom_webhook_url,
                webhook_secret=given.zoom_webhook_secret,
                retry_delays=_seconds(given.zoom_retry_delays),
                refresh_days=int(given.zoom_refresh_days),
            ),
        )
    except ValueError as error:
        parser.error(str(error))


def _listed(seconds: Sequence[float]) -> str:
    return ",".join(f"{one:g}" for one in seconds)


def _seconds(listed: str) -> tuple[float, ...]:
    return tuple(float(part) for part in listed.split(",") if part.strip())
