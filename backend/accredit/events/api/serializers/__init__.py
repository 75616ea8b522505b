"""What goes over the wire about events."""
