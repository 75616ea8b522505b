"""Structured logs: one JSON object a line, with the request's id and no personal data.

Our own lines go straight to standard error; what libraries say through `logging` is given the same form.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, WrappedLogger


def structlog_config(*, level: str, format_: str) -> dict[str, Any]:
    """For `structlog.configure`. Every request writes a line, so it takes the shortest way: no record of `logging`, no
    look at the stack."""
    return {
        "processors": [
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            *_rendering(format_),
        ],
        "wrapper_class": structlog.make_filtering_bound_logger(level),
        "logger_factory": _StandardError,
        "cache_logger_on_first_use": True,
    }


def logging_config(*, level: str, format_: str) -> dict[str, Any]:
    """`logging.config` dictionary for what libraries say."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_rendering(format_),
                ],
                "foreign_pre_chain": [
                    structlog.contextvars.merge_contextvars,
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    structlog.processors.TimeStamper(fmt="iso"),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            "fontTools": {"level": "WARNING"},
            "pyhanko": {"level": "WARNING"},
        },
    }


class _StandardError:
    """Whole lines, one at a time, to whatever standard error is at the moment."""

    _lock = threading.Lock()

    def __init__(self, *names: str) -> None:
        """structlog hands over what `get_logger` was given."""

    def write(self, line: str) -> None:
        with self._lock:
            sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = exception = write


def _rendering(format_: str) -> list[structlog.typing.Processor]:
    return [structlog.processors.format_exc_info, _json] if format_ == "json" else [structlog.dev.ConsoleRenderer()]


def _json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    return _encoder.encode(event).decode()


_encoder = msgspec.json.Encoder(enc_hook=repr)
