"""Prints the Makefile's targets with their one-line descriptions."""

from __future__ import annotations

import re

from console import REPOSITORY, say

if __name__ == "__main__":
    say("make <target>\n")
    for line in (REPOSITORY / "Makefile").read_text().splitlines():
        if match := re.match(r"(\w+):.*?## (.+)", line):
            say(f"  {match[1]:<12} {match[2]}")
