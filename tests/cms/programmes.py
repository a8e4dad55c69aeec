"""A programme and its editors, for the tests of the back office."""

import json
from typing import Any

from talent.accounts.models import RoleName, User
from tests import cast
from tests.oracles import programmes

FILE = programmes.HERE / "programmes" / "rebrain.json"


def document(**changes: Any) -> dict[str, Any]:
    """A real programme's document, with some parts otherwise."""
    held: dict[str, Any] = json.loads(FILE.read_text())
    return held | changes


def months(number: str) -> dict[str, Any]:
    """The same programme, which asks for so many months abroad."""
    held = document()
    rule = next(one for one in held["rules"]["all_of"] if one["id"] == "abroad_1_year")
    rule["value"] = number
    return held


def read_by() -> User:
    """The second editor, who reads what the first has written."""
    address = "reader@park.example.org"
    return User.objects.filter(email=address).first() or cast.staff(RoleName.EDITOR, address)


def text(response: Any) -> str:
    """The page."""
    found: str = response.content.decode()
    return found
