"""What a moderator looks at first: things in an opening's text that often have to be mended. Pure; hints, no verdicts."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from talent.lib.text import folded

_FILE = Path(__file__).resolve().parents[2] / "data" / "shutting_out.json"
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|\bt\.me/\S+", re.IGNORECASE)
_WORD = re.compile(r"[\w\u200c]+")
TEXTS = ("title_fa", "title_en", "text_fa", "text_en", "site", "contact")


class Check(StrEnum):
    NO_PAY = "no_pay"
    SHUTS_OUT = "shuts_out"
    LINK = "link"
    ONE_LANGUAGE = "one_language"
    MANY_MUSTS = "many_musts"


MANY = 8


def hints(said: Mapping[str, Any]) -> Iterator[tuple[Check, str]]:
    """What to look at in a text, and the words that are meant ("" where the whole is). Questions are read too."""
    if said["pay_min"] is None and said["pay_max"] is None:
        yield Check.NO_PAY, ""
    texts = [*(str(said[name]) for name in TEXTS), *(row["text"] for row in said["questions"])]
    for text in texts:
        yield from ((Check.SHUTS_OUT, found) for found in shutting_out(text))
        yield from ((Check.LINK, found) for found in _LINK.findall(text))
    if not (said["title_fa"] and said["title_en"]):
        yield Check.ONE_LANGUAGE, ""
    if sum(row["must"] for row in said["skills"]) > MANY:
        yield Check.MANY_MUSTS, ""


def shutting_out(text: str) -> list[str]:
    """Words and phrases of data/shutting_out.json that the text holds, as they stand in it, each once."""
    words = [(folded(found.group()), found.group()) for found in _WORD.finditer(text.replace("\u200c", " "))]
    found = [
        " ".join(word for _plain, word in words[start : start + len(phrase)])
        for phrase in _phrases()
        for start in range(len(words) - len(phrase) + 1)
        if tuple(plain for plain, _word in words[start : start + len(phrase)]) == phrase
    ]
    return list(dict.fromkeys(found))


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    rows = json.loads(_FILE.read_text(encoding="utf-8"))["phrases"]
    return tuple(
        tuple(folded(found.group()) for found in _WORD.finditer(row.replace("\u200c", " "))) for row in rows
    )
