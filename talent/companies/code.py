"""The company code: what a member accepts before seeing a person. Words are data, in versions. Pure."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "data" / "company_code.json"


@dataclass(frozen=True, slots=True)
class Code:
    """One version; each rule maps "fa" and "en" to its sentence."""

    version: int
    rules: tuple[dict[str, str], ...]


@cache
def current_code() -> Code:
    """The version in force: the highest."""
    versions = json.loads(_FILE.read_text(encoding="utf-8"))["versions"]
    newest = max(versions, key=lambda one: one["version"])
    return Code(newest["version"], tuple(newest["rules"]))
