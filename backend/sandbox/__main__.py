"""`python -m sandbox`: run the sandbox on 127.0.0.1 until told to stop, or until its parent is gone."""

from __future__ import annotations

import asyncio
import signal
import sys

from sandbox.server import serve
from sandbox.settings import read_settings
from sandbox.store import StoreInUse


def main() -> int:
    """Exit status 0 after a clean stop, 1 when the sandbox could not start."""
    settings = read_settings(sys.argv[1:])
    # uvicorn stops cleanly on both and then raises them again for whoever was here before: nobody.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    sys.stdout.write(f"Sandbox on {settings.base_url} (mail on 127.0.0.1:{settings.smtp_port})\n")
    sys.stdout.flush()
    try:
        return 0 if asyncio.run(serve(settings)) else 1
    except (StoreInUse, OSError) as error:
        sys.stderr.write(f"sandbox: {error}\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
