"""One view a route; each makes one service call."""
