"""The one typed list of the environment variables that the installation understands.

`.env.example` and the table in `docs/settings.md` are generated from this class (`make schema`). Production refuses to
start on a missing or default secret and names it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[2]
DEVELOPMENT_SECRET = "development-only-secret-key-never-used-in-production"  # noqa: S105 - refused in production
DEVELOPMENT_WRAPPING_KEY = "ZGV2ZWxvcG1lbnQtb25seS13cmFwcGluZy1rZXktMCE="


class Environment(BaseSettings):
    """Settings read from the process environment; every field documents itself."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", case_sensitive=False)

    mode: Literal["trial", "test", "production"] = Field("trial", description="What this installation is for.")
    secret_key: str = Field(DEVELOPMENT_SECRET, description="Signs tokens and links. At least 50 random characters.")
    secret_wrapping_keys: str = Field(
        DEVELOPMENT_WRAPPING_KEY,
        description="Fernet keys that encrypt tenants' private keys at rest; comma separated, the newest first.",
    )
    data_dir: Path = Field(REPOSITORY / ".data", description="Where a trial keeps its database and files.")
    host: str = Field("127.0.0.1", description="Address that the trial's server binds to.")
    port: int = Field(8000, description="Port that the trial's server listens on.")
    public_url: str = Field("", description="Address that people use, without a trailing slash.")
    allowed_hosts: str = Field("", description="Comma-separated further host names to answer to.")
    proxies: int = Field(0, description="Number of proxies before the server that tell the client's address.")
    requests_per_minute: int = Field(
        3000,
        description="Requests a minute of one network address: reads, and writes of strangers; 0 for no limit. "
        "A whole classroom may share an address.",
    )
    writes_per_minute: int = Field(300, description="Writes a minute of one signed-in person; 0 for no limit.")
    messages_per_minute: int = Field(
        60, description="Messages a minute that one person writes in one room; 0 for no limit."
    )
    cors_origins: str = Field("", description="Comma-separated origins of other people's clients.")
    database_url: str = Field("", description="PostgreSQL address (postgresql://…); empty means SQLite.")
    inbound_body_days: int = Field(
        90, ge=1, description="Days after which the bodies of handled webhooks, which name people, are emptied."
    )
    redis_url: str = Field("", description="redis://host:port/db; empty means memory of this process.")
    jobs_backend: Literal["immediate", "database"] = Field("database", description="Who runs background jobs.")
    worker_thread: bool = Field(False, description="Run the job worker inside the server process (a trial does).")
    storage_backend: Literal["folder", "gcs"] = Field("folder", description="Where files are kept.")
    gcs_public_bucket: str = Field("", description="Google Cloud Storage bucket that everybody may read.")
    gcs_private_bucket: str = Field("", description="Bucket that opens by signed addresses only.")
    storage_emulator_host: str = Field("", description="Address of a storage emulator; empty means Google itself.")
    stripe_api_key: str = Field("sk_test_sandbox", description="Stripe's secret API key.")
    stripe_webhook_secret: str = Field("whsec_sandbox", description="Signing secret of Stripe's webhook endpoint.")
    stripe_api_base: str = Field("", description="Address of the payment sandbox; empty means Stripe itself.")
    zoom_client_id: str = Field(
        "zoom_sandbox", description="Client id of the Zoom app; empty means that Zoom is not offered."
    )
    zoom_client_secret: str = Field("zoom_sandbox_secret", description="Client secret of the Zoom app.")
    zoom_webhook_secret: str = Field("zoom_sandbox_webhook", description="Secret token of the Zoom app's webhooks.")
    zoom_api_url: str = Field("", description="Address of the Zoom sandbox's API (…/v2); empty means Zoom itself.")
    zoom_oauth_url: str = Field("", description="Address of the Zoom sandbox's OAuth (…/oauth); empty: Zoom itself.")
    smtp_host: str = Field("127.0.0.1", description="Mail server's host.")
    smtp_port: int = Field(8025, description="Mail server's port.")
    smtp_user: str = Field("", description="Mail server's user.")
    smtp_password: str = Field("", description="Mail server's password.")
    smtp_tls: bool = Field(False, description="Use STARTTLS to the mail server.")
    mail_from: str = Field("Accredit <no-reply@accredit.example>", description="Sender of every mail.")
    sandbox_url: str = Field("", description="Address of the sandbox, shown in a trial's start page; empty hides it.")
    log_level: str = Field("INFO", description="Least severe level that is logged.")
    log_format: Literal["json", "console"] = Field("json", description="How log lines look.")

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


def split(value: str) -> list[str]:
    """Comma-separated text as a list without blanks."""
    return [part.strip() for part in value.split(",") if part.strip()]
