"""Writes what goes over the socket as a JSON schema. Runs inside the virtual environment.

socket_schema.py OUTPUT
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "backend"))

import msgspec
from accredit.community.rules.frames import ClientFrame, ServerFrame


def schema() -> str:
    """Both directions, each a choice of frames that `type` tells apart (JSON Schema 2020-12)."""
    (client, server), components = msgspec.json.schema_components(
        [ClientFrame, ServerFrame], ref_template="#/$defs/{name}"
    )
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Frames of /ws/community/",
        "description": "One JSON object a frame, 64 kB at most. Made by `make schema` from "
        "backend/accredit/community/rules/frames.py; do not edit.",
        "$defs": {"ClientFrame": client, "ServerFrame": server, **dict(sorted(components.items()))},
    }
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema())
