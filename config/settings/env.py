"""Typed readers of the environment. An empty value counts as absent."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's text, or `default`."""
    return os.environ.get(name, "").strip() or default


def required(name: str) -> str:
    """The variable's text; raises ImproperlyConfigured with one clear line where it is absent."""
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"Set {name}: production does not start without it.")


def number(name: str, default: int) -> int:
    """The variable as a whole number; raises ImproperlyConfigured where it is something else."""
    try:
        return int(text(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """The variable split at commas, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def prefixed(prefix: str) -> dict[str, object]:
    """All variables that begin so, without the prefix."""
    return {
        name.removeprefix(prefix): text(name) for name in os.environ if name.startswith(prefix) and text(name)
    }


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute path."""
    return Path(text(name, str(default))).resolve()
