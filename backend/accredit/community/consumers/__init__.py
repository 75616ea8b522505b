"""What a person's socket does: frames in, what is said in their rooms out."""

from .socket import CommunityConsumer

__all__ = ["CommunityConsumer"]
