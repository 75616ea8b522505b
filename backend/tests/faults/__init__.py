"""What happens when processes die, news is repeated or forged, and servers go away: real processes, real signals."""

import sys
from pathlib import Path

# How servers and children are started and ended, as `make test` does it. Last, so that it hides nobody's module.
sys.path.append(str(Path(__file__).resolve().parents[3] / "scripts"))
