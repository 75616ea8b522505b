"""Looks for credentials in every file that git would commit. Runs inside the virtual environment.

detect-secrets' detectors of real formats (cloud and payment keys, private keys, tokens, passwords inside addresses).
Its guesses by entropy stay off: locks and fixtures are full of hashes. A line that only looks like a secret ends with
`pragma: allowlist secret`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

REPOSITORY = Path(__file__).resolve().parents[1]
DETECTORS = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector", "MailchimpDetector",
    "NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector",
    "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
SETTINGS = {
    "plugins_used": [{"name": name} for name in DETECTORS],
    "filters_used": [
        {"path": "detect_secrets.filters.allowlist.is_line_allowlisted"},
        {"path": "detect_secrets.filters.heuristic.is_templated_secret"},
        {"path": "detect_secrets.filters.heuristic.is_indirect_reference"},
    ],
}
NOT_TEXT = {".png", ".webp", ".ttf", ".otf", ".woff2", ".ico", ".pdf", ".lock"}


def main() -> int:
    """1 when something was found."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    found = 0
    with transient_settings(SETTINGS):
        for name in filter(None, listed):
            path = REPOSITORY / name
            if path.suffix in NOT_TEXT or path.name == "package-lock.json" or not path.is_file():
                continue
            for secret in scan_file(str(path)):
                sys.stdout.write(f"{name}:{secret.line_number}: {secret.type}\n")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
