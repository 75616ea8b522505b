"""The sandbox's own tests: the real Stripe SDK and real HTTP and SMTP against a really running sandbox."""
