"""Being forgotten on a set that is really running: within a minute a mark that stood in every field stands nowhere."""

import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from redis import Redis

from bench.running import RunningSet, until
from bench.visitor import Answer, Visitor
from tests.faults.hand import Hand
from tests.talent.lib.files import saying

pytestmark = pytest.mark.faults
PASSWORD = "four plain words here"
WITHIN = 60.0
LEAVE, ERASE = "/en/account/leave/", "/en/account/leave/erase/"
BOUNDARY = "a-line-between-parts"


class Person(Visitor):
    """A visitor who fills in the forms of her own profile."""

    def save(self, path: str, **typed: Any) -> None:
        """Sends the page's form with its version; being refused is an error."""
        answer = self.post(path, typed | {"version": self._hidden(path, "version")})
        assert answer.status == 302, (path, answer.status)

    def upload(self, path: str, data: bytes) -> None:
        """Sends a file."""
        fields = {name: self._hidden(path, name) for name in ("csrfmiddlewaretoken", "version")}
        parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]  # fmt: skip
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
        body = "".join(parts) + head + data.decode("latin-1") + f"\r\n--{BOUNDARY}--\r\n"
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Origin": f"http://localhost:{self.port}"}  # fmt: skip
        answer = self._ask("POST", path, body, {"Accept": "text/html"} | kind)
        assert answer.status == 302, (path, answer.status)

    def _hidden(self, path: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.get(path).text)
        assert found, (path, name)
        return found[1]


def signed_up(port: int, email: str) -> Person:
    """From the notice to the code in the mail, as everybody."""
    her = Person(port)
    _went_on(her.post("/en/account/notice/", {"country": "DE"}))
    shown = her.get("/en/account/notice/eu/").text
    notice = re.search(r'name="notice" value="(\d+)"', shown)
    assert notice
    _went_on(her.post("/en/account/notice/eu/", {"notice": notice[1]}))
    where = _went_on(her.post("/en/account/signup/", {"email": email, "password1": PASSWORD}))
    _went_on(her.post(where, {"code": _code(her, email)}))
    return her


def _went_on(answer: Answer) -> str:
    assert answer.status == 302, answer.status
    return answer.headers["location"]


def _code(her: Person, email: str) -> str:
    """From the newest mail to that address."""
    found: list[str] = []

    def came() -> bool:
        for link in re.findall(r'href="(/dev/mail/[^"?]+)"', her.get("/dev/mail/").text):
            text = her.get(link).text
            found.extend(re.findall(r"code=([A-Z0-9-]+)", text) if email in text else [])
        return bool(found)

    until(came, 20, "the mail", pause=0.2)
    return found[0]


def fill_every_field(her: Person, mark: str) -> None:
    """The mark wherever a page lets one type; all that companies may see is shown to them."""
    for skill in ("python", "rust", "docker"):
        answer = her.post(
            "/en/profile/skills/set/", {"skill": skill, "level": "4"}, form="/en/profile/facts/"
        )
        assert answer.status == 302
    facts = {
        "seniority": "senior",
        "region": "africa",
        "ways": ["remote"],
        "languages": ["fa"],
        "free_in": "0",
    }
    her.save("/en/profile/facts/", years="10-14", overlap_hours="5", **facts)
    words = ("headline_fa", "headline_en", "summary_fa", "summary_en")
    her.save("/en/profile/words/", **{name: f"{mark} {name}" for name in words})
    her.save("/en/profile/names/", name_native=f"{mark} نام", name_latin=mark)
    her.save("/en/profile/contact/", phone=f"+49 {mark}", messenger=mark, other_email=f"o@{mark}.org")
    her.save("/en/profile/links/", links=f"https://{mark}.example.net/")
    work = {"title": mark, "employer": mark, "from_year": "2019", "to_year": "", "text": mark}
    her.save("/en/profile/work/", **work)
    her.save("/en/profile/education/", degree=mark, field=mark, institution=mark, year="2011")
    her.upload("/en/profile/cv/", saying(mark))
    her.post("/en/profile/hidden/domain/", {"domain": f"{mark}.net"}, form="/en/profile/hidden/")
    for group in ("experience", "employers", "education", "links", "cv"):
        level = {"group": group, "level": "companies"}
        assert her.post("/en/profile/level/", level, form="/en/profile/").status == 302
    assert her.post("/en/profile/listing/", {"listing": "companies"}, form="/en/profile/").status == 302


def rows(var: Path) -> Iterator[tuple[str, str]]:
    """(table, values as text) of every row of the database."""
    with sqlite3.connect(f"file:{var}/database.sqlite3?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):
                yield table, repr(row)
    database.close()


def in_rows(var: Path, mark: str) -> set[str]:
    """Tables in which the mark stands."""
    return {table for table, row in rows(var) if mark in row.lower()}


def in_files(var: Path, mark: str) -> set[str]:
    """Files in whose name or bytes the mark stands, the terminal's output among them."""
    paths = [path for path in [*var.rglob("*"), var.parent / f"{var.name}.log"] if path.is_file()]
    return {str(path.relative_to(var.parent)) for path in paths if mark in path.name or _holds(path, mark)}


def _holds(path: Path, mark: str) -> bool:
    try:
        return mark.encode() in path.read_bytes().lower()
    except FileNotFoundError:  # replaced meanwhile
        return False


def in_broker(var: Path, mark: str) -> set[str]:
    """Keys of the broker and cache in whose name or value the mark stands."""
    server = Redis(unix_socket_path=str(var / "valkey.sock"))
    readers: dict[bytes, Any] = {
        b"string": server.get,
        b"list": lambda key: server.lrange(key, 0, -1),
        b"hash": server.hgetall,
        b"set": server.smembers,
        b"zset": lambda key: server.zrange(key, 0, -1),
        b"none": lambda key: "",  # gone meanwhile
    }
    held = {key: repr(readers[server.type(key)](key)) for key in server.keys("*")}  # type: ignore[union-attr,index]
    assert held, "an empty broker proves nothing"
    return {repr(key) for key, value in held.items() if mark in f"{key!r}{value}".lower()}


def swept(running: RunningSet) -> float:
    """Waits until nothing is left over; the seconds that took."""
    return until(lambda: not _left(running.var), WITHIN, "the sweeper", pause=0.25)


def _left(var: Path) -> int:
    with sqlite3.connect(f"file:{var}/database.sqlite3?mode=ro", uri=True) as database:
        [count] = database.execute("SELECT count(*) FROM changes_leftover").fetchone()
    database.close()
    return int(count)


def generations(var: Path) -> set[str]:
    """The folders that hold an index of people: what openings say is their companies', and none of it a person's."""
    people = (path for path in (var / "search").rglob("meta.json") if "/experts-" in str(path))
    return {str(path.parent) for path in people}


def test_who_leaves_a_running_set_is_nowhere_within_a_minute(
    running: RunningSet, hand: Hand, settled: None, visiting_expert: Visitor, visiting_member: Visitor
) -> None:
    mark = "zq" + "".join(secrets.choice("abcdef") for _ in range(12))  # digits look like a telephone number
    her = signed_up(running.port, f"{mark}@{mark}.example.org")
    fill_every_field(her, mark)
    until(lambda: hand.ask("unsent") == 0, 30, "the relay", pause=0.2)
    shown = visiting_member.get(f"/en/c/alborz/experts/?q={mark}").text
    [link] = set(re.findall(r'href="(/en/c/alborz/experts/[^"?/]{32}/)"', shown))
    assert mark in visiting_member.get(link).text
    before = in_rows(running.var, mark), in_files(running.var, mark), generations(running.var)
    assert len(before[0]) >= 7 and hand.ask("found", word=mark), before
    assert any("/private/" in name for name in before[1]) and any("/mail/" in name for name in before[1])

    written: list[int] = []
    version = hand.ask("version", email="expert@experts.example.org")
    busy = Thread(target=_edit_on, args=(visiting_expert, version, written))
    busy.start()
    for number in range(5):
        her.save("/en/profile/words/", headline_en=f"{mark} again {number}", summary_en=mark, anyway="1")
    started = time.perf_counter()
    answer = her.post(ERASE, {"sure": "1"}, form=LEAVE)
    assert answer.status == 302, answer.status
    assert mark not in visiting_member.get("/en/c/alborz/experts/?region=africa").text
    assert visiting_member.get(link).status == 404
    busy.join()
    assert 302 in written, "nobody else wrote meanwhile"
    swept(running)
    print(
        f"{len(before[0])} tables, {len(before[1])} files; gone after {time.perf_counter() - started:.1f} s"
    )

    assert in_rows(running.var, mark) == set()
    assert in_files(running.var, mark) == set()
    assert in_broker(running.var, mark) == set()
    assert generations(running.var).isdisjoint(before[2]) and hand.ask("found", word=mark) == []


def _edit_on(expert: Visitor, version: int, statuses: list[int]) -> None:
    """Somebody else who writes all the while."""
    empty = {"headline_fa": "", "summary_fa": "", "summary_en": ""}
    for number in range(12):
        words = empty | {"headline_en": f"Data platform engineer {number}", "version": version + number}
        statuses.append(expert.post("/en/profile/words/", words).status)


def test_five_hundred_rows_of_one_person_go_within_a_minute(
    running: RunningSet, hand: Hand, settled: None
) -> None:
    mark = "zq" + "".join(secrets.choice("abcdef") for _ in range(12))
    email = f"{mark}@experts.example.org"
    her = signed_up(running.port, email)
    her.get("/en/profile/")
    made = hand.ask("fill_up", email=email, mark=mark)
    assert made >= 500
    started = time.perf_counter()
    assert her.post(ERASE, {"sure": "1"}, form=LEAVE).status == 302
    answered = time.perf_counter() - started
    swept(running)
    print(f"{made} rows: answered in {answered:.2f} s, gone after {time.perf_counter() - started:.1f} s")
    assert in_rows(running.var, mark) == set() == in_files(running.var, mark)
    assert hand.ask("found", word=mark) == []


def test_what_was_sent_leaves_the_log_of_changes_too(running: RunningSet, hand: Hand) -> None:
    mark = "zq" + "".join(secrets.choice("abcdef") for _ in range(12))
    visitor = Visitor(running.port)
    assert visitor.post("/en/account/password/reset/", {"email": f"{mark}@example.org"}).status == 302
    until(lambda: any(mark in name for name in _addressees(running.var)), 30, "the mail", pause=0.2)
    until(lambda: in_rows(running.var, mark) == set(), 30, "its row without words", pause=0.2)
    hand.ask("empty_log")
    kept = b"".join(path.read_bytes() for path in running.var.glob("database.sqlite3*"))
    assert mark.encode() not in kept


def _addressees(var: Path) -> list[str]:
    return [path.read_text(errors="replace") for path in (var / "mail").glob("*.log")]
