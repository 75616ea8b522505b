"""Writes of media."""

from .processing import upload_process
from .uploads import upload_cancel, upload_finalize, upload_request, uploads_forget

__all__ = ["upload_cancel", "upload_finalize", "upload_process", "upload_request", "uploads_forget"]
