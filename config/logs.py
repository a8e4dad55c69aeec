"""Logs as JSON without personal data: route names instead of paths, no query, no address, no person."""

import logging
from typing import Any

import structlog


class NoPaths(logging.Filter):
    """Drops the arguments of Django's own "Not Found: /path" lines and their kin."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", 0)
        record.msg, record.args = f"{record.name} {status}".strip(), ()
        return True


def _processors() -> list[Any]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


JSON_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_paths": {"()": NoPaths}},
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _processors(),
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"filters": ["no_paths"], "level": "WARNING"},
        "django.security": {"filters": ["no_paths"], "level": "WARNING"},
        "django.security.csrf": {"filters": ["no_paths"], "level": "WARNING"},
        "django.security.DisallowedHost": {"filters": ["no_paths"], "level": "ERROR"},
        "httpx": {"level": "WARNING"},
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
