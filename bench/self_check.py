"""A self-check as a stranger's browser does it: every step over HTTP, how long it takes and what it weighs."""

import re
from html import unescape
from statistics import quantiles

from bench.report import Figure
from bench.running import RunningSet
from bench.visitor import Answer, Visitor

CHECK = "/{}/programmes/return-for-good/check/"
ROUNDS = 5
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
Fields = dict[str, list[str]]


def figures(running: RunningSet) -> list[Figure]:
    """Steps in which nothing is known, so that all questions come, and the result; in both languages."""
    steps = [one for language in ("fa", "en") for one in walks(running.port, CHECK.format(language))]
    several = walks(running.port, "/en/programmes/check/")
    return [
        Figure("a step of a self-check, 95 of 100", _slow(steps), "ms", 60),
        Figure("a step of a check of all programmes, 95 of 100", _slow(several), "ms", 60),
        Figure("the largest step of a self-check", max(len(one.body) for one in steps) / 1000, "kB", 60),
        Figure("cookies set by all of them", _cookies(steps + several), "", 0),
    ]


def walks(port: int, path: str) -> list[Answer]:
    """The steps of several walks."""
    visitor = Visitor(port)
    return [answer for _ in range(ROUNDS) for answer in walk(visitor, path)]


def walk(visitor: Visitor, path: str) -> list[Answer]:
    """One walk from the first question to the result."""
    answers = [visitor.get(path)]
    while 'name="asked"' in answers[-1].text:
        fields: Fields = {}
        for name, value in _HIDDEN.findall(answers[-1].text):
            fields.setdefault(name, []).append(unescape(value))
        answers.append(visitor.send(path, fields | {"go": ["unknown"]}))
        if answers[-1].status != 200 or len(answers) > 60:
            raise AssertionError(f"{path}: {answers[-1].status} after {len(answers)} steps")
    return answers


def _slow(steps: list[Answer]) -> float:
    return quantiles([one.seconds * 1000 for one in steps], n=20)[-1]


def _cookies(steps: list[Answer]) -> int:
    return sum("set-cookie" in one.headers for one in steps)
