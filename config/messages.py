"""The catalogues of translations: `python -m config.messages` brings them up to date, `--check` only tells.

Extraction is Babel's, so that no GNU gettext need be installed. English says what the code says.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
ROOMS = ("config", "cms", "search", "jobs", "talent")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Id = tuple[str | None, str | tuple[str, ...]]


def in_code() -> Catalog:
    """Every message of our Python and our templates."""
    found = Catalog()
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        _take(found, path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt")):
        _take(found, templatize(path.read_text(encoding="utf-8")).encode())
    return found


def _take(found: Catalog, source: bytes) -> None:
    for _, function, messages, _ in extract_python(BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}):
        id, context = _message(str(function), messages)
        if id:
            found.add(id, context=context)


def _message(function: str, messages: object) -> tuple[str | tuple[str, ...], str | None]:
    words = (
        [str(word or "") for word in messages]
        if isinstance(messages, (tuple, list))
        else [str(messages or "")]
    )
    context = words.pop(0) if function.startswith(("p", "np")) else None
    if function.startswith(("ngettext", "npgettext")):
        return (words[0], words[1]), context
    return (words[0] if words else ""), context


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with open(LOCALE / language / "LC_MESSAGES" / "django.po", "rb") as file:
        return read_po(file, locale=language)


def faults(language: str) -> Iterator[str]:
    """What is missing, empty, fuzzy or no longer used in a catalogue, one line each."""
    held, wanted = catalogue(language), in_code()
    for message in wanted:
        found = held.get(message.id, message.context)
        if message.id and (found is None or not _complete(found)):
            yield f"{language}: not translated: {message.id!r}"
        elif message.id and found and found.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
    for message in held:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{language}: not in the code any more: {message.id!r}"


def update(language: str) -> None:
    """Adds new messages (English: with their own text), drops those that the code no longer has."""
    held = catalogue(language)
    held.update(in_code(), no_fuzzy_matching=True)
    held.obsolete.clear()
    if language == "en":
        for message in held:
            if message.id:
                message.string = message.id
    with open(LOCALE / language / "LC_MESSAGES" / "django.po", "wb") as file:
        write_po(file, held, width=110, no_location=True, sort_output=True, ignore_obsolete=True)


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        for name in ("fa", "en"):
            update(name)
    lines = [line for name in ("fa", "en") for line in faults(name)]
    print(*lines, sep="\n")
    sys.exit(1 if lines else 0)
