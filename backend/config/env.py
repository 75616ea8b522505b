"""The one typed list of the environment variables that the installation understands.

`.env.example` and the table in `docs/settings.md` are generated from this class (`make schema`). Production refuses to
start on a missing or default secret and names it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

REPOSITORY = Path(__file__).resolve().parents[2]
DEVELOPMENT_SECRET = "development-only-secret-key-never-used-in-production"  # noqa: S105 - refused in production
DEVELOPMENT_WRAPPING_KEY = "ZGV2ZWxvcG1lbnQtb25seS13cmFwcGluZy1rZXktMCE="


def setting(default: Any, description: str) -> Any:
    """A field with its default and the sentence that documents it."""
    return field(default=default, metadata={"description": description})


@dataclass(kw_only=True)
class Environment:
    """The installation's settings; every field documents itself."""

    mode: Literal["trial", "test", "production"] = setting("trial", "What this installation is for.")
    secret_key: str = setting(DEVELOPMENT_SECRET, "Signs tokens and links. At least 50 random characters.")
    secret_wrapping_keys: str = setting(
        DEVELOPMENT_WRAPPING_KEY,
        "Fernet keys that encrypt tenants' private keys at rest; comma separated, the newest first.",
    )
    data_dir: Path = setting(REPOSITORY / ".data", "Where a trial keeps its database and files.")  # noqa: RUF009 - a path stays
    host: str = setting("127.0.0.1", "Address that the trial's server binds to.")
    port: int = setting(8000, "Port that the trial's server listens on.")
    public_url: str = setting("", "Address that people use, without a trailing slash.")
    allowed_hosts: str = setting("", "Comma-separated further host names to answer to.")
    proxies: int = setting(0, "Number of proxies before the server that tell the client's address.")
    requests_per_minute: int = setting(
        3000,
        "Requests a minute of one network address: reads, and writes of strangers; 0 for no limit. "
        "A whole classroom may share an address.",
    )
    writes_per_minute: int = setting(300, "Writes a minute of one signed-in person; 0 for no limit.")
    messages_per_minute: int = setting(60, "Messages a minute that one person writes in one room; 0 for no limit.")
    cors_origins: str = setting("", "Comma-separated origins of other people's clients.")
    database_url: str = setting(
        "", "PostgreSQL address, a libpq URI (postgresql://…, ?host=/folder for a socket); empty means SQLite."
    )
    inbound_body_days: Annotated[int, msgspec.Meta(ge=1)] = setting(
        90, "Days after which the bodies of handled webhooks, which name people, are emptied."
    )
    redis_url: str = setting("", "redis://host:port/db; empty means memory of this process.")
    jobs_backend: Literal["immediate", "database"] = setting("database", "Who runs background jobs.")
    worker_thread: bool = setting(False, "Run the job worker inside the server process (a trial does).")
    storage_backend: Literal["folder", "gcs"] = setting("folder", "Where files are kept.")
    gcs_public_bucket: str = setting("", "Google Cloud Storage bucket that everybody may read.")
    gcs_private_bucket: str = setting("", "Bucket that opens by signed addresses only.")
    storage_emulator_host: str = setting("", "Address of a storage emulator; empty means Google itself.")
    stripe_api_key: str = setting("sk_test_sandbox", "Stripe's secret API key.")
    stripe_webhook_secret: str = setting("whsec_sandbox", "Signing secret of Stripe's webhook endpoint.")
    stripe_api_base: str = setting("", "Address of the payment sandbox; empty means Stripe itself.")
    zoom_client_id: str = setting("zoom_sandbox", "Client id of the Zoom app; empty means that Zoom is not offered.")
    zoom_client_secret: str = setting("zoom_sandbox_secret", "Client secret of the Zoom app.")
    zoom_webhook_secret: str = setting("zoom_sandbox_webhook", "Secret token of the Zoom app's webhooks.")
    zoom_api_url: str = setting("", "Address of the Zoom sandbox's API (…/v2); empty means Zoom itself.")
    zoom_oauth_url: str = setting("", "Address of the Zoom sandbox's OAuth (…/oauth); empty: Zoom itself.")
    smtp_host: str = setting("127.0.0.1", "Mail server's host.")
    smtp_port: int = setting(8025, "Mail server's port.")
    smtp_user: str = setting("", "Mail server's user.")
    smtp_password: str = setting("", "Mail server's password.")
    smtp_tls: bool = setting(False, "Use STARTTLS to the mail server.")
    mail_from: str = setting("Accredit <no-reply@accredit.example>", "Sender of every mail.")
    sandbox_url: str = setting("", "Address of the sandbox, shown in a trial's start page; empty hides it.")
    log_level: str = setting("INFO", "Least severe level that is logged.")
    log_format: Literal["json", "console"] = setting("json", "How log lines look.")

    @property
    def production(self) -> bool:
        """Whether secrets must be real and cookies travel over TLS only."""
        return self.mode == "production"

    @property
    def zoom_offered(self) -> bool:
        """Whether there is a Zoom app; the sandbox's own is none in production."""
        return bool(self.zoom_client_id) and not (self.production and self.zoom_client_id == "zoom_sandbox")

    def refuse_defaults(self) -> list[str]:
        """Names of the secrets that are still the development ones (empty when fit for production)."""
        defaults = {
            "SECRET_KEY": self.secret_key in ("", DEVELOPMENT_SECRET) or len(self.secret_key) < 50,
            "SECRET_WRAPPING_KEYS": self.secret_wrapping_keys in ("", DEVELOPMENT_WRAPPING_KEY),
            "STRIPE_API_KEY": self.stripe_api_key in ("", "sk_test_sandbox"),
            "STRIPE_WEBHOOK_SECRET": self.stripe_webhook_secret in ("", "whsec_sandbox"),
            "ZOOM_CLIENT_SECRET": self.zoom_offered and self.zoom_client_secret in ("", "zoom_sandbox_secret"),
            "ZOOM_WEBHOOK_SECRET": self.zoom_offered and self.zoom_webhook_secret in ("", "zoom_sandbox_webhook"),
            "DATABASE_URL": not self.database_url,
            "REDIS_URL": not self.redis_url,
            "PUBLIC_URL": not self.public_url.startswith("https://"),
        }
        return [name for name, is_default in defaults.items() if is_default]


def read_environment(told: Mapping[str, str] = os.environ) -> Environment:
    """What the process environment says, in upper or lower case. Raises ValueError, naming the variable, for a value
    of another kind than the setting's.

    By msgspec, which is loaded anyhow: every process that reads its settings would keep another library for it alone.
    """
    kinds = {one.name: one.type for one in fields(Environment)}
    values: dict[str, str] = {}
    for variable, value in told.items():
        name = variable.lower()
        if name in kinds:
            values[name] = _YES_AND_NO.get(value.lower(), value) if kinds[name] == "bool" else value
    try:
        return msgspec.convert(values, Environment, strict=False, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        raise ValueError(f"The environment's {where.rstrip('`').upper()} cannot be read: {what}.") from error


_YES_AND_NO = {
    **dict.fromkeys(("yes", "y", "on", "t"), "true"),
    **dict.fromkeys(("no", "n", "off", "f"), "false"),
}
"""What people write beside true and false, 1 and 0."""


def split(value: str) -> list[str]:
    """Comma-separated text as a list without blanks."""
    return [part.strip() for part in value.split(",") if part.strip()]
