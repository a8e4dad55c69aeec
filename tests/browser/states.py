"""Pages with something wrong in them: where each begins, and what somebody does there that is refused."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Response

TALK, REPORT, CARD, ASK = "main li a", "main a[href$='/report/']", "article h2 a", "main a[href$='/ask/']"
SEND = "main form:has({}) button:not([name=show])"


@dataclass(frozen=True, slots=True)
class State:
    """A page and what is done on it; `do` returns the answer that the browser then shows."""

    path: str
    name: str
    do: Callable[[Page], Response]
    refused: bool = True


def send(page: Page, field: str, **typed: str) -> Response:
    """Types into fields by name, and presses the button of the form that holds `field`."""
    for name, value in typed.items():
        page.locator(f"main [name={name}]").first.fill(value)
    with page.expect_navigation() as navigation:
        page.locator(SEND.format(field)).first.click()
    return navigation.value


def sending(field: str, **typed: str) -> Callable[[Page], Response]:
    """`send`, to be done later."""
    return lambda page: send(page, field, **typed)


def listed_as(listing: str) -> Callable[[Page], Response]:
    """Chooses by whom to be found."""

    def do(page: Page) -> Response:
        page.check(f"#listing input[value={listing}]")
        return send(page, "input[name=listing]")

    return do


def an_older_notice(page: Page) -> Response:
    """The button of a page that was opened before a newer version came."""
    page.locator("input[name=notice]").evaluate("input => { input.value = 0; }")
    return send(page, "input[name=notice]")


def an_empty_offer(page: Page) -> Response:
    """The button that opens an offer, before anything is written."""
    with page.expect_navigation() as navigation:
        page.click("button[name=do][value=open]")
    return navigation.value


def the_first_card(page: Page) -> Response:
    """Opens one expert's page from a list."""
    with page.expect_navigation() as navigation:
        page.locator("article h2 a").first.click()
    return navigation.value


def following(*selectors: str) -> Callable[[Page], Response]:
    """Goes from link to link."""

    def do(page: Page) -> Response:
        for selector in selectors:
            with page.expect_navigation() as navigation:
                page.locator(selector).first.click()
        return navigation.value

    return do


def sending_there(links: tuple[str, ...], field: str, **typed: str) -> Callable[[Page], Response]:
    """Goes from link to link, and sends what is typed."""

    def do(page: Page) -> Response:
        following(*links)(page)
        return send(page, field, **typed)

    return do


def a_weak_password(page: Page) -> Response:
    """Signing up, after the notice."""
    send(page, "input[name=notice]")
    return send(page, "input[name=password1]", email="not an address", password1="12345")


def a_note_too_long(page: Page) -> Response:
    """On the shortlist's first row, by somebody whose browser does not count letters."""
    page.locator("main details summary").first.click()
    page.locator("main details[open] textarea").evaluate("field => field.removeAttribute('maxlength')")
    return send(page, "[name=version]", note="long " * 120)


def the_result(page: Page) -> Response:
    """Knows nothing of the first question, and looks at the result so far."""
    for go in ("unknown", "result"):
        with page.expect_navigation() as navigation:
            page.locator(f"main button[value={go}]").click()
    return navigation.value


ANYBODY = [
    State("programmes/return-for-good/check/", "nothing chosen", sending("[name=asked]")),
    State("programmes/return-for-good/check/", "the result", the_result, refused=False),
    State("programmes/check/", "nothing chosen", sending("[name=asked]")),
    State("programmes/check/", "the result", the_result, refused=False),
    State(
        "programmes/return-for-good/calculator/",
        "less than nothing",
        sending("[name=version]", **{"salary_irr-answer": "-1"}),
    ),
    State(
        "programmes/return-for-good/calculator/",
        "a salary",
        sending("[name=version]", **{"salary_irr-answer": "600000000"}),
        refused=False,
    ),
    State("account/notice/", "no country", sending("select[name=country]")),
    State("account/notice/eu/", "an older version", an_older_notice),
    State("account/notice/eu/", "a weak password", a_weak_password),
    State(
        "account/login/",
        "a wrong password",
        sending("input[name=login]", login="nobody@experts.example.org", password="not the right words"),
    ),
    State("account/password/reset/", "no address", sending("input[name=email]", email="nobody")),
]
EXPERT = [
    State("profile/", "no company ticked", listed_as("ticked")),
    State("profile/skills/", "a year to come", sending("input[name=last_used]", last_used="2999")),
    State(
        "profile/words/", "a trace", sending("textarea", headline_en="Write to me: someone@employer.example")
    ),
    State("profile/contact/", "no address", sending("input[name=phone]", other_email="nobody")),
    State("profile/links/", "no link", sending("textarea", links="my page")),
    State("profile/work/", "no title", sending("input[name=employer]", employer="Lake Bank")),
    State("profile/cv/", "no file", sending("input[type=file]")),
    State("profile/hidden/", "no company", sending("select[name=company]")),
    State(
        "profile/hidden/", "no domain", sending("label + div + div input[name=domain]", domain="nordlicht")
    ),
    State("companies/register/", "no name", sending("input[name=name_en]", name_fa="شرکت الوند")),
    State("account/leave/", "no tick", sending("input[name=sure]")),
    State("account/email/", "no address", sending("input[name=email]", email="nobody")),
    State("account/second-factor/totp/activate/", "a wrong code", sending("input[name=code]", code="000000")),
    State("account/password/change/", "nothing typed", sending("input[name=oldpassword]")),
    State("account/reauthenticate/", "nothing typed", sending("input[name=password]")),
]
EXPERT += [
    State("requests/", "one that waits", following(TALK), refused=False),
    State("requests/", "one with a yes", following("main li:last-child a"), refused=False),
    State("conversations/", "nothing written", sending_there((TALK,), "textarea")),
    State("conversations/", "a report of nothing", sending_there((TALK, REPORT), "[name=reason]")),
]
EXPERT += [
    State("cases/", "one that waits", following("main li:last-child a"), refused=False),
    State("cases/", "nothing written", sending_there(("main li:last-child a",), "textarea")),
    State("programmes/remote-advisory/tell/", "nothing written", sending("textarea")),
]
NEWCOMER = [State("profile/", "too little to be found", listed_as("companies"))]
MEMBER = [
    State("c/alborz/experts/?q=kafka", "the first expert", the_first_card, refused=False),
    State("c/alborz/experts/?q=kafka", "nothing asked", sending_there((CARD, ASK), "textarea")),
    State("c/alborz/shortlist/", "a note too long", a_note_too_long),
    State("c/alborz/shortlist/", "one who is kept", the_first_card, refused=False),
    State("c/alborz/requests/", "one of its requests", following(TALK), refused=False),
    State("c/alborz/conversations/", "nothing written", sending_there((TALK,), "textarea")),
    State("c/alborz/conversations/", "a report of nothing", sending_there((TALK, REPORT), "[name=reason]")),
    State(
        "c/alborz/conversations/",
        "something written",
        sending_there((TALK,), "textarea", text="Would Monday do?", signed="Leila Ahmadi"),
        refused=False,
    ),
]
ASKED_BACK = [State("c/parto/requests/", "no answer", sending_there((TALK,), "[name=reply]"))]
MENTOR = [
    State("hours/", "an end before its start", sending("[name=day_0]", day_0="20:00-18:00")),
    State(
        "mentoring/offer/", "an offer as others get it", following("main a[href$='/preview/']"), refused=False
    ),
    State("mentoring/questions/", "one that waits", following("main li a"), refused=False),
]
WEEK = ("article h2 a", "main a[href$='/times/']")
GUEST = [
    State("mentors/?how=30&free=week", "a week of times", following(*WEEK), refused=False),
    State("mentoring/sessions/", "one of them", following("main li a"), refused=False),
    State("mentoring/questions/", "one of them", following("main li a"), refused=False),
    State("mentoring/relations/", "one of them", following("main li a"), refused=False),
    State(
        "mentors/?how=writing",
        "nothing asked",
        sending_there(("article h2 a", "main a[href$='/ask/']"), "textarea"),
    ),
    State("mentoring/offer/", "opened with nothing in it", an_empty_offer),
    State("mentoring/relations/", "an empty note", sending_there(("main li a",), "textarea[name=text]")),
    State("hours/", "a day that no year has", sending("[name=hours]", first="1406/12/30")),
]
