"""A session that ended while somebody typed: the text is there after signing in, for that browser alone."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from talent.accounts import kept
from talent.accounts.fresh import ask_again
from talent.accounts.models import User
from tests import cast
from tests.journeys.forms import sent
from tests.talent.accounts.test_second_factor import code_of

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
WORDS = "/en/profile/words/"
TYPED = "Two hours of careful words"


def form_of(user: User, **typed: str) -> dict[str, Any]:
    empty = dict.fromkeys(("headline_fa", "headline_en", "summary_fa", "summary_en"), "")
    return empty | {"version": cast.profile_of(user).version, "summary_en": TYPED} | typed


def left(user: User) -> Client:
    """A browser in which somebody was signed in until a moment ago."""
    browser = Client()
    cast.sign_in(browser, user)
    browser.get("/en/start/")
    browser.session.flush()
    return browser


def sign_in(browser: Client, user: User, path: str) -> Any:
    return browser.post(path, {"login": user.email, "password": cast.PASSWORD})


def test_what_was_typed_is_shown_after_signing_in_and_sent_by_one_button(
    browse: Browse, expert: User
) -> None:
    browser = left(expert)
    answer = browser.post(WORDS, form_of(expert))
    assert answer.url == "/en/account/login/?next=%2Fen%2Faccount%2Fkept%2F"
    assert sign_in(browser, expert, answer.url).url == "/en/account/kept/"
    page = browser.get("/en/account/kept/")
    told = page.content.decode()
    assert TYPED in told and "Summary in English" in told and cast.profile_of(expert).summary_en != TYPED
    assert browser.post(WORDS, sent(page, WORDS)).status_code == 302
    assert cast.profile_of(expert).summary_en == TYPED
    assert browser.get("/en/account/kept/").url == "/en/start/"
    assert "kept_text" not in browser.session


def test_it_passes_through_the_second_factor_too(browse: Browse, expert: User) -> None:
    secret, browser = cast.second_factor(expert), left(expert)
    answer = browser.post(WORDS, form_of(expert))
    sign_in(browser, expert, answer.url)
    last = browser.post("/en/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert last.url == "/en/account/kept/" and TYPED in browser.get(last.url).content.decode()


def test_neither_the_database_nor_another_browser_can_read_it(browse: Browse, expert: User) -> None:
    browser, other = left(expert), browse(expert)
    answer = browser.post(WORDS, form_of(expert))
    cookie = answer.cookies["kept"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["max-age"] == 3600
    [stored] = [row.get_decoded() for row in Session.objects.all() if "kept_text" in row.get_decoded()]
    assert TYPED not in json.dumps(stored) and cookie.value not in json.dumps(stored)
    assert other.get("/en/account/kept/").url == "/en/start/"
    session = other.session
    session["kept_text"] = stored["kept_text"]
    session.save()
    assert other.get("/en/account/kept/").url == "/en/start/", "the sealed text alone opens nothing"


def test_it_is_gone_after_an_hour(browse: Browse, expert: User, monkeypatch: Any) -> None:
    browser = left(expert)
    answer = browser.post(WORDS, form_of(expert))
    sign_in(browser, expert, answer.url)
    later = time.time() + timedelta(hours=1, seconds=5).total_seconds()
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    assert browser.get("/en/account/kept/").url == "/en/start/"


def test_whoever_signs_in_next_on_a_shared_machine_does_not_read_it(
    browse: Browse, expert: User, other_expert: User
) -> None:
    browser = left(expert)
    answer = browser.post(WORDS, form_of(expert))
    assert sign_in(browser, other_expert, answer.url).url == "/en/account/kept/"
    assert browser.get("/en/account/kept/").url == "/en/start/"


def test_nothing_is_kept_of_somebody_who_was_never_here_or_has_signed_out(
    browse: Browse, expert: User
) -> None:
    out = browse(expert)
    out.get("/en/start/")
    assert out.cookies["kept_for"].value and str(expert.audit_key) not in out.cookies["kept_for"].value
    out.post("/en/account/logout/")
    assert out.cookies["kept_for"].value == ""
    for browser in (browse(), out):
        assert "kept" not in browser.post(WORDS, form_of(expert)).cookies


def test_it_can_be_thrown_away(browse: Browse, expert: User) -> None:
    browser = left(expert)
    sign_in(browser, expert, browser.post(WORDS, form_of(expert)).url)
    browser.post("/en/account/kept/drop/")
    assert browser.get("/en/account/kept/").url == "/en/start/"


@pytest.mark.parametrize(
    ("path", "extra"),
    [
        (WORDS, {"summary_en": "x" * 70_000}),
        ("/en/account/password/change/", {"oldpassword": "secret words here"}),
        ("/en/account/email/", {"email": "x@example.org"}),
    ],
    ids=["too large", "password", "address"],
)
def test_what_is_too_large_or_secret_is_not_kept(
    browse: Browse, expert: User, path: str, extra: dict[str, str]
) -> None:
    answer = left(expert).post(path, form_of(expert) | extra)
    assert answer.url.startswith("/en/account/login/?next=") and "kept" not in answer.cookies


def test_files_and_tokens_are_not_kept(browse: Browse, expert: User) -> None:
    browser = left(expert)
    form = form_of(expert) | {"csrfmiddlewaretoken": "t" * 64, "cv": SimpleUploadedFile("cv.pdf", b"%PDF-")}
    sign_in(browser, expert, browser.post(WORDS, form).url)
    fields = sent(browser.get("/en/account/kept/"), WORDS)
    assert set(fields) == set(form_of(expert)) | {"csrfmiddlewaretoken"}
    assert fields["csrfmiddlewaretoken"] != ["t" * 64]


def test_being_asked_again_keeps_what_was_typed_too(expert: User, rf: Any) -> None:
    request = rf.post(WORDS, form_of(expert))
    request.user, request.session = expert, {}
    with override("en"):
        answer = ask_again(request)
    assert answer.url == "/en/account/reauthenticate/?next=%2Fen%2Faccount%2Fkept%2F"
    request.COOKIES = {kept.COOKIE: answer.cookies[kept.COOKIE].value}
    found = kept.read(request)
    assert found and ("summary_en", TYPED) in found.fields


def test_the_button_posts_to_this_site_alone(expert: User, rf: Any) -> None:
    request = rf.post("/", {"a": "b"}, PATH_INFO="//evil.example.org/en/profile/words/")
    request.user, request.session = expert, {}
    assert kept.put(request) is None and request.session == {}


def test_a_fragments_page_goes_to_signing_in_as_a_whole(browse: Browse, expert: User) -> None:
    answer = left(expert).post(WORDS, form_of(expert), headers={"hx-request": "true"})
    assert answer["HX-Redirect"] == "/en/account/login/?next=%2Fen%2Faccount%2Fkept%2F"


def test_one_caller_keeps_twenty_texts_a_minute(browse: Browse, expert: User) -> None:
    answers = [left(expert).post(WORDS, form_of(expert)) for _ in range(22)]
    assert ["kept" in answer.cookies for answer in answers] == [True] * 20 + [False] * 2
    assert answers[-1].url == "/en/account/login/?next=/en/profile/words/"


def test_a_field_is_named_as_on_the_page_that_it_was_typed_on(browse: Browse, expert: User) -> None:
    browser, work = left(expert), {"title": "Engineer", "from_year": "2019", "text": TYPED}
    sign_in(browser, expert, browser.post("/en/profile/work/", work).url)
    told = browser.get("/en/account/kept/").content.decode()
    assert all(words in told for words in ("What I did", "Job title", "From year", TYPED))


def test_text_of_nobody_is_shown_to_nobody(browse: Browse, expert: User) -> None:
    browser, key = browse(expert), Fernet.generate_key()
    session = browser.session
    plain = json.dumps({"path": WORDS, "fields": [["summary_en", TYPED]]}).encode()
    session["kept_text"] = Fernet(key).encrypt(plain).decode()
    session.save()
    browser.cookies["kept"] = key.decode()
    assert browser.get("/en/account/kept/").url == "/en/start/"
