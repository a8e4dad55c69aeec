"""Who gets in, what is open there, and what its lists never show."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from cms.gate import OPEN, OURS, PAGES
from cms.models import ProgrammeIndexPage
from search.models import RelayState
from talent.accounts.models import OpenSession, RoleName, User
from talent.audit.models import Entry
from talent.companies.models import Company
from talent.experts.models import Term
from talent.notifications.actions import queue
from talent.notifications.models import Delivery, DeliveryState
from tests import cast

pytestmark = pytest.mark.django_db
Browse = Callable[[User | None], Client]
LISTS = {
    "company:index": RoleName.MODERATOR,
    "joining:index": RoleName.MODERATOR,
    "term:index": RoleName.EDITOR,
    "holiday:index": RoleName.EDITOR,
    "case:index": RoleName.CASE_OFFICER,
    "programme:index": RoleName.EDITOR,
    "delivery:index": RoleName.OPERATOR,
    "entry:index": RoleName.PRIVACY_OFFICER,
    "notice:index": RoleName.PRIVACY_OFFICER,
    "authority_requests:index": RoleName.PRIVACY_OFFICER,
    "wagtailusers_users:index": RoleName.PRIVACY_OFFICER,
}


@pytest.fixture
def staff(moderator: User) -> dict[str, User]:
    others = {role: cast.staff(role) for role in RoleName if role != RoleName.MODERATOR}
    return {RoleName.MODERATOR: moderator} | others


@pytest.fixture
def filled(company: Company, member: User, expert: User) -> None:
    queue(
        kind="email_confirmation",
        language="en",
        address="reader@x.example.org",
        subject="Your code",
        text="123456",
    )
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8)


def shown(response: Any) -> str:
    return response.content.decode()


def addresses() -> Iterator[tuple[str, str]]:
    """Every pattern under /back-office/, filled in: its full name and its address."""
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns: Any, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        route = prefix + str(one.pattern).lstrip("^").replace("\\Z", "").rstrip("$")
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            if route.startswith("back-office/") or route == "":
                yield from _walk(one.url_patterns, inner, route)
        elif isinstance(one, URLPattern) and route.startswith("back-office/"):
            filled = re.sub(r"<[^>]*>|\(.*?\)", "1", route).replace(".*", "x")
            yield f"{namespace}{one.name}", "/" + filled


def test_anonymous_readers_are_led_to_sign_in_whatever_the_address() -> None:
    for name, address in addresses():
        response = Client().get(address)
        assert response.status_code in (302, 404), (name, address)
        if response.status_code == 302:
            assert "/account/" in response["Location"], (name, address)


def test_wagtails_own_sign_in_and_password_pages_are_allauths(browse: Browse) -> None:
    response = Client().get("/back-office/login/?next=/back-office/companies/")
    assert response["Location"].endswith("/account/login/?next=/back-office/companies/")
    assert "evil" not in Client().get("/back-office/login/?next=//evil.example.org/")["Location"]
    assert "/account/password/reset/" in Client().get("/back-office/password_reset/")["Location"]


def test_signing_out_takes_a_button_and_ends_the_session(browse: Browse, staff: dict[str, User]) -> None:
    browser = browse(staff[RoleName.OPERATOR])
    key = browser.session.session_key
    assert browser.get("/back-office/logout/").status_code == 405
    assert browser.get("/back-office/").status_code == 200, "a link alone signs nobody out"
    assert browser.post("/back-office/logout/")["Location"].endswith("/account/login/")
    assert "/account/login/" in browser.get("/back-office/")["Location"]
    assert not OpenSession.objects.filter(session_key=key).exists()
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize("who", ["expert", "member"])
def test_without_a_role_every_address_is_absent(
    browse: Browse, request: pytest.FixtureRequest, who: str
) -> None:
    browser = browse(request.getfixturevalue(who))
    unknown = shown(browser.get("/nowhere/"))
    for name, address in addresses():
        if "password_reset" in address or "login" in address:  # they lead to allauth whoever asks
            continue
        response = browser.get(address)
        assert response.status_code == 404, (name, address)
        assert shown(response).replace(address, "/nowhere/") == unknown, (name, address)


def test_only_named_addresses_are_open_to_staff(browse: Browse, staff: dict[str, User]) -> None:
    writers = {staff[RoleName.EDITOR].pk}
    for user in staff.values():
        for name, address in addresses():
            known = (
                name in OPEN
                or name.split(":")[0] in OURS
                or (resolve(address).view_name in PAGES and user.pk in writers)
            )
            if not known and "login" not in address and "password_reset" not in address:
                assert browse(user).get(address).status_code == 404, (name, address)


@pytest.mark.parametrize(
    "name",
    [
        "bulk/accounts/user/delete/",
        "users/new/",
        "users/edit/1/",
        "reports/site-history/",
        "groups/",
        "pages/1/delete/",
        "pages/search/",
        "account/x/",
    ],
)
def test_wagtails_other_views_lead_nowhere(browse: Browse, staff: dict[str, User], name: str) -> None:
    for user in staff.values():
        assert browse(user).get(f"/back-office/{name}").status_code == 404
        assert browse(user).post(f"/back-office/{name}").status_code == 404


@pytest.mark.usefixtures("filled")
def test_each_list_is_for_its_role(browse: Browse, staff: dict[str, User]) -> None:
    for name, owner in LISTS.items():
        for role, user in staff.items():
            expected = 200 if role == owner else 302
            assert browse(user).get(reverse(name)).status_code == expected, (name, role)


@pytest.mark.usefixtures("filled")
def test_lists_show_staff_only_and_no_word_of_a_mail(
    browse: Browse, staff: dict[str, User], expert: User, member: User
) -> None:
    delivery = Delivery.objects.latest("id")
    pages = [(name, reverse(name)) for name in LISTS] + [
        ("inspect", reverse("delivery:inspect", args=[delivery.pk]))
    ]
    for name, address in [*pages, ("home", reverse("wagtailadmin_home"))]:
        for user in staff.values():
            text = shown(browse(user).get(address, follow=True))
            secrets = (expert.email, member.email, "reader@x.example.org", "123456", "Your code")
            assert not [secret for secret in secrets if secret in text], (name, user.email)
    listed = shown(browse(staff[RoleName.PRIVACY_OFFICER]).get(reverse("wagtailusers_users:index")))
    assert all(user.email in listed for user in staff.values())


def test_the_audit_trail_names_people_by_keys_and_filters(
    browse: Browse, staff: dict[str, User], company: Company
) -> None:
    browser, moderator = (
        browse(staff[RoleName.PRIVACY_OFFICER]),
        User.objects.get(email="moderator@park.example.org"),
    )
    text = shown(browser.get(reverse("entry:index")))
    assert str(Entry.objects.filter(verb="company.verified").latest("id").actor) in text
    body = text.split('id="listing-results"')[1].split("</table>")[0]
    assert moderator.email not in body
    assert "company verified" in body or "تأیید شرکت" in body
    filtered = browser.get(reverse("entry:index"), {"verb": "company.verified"})
    assert {entry.verb for entry in filtered.context["object_list"]} == {"company.verified"}


def test_the_vocabulary_is_found_as_queries_are_read(browse: Browse, staff: dict[str, User]) -> None:
    browser = browse(staff[RoleName.EDITOR])
    for typed in ("KAFKA", "كافكا", "apache kafka"):
        found = browser.get(reverse("term:index"), {"q": typed, "kind": "skill"}).context["object_list"]
        assert [term.slug for term in found] == ["apache-kafka"], typed
    ways = browser.get(reverse("term:index_results"), {"kind": "way"}).context["object_list"]
    assert {term.kind for term in ways} == {"way"}
    assert (
        browser.get(reverse("term:index"), {"q": "\0'\"%_", "p": "x", "ordering": "loaded"}).status_code
        == 200
    )


@pytest.mark.usefixtures("filled")
def test_lists_cost_the_same_whatever_they_hold(browse: Browse, staff: dict[str, User]) -> None:
    browsers = {name: browse(staff[role]) for name, role in LISTS.items()}

    def costs() -> dict[str, int]:
        counted = {}
        for name, browser in browsers.items():
            with CaptureQueriesContext(connection) as queries:
                browser.get(reverse(name))
            counted[name] = len(queries)
        return counted

    costs()  # the first visit makes what Wagtail keeps of a person
    before = costs()
    for number in range(5):
        cast.company(staff[RoleName.MODERATOR], f"more{number}")
        cast.staff(RoleName.EDITOR, f"more{number}@park.example.org")
        queue(kind="x", language="fa", address="a@b.example.org", subject="s", text="t")
    assert costs() == before


@pytest.mark.usefixtures("filled")
def test_the_dashboard_counts_for_each_role(browse: Browse, staff: dict[str, User]) -> None:
    cast.company(staff[RoleName.MODERATOR], "waiting", verified=False)
    RelayState.note(last_round=timezone.now() - timedelta(minutes=5))

    def cards(role: str) -> dict[str, Any]:
        response = browse(staff[role]).get(reverse("wagtailadmin_home"))
        return {queue.url.split("?")[0]: queue for queue in response.context["queues"]}

    companies = cards(RoleName.MODERATOR)[reverse("company:index")]
    assert (companies.value, companies.urgent) == ("۱", True)
    operator = cards(RoleName.OPERATOR)
    assert (operator[reverse("delivery:index")].value, operator[reverse("health:index")].urgent) == (
        "۱",
        True,
    )
    assert set(cards(RoleName.EDITOR)) == {reverse("term:index"), reverse("programme:index")}
    assert set(cards(RoleName.PRIVACY_OFFICER)) == {reverse("wagtailusers_users:index")}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_speak_the_persons_language_without_inline_script_or_style(
    browse: Browse, staff: dict[str, User], language: str
) -> None:
    User.objects.update(language=language)
    company, term, delivery = (
        Company.objects.latest("id"),
        Term.objects.latest("id"),
        Delivery.objects.latest("id"),
    )
    pages = {
        RoleName.MODERATOR: [
            reverse("company:inspect", args=[company.pk]),
            reverse("company:create"),
            reverse("public_directory:close"),
        ],
        RoleName.EDITOR: [
            *(reverse("term:change", args=[term.pk]), reverse("term:add"), reverse("site_page:index")),
            *(
                reverse("wagtailadmin_pages:edit", args=[page.pk])
                for page in ProgrammeIndexPage.objects.all()
            ),
            *(reverse("wagtailimages:index"), reverse("wagtailimages:add")),
        ],
        RoleName.OPERATOR: [reverse("delivery:inspect", args=[delivery.pk])],
        RoleName.CASE_OFFICER: [reverse("case:index")],
        RoleName.PRIVACY_OFFICER: [reverse("wagtailadmin_home"), reverse("authority_requests:count")],
    }
    for name, role in LISTS.items():
        pages[role].append(reverse(name))
    for role, urls in pages.items():
        for url in urls:
            text = shown(
                browse(User.objects.filter(roles__name=role).earliest("pk")).get(
                    url, HTTP_ACCEPT_LANGUAGE="de"
                )
            )
            assert f'<html lang="{language}" dir="{"rtl" if language == "fa" else "ltr"}"' in text, url
            assert not re.search(
                r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|application/json))", text
            ), url
