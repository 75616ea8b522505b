"""granian, with workers that share what they have loaded.

    python -m config.server --interface wsgi --workers 4 --blocking-threads 16 config.wsgi:application

takes granian's own arguments. The application is loaded once, before the workers are forked from it, so that they share
its code and its classes as long as nobody writes to them: a further worker takes a third of the memory. Nothing that
must not be shared is opened on the way: neither a connection nor a thread. New code needs a new start: workers that
granian starts anew are forked from what was loaded.
"""

from __future__ import annotations

import gc
from importlib import import_module

from django.urls import get_resolver, reverse
from granian.cli import entrypoint

from . import wsgi  # noqa: F401 - loads the application

NEEDED_SOON = ("redis", "rest_framework_simplejwt.tokens")
"""What is loaded by a worker's first requests and first sign-in: once, rather than by each worker."""


def load() -> None:
    """Everything that workers come to need, out of the garbage collector's sight: it would write to all of it."""
    for name in NEEDED_SOON:
        import_module(name)
    get_resolver().check()  # loads every route
    reverse("core:health-live")  # and the way back
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    load()
    entrypoint()  # type: ignore[no-untyped-call]
