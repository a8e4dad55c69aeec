"""Experts for an opening, over HTTP: a recruiter of each company asks for two of its openings, budgets in force."""

import json

from bench.directory import EXHAUSTED
from bench.report import Figure
from bench.running import RunningSet, percentile
from bench.visitor import Visitor

EACH, LIMIT_MS = 2, 150.0
CHOSEN = """
import json
from jobs.openings.models import Opening
from talent.lib.dates import park_today
chosen = {}
for slug, key in Opening.objects.live(park_today()).order_by("tie").values_list("company__slug", "key"):
    chosen.setdefault(slug, []).append(str(key))
print(json.dumps(dict((slug, keys[:{each}]) for slug, keys in chosen.items())))
"""


def figures(running: RunningSet) -> list[Figure]:
    """The middle and the slow end; each opening is asked for once in each language, nobody's budget is used up."""
    told = running.manage("shell", "--verbosity", "0", "-c", CHOSEN.replace("{each}", str(EACH)))
    chosen: dict[str, list[str]] = json.loads(told.splitlines()[-1])
    seconds: list[float] = []
    for account in running.accounts("company recruiter"):
        slug = account["email"].partition("@")[2].partition(".")[0]
        visitor = Visitor(running.port).sign_in(account)
        visitor.get(f"/en/c/{slug}/")
        for key in chosen.get(slug, []):
            seconds += [_asked(visitor, f"/{one}/c/{slug}/openings/{key}/experts/") for one in ("fa", "en")]
    milliseconds = [one * 1000 for one in seconds]
    return [
        Figure("experts for an opening", len(seconds), ""),
        Figure("  p50", percentile(milliseconds, 0.5), "ms", LIMIT_MS),
        Figure("  p95", percentile(milliseconds, 0.95), "ms", LIMIT_MS),
    ]


def _asked(visitor: Visitor, path: str) -> float:
    """Seconds of one page. Raises AssertionError for another answer than 200, or one that a budget cut short."""
    answer = visitor.get(path)
    if answer.status != 200 or any(words in answer.text for words in EXHAUSTED):
        raise AssertionError(f"{path}: {answer.status}")
    return answer.seconds
