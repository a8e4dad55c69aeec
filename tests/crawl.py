"""Walks the site as somebody: every link, every list, until nothing new turns up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from django.http import HttpResponse
from django.test import Client

LINK = re.compile(r"""(?:href|hx-get|action|src|data-url)=["']([^"'#]+)""")
QUERIES_PER_PATH = 10  # a directory links to thousands of states of itself
LEAVE_OUT = re.compile(r"/logout/|/static/|^https?://|^mailto:|/media/|jsi18n")


def crawl(browser: Client, starts: Iterable[str], limit: int = 400) -> Iterator[tuple[str, HttpResponse]]:
    """(path, answer) of every address that can be reached from `starts`, each once, at most `limit`."""
    waiting, known = list(starts), set(starts)
    visits = Counter(link.split("?")[0] for link in known)
    while waiting and limit:
        path, limit = waiting.pop(0), limit - 1
        answer = browser.get(path)
        yield path, answer
        for link in links(path, answer):
            plain = link.split("?")[0]
            if link not in known and visits[plain] < QUERIES_PER_PATH:
                known.add(link)
                visits[plain] += 1
                waiting.append(link)


def links(path: str, answer: HttpResponse) -> Iterator[str]:
    """The addresses that an answer leads to, on this site, without those that sign out."""
    found = [answer["Location"]] if "Location" in answer else []
    if answer.get("Content-Type", "").startswith("text/html"):
        found += LINK.findall(answer.content.decode(errors="replace"))
    for link in map(unescape, found):
        if not LEAVE_OUT.search(link):
            yield link if link.startswith("/") else path.split("?")[0] + link


def everything_of(answer: HttpResponse) -> str:
    """Body, headers and cookies as one text."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{answer.content.decode(errors='replace')}\n{headers}\n{answer.cookies}"
