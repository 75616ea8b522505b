"""Stripe's API, the part that the platform uses, in one pinned version."""
