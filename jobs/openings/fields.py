"""Fields of forms for what an opening says: rows of skills and questions, sums, cities. Shape only."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobs.openings.places import cities
from talent.accounts.fields import Digits
from talent.experts.models import TermKind
from talent.experts.spellings import skill_of
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import whole_or_none
from talent.lib.text import clean_line, folded
from talent.lib.typed import typed_number

MOST_ROWS = 60
QUESTION_LENGTH = 300
MUST, NICE = "must", "nice"
_APART = re.compile(r"[,،;؛\n]+")


class SkillRows(forms.Widget):
    """Reads rows of skills: `skill` named again and again, with `level_<slug>` and `weight_<slug>` of each; what is
    typed in `add_must` and `add_nice` joins them, one skill after each comma."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        rows = [
            {
                "slug": slug,
                "level": whole_or_none(str(data.get(f"level_{slug}", ""))) or 0,
                "must": data.get(f"weight_{slug}") == MUST,
            }
            for slug in dict.fromkeys(data.getlist("skill")[:MOST_ROWS])
            if data.get(f"weight_{slug}") in (MUST, NICE)
        ]
        return {"rows": rows, **{weight: data.get(f"add_{weight}", "") for weight in (MUST, NICE)}}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(one in data for one in ("skill", "add_must", "add_nice"))


class SkillsField(forms.Field):
    """Rows of `{"slug", "level", "must"}`, as an edition keeps them. What no vocabulary knows is told by its words."""

    widget = SkillRows

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows, unknown = read_skills(value)
        if words := [word for typed in unknown.values() for word in typed]:
            told = _("Not in the vocabulary: %(words)s. Choose another word, or leave it to the text.")
            raise forms.ValidationError(told % {"words": spoken_list(words)})
        return rows


class QuestionRows(forms.Widget):
    """Reads rows of questions: `question` and `question_id`, named again and again."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        texts, ids = data.getlist("question")[:MOST_ROWS], data.getlist("question_id")[:MOST_ROWS]
        return list(zip([*ids, *[""] * len(texts)], texts, strict=False))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return "question" not in data


class QuestionsField(forms.Field):
    """Rows of `{"id", "text"}`: an id stays while its question is edited, an empty question goes."""

    widget = QuestionRows

    def clean(self, value: Any) -> list[dict[str, str]]:
        rows = [(id, clean_line(text[: 2 * QUESTION_LENGTH])) for id, text in value]
        if any(len(text) > QUESTION_LENGTH for _id, text in rows):
            raise forms.ValidationError(_("A question has at most 300 letters."))
        return [
            {"id": id if re.fullmatch(r"[0-9a-f]{8}", id) else secrets.token_hex(4), "text": text}
            for id, text in rows
            if text
        ]


class SumField(forms.CharField):
    """A whole sum of money, in any digits and with any separators; None where it is left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, required=False, widget=Digits({"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            sum_ = typed_number(typed)
        except ValueError:
            raise forms.ValidationError(_("Write a number, like 3500.")) from None
        if "." in sum_:
            raise forms.ValidationError(_("Write a whole number, without a part behind the point."))
        return int(sum_)


class CityField(forms.CharField):
    """A city: of Iran by its slug, whichever way it was written; of anywhere else as it was typed."""

    def clean(self, value: Any) -> str:
        typed = clean_line(super().clean(value) or "")
        known = {folded(name): slug for language in ("fa", "en") for slug, name in cities(language).items()}
        return known.get(folded(typed), typed)


def read_skills(typed: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """What SkillRows reads, as rows, and the words that no vocabulary knows, by where they were typed."""
    words = vocabulary()
    rows = {row["slug"]: row for row in typed["rows"] if (TermKind.SKILL, row["slug"]) in words.by_slug}
    unknown: dict[str, list[str]] = {MUST: [], NICE: []}
    for weight, missed in unknown.items():
        for name in _named(str(typed[weight])):
            if slug := skill_of(name, words):
                rows.setdefault(slug, {"slug": slug, "level": 0, "must": weight == MUST})
            else:
                missed.append(name)
    return [row | {"level": min(max(row["level"], 0), 5)} for row in rows.values()], unknown


def spoken_list(words: list[str]) -> str:
    """Words with the comma of the page's language between them."""
    return ("، " if spoken() == "fa" else ", ").join(words)


def _named(typed: str) -> list[str]:
    return [name for part in _APART.split(typed[:2000]) if (name := clean_line(part))]


def spoken() -> str:
    """The language of the page."""
    return get_language() or "fa"
