"""A small browser without a screen: one kept connection, cookies, forms with their token."""

import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TOKEN = "csrfmiddlewaretoken"
_TOKEN = re.compile(rf'name="{TOKEN}" value="(\w+)"')
HTML = {"Accept": "text/html", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


class SignInFailed(Exception):
    """The site did not let us in."""


class Visitor:
    """One person at the site. Not for several threads at once."""

    def __init__(self, port: int, *, timeout: float = 20.0) -> None:
        self.port, self.timeout = port, timeout
        self.cookies: dict[str, str] = {}
        self._connection: HTTPConnection | None = None

    def close(self) -> None:
        """Lets the connection go."""
        if self._connection:
            self._connection.close()

    __del__ = close

    def get(self, path: str, **headers: str) -> Answer:
        """Asks for a page; redirects are not followed."""
        return self._ask("GET", path, None, HTML | headers)

    def post(self, path: str, fields: dict[str, Any], *, form: str = "") -> Answer:
        """Sends a form that stands on the page `form` (default: the same address)."""
        return self.send(path, fields | {TOKEN: self.token(form or path)})

    def token(self, path: str) -> str:
        """What a form on that page sends along; "" where there is none."""
        found = _TOKEN.search(self.get(path).text)
        return found[1] if found else ""

    def send(self, path: str, fields: dict[str, Any]) -> Answer:
        """Sends these fields and no others."""
        body = urlencode(fields, doseq=True)
        kind = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://localhost:{self.port}",
        }
        return self._ask("POST", path, body, HTML | kind)

    def sign_in(self, account: dict[str, str]) -> "Visitor":
        """Signs in as a demo account."""
        answer = self.post("/en/account/login/", {"login": account["email"], "password": account["password"]})
        if answer.status != 302:
            raise SignInFailed(f"{account['role']}: {answer.status}")
        return self

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = headers | {"Host": f"localhost:{self.port}", "Cookie": cookie}
        started = time.perf_counter()
        for attempt in (1, 2):  # a kept connection may have been closed by the other side
            try:
                return self._once(method, path, body, sent, started)
            except (HTTPException, ConnectionError):
                self.close()
                self._connection = None
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def _once(
        self, method: str, path: str, body: str | None, headers: dict[str, str], started: float
    ) -> Answer:
        connection = self._connection or HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        self._connection = connection
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        read = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, lowered, read, time.perf_counter() - started)
