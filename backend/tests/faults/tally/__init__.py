"""An app that exists only here: receivers whose effect shows every repetition."""
