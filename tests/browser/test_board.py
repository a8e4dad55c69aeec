"""An opening is found on the board by a facet and by words, opened and gone: accessible, valid, by keyboard, no wider
than the screen."""

import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from bench.running import ROOT, RunningSet, until
from tests.browser.conftest import Enter
from tests.browser.faults import faults_of, faults_of_html
from tests.browser.test_pages import watched

pytestmark = pytest.mark.browser


@pytest.fixture
def board(site: RunningSet) -> RunningSet:
    """A set with two dozen invented openings more."""
    return with_openings(site)


@cache
def with_openings(site: RunningSet) -> RunningSet:
    """Puts them into the index, once for each set."""
    command = [sys.executable, "-m", "bench.openings", "24", "1"]
    subprocess.run(command, cwd=ROOT, env=site.environment, check=True, capture_output=True)
    until(lambda: site.status()["unsent"] == 0, 30, "the index")
    return site


@pytest.mark.parametrize(
    ("width", "dark"), [(360, False), (1280, True)], ids=["phone in light", "desktop in dark"]
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_openings_are_found_and_read(enter: Enter, board: Any, language: str, width: int, dark: bool) -> None:
    page = enter("", width=width, dark=dark, language=language)
    wrong = watched(page, board.url)
    page.goto(f"/{language}/jobs/")
    links = [link.get_attribute("href") for link in page.locator("article h2 a").all()][:6]
    drawer = page.locator("details.drawer > summary")
    if drawer.is_visible():  # on a desktop it stands open, without a handle
        drawer.click()
    page.check("input[name=mode][value=remote]")
    page.wait_for_url("**mode=remote**")
    assert page.locator("article").count() > 0
    for address in links:
        answer = page.goto(str(address))
        assert answer and [*faults_of(page), *faults_of_html(answer.text())] == []
        assert page.locator("h1").count() == 1
    assert wrong == []
