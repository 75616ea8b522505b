"""Pure decisions of community."""
