"""Writes of media."""

from .clearing import register_memory, register_shown, uploads_remove, uploads_retire
from .pictures import avatar_adopt, logo_adopt
from .processing import upload_process
from .uploads import upload_cancel, upload_finalize, upload_request, uploads_forget

__all__ = [
    "avatar_adopt",
    "logo_adopt",
    "register_memory",
    "register_shown",
    "upload_cancel",
    "upload_finalize",
    "upload_process",
    "upload_request",
    "uploads_forget",
    "uploads_remove",
    "uploads_retire",
]
