"""Pure decisions about what Zoom tells."""
