"""Local stand-ins for the outside services: Stripe, Zoom, and a mail server with a mailbox.

The sandbox speaks the real wire protocols on 127.0.0.1, so the code that runs in a trial or in a test is the code
that runs in production; only base addresses and keys differ. Nothing under `accredit` imports this package.
"""
