"""A set that is really running, and people who walk through it in Chromium."""

import json
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from bench.running import RunningSet
from tests.browser.sets import Sets

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
ADDRESSES = count()
"""Each person comes from an own one: thirty sign in from one address in a minute, and no more."""
Enter = Callable[..., Page]
OPENED: pytest.StashKey[list[BrowserContext]] = pytest.StashKey()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"), "args": FLAGS.split()}


@pytest.fixture(scope="session")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sets[RunningSet]]:
    """Embedded sets with a few hundred invented people: the same one until a test fails in it."""
    extra = {"TRUSTED_PROXIES": "1"}
    kept = Sets(lambda: RunningSet(tmp_path_factory.mktemp("site") / "var", experts=300, extra=extra))
    yield kept
    kept.end()


@pytest.fixture
def site(sets: Sets[RunningSet]) -> RunningSet:
    """One embedded set in which nothing has failed."""
    return sets.sound()


@pytest.fixture
def passwords(site: RunningSet) -> dict[str, str]:
    """The demo accounts' passwords by address."""
    rows = json.loads((site.var / "demo-accounts.json").read_text())
    return {row["email"]: row["password"] for row in rows}


@pytest.fixture
def enter(
    site: RunningSet, browser: Browser, passwords: dict[str, str], request: pytest.FixtureRequest
) -> Iterator[Enter]:
    """Opens a browser as somebody (or nobody): `enter(email, width=360, dark=True, script=False)`."""
    opened = request.node.stash[OPENED] = []

    def make(
        email: str = "", *, width: int = 1280, dark: bool = False, script: bool = True, language: str = "en"
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            **(PHONE if width == 360 else {"viewport": {"width": width, "height": 900}}),
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            extra_http_headers={"X-Forwarded-For": f"203.0.113.{next(ADDRESSES) % 250 + 1}"},
        )
        opened.append(context)
        page = context.new_page()
        if email:
            sign_in(page, email, passwords[email], language)
        return page

    yield make
    for context in opened:
        context.close()


def sign_in(page: Page, email: str, password: str, language: str) -> None:
    """Through the form, as anybody would."""
    page.goto(f"/{language}/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form button")
    page.wait_for_url(lambda url: "/login/" not in url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails says what stood in its browsers, which nobody sees on another machine, and spoils its set."""
    report = yield
    told: Any = report.longrepr
    if report.when == "call" and report.failed and hasattr(told, "addsection"):
        for page in [page for context in item.stash.get(OPENED, []) for page in context.pages]:
            told.addsection("what stood in a browser", standing(page))
    for kept in [one for one in used(item) if isinstance(one, Sets) and report.failed]:
        kept.spoiled = True
    return report


def used(item: pytest.Item) -> list[Any]:
    """What the fixtures gave to a test."""
    return [*item.funcargs.values()] if isinstance(item, pytest.Function) else []


def standing(page: Page) -> str:
    """Where it is, what has the focus, and what can be read there."""
    try:
        read = page.inner_text("body", timeout=3000)[:3000]
        held = page.evaluate("(document.activeElement || document.body).outerHTML.slice(0, 200)")
        return f"{page.url}\n{held}\n{read}"
    except Error as fault:
        return f"{page.url}\n{fault}"
