"""Notice first: chosen by country, which nobody keeps; read before signing up and before whatever offers something."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from talent.accounts import notices
from talent.accounts.checks import notices_are_whole
from talent.accounts.countries import countries, group_of
from talent.accounts.models import PARTS, Group, Notice, RoleName, User
from talent.accounts.notices import Incomplete, Published, Replaced
from talent.accounts.permissions import NotOffered, demand_notice
from talent.lib.dates import park_today
from talent.lib.errors import Forbidden, NoticeNeeded
from talent.notifications.models import Delivery
from tests import cast
from tests.journeys.forms import fill
from tests.talent.accounts.test_accounts import PASSWORD

pytestmark = pytest.mark.django_db
Browse = Callable[..., Client]
NEW = "new@experts.example.org"


@pytest.fixture
def officer(db: None) -> User:
    return cast.staff(RoleName.PRIVACY_OFFICER)


def whole(word: str = "Checked.") -> dict[str, str]:
    return dict.fromkeys(Notice.TEXTS, word)


def new_version(officer: User, group: Group = Group.OTHER, *, information_only: bool = False) -> Notice:
    """A newer notice comes into force."""
    draft = notices.start_draft(actor=officer, group=group)
    notices.save_draft(actor=officer, notice=draft, information_only=information_only, texts=whole())
    return notices.publish(actor=officer, notice=draft)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("country", "group"), [("DE", "eu"), ("NO", "eu"), ("CA", "other"), ("IR", "other")])
def test_the_country_chooses_the_notice_and_is_kept_nowhere(
    browse: Browse, language: str, country: str, group: str
) -> None:
    browser = browse()
    assert browser.get(f"/{language}/account/signup/").url == f"/{language}/account/notice/"
    answer = fill(browser, f"/{language}/account/notice/", country=country)
    assert answer.url == f"/{language}/account/notice/{group}/"
    text = browser.get(answer.url).content.decode()
    shown = cast.notice(Group(group))
    assert all(getattr(shown, f"{part}_{language}").split("\n")[0][:40] in text for part in PARTS)
    stored = json.dumps([row.get_decoded() for row in Session.objects.all()]) + str(answer.cookies)
    assert f'"{country}"' not in stored and f"={country}" not in stored
    read = fill(browser, answer.url)
    assert read.url == f"/{language}/account/signup/" and browser.get(read.url).status_code == 200
    stored = json.dumps([row.get_decoded() for row in Session.objects.all()])
    assert f'"{country}"' not in stored and json.loads(stored)[0]["notice_read"] == shown.pk


def test_an_account_keeps_the_notice_and_the_day(browse: Browse) -> None:
    browser = browse()
    cast.read_notice(browser, Group.EU)
    browser.post("/en/account/signup/", {"email": NEW, "password1": PASSWORD})
    user = User.objects.get(email=NEW)
    assert user.notice == cast.notice(Group.EU) and user.noticed_on == park_today()


@pytest.mark.parametrize("value", ["", "ZZ", "XX", "de", "Germany"])
def test_without_a_country_there_is_no_notice(browse: Browse, value: str) -> None:
    answer = browse().post("/en/account/notice/", {"country": value})
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()


def test_every_country_has_a_name_in_both_languages_in_the_order_of_its_alphabet() -> None:
    persian, english = dict(countries("fa")), dict(countries("en"))
    assert set(persian) == set(english) and len(english) > 240
    assert list(english.values()) == sorted(english.values(), key=str.casefold)
    order = list(persian.values())
    assert (
        order.index("پاراگوئه")
        < order.index("تاجیکستان")
        < order.index("چین")
        < order.index("ژاپن")
        < order.index("گابن")
    )
    assert sum(group_of(code) == "eu" for code in english) == 30


def test_a_notice_published_while_somebody_signs_up_is_shown_and_the_address_stays_typed(
    browse: Browse, officer: User
) -> None:
    browser = browse()
    cast.read_notice(browser)
    newer = new_version(officer)
    answer = browser.post("/en/account/signup/", {"email": NEW, "password1": PASSWORD})
    assert answer.url == "/en/account/notice/other/" and not User.objects.filter(email=NEW).exists()
    read = fill(browser, answer.url)
    form = browser.get(read.url).content.decode()
    assert f'value="{NEW}"' in form
    browser.post(read.url, {"email": NEW, "password1": PASSWORD})
    assert User.objects.get(email=NEW).notice == newer


def test_a_button_of_an_older_page_shows_the_newer_version(browse: Browse, officer: User) -> None:
    older = cast.notice()
    new_version(officer)
    answer = browse().post("/en/account/notice/other/", {"notice": older.pk})
    text = answer.content.decode()
    assert answer.status_code == 200 and "A newer version" in text and "Checked." in text
    with pytest.raises(Replaced):
        notices.acknowledge(actor=cast.person(NEW), notice=older)


def test_a_new_version_is_asked_for_before_the_back_office_and_leads_back(
    browse: Browse, officer: User
) -> None:
    moderator = cast.staff(RoleName.MODERATOR)
    new_version(officer)
    browser = browse(moderator)
    form = {"name_fa": "نو", "name_en": "New", "slug": "new", "domain": "new.example.org"}
    assert browser.post("/back-office/companies/new/", form).url == "/fa/account/notice/"
    assert browser.get("/fa/account/notice/").url == "/fa/account/notice/other/"
    assert fill(browser, "/fa/account/notice/other/").url == "/fa/start/"
    kept = browser.get("/fa/start/")
    assert kept.url == "/fa/account/kept/" and "new.example.org" in browser.get(kept.url).content.decode()
    assert browser.get("/back-office/").status_code == 200


def test_settings_and_signing_out_never_ask(browse: Browse, expert: User, officer: User) -> None:
    new_version(officer)
    browser = browse(expert)
    for path in ("settings/", "sessions/", "email/", "second-factor/", "logout/"):
        assert browser.get(f"/en/account/{path}").status_code == 200


def test_demanding_it_costs_no_statement_of_its_own(
    browse: Browse, expert: User, officer: User, rf: Any, django_assert_num_queries: Any
) -> None:
    request = rf.get("/")
    request.session = browse(expert).session
    request.session.load()
    with django_assert_num_queries(1):
        demand_notice(get_user(request))
    new_version(officer)
    with django_assert_num_queries(1), pytest.raises(NoticeNeeded):
        demand_notice(get_user(request))
    unasked = User.objects.create_user("old@experts.example.org", cast.PASSWORD)
    with pytest.raises(NoticeNeeded):
        demand_notice(unasked)


def test_for_information_only_people_are_told_and_offer_nothing(
    browse: Browse, expert: User, officer: User, monkeypatch: Any
) -> None:
    seen: list[User] = []
    monkeypatch.setattr(notices, "when_information_only", [*notices.when_information_only, seen.extend])
    elsewhere = notices.acknowledge(actor=cast.person("eu@experts.example.org"), notice=cast.notice(Group.EU))
    only = new_version(officer, information_only=True)
    assert expert in seen and elsewhere not in seen
    told = set(Delivery.objects.filter(kind="information_only").values_list("recipient__email", flat=True))
    assert expert.email in told and elsewhere.email not in told
    reader = notices.acknowledge(actor=expert, notice=only)
    with pytest.raises(NotOffered):
        demand_notice(reader)
    demand_notice(elsewhere)


def test_for_information_only_there_is_no_signing_up(browse: Browse, officer: User) -> None:
    browser = browse()
    only = new_version(officer, information_only=True)
    text = browser.get("/en/account/notice/other/").content.decode()
    assert "For information only" in text and "I have read it" not in text
    browser.post("/en/account/notice/other/", {"notice": only.pk})
    answer = browser.post("/en/account/signup/", {"email": NEW, "password1": PASSWORD})
    assert answer.status_code == 302 and not User.objects.filter(email=NEW).exists()
    assert browser.get("/en/").status_code == 200


def test_without_a_published_notice_signing_up_is_closed(browse: Browse) -> None:
    User.objects.update(notice=None)
    Notice.objects.all().delete()
    assert "Not open yet" in browse().get("/en/account/notice/eu/").content.decode()
    assert [message.id for message in notices_are_whole(None, databases=["default"])] == ["accounts.W002"] * 2


def test_what_is_published_is_never_changed(officer: User) -> None:
    published = cast.notice()
    with pytest.raises(Published):
        notices.save_draft(actor=officer, notice=published, information_only=True, texts=whole())
    with pytest.raises(Published):
        notices.publish(actor=officer, notice=published)


def test_nothing_with_a_gap_or_a_mark_is_published(officer: User) -> None:
    draft = notices.start_draft(actor=officer, group="eu")
    for texts in (whole() | {"rights_fa": "  "}, whole() | {"who_en": "Run by ⟦name⟧."}):
        notices.save_draft(actor=officer, notice=draft, information_only=False, texts=texts)
        with pytest.raises(Incomplete):
            notices.publish(actor=officer, notice=draft)
    assert cast.notice(Group.EU).number == 1


def test_production_is_warned_of_gaps_in_force(officer: User) -> None:
    assert {message.id for message in notices_are_whole(None, databases=["default"])} == {"accounts.E001"}, (
        "the texts as delivered"
    )
    for group in Group:
        new_version(officer, group)
    assert notices_are_whole(None, databases=["default"]) == []


@pytest.mark.parametrize("role", [name for name in RoleName if name != RoleName.PRIVACY_OFFICER])
def test_notices_are_the_privacy_officers(officer: User, role: RoleName) -> None:
    actor, draft = cast.staff(role), notices.start_draft(actor=officer, group="eu")
    for act in (
        lambda: notices.start_draft(actor=actor, group="other"),
        lambda: notices.save_draft(actor=actor, notice=draft, information_only=False, texts=whole()),
        lambda: notices.publish(actor=actor, notice=draft),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_command_makes_drafts_once_and_each_says_that_counsel_must_check() -> None:
    User.objects.update(notice=None)
    Notice.objects.all().delete()
    for _ in range(2):
        call_command("notices", verbosity=0)
    drafts = list(Notice.objects.filter(published_at=None))
    assert [draft.group for draft in drafts] == ["eu", "other"]
    for draft in drafts:
        assert all("⟦To be checked by counsel.⟧" in getattr(draft, f"{part}_en") for part in PARTS)
        assert all("⟦پیش از انتشار" in getattr(draft, f"{part}_fa") for part in PARTS)


def test_a_version_keeps_its_day(officer: User) -> None:
    made = new_version(officer)
    assert (
        made.number == 2 and made.published_at and (timezone.now() - made.published_at).total_seconds() < 60
    )


def test_before_the_first_notice_staff_get_in_to_write_it(browse: Browse, officer: User) -> None:
    User.objects.update(notice=None)
    Notice.objects.all().delete()
    assert browse(officer).get("/back-office/notices/").status_code == 200
    cast.notice()
    assert browse(officer).get("/back-office/notices/").url == "/fa/account/notice/"
