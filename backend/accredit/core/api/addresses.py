"""Where a request comes from."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.settings import api_settings


def client_ip(request: HttpRequest | Request) -> str | None:
    """The caller's address: the connection's, or behind `NUM_PROXIES` trusted proxies the one that they saw.

    Whatever a client itself writes into X-Forwarded-For stands left of what the proxies add, and is not believed.
    """
    address = _address(request)
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def network_of(request: HttpRequest | Request) -> str:
    """What an address limit counts: the IPv4 address, or the /64 that one IPv6 household or server has."""
    return _network(_address(request))


def _address(request: HttpRequest | Request) -> str:
    if proxies := api_settings.NUM_PROXIES or 0:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if forwarded:
            return str(forwarded[-min(proxies, len(forwarded))])
    return str(request.META.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=4096)
def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
