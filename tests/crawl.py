"""Walks the site as somebody: every link and every list, until each address pattern has been seen often enough."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

LINK = re.compile(r"""(?<![\w-])(?:href|hx-get|action|src|data-url)=["']([^"'#]+)""")
PER_ROUTE = 8
"""A vocabulary has thousands of pages of one pattern, and a directory links to thousands of states of itself: of
each pattern so many addresses are followed, in each language. The addresses to start from are all visited."""
LEAVE_OUT = re.compile(r"/logout/|/static/|^https?://|^mailto:|^data:|/media/|jsi18n")


def crawl(browser: Client, starts: Iterable[str]) -> Iterator[tuple[str, HttpResponse]]:
    """(path, answer) of all `starts` and of what can be reached from them, each address once and at most
    PER_ROUTE addresses of one pattern beside the starts. It ends by itself: no pattern is cut off by a total."""
    waiting = list(dict.fromkeys(starts))
    known, followed = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path)
        yield path, answer
        for link in links(path, answer):
            if link not in known and followed[route_of(link)] < PER_ROUTE:
                known.add(link)
                followed[route_of(link)] += 1
                waiting.append(link)


def route_of(path: str) -> str:
    """The pattern behind an address, with its language; "" where there is none."""
    plain = path.split("?")[0]
    try:
        with override("en" if plain.startswith("/en/") else "fa"):
            return resolve(plain).route
    except Resolver404:
        return ""


def routes(found: object = None, prefix: str = "") -> Iterator[str]:
    """Every pattern of the site that leads to a view, as `route_of` names it, in the language that is active."""
    for entry in found or get_resolver().url_patterns:  # type: ignore[attr-defined]
        own = str(entry.pattern)
        route = prefix + own.removeprefix("^") if prefix else own  # as `resolve` names it
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route


def links(path: str, answer: HttpResponse) -> Iterator[str]:
    """The addresses that an answer leads to, on this site, without those that sign out."""
    found = [answer["Location"]] if "Location" in answer else []
    if answer.get("Content-Type", "").startswith("text/html"):
        found += LINK.findall(answer.content.decode(errors="replace"))
    for link in map(unescape, found):
        if not LEAVE_OUT.search(link):
            yield link if link.startswith("/") else path.split("?")[0] + link


def everything_of(answer: HttpResponse) -> str:
    """Body (a file's too), headers and cookies as one text."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{answer.getvalue().decode(errors='replace')}\n{headers}\n{answer.cookies}"
