"""A database backend (`settings.DATABASES`, ENGINE)."""
