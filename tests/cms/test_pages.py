"""The trees of the site, the pages of programmes, and the words that editors write on them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageLogEntry, Site

from cms.models import ProgrammeIndexPage, ProgrammePage
from cms.trees import make_pages, plant
from talent.accounts.leaving import erase_account
from talent.accounts.models import RoleName, User
from talent.lib.dates import park_today
from talent.programmes import actions
from talent.programmes.models import Programme, Version
from tests import cast
from tests.talent.programmes.building import leaf, line
from tests.talent.programmes.force import put_in_force, small

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
Browse = Callable[..., Client]
WINDOWS: dict[str, dict[str, Any]] = {
    "Open all year round.": {},
    "Opens on": {"opens_on": timedelta(days=3)},
    "Open until": {"closes_on": timedelta(days=3)},
    "3 days left": {"closes_on": timedelta(days=3)},
    "today is the last day": {"closes_on": timedelta()},
    "The last day was": {"closes_on": timedelta(days=-1)},
    "Paused": {"paused": True},
    "Paid from": {"claims_from": timedelta(days=9)},
}


@pytest.fixture
def planted() -> ProgrammePage:
    """A small programme in force, with its page in English."""
    plant()
    make_pages(put_in_force().programme)
    return ProgrammePage.objects.get(locale__language_code="en")


@pytest.fixture
def editor() -> User:
    return cast.staff(RoleName.EDITOR)


def text(response: Any) -> str:
    return str(response.content.decode())


def words(*blocks: tuple[str, str]) -> dict[str, str]:
    """The form of Wagtail's editor with these blocks."""
    form = {"title": "Small programme", "search_description": "", "words-count": str(len(blocks))}
    for number, (kind, value) in enumerate(blocks):
        at = f"words-{number}"
        form |= {f"{at}-type": kind, f"{at}-value": value, f"{at}-order": str(number), f"{at}-deleted": ""}
        form[f"{at}-id"] = f"00000000-0000-4000-8000-00000000000{number}"
    return form


DRAFTED = '{"blocks": [{"key": "a", "text": "zqwords of ours", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'


# Trees --------------------------------------------------------------------------------------------------------------


def test_planting_makes_two_equal_trees_and_planting_again_changes_nothing() -> None:
    plant()
    put_in_force()
    call_command("pages")
    before = list(Page.objects.order_by("pk").values())
    assert ProgrammeIndexPage.objects.count() == 2 and ProgrammePage.objects.count() == 2
    fa, en = (Page.objects.filter(url_path__startswith=f"/{one}/") for one in ("fa", "en"))
    assert [one.url_path[4:] for one in fa] == [one.url_path[4:] for one in en]
    assert set(fa.values_list("translation_key", flat=True)) == set(
        en.values_list("translation_key", flat=True)
    )
    assert {locale.language_code for locale in Locale.objects.all()} == {"fa", "en"}
    assert Site.objects.get().root_page.slug == "fa"
    call_command("pages")
    assert list(Page.objects.order_by("pk").values()) == before


def test_wagtails_own_addresses_are_the_ones_that_readers_use(planted: ProgrammePage) -> None:
    assert planted.url == "/en/programmes/small/"
    assert planted.get_translation(Locale.objects.get(language_code="fa")).url == "/fa/programmes/small/"


# Reading ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
def test_anybody_reads_the_index_and_the_page_in_both_languages(
    planted: ProgrammePage, browse: Browse, language: str
) -> None:
    title = {"fa": "برنامهٔ کوچک", "en": "Small programme"}[language]
    for path in ("", "programmes/", "programmes/small/"):
        answer = browse().get(f"/{language}/{path}")
        assert answer.status_code == 200 and title in text(answer), path
        assert not answer.cookies


@pytest.mark.parametrize(
    "path", ["programmes/other/", "nothing/", "programmes/small/more/", "fa/", "programmes//", "Programmes/"]
)
def test_an_address_without_a_page_is_absent(planted: ProgrammePage, browse: Browse, path: str) -> None:
    assert browse().get(f"/en/{path}").status_code == 404


def test_a_page_that_is_not_live_is_absent_as_an_unknown_one_is(
    planted: ProgrammePage, browse: Browse
) -> None:
    planted.unpublish()
    gone, unknown = browse().get("/en/programmes/small/"), browse().get("/en/programmes/other/")
    assert gone.status_code == 404
    assert text(gone).replace("/small/", "/other/") == text(unknown)


def test_the_page_shows_the_version_in_force(browse: Browse) -> None:
    plant()
    sentence = {"fa": "تعهدی ندارید.", "en": "You are bound to nobody."}
    paper = {"id": "proof", "title": {"fa": "گواهی", "en": "A proof"}}
    rule = leaf("earlier_support", "is", False, id="free", evidence=["proof"]) | {
        "sentence": sentence,
        "source": "Act 7",
    }
    more = {
        "incentives": [line("522.50", title={"fa": "کمک", "en": "A grant"})],
        "documents": [paper],
        "clocks": [
            {
                "id": "answer",
                "within": {"days": 20},
                "working": True,
                "text": {"fa": "پاسخ", "en": "The first answer"},
            }
        ],
        "legal_basis": {"fa": "قانون", "en": "Law of 1403"},
    }
    make_pages(put_in_force(small(rules=rule, **more)).programme)
    page = text(browse().get("/en/programmes/small/"))
    for told in (
        "You are bound to nobody.",
        "Act 7",
        "A proof",
        "A grant",
        "€522.50",
        "The first answer",
        "20 days",
        "Law of 1403",
        "Version 1",
    ):
        assert told in page, told
    persian = text(browse().get("/fa/programmes/small/"))
    assert "تعهدی ندارید." in persian and "۵۲۲" in persian and "€522" not in persian


def test_a_new_version_is_on_the_page_at_once_and_the_old_one_in_its_history(
    planted: ProgrammePage, browse: Browse
) -> None:
    put_in_force(small(summary_text={"fa": "تازه", "en": "zqnew summary"}))
    page = text(browse().get("/en/programmes/small/"))
    assert "zqnew summary" in page and "Version 2" in page and "Version 1" in page


@pytest.mark.parametrize("told", WINDOWS)
def test_the_window_is_told_in_a_sentence(planted: ProgrammePage, browse: Browse, told: str) -> None:
    moved = {
        name: park_today() + value if isinstance(value, timedelta) else value
        for name, value in WINDOWS[told].items()
    }
    Programme.objects.update(**moved)
    for path in ("programmes/", "programmes/small/"):
        assert told in text(browse().get(f"/en/{path}"))


def test_the_index_can_be_filtered_by_what_one_seeks_and_for_whom(
    planted: ProgrammePage, browse: Browse
) -> None:
    put_in_force(small(slug="visiting", title={"fa": "دیدار", "en": "Visiting"}, tracks=["visit"]))
    put_in_force(small(slug="firms", title={"fa": "بنگاه", "en": "Firms"}, audience="company"))
    found = {
        query: [
            one in text(browse().get(f"/en/programmes/?{query}"))
            for one in ("Small programme", "Visiting", "Firms")
        ]
        for query in (
            "",
            "seek=visit",
            "for=company",
            "seek=visit&for=company",
            "seek=zq&for=%00",
            "seek=return",
        )
    }
    assert found[""] == found["seek=zq&for=%00"] == [True, True, True]
    assert found["seek=visit"] == [False, True, False]
    assert found["for=company"] == [False, False, True]
    assert found["seek=visit&for=company"] == found["seek=return"] == [False, False, False]
    assert "No programme with these filters" in text(browse().get("/en/programmes/?seek=return"))
    assert "zq" not in text(browse().get("/en/programmes/?seek=zq&for=expert")).replace(
        "?seek=zq&amp;for=expert", ""
    ).replace("seek=zq", "")


def test_the_index_says_what_it_is_for_while_nothing_is_in_force(browse: Browse) -> None:
    plant()
    assert "No programme is in force" in text(browse().get("/en/programmes/"))


def test_the_one_that_closes_soonest_comes_first(planted: ProgrammePage, browse: Browse) -> None:
    for slug, days in (("later", 20), ("soon", 2), ("over", -2)):
        put_in_force(small(slug=slug, title={"fa": slug, "en": f"Title {slug}"}))
        Programme.objects.filter(slug=slug).update(closes_on=park_today() + timedelta(days=days))
    page = text(browse().get("/en/programmes/"))
    order = re.findall(r"Title (?:later|soon|over)(?=</a>)|Small programme(?=</a>)", page)
    assert order == ["Title soon", "Title later", "Small programme", "Title over"]


@pytest.mark.parametrize("path", ["", "programmes/", "programmes/small/"])
def test_statements_and_bytes_do_not_grow_with_versions_and_programmes(
    planted: ProgrammePage, browse: Browse, path: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as held:
            answer = browse().get(f"/en/{path}")
        assert len(answer.content) <= 200_000
        return len(held)

    cost()  # what a process reads once and remembers
    before = cost()
    for number in range(3):
        put_in_force(small(summary_text={"fa": str(number), "en": str(number)}))
        make_pages(put_in_force(small(slug=f"other-{number}")).programme)
    assert cost() == before <= 12


# Writing ------------------------------------------------------------------------------------------------------------


def edit(page: Page) -> str:
    return f"/back-office/pages/{page.pk}/edit/"


def test_an_editor_writes_words_and_publishes_them(
    planted: ProgrammePage, editor: User, browse: Browse
) -> None:
    browser = browse(editor)
    assert edit(planted) in text(browser.get("/back-office/site-pages/"))
    assert browser.get(edit(planted)).status_code == 200
    form = words(("heading", "zqheading of ours"), ("text", DRAFTED))
    assert browser.post(edit(planted), form).status_code == 302
    assert "zqheading" not in text(browse().get("/en/programmes/small/")), "a draft is nobody's to read"
    landed = browser.post(edit(planted), form | {"action-publish": "1"}, follow=True)
    assert landed.status_code == 200 and landed.redirect_chain[-1][0] == "/back-office/site-pages/"
    page = text(browse().get("/en/programmes/small/"))
    assert "zqheading of ours" in page and "zqwords of ours" in page
    assert "zqheading" not in text(browse().get("/fa/programmes/small/"))
    assert Page.objects.get(pk=planted.pk).slug == "small"


def test_the_address_of_a_page_is_locked(planted: ProgrammePage, editor: User, browse: Browse) -> None:
    form = words() | {
        "slug": "other",
        "go_live_at": "2030-01-01 00:00",
        "show_in_menus": "on",
        "action-publish": "1",
    }
    browse(editor).post(edit(planted), form)
    held = Page.objects.get(pk=planted.pk)
    assert (held.slug, held.go_live_at, held.show_in_menus) == ("small", None, False)


@pytest.mark.parametrize("verb", ["delete", "move", "copy", "lock", "privacy", "add_subpage", "unpublish"])
def test_where_pages_stand_is_not_the_editors_to_change(
    planted: ProgrammePage, editor: User, browse: Browse, verb: str
) -> None:
    for send in (browse(editor).get, browse(editor).post):
        answer = send(f"/back-office/pages/{planted.pk}/{verb}/")
        assert answer.status_code == 404
    assert Page.objects.filter(pk=planted.pk).exists()


@pytest.mark.parametrize("role", [role for role in RoleName if role != RoleName.EDITOR] + [None], ids=str)
def test_nobody_but_editors_writes(
    planted: ProgrammePage, browse: Browse, expert: User, role: RoleName | None
) -> None:
    browser = browse(cast.staff(role) if role else expert)
    for path in (
        edit(planted),
        "/back-office/site-pages/",
        "/back-office/images/",
        "/back-office/images/add/",
    ):
        assert browser.get(path).status_code in (302, 404), path
        assert browser.post(path, words(("heading", "zq")) | {"action-publish": "1"}).status_code in (
            302,
            404,
            405,
        )
    assert "zq" not in text(browse().get("/en/programmes/small/"))


def test_the_preview_shows_the_page_as_it_will_be_and_may_be_framed_by_the_back_office_alone(
    planted: ProgrammePage, editor: User, browse: Browse
) -> None:
    browser, preview = browse(editor), f"{edit(planted)}preview/"
    assert browser.post(preview, words(("heading", "zqpreview"))).json()["is_valid"]
    shown = browser.get(f"{preview}?mode=&in_preview_panel=true")
    assert shown.status_code == 200 and "zqpreview" in text(shown)
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in browser.get(edit(planted))["Content-Security-Policy"]
    read = browse().get("/en/programmes/small/")
    assert "frame-ancestors 'none'" in read["Content-Security-Policy"] and read["X-Frame-Options"] == "DENY"
    assert "zqpreview" not in text(read)


@pytest.mark.parametrize(
    "evil", ["<script>zq()</script>", '<a href="javascript:zq()">x</a>', '<img src=x onerror="zq()">']
)
def test_words_carry_no_script(planted: ProgrammePage, editor: User, browse: Browse, evil: str) -> None:
    form = words(("heading", evil), ("text", DRAFTED.replace("zqwords of ours", evil.replace('"', '\\"'))))
    browse(editor).post(edit(planted), form | {"action-publish": "1"})
    page = text(browse().get("/en/programmes/small/"))
    assert "zq()" in page and evil not in page


def test_an_editor_who_leaves_stays_in_no_page(planted: ProgrammePage, editor: User, browse: Browse) -> None:
    browse(editor).post(edit(planted), words(("heading", "zq")) | {"action-publish": "1"})
    browse(editor).get(edit(planted))
    assert PageLogEntry.objects.filter(user_id=editor.pk).exists()
    key = editor.pk
    cast.staff(RoleName.EDITOR, "second@park.example.org")
    erase_account(actor=editor)
    assert not PageLogEntry.objects.filter(user_id=key).exists()
    held = Page.objects.get(pk=planted.pk)
    assert held.owner_id is None and held.latest_revision and held.latest_revision.user_id is None


def test_a_programme_published_in_the_back_office_has_its_pages_at_once(browse: Browse, editor: User) -> None:
    actions.import_document(actor=None, raw=small(slug="fresh", tracks=["visit"]))
    draft = Version.objects.get(programme__slug="fresh")
    path = f"/back-office/programmes/{draft.programme_id}/draft/publish/"
    assert browse(editor).post(path, {"revision": draft.revision}).status_code == 302
    for language in ("fa", "en"):
        assert browse().get(f"/{language}/programmes/fresh/").status_code == 200
    assert "Small programme" in text(browse().get("/en/programmes/?seek=visit"))


def test_an_editor_finds_pages_and_pictures_from_everywhere_and_reads_their_own_clock(
    planted: ProgrammePage, browse: Browse, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(time_zone="Asia/Kolkata", language="en")
    browser = browse(User.objects.get(pk=editor.pk))
    for path in ("/back-office/", "/back-office/vocabulary/", "/back-office/programmes/"):
        assert "/back-office/site-pages/" in text(browser.get(path)) and "images/" in text(browser.get(path))
    assert browser.get("/back-office/images/multiple/add/")["Location"] == "/back-office/images/add/"
    history = text(browser.get(reverse("programme:inspect", args=[planted.programme_id])))
    published = Version.objects.get().published_at
    assert published and published.astimezone(ZoneInfo("Asia/Kolkata")).strftime("%H:%M") in history
