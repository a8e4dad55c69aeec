"""On which terms somebody applies: a mark of them, and in words what of them has changed."""

from hashlib import sha256
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jobs.openings.models import Edition
from talent.lib.dates import digits

TERMS = ("questions", "is_blind", "answer_days")
"""What is asked, whether names are read, by when an answer comes."""


def terms_of(edition: Edition | None) -> str:
    """A mark of what whoever applies agrees to; "" for no text."""
    if edition is None:
        return ""
    said = repr(tuple(getattr(edition, name) for name in TERMS))
    return sha256(said.encode()).hexdigest()[:16]


def changed_terms(old: Edition | None, new: Edition) -> list[dict[str, Any]]:
    """What of them is another now than when the draft was written: label, before, now, in the page's language."""
    if old is None:
        return []
    before, now = _in_words(old), _in_words(new)
    return [
        {"label": label, "before": before[name], "now": now[name]}
        for name, label in _labels().items()
        if getattr(old, name) != getattr(new, name)
    ]


def _labels() -> dict[str, str]:
    return {
        "questions": _("What you are asked"),
        "is_blind": _("Blind review"),
        "answer_days": _("Days until the company answers"),
    }


def _in_words(edition: Edition) -> dict[str, str]:
    return {
        "questions": "\n".join(row["text"] for row in edition.questions) or _("no questions"),
        "is_blind": _("yes") if edition.is_blind else _("no"),
        "answer_days": digits(edition.answer_days, get_language() or "fa"),
    }
