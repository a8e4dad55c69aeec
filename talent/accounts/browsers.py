"""The family of a browser, of which alone a session is remembered. Pure."""

FAMILIES = (
    ("Edg", "edge"),
    ("OPR/", "opera"),
    ("SamsungBrowser", "samsung"),
    ("Firefox", "firefox"),
    ("FxiOS", "firefox"),
    ("CriOS", "chrome"),
    ("Chrome", "chrome"),
    ("Chromium", "chrome"),
    ("Safari", "safari"),
)
"""In this order: most browsers call themselves Safari, and half of them Chrome too."""


def family(user_agent: str) -> str:
    """Says "firefox", "chrome", "safari" …, or "other", out of a User-Agent header (RFC 9110, 10.1.5)."""
    return next((name for mark, name in FAMILIES if mark in user_agent), "other")
