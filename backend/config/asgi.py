"""ASGI entry point. With WORKER_THREAD the job worker lives in this process, as in a trial."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()

from django.conf import settings  # noqa: E402 - the applications must be loaded first

if settings.JOBS_WORKER_THREAD:
    from accredit.core.worker import start_in_background

    start_in_background()
