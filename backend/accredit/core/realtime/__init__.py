"""What goes to open sockets at once: said once, heard by every process, written to each socket that wants it.

Nothing here is believed to arrive. What matters is a row first; whoever finds a gap asks for it over HTTP.
"""

from .bus import evict, hang_up, publish
from .topics import SIGN_IN_ENDED, person_topic, session_topic

__all__ = ["SIGN_IN_ENDED", "evict", "hang_up", "person_topic", "publish", "session_topic"]
