"""A set that is really running, and people who walk through it in Chromium."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.running import RunningSet

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"), "args": FLAGS.split()}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSet]:
    """One embedded set with a few hundred invented people, for the whole run."""
    one = RunningSet(tmp_path_factory.mktemp("site") / "var", experts=300)
    try:
        one.start()
        yield one
    finally:
        one.end()


@pytest.fixture(scope="session")
def passwords(site: RunningSet) -> dict[str, str]:
    """The demo accounts' passwords by address."""
    rows = json.loads((site.var / "demo-accounts.json").read_text())
    return {row["email"]: row["password"] for row in rows}


@pytest.fixture
def enter(site: RunningSet, browser: Browser, passwords: dict[str, str]) -> Iterator[Enter]:
    """Opens a browser as somebody (or nobody): `enter(email, width=360, dark=True, script=False)`."""
    opened: list[BrowserContext] = []

    def make(
        email: str = "", *, width: int = 1280, dark: bool = False, script: bool = True, language: str = "en"
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            **(PHONE if width == 360 else {"viewport": {"width": width, "height": 900}}),
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
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
