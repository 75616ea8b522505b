"""WSGI entry point."""

import os
from typing import ClassVar

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)


class Handler(WSGIHandler):
    """Finds an address without parameters once and then knows it: to walk all routes takes up to 0.1 ms."""

    _known: ClassVar[dict[str, ResolverMatch]] = {}

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        match = self._known.get(request.path_info)
        if match is None:
            match = super().resolve_request(request)
            if f"/{match.route}" == request.path_info:
                self._known[request.path_info] = match
        request.resolver_match = match
        return match


application = Handler()
