"""Logs as JSON without personal data: route names instead of paths, no query, no address, no person."""

import logging
import traceback
from pathlib import Path
from typing import Any

import structlog


class NoTexts(logging.Filter):
    """Keeps of a library's line who wrote it, the status, and where an exception came from; never its words.

    A path, an address or a value may stand in any of them ("Not Found: /path", "Key (email)=(…) exists").
    Our own lines are dictionaries of known keys and pass as they are.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not isinstance(record.msg, dict):
            parts = [record.name, str(getattr(record, "status_code", "")), _where(record.exc_info)]
            record.msg, record.args = " ".join(part for part in parts if part), ()
        record.exc_info = record.exc_text = None
        return True


def _where(exc_info: Any) -> str:
    """The kind of an exception and its frames as file:line, without its text."""
    if not exc_info or not exc_info[0]:
        return ""
    frames = traceback.extract_tb(exc_info[2])
    return f"{exc_info[0].__name__} at " + " < ".join(
        f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames)
    )


def _processors() -> list[Any]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


JSON_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_texts": {"()": NoTexts}},
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _processors(),
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["no_texts"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "celery": {"level": "WARNING"},  # else two lines for every task, eight times a second
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},
    },
}


def configure() -> None:
    """Sends structlog through the standard library's handlers."""
    structlog.configure(
        processors=[*_processors(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
