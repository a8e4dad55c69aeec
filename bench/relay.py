"""How long after the save a profile's change is found: a person edits, a member of a company looks."""

import sqlite3
import time
from contextlib import closing
from random import Random

from bench.report import Figure
from bench.running import RunningSet, percentile
from bench.visitor import Visitor

EDITS, LIMIT, PATIENCE = 50, 2.0, 20.0
NEEDLE = "zephyrbench"


def figures(running: RunningSet, seed: int) -> list[Figure]:
    """Fifty edits of a headline over HTTP, each watched until the directory finds its word."""
    expert = Visitor(running.port).sign_in(running.accounts("expert")[0])
    account = running.accounts("company reader")[0]
    member = Visitor(running.port).sign_in(account)
    company = account["email"].partition("@")[2].partition(".")[0]
    random, lags = Random(seed), []
    for number in range(EDITS):
        word = f"{NEEDLE}{number}x{random.randrange(10**6)}"
        _edit(running, expert, word)
        lags.append(_seen(member, f"/en/c/{company}/experts/?q={word}", word))
        time.sleep(random.random())  # not in step with the beat
    return [
        Figure("relay: from commit to found, p50", percentile(lags, 0.5), "s"),
        Figure("relay: from commit to found, p95", percentile(lags, 0.95), "s", LIMIT),
    ]


def _edit(running: RunningSet, expert: Visitor, word: str) -> None:
    fields = {"headline_en": f"Engineer {word}", "headline_fa": "", "summary_fa": "", "summary_en": ""}
    answer = expert.post("/en/profile/words/", fields | {"version": _version(running)})
    if answer.status != 302:
        raise AssertionError(f"the edit was not taken: {answer.status}")


def _version(running: RunningSet) -> str:
    with closing(
        sqlite3.connect(f"file:{running.var}/database.sqlite3?mode=ro", uri=True, timeout=20)
    ) as base:
        row = base.execute(
            "SELECT p.version FROM experts_profile p JOIN accounts_user u ON u.id = p.user_id WHERE u.email LIKE ?",
            ("expert@experts.%",),
        ).fetchone()
    return str(row[0])


def _seen(member: Visitor, address: str, word: str) -> float:
    began = time.perf_counter()
    while f">{word}<" not in member.get(address).text:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{word} was not found within {PATIENCE:.0f} s")
        time.sleep(0.02)
    return time.perf_counter() - began
