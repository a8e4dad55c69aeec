"""Addresses of the web that a person gives: which may be shown as a link. Pure."""

from urllib.parse import urlsplit

LONGEST = 300


def is_safe_link(link: str) -> bool:
    """Whether it is an https address with a host, without a password in it and without a blank or odd mark."""
    if len(link) > LONGEST or not link.isprintable() or any(mark in link for mark in " <>\"'\\`"):
        return False
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and bool(host) and "." in (host or "") and "@" not in parts.netloc
