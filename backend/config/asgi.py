"""ASGI entry point: sockets, and in a trial everything else as well. With WORKER_THREAD the job worker lives in this
process, as in a trial."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402 - the applications must be loaded first
from channels.security.websocket import OriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from config.routing import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": OriginValidator(sockets, settings.SOCKET_ORIGINS)})

if settings.JOBS_WORKER_THREAD:
    from accredit.core.worker import start_in_background

    start_in_background()
