"""Photographs every screen of a fresh trial into docs/screenshots, at 1440 and at 390 pixels.

The trial lives in a temporary folder and on free ports, so that nobody's data is shown or touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from chromium import chromium
from console import REPOSITORY, say
from install import PYTHON, install
from installation import Installation
from processes import Processes, ending_on_signals, free_ports


def main() -> int:
    """Exit code of the photographer."""
    with ending_on_signals(), tempfile.TemporaryDirectory(prefix="accredit-photos-") as name, Processes() as processes:
        install("dev")
        trial = Installation(Path(name), *free_ports(3))
        trial.prepare()
        trial.start(processes)
        known = {"BASE_URL": trial.url, "DATA_DIR": name, "CHROMIUM": chromium()}
        photographer = [str(PYTHON), str(REPOSITORY / "scripts" / "photograph.py")]
        code = subprocess.run(photographer, env={**os.environ, **known}, check=False).returncode
    if not code:
        say("The screenshots are in docs/screenshots.")
    return code


if __name__ == "__main__":
    sys.exit(main())
