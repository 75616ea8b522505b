"""Every address of a socket."""

from channels.routing import URLRouter
from channels.security.websocket import WebsocketDenier
from django.urls import path, re_path

from accredit.community.consumers import CommunityConsumer

sockets = URLRouter([path("ws/community/", CommunityConsumer.as_asgi()), re_path(r"", WebsocketDenier.as_asgi())])
