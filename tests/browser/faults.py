"""What is wrong with a page that stands in a browser: for axe, for a strict parser of HTML, for a narrow screen."""

from typing import Any

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE: str = Axe().axe_script
_RUN = """place => axe.run(place ?? document, {resultTypes: ["violations"]}).then(
    found => found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`))"""
"""Only what it has found leaves the browser: all that it looked at would take longer on its way than looking did."""


def against(page: Page, place: str | None = None) -> list[str]:
    """What axe has against the page, or against what the selector `place` finds there: rule and element each."""
    page.evaluate(_AXE)
    found: list[Any] = page.evaluate(_RUN, place)
    return found


def faults_of(page: Page, place: str | None = None) -> list[str]:
    """What axe has against it, and whether it is wider than the screen."""
    wide = page.evaluate("Math.max(document.documentElement.scrollWidth, innerWidth) > screen.width")
    return [*against(page, place), *(["wider than the screen"] if wide else [])]


def faults_of_refusal(page: Page) -> list[str]:
    """Whether the reader is led to what was refused: the focus is there, and it can be seen."""
    reached = page.locator("[role=alert]:focus")
    if reached.count() != 1:
        return ["nothing tells that it was refused, or the focus is elsewhere"]
    box, height = reached.bounding_box(), page.evaluate("innerHeight")
    return [] if box and 0 <= box["y"] < height else ["what was refused is out of sight"]


def faults_of_html(source: str) -> list[str]:
    """What a strict parser of HTML has against the page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(source)
    return [f"{code} at {place}" for place, code, _ in parser.errors]
