"""Views of organizations."""
