"""What in a text points to its writer: a name, an employer, an address, a number, a link. Pure; it only finds.

Texts are compared folded: letters of both keyboards, digits of all scripts, with blanks, half-spaces and marks between.
"""

import re
from collections.abc import Iterable, Iterator

from talent.lib.text import folded

NAME, EMPLOYER, EMAIL, PHONE, LINK = "name", "employer", "email", "phone", "link"
_BETWEEN = r"[\W_]*"
_AT, _DOT = r"\s*(?:@|[(\[{]\s*at\s*[)\]}])\s*", r"\s*(?:\.|[(\[{]\s*dot\s*[)\]}])\s*"
_EMAIL = re.compile(rf"[\w.+-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)+")
_YEARS = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d\s*(?:[-–—/]|تا|to)\s*(?:1[34]|19|20)\d\d(?!\d)")
_PHONE = re.compile(r"\d(?:[\s\u200c().\-–/]*\d){7,}")
_LINK = re.compile(
    r"https?:|www\.|(?<![\w.])@\w{3,}|(?<![\w@.])(?P<host>(?:[\w-]+\.)+(?:com|org|net|io|ir|dev|me|de|uk|ca|fr|nl|se|edu|ai|co|app))(?![\w.]\w)"
)
_TOOLS = frozenset({"asp.net", "ado.net", "vb.net", "ml.net", "socket.io", "draw.io"})
_KINDS_OF_COMPANY = frozenset(
    ["ltd", "inc", "gmbh", "llc", "co", "corp", "company", "group", "the", "شرکت", "گروه", "موسسه"]
)


def traces(text: str, *, names: Iterable[str], employers: Iterable[str]) -> tuple[str, ...]:
    """Which kinds of trace the text holds, in a fixed order: "name", "employer", "email", "phone", "link"."""
    read = folded(text)
    without_mail = _EMAIL.sub(" ", read)
    found = {
        NAME: any(_holds(read, part) for name in names for part in _parts(name)),
        EMPLOYER: any(_holds(read, words) for words in map(_own_words, employers)),
        EMAIL: bool(_EMAIL.search(read)),
        PHONE: bool(_PHONE.search(_YEARS.sub(" ", read))),
        LINK: any(match["host"] not in _TOOLS for match in _LINK.finditer(without_mail)),
    }
    return tuple(kind for kind, held in found.items() if held)


def _parts(name: str) -> Iterator[str]:
    """First and last names, each for itself."""
    yield from re.findall(r"\w+", folded(name).replace("\u200c", ""))


def _own_words(employer: str) -> str:
    words = re.findall(r"\w+", folded(employer))
    return "".join([word for word in words if word not in _KINDS_OF_COMPANY] or words)


def _holds(text: str, letters: str) -> bool:
    """Whether these letters stand in the text as a word or words of their own, whatever lies between them."""
    if len(letters) < 3:
        return False
    spaced = _BETWEEN.join(map(re.escape, letters))
    return re.search(rf"(?<!\w){spaced}(?!\w)", text) is not None
