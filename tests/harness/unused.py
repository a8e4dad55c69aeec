"""Templates, static files and settings that nothing names."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "cms", "search", "jobs", "talent", "templates", "bench", "bin")
BY_CONVENTION = re.compile(
    r"^(40\d|429|500|503)\.html$"  # Django's and allauth's error pages
    r"|^components/"  # used as tags, checked below
    r"|^(account|mfa)/"  # allauth asks for them by name
    r"|^(wagtailadmin|wagtailusers)/"  # they stand in place of Wagtail's own
)
READ_BY_LIBRARIES = re.compile(r"^(ACCOUNT|ALLAUTH|MFA|WAGTAIL|WAGTAILADMIN|REST_|SPECTACULAR|CSRF|SESSION|SECURE|EMAIL|"
                               r"CONTENT_SECURITY|WHITENOISE|COTTON|DJANGO_|TAGGIT|AUTH|LOGIN|LANGUAGE|STATIC|MEDIA|DATA_UPLOAD|ROOT_|SETTINGS_MODULE)")  # fmt: skip


@cache
def _source() -> str:
    paths = [
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in ("", ".py", ".html", ".txt")
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def templates(names: set[str]) -> set[str]:
    """Names of templates that no code and no template mentions."""
    found = set()
    for name in names:
        component = name.removeprefix("components/").removesuffix(".html").replace("/", ".")
        used = f"<c-{component}" in _source() if name.startswith("components/") else _mentioned(name)
        if not used and (name.startswith("components/") or not BY_CONVENTION.search(name)):
            found.add(name)
    return found


def _mentioned(name: str) -> bool:
    return f'"{name}"' in _source() or _by_pattern(name)


def _by_pattern(name: str) -> bool:
    """Names made in code, such as f"experts/{name}.html"."""
    folder, _, file = name.rpartition("/")
    made = re.findall(r'f"((?:[\w/]|\{\w+\})+\.html)"', _source())
    return any(re.fullmatch(re.sub(r"\{\w+\}", r"\\w+", pattern), f"{folder}/{file}") for pattern in made)


def static(names: set[str]) -> set[str]:
    """Names of hand-written static files that nothing mentions."""
    return {name for name in names if f"'{name}'" not in _source() and f'"{name}"' not in _source()}


def settings(names: set[str]) -> set[str]:
    """Settings that neither our code nor a library known by its prefix nor Django reads."""
    from django.conf import global_settings

    code = "\n".join(
        path.read_text() for room in ROOMS if (ROOT / room).is_dir() for path in (ROOT / room).rglob("*.py")
    )
    return {
        name
        for name in names
        if not hasattr(global_settings, name)
        and not READ_BY_LIBRARIES.match(name)
        and len(re.findall(rf"\b{name}\b", code)) < 2
    }
