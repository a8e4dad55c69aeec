"""Forms as a browser without scripts sends them: every field of the page's form, changed where somebody typed."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Fields = dict[str, list[str]]


class _Reader(HTMLParser):
    """Collects the forms of a page: their address and what they would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Fields]] = []
        self._fields: Fields | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._fields = {}
            self.forms.append((given.get("action", ""), self._fields))
        elif self._fields is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            ticked = "on" if given.get("type") in ("checkbox", "radio") else ""
            self._add(given.get("name", ""), given.get("value", ticked))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self._add(self._select, given.get("value", ""))
        elif tag == "textarea":
            self._text = given["name"]
            self._add(self._text, "")

    def _add(self, name: str, value: str) -> None:
        assert self._fields is not None
        if name:
            self._fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text and self._fields is not None:
            self._fields[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        if tag == "form":
            self._fields = None


def sent(page: HttpResponse, action: str) -> Fields:
    """What the page's form with this address would send as it stands."""
    reader = _Reader()
    reader.feed(page.content.decode())
    found = [fields for address, fields in reader.forms if address == action]
    assert found, f"no form to {action}, only to {[address for address, _ in reader.forms]}"
    return found[0]


def fill(browser: Client, address: str, action: str = "", **typed: Any) -> HttpResponse:
    """Opens a page, changes fields of its form, sends it; the answer may be a redirect."""
    page = browser.get(address)
    assert page.status_code == 200, (address, page.status_code)
    fields = sent(page, action or address) | typed
    return browser.post(action or address, fields)
