"""What a first visit weighs: the home page with everything it loads, as served to a browser."""

import re
from urllib.parse import urljoin

from bench.report import Figure
from bench.running import RunningSet
from bench.visitor import Visitor

LIMIT = 200.0
_LOADED = re.compile(
    r'<(?:link[^>]+rel="(?:preload|stylesheet|icon)"[^>]*|script|img|use)\s[^>]*?(?:href|src)="([^"#]+)'
)
_IN_STYLE = re.compile(r"url\(([^)]+)\)")
_FACE = {"fa": "vazirmatn", "en": "inter"}


def figures(running: RunningSet) -> list[Figure]:
    """Both languages, nothing in the browser's memory."""
    return [
        Figure(f"first visit, home page in {language}", weight(running.port, language) / 1000, "kB", LIMIT)
        for language in ("fa", "en")
    ]


def weight(port: int, language: str) -> int:
    """Bytes of bodies that a first visit brings over the wire."""
    visitor = Visitor(port)
    home = visitor.get(f"/{language}/", **{"Accept-Encoding": "br, gzip"})
    plain = visitor.get(f"/{language}/").text
    addresses = {urljoin(f"/{language}/", found) for found in _LOADED.findall(plain)}
    addresses |= _from_styles(visitor, addresses, language)
    total = len(home.body)
    for address in sorted(addresses):
        answer = visitor.get(address, **{"Accept": "*/*", "Accept-Encoding": "br, gzip"})
        if answer.status != 200:
            raise AssertionError(f"{address}: {answer.status}")
        total += len(answer.body)
    return total


def _from_styles(visitor: Visitor, addresses: set[str], language: str) -> set[str]:
    """Drawings of the stylesheet, and the faces that a page in this language uses (both where names are Latin)."""
    found = set()
    for sheet in (address for address in addresses if address.endswith(".css")):
        for name in _IN_STYLE.findall(visitor.get(sheet, Accept="text/css").text):
            name = name.strip("\"'")
            if not name.startswith("data:"):
                found.add(urljoin(sheet, name))
    return found
