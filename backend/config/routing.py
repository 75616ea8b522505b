"""Every address of a socket."""

from channels.routing import URLRouter
from django.urls import path

from accredit.community.consumers import CommunityConsumer

sockets = URLRouter([path("ws/community/", CommunityConsumer.as_asgi())])
