"""No address in `next` leads off the site: sixty ways to write one, at every door that takes it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from talent.accounts.models import RoleName
from talent.notifications.models import Delivery
from tests import cast
from tests.talent.accounts.test_accounts import code_in, sign_up

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
EVIL = "evil.example.net"
PAYLOADS = [
    *(f"{scheme}://{EVIL}" for scheme in ("http", "https", "HTTPS", "ftp", "ws", "file", "gopher", "data")),
    *(f"{lead}{EVIL}" for lead in ("//", "///", "////", "/////", "\\\\", "/\\", "\\/", "/\\/", "\\\\\\", "//\\", "/\\\\")),
    *(f"{lead}//{EVIL}" for lead in (" ", "\t", "\n", "\r\n", "\x00", "\x0b", "\x1f", "\x7f", "\u00a0", "\u200b", "\u2028", "\ufeff")),
    *(f"/{mark}/{EVIL}" for mark in ("\t", "\n", "\r", "\x00")),
    *(f"{scheme}:{rest}" for scheme in ("javascript", "JaVaScRiPt", "java\tscript", "vbscript", "data") for rest in ("alert(1)",)),
    f"https:{EVIL}", f"https:/{EVIL}", f"https:///{EVIL}", f"http:\\\\{EVIL}", f"https:\\{EVIL}", f"//{EVIL}:443", f"//{EVIL}%2f..",
    f"//user@{EVIL}", f"https://testserver@{EVIL}", f"https://testserver:80@{EVIL}/", f"//testserver.{EVIL}", f"https://{EVIL}#testserver",
    f"https://{EVIL}?testserver", f"https://{EVIL}\\@testserver", f"//{EVIL}\\@testserver", "//[::1]", "//2130706433", "https://1.1.1.1",
    "//例え.jp", f"//{EVIL.replace('.', '。')}", f"//{EVIL.replace('e', 'ⓔ', 1)}", f"\u2044\u2044{EVIL}", "data:text/html,<script>alert(1)</script>", "http://[",
]  # fmt: skip


def test_there_are_sixty_of_them() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 60


def stays(answer: Any, path: str) -> bool:
    """Whether a browser that follows this answer is still here: WHATWG URL, 4.4, which reads \\ as /."""
    if answer.status_code != 302:
        return answer.status_code in (200, 400, 404)
    where = answer["Location"].strip("".join(map(chr, range(33)))).replace("\\", "/")
    for dropped in "\t\n\r":
        where = where.replace(dropped, "")
    there = urlsplit(urljoin(f"http://testserver{path}", where))
    return (there.scheme, there.netloc) == ("http", "testserver")


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.mark.parametrize("payload", PAYLOADS)
def test_signing_in_stays_here(browse: Browse, payload: str) -> None:
    user, path = cast.person("reader@experts.example.org"), "/en/account/login/"
    form = {"login": user.email, "password": cast.PASSWORD}
    assert stays(browse().post(path, form | {"next": payload}), path)
    assert stays(browse().post(path, form, query_params={"next": payload}), path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_signing_up_stays_here(browse: Browse, payload: str) -> None:
    browser, path = browse(), "/en/account/confirm-email/"
    sign_up(browser, "new@experts.example.org", next=payload)
    assert stays(browser.post(path, {"code": code_in(Delivery.objects.get()), "next": payload}), path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_signing_out_stays_here(browse: Browse, payload: str) -> None:
    path = "/en/account/logout/"
    assert stays(browse(cast.person("reader@experts.example.org")).post(path, {"next": payload}), path)
    assert stays(browse().get(path, {"next": payload}), path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_being_asked_again_stays_here(browse: Browse, payload: str) -> None:
    path, browser = "/en/account/reauthenticate/", browse(cast.person("reader@experts.example.org"))
    assert stays(browser.post(path, {"password": cast.PASSWORD, "next": payload}), path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_way_back_of_a_session_stays_here(browse: Browse, payload: str) -> None:
    browser = browse(cast.person("reader@experts.example.org"))
    session = browser.session
    session["way_back"] = payload
    session.save()
    assert stays(browser.get("/en/start/"), "/en/start/")


def test_an_address_of_this_site_is_followed(browse: Browse) -> None:
    cache.clear()
    user = cast.person("reader@experts.example.org")
    form = {"login": user.email, "password": cast.PASSWORD, "next": "/en/account/settings/"}
    assert browse().post("/en/account/login/", form).url == "/en/account/settings/"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_reading_the_notice_stays_here(browse: Browse, payload: str) -> None:
    browser, path = browse(cast.person("reader@experts.example.org")), "/en/account/notice/other/"
    form = {"notice": cast.notice().pk, "next": payload}
    assert stays(browser.post(path, form), path) and stays(browser.get(path, {"next": payload}), path)
    asked = "/en/account/notice/"
    assert stays(browser.post(asked, {"country": "DE", "next": payload}), asked)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_door_of_the_back_office_stays_here(browse: Browse, payload: str) -> None:
    path = "/back-office/login/"
    for who in (None, cast.staff(RoleName.MODERATOR)):
        assert stays(browse(who).get(path, {"next": payload}), path)
