"""Mentoring in a browser, in the weeks in which Los Angeles changes its clocks: an offer, three guests on three clocks, and
each whole way from finding to what they say of it; and the week of times by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.running import until
from tests.browser.clock import SetAtAnHour
from tests.browser.conftest import OPENED, PHONE, Enter
from tests.browser.faults import faults_of
from tests.browser.sets import Sets
from tests.browser.states import following, send
from tests.browser.test_keyboard import go, skip
from tests.browser.test_ways import sign_up

pytestmark = pytest.mark.browser
TEHRAN, KATHMANDU, LOS_ANGELES = "Asia/Tehran", "Asia/Kathmandu", "America/Los_Angeles"
REGIONS = {TEHRAN: "iran", KATHMANDU: "central-and-south-asia", LOS_ANGELES: "north-america-west"}
HEADLINE = {"fa": "راه‌اندازی خوشه‌های کوبرنتیز", "en": "Bringing up Kubernetes clusters"}
ANSWER = {"fa": "از گره‌های کوچک آغاز کنید.", "en": "Begin with small nodes."}
ASKED = {"fa": "از کجا آغاز کنم؟", "en": "Where do I begin?"}
PRAISE = {"fa": "روشن و دلگرم‌کننده بود.", "en": "Clear and heartening."}
SOON = {"fa": "به‌زودی آغاز می‌شود", "en": "It begins soon"}
SESSION = re.compile(r"/sessions/[0-9a-f-]{36}/$")
GUEST = "guest@guests.example.org"
RUN = ""
MEETING = "https://meet.example.org/room"
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
Visit = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Week:
    """Clocks change on `sunday`. The mentor is there from five to eight in Tehran: when that is on each guest's clock on
    the Friday before and on that Sunday."""

    language: str
    begins: datetime
    friday: str
    sunday: str
    hours: dict[str, tuple[str, str]]


SPRING = Week(
    "fa",
    datetime(2027, 3, 8, 6, tzinfo=UTC),
    "2027-03-12",
    "2027-03-14",
    {TEHRAN: ("17:00", "17:00"), KATHMANDU: ("19:15", "19:15"), LOS_ANGELES: ("05:30", "06:30")},
)
AUTUMN = Week(
    "en",
    datetime(2027, 11, 1, 6, tzinfo=UTC),
    "2027-11-05",
    "2027-11-07",
    {TEHRAN: ("17:00", "17:00"), KATHMANDU: ("19:15", "19:15"), LOS_ANGELES: ("06:30", "05:30")},
)


@pytest.fixture(scope="module")
def dated_sets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sets[SetAtAnHour]]:
    """Sets of their own, at the beginning of the first of the two weeks: the same one until a test fails in it."""
    kept = Sets(lambda: SetAtAnHour(tmp_path_factory.mktemp("dated"), SPRING.begins))
    yield kept
    kept.end()


@pytest.fixture
def dated(dated_sets: Sets[SetAtAnHour]) -> SetAtAnHour:
    """A set that keeps its own time, in which nothing has failed."""
    return dated_sets.sound()


@pytest.fixture
def visit(dated: SetAtAnHour, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A browser in a zone, whose clock says what the set's does: `visit(zone, phone=True)`."""
    opened = request.node.stash[OPENED] = []

    def make(zone: str, *, phone: bool = False) -> Page:
        screen = PHONE if phone else {"viewport": {"width": 1280, "height": 900}}
        context = browser.new_context(base_url=dated.running.url, timezone_id=zone, **screen)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


@pytest.mark.parametrize("week", [SPRING, AUTUMN], ids=["fa, spring", "en, autumn"])
def test_three_guests_on_three_clocks_meet_a_mentor_when_clocks_change(
    dated: SetAtAnHour, visit: Visit, week: Week
) -> None:
    dated.wait_for(week.begins)
    mentor = visit(TEHRAN)
    offers(mentor, week.language)
    guests = {zone: visit(zone, phone=zone == LOS_ANGELES) for zone in REGIONS}
    for zone, guest in guests.items():
        arrives(guest, zone, week.language)
        finds(guest, week.language)
        sees_the_hours(guest, zone, week)
    sessions = {zone: books_and_moves(guest, week) for zone, guest in guests.items()}
    asks_and_is_answered(guests[KATHMANDU], mentor, week.language)
    are_reminded(dated, week)
    for number, (zone, guest) in enumerate(guests.items()):
        meets(dated, guest, sessions[zone], week, number)
    dated.wait_for(session_of(week, 3))
    for zone, guest in guests.items():
        say_how_it_was(dated, guest, mentor, sessions[zone], week.language)


# ---------------------------------------------------------------- an offer, and who finds it


def offers(page: Page, language: str) -> None:
    """Signs up in Tehran, says when she is there, and opens an offer."""
    sign_up(page, address_of("mentor", language), language)
    page.goto(f"/{language}/hours/")
    assert page.input_value("select[name=zone]") == TEHRAN
    for number in range(7):
        page.fill(f"input[name=day_{number}]", "17:00-20:00")
    page.locator("main form:has([name=day_0]) button").click()
    expect(page.locator("#coming ~ ul")).to_be_visible()
    page.goto(f"/{language}/mentoring/offer/")
    page.fill(f"input[name=headline_{language}]", HEADLINE[language])
    page.fill(f"textarea[name=text_{language}]", HEADLINE[language])
    page.fill("input[name=topics]", "kubernetes")
    page.locator("details:has([name=languages]) summary").click()
    page.check(f"input[name=languages][value={language}]")
    page.check("input[name=lengths][value='30']")
    page.fill("input[name=question_days]", "3")
    page.select_option("select[name=place_kind]", "url")
    page.fill("input[name=place]", MEETING)
    for kind in page.locator("input[name=for_whom]").all():
        kind.check()
    page.fill("input[name=a_month]", "20")
    page.check("input[name=listing][value=network]")
    with page.expect_navigation():
        page.locator("button[name=do][value=open]").click()
    expect(page.locator("main [role=status]").first).to_be_visible()


def arrives(page: Page, zone: str, language: str) -> None:
    """Signs up where the browser's clock is, and says in which part of the world that is."""
    sign_up(page, address_of(zone, language), language)
    page.goto(f"/{language}/profile/facts/")
    page.select_option("select[name=region]", REGIONS[zone])
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def finds(page: Page, language: str) -> None:
    """Among those who are free this week in the guest's own waking hours, by a word of the headline."""
    card = page.locator("article", has_text=HEADLINE[language]).locator("h2 a")
    for _ in range(60):
        page.goto(f"/{language}/mentors/?q=kubernetes&free=week")
        if card.count():
            break
        page.wait_for_timeout(500)
    with page.expect_navigation():
        card.first.click()
    following("main a[href$='/times/']")(page)


def sees_the_hours(page: Page, zone: str, week: Week) -> None:
    """On both sides of the change the guest's clock and Tehran's stand on each time, and Tehran's is the same."""
    for day, hour in zip((week.friday, week.sunday), week.hours[zone], strict=True):
        first = times_of(page, day).first
        expect(first.locator("bdi").first).to_have_text(shown(hour, week.language))
        expect(first.locator("bdi")).to_have_count(1 if zone == TEHRAN else 2)
        expect(first.locator("bdi").last).to_have_text(shown("17:00", week.language))
        assert shown(hour, week.language) in str(first.get_attribute("aria-label"))
    assert faults_of(page) == []


def times_of(page: Page, day: str) -> Locator:
    """The times of a day in UTC, in whichever of the shown weeks they stand."""
    found = page.locator(f"main li form:has(input[name=start][value^='{day}']) button")
    address = page.url.split("?")[0]
    for number in range(4):
        page.goto(f"{address}?minutes=30&week={number}")
        if found.count():
            return found
    raise AssertionError(f"no times on {day}")


# ---------------------------------------------------------------- booked, and moved


def books_and_moves(page: Page, week: Week) -> str:
    """Holds a time of the Friday, books it, and moves it to the day on which clocks change; the page then says the new
    hour on the guest's clock and on Tehran's. Returns the session's address."""
    times_of(page, week.friday).first.click()
    page.wait_for_url(SESSION)
    expect(page.locator("main [role=timer]")).to_be_visible()
    assert faults_of(page) == []
    page.locator("main form:has([name=book]) button").click()
    expect(page.locator("main [role=status]").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(MEETING)
    address = page.url
    following("main a[href$='/times/']")(page)
    chosen = times_of(page, week.sunday).first
    hours = chosen.locator("bdi").all_inner_texts()
    chosen.click()
    page.wait_for_url(address)
    expect(page.locator("main [role=status]").first).to_be_visible()
    for hour in hours:
        expect(page.locator("main section").first).to_contain_text(hour)
    return address


# ---------------------------------------------------------------- a question in writing


def asks_and_is_answered(guest: Page, mentor: Page, language: str) -> None:
    """Asked on the offer's page; answered in the mentor's list; read, and thanked for."""
    finds(guest, language)
    guest.goto(guest.url.replace("/times/", "/ask/"))
    send(guest, "[name=title]", title=ASKED[language], text=ASKED[language])
    asked = guest.url
    mentor.goto(f"/{language}/in-tray/")
    mentor.locator("main a[href*='/mentoring/questions/']").first.click()
    expect(mentor.locator("main")).to_contain_text(ASKED[language])
    assert faults_of(mentor) == []
    send(mentor, "[name=text]", text=ANSWER[language])
    guest.goto(asked)
    expect(guest.locator("main")).to_contain_text(ANSWER[language])
    guest.locator("input[name=helped]").first.check()
    send(guest, "[name=helped]", thanks=PRAISE[language])
    mentor.reload()
    expect(mentor.locator("main")).to_contain_text(PRAISE[language])


# ---------------------------------------------------------------- reminded, met, told of


def are_reminded(dated: SetAtAnHour, week: Week) -> None:
    """A day before each guest gets one mail and the mentor one of each session; an hour before they get another."""
    people = [address_of(zone, week.language) for zone in REGIONS]
    dated.wait_for(session_of(week, 0) - timedelta(hours=21))
    for email in people:
        are_told(dated, email, SOON[week.language], 1)
    dated.wait_for(session_of(week, 0) - timedelta(minutes=5))
    are_told(dated, people[0], SOON[week.language], 2)
    are_told(dated, address_of("mentor", week.language), SOON[week.language], len(people) + 1)
    are_told(dated, people[1], SOON[week.language], 1)


def are_told(dated: SetAtAnHour, email: str, subject: str, count: int) -> None:
    """Waits for so many mails of that subject to somebody, and no more."""
    folder = dated.running.var / "mail"
    with suppress(TimeoutError):
        until(lambda: mails(folder, email, subject) >= count, 60, subject, pause=0.5)
    assert mails(folder, email, subject) == count


def mails(folder: Path, email: str, subject: str) -> int:
    """How many have been written."""
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()]
    return sum(one["To"] == email and subject in one["Subject"] for one in read)


def meets(dated: SetAtAnHour, page: Page, address: str, week: Week, number: int) -> None:
    """Five minutes before, the page to join counts down, and both clocks go, whatever the browser's own one says."""
    dated.wait_for(session_of(week, number) - timedelta(minutes=5))
    page.clock.set_system_time(dated.now)
    page.goto(address)
    following("main a[href$='/join/']")(page)
    page.wait_for_timeout(1500)  # its clocks have gone on by themselves
    expect(page.locator("[role=timer]")).to_have_text(re.compile(shown("0", week.language) + ".:.."))
    expect(page.locator("[data-clock='Asia/Tehran']")).to_contain_text(
        shown(f"{16 + number}:5", week.language)
    )
    expect(page.locator("main a.btn")).to_have_attribute("href", MEETING)
    assert faults_of(page) == []


def say_how_it_was(dated: SetAtAnHour, guest: Page, mentor: Page, address: str, language: str) -> None:
    """Both say that it took place, the mentor where it waits for a word; then each reads what the other says of it."""
    guest.goto(address)
    with guest.expect_navigation():
        guest.locator("button[name=said][value=happened]").click()
    asked = mentor.locator(f"form[action*='{address.split('/')[-2]}'] button")
    for _ in range(90):
        mentor.goto(f"/{language}/in-tray/")
        if asked.count():
            break
        mentor.wait_for_timeout(1000)
    with mentor.expect_navigation():
        asked.click()
    for page in (guest, mentor):
        page.goto(address)
        following("main a[href$='/feedback/']")(page)
        page.check("input[name=score][value='5']")
        send(page, "[name=score]", words=PRAISE[language])
    for page in (guest, mentor):
        page.goto(f"{address}feedback/")
        expect(page.locator("main section")).to_have_count(2)
        expect(page.locator("main section").last).to_contain_text(PRAISE[language])


# ---------------------------------------------------------------- what stands where


def session_of(week: Week, number: int) -> datetime:
    """When the session of the guest with that number begins, after they have moved it; past the last one, its end."""
    return datetime.fromisoformat(f"{week.sunday}T13:30:00+00:00") + timedelta(hours=number)


def address_of(who: str, language: str) -> str:
    """The e-mail of one of them, each at a place of their own: nobody finds whom they share a domain with."""
    name = who.split("/")[-1].replace("_", "-").lower()
    return f"{language}{RUN}@{name}.example.net"


def shown(text: str, language: str) -> str:
    """A number as that language writes it."""
    return text.translate(PERSIAN) if language == "fa" else text


# ---------------------------------------------------------------- by keyboard alone


def test_the_keyboard_alone_chooses_a_time_and_books_it(enter: Enter) -> None:
    page = enter(GUEST)
    page.goto("/en/mentors/?how=30&free=week")
    following("main article h2 a", "main a[href$='/times/']")(page)
    skip(page)
    go(page, "main li form button")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.search(r"day .+, \d\d:\d\d; in Tehran \w+day, \d\d:\d\d", label), label
    with page.expect_navigation():
        page.keyboard.press("Enter")
    skip(page)
    go(page, "main form:has([name=book]) :is(textarea, button)")
    while page.evaluate("document.activeElement.tagName") == "TEXTAREA":
        page.keyboard.type("I want to come back in spring.")
        go(page, "main form:has([name=book]) :is(textarea, button)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main [role=status]").first).to_be_visible()
    expect(page.locator("main form:has([name=book])")).to_have_count(0)
