"""What joins the rooms: languages, refusals, logs, health, settings."""

import logging
import logging.config
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from config.logs import JSON_LOGGING

Browse = Callable[..., Client]


def test_the_root_leads_to_the_reader_s_language(browse: Browse, db: None) -> None:
    assert browse().get("/").url == "/fa/"
    assert browse().get("/", headers={"accept-language": "en"}).url == "/en/"


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/nothing", "/fa/nothing/", "/en/nothing/", "/health/nothing"]
)
def test_an_unknown_address_is_a_404_and_leads_nowhere(browse: Browse, db: None, path: str) -> None:
    assert browse().get(path).status_code == 404


def test_the_page_of_an_unknown_address_holds_no_form_and_speaks_the_language(
    browse: Browse, db: None
) -> None:
    persian, english = (browse().get(f"/{language}/nothing/").content.decode() for language in ("fa", "en"))
    assert 'lang="fa" dir="rtl"' in persian and 'lang="en" dir="ltr"' in english
    assert "<form" not in persian + english


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_form_whose_token_does_not_fit_is_told_plainly(expert: Any, language: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(expert, backend="talent.accounts.backends.RoleBackend")
    answer = browser.post(f"/{language}/profile/confirm/")
    assert answer.status_code == 403 and f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_home_page_has_three_doors_that_lead_somewhere(browse: Browse, index: Any, language: str) -> None:
    from tests.crawl import links

    home = browse().get(f"/{language}/")
    found = set(links(f"/{language}/", home))
    assert f"/{language}/account/signup/" in found
    assert {
        link: browse().get(link).status_code for link in found if browse().get(link).status_code >= 400
    } == {}


def test_the_living_page_shows_every_component(browse: Browse, db: None, settings: Any) -> None:
    names = {path.stem for path in (settings.BASE_DIR / "templates" / "components").glob("*.html")}
    source = (settings.BASE_DIR / "templates" / "dev" / "components.html").read_text()
    framed = {"brand", "account_links", "menu"}  # in the frame of every page
    assert {name for name in names - framed if f"<c-{name}" not in source} == set()
    for language in ("fa", "en"):
        assert browse().get("/dev/components/", {"language": language}).status_code == 200


def test_a_log_line_names_the_route_and_nothing_else(
    browse: Browse, expert: Any, caplog: Any, capsys: Any
) -> None:
    browse(expert).get("/en/c/secret-company/experts/", {"q": "secret query"})
    logged = capsys.readouterr().out + "\n".join(
        record.getMessage() for record in caplog.records if record.name == "request"
    )
    assert "<slug:company>" in logged and "secret" not in logged and expert.email not in logged


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Handlers that a test sets up do not outlive it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level


SECRETS = ("Not Found: %s", ("/neda@secret.example/",)), ("Key (email)=(neda@secret.example)", ())


@pytest.mark.parametrize(("message", "arguments"), SECRETS)
@pytest.mark.parametrize(
    "logger", ["django.request", "django.security.SuspiciousFileOperation", "celery.app.trace", "any"]
)
def test_a_library_s_line_keeps_where_it_came_from_and_loses_its_words(
    logger: str, message: str, arguments: tuple[str, ...], capsys: Any
) -> None:
    logging.config.dictConfig(JSON_LOGGING)
    try:
        raise ValueError("Key (email)=(neda@secret.example) already exists")
    except ValueError:
        logging.getLogger(logger).exception(message, *arguments, extra={"status_code": 500})
    written = capsys.readouterr().err
    assert "neda" not in written and "secret" not in written
    assert logger in written and "ValueError at test_site.py:" in written


def test_a_page_that_breaks_writes_no_word_of_the_reader(
    browse: Browse, expert: Any, monkeypatch: Any, capsys: Any
) -> None:
    def breaks(*args: Any) -> None:
        raise RuntimeError(f"broken for {expert.email}")

    logging.config.dictConfig(JSON_LOGGING)
    monkeypatch.setattr("talent.experts.pages.overview", breaks)
    browser = browse(expert)
    browser.raise_request_exception = False
    answer = browser.get("/en/profile/")
    assert answer.status_code == 500 and expert.email not in answer.content.decode()
    written = capsys.readouterr()
    assert expert.email not in written.out + written.err and "RuntimeError at" in written.err


@pytest.mark.parametrize(
    "missing",
    [
        *(
            "SECRET_KEY",
            "RELATION_KEY",
            "FACTOR_KEY",
            "MAIL_KEY",
            "INVITATION_KEY",
            "CALENDAR_KEY",
            "DATABASE_HOST",
        ),
        *("DATABASE_PASSWORD", "SEARCH_URL", "DEFAULT_FROM_EMAIL", "RETURN_PATH"),
    ],
)
def test_production_does_not_start_without_its_secrets(missing: str, settings: Any) -> None:
    names = [
        "SECRET_KEY",
        "RELATION_KEY",
        "FACTOR_KEY",
        "MAIL_KEY",
        "DEFAULT_FROM_EMAIL",
        "RETURN_PATH",
        "INVITATION_KEY",
        "CALENDAR_KEY",
        "DATABASE_HOST",
        "DATABASE_PASSWORD",
        "SEARCH_URL",
        "VALKEY_URL",
        "BROKER_URL",
        "BASE_URL",
    ]
    environment = {name: "x" for name in names if name != missing} | {"PATH": os.environ["PATH"]}
    code = "import config.settings.production"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )
    assert ran.returncode != 0 and f"Set {missing}" in ran.stderr


def test_production_has_no_pages_of_development(settings: Any) -> None:
    source = (settings.BASE_DIR / "config" / "settings" / "production.py").read_text()
    assert "DEV_PAGES = False" in source and "DEBUG = False" in source
