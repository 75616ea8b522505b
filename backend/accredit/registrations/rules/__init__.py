"""Pure decisions about registrations."""
