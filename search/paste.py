"""Skills out of a text that a person pastes. Of the text itself nothing is kept, logged or sent on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from search.lexicon import Lexicon
from search.text.passages import LONGEST, skills_in
from search.wording import Wording
from talent.accounts.models import User
from talent.experts.actions import add_skills, start_profile
from talent.experts.models import ProfileSkill, Term, TermKind
from talent.lib.dates import digits

MOST = 200


class PasteForm(forms.Form):
    """Any text; the longest is measured before anything reads it."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "For example your CV, in Persian or English, at most 50,000 letters. We keep nothing of it."
        ),
        error_messages={
            "max_length": _(
                "This text is longer than 50,000 letters. Paste the part that names what you know."
            )
        },
    )


def read(form: PasteForm, known: Lexicon) -> list[str]:
    """The skills that the form's text names; none where the form does not fit."""
    return list(skills_in(form.cleaned_data["text"], known.spellings)) if form.is_valid() else []


def add(user: User, slugs: Iterable[str], known: Lexicon) -> int:
    """Adds the skills to the person's profile; returns how many were new. Raises Refused beyond 60."""
    named = known.words.known(TermKind.SKILL, slugs)
    skills = Term.objects.filter(kind=TermKind.SKILL, slug__in=named).order_by("pk")
    return add_skills(actor=user, profile=start_profile(actor=user), skills=list(skills))


def added(count: int) -> str:
    """What to say after adding."""
    number = digits(count, get_language() or "fa")
    return ngettext("%(number)s skill added.", "%(number)s skills added.", count) % {"number": number}


def rows(user: User, slugs: Iterable[str], known: Lexicon) -> dict[str, Any]:
    """The found skills in the page's words: those to add, and those that the profile names already (one SQL)."""
    wording = Wording(known.words)
    named = ProfileSkill.objects.filter(profile__user=user).order_by().values_list("skill_id", flat=True)
    held = {known.words.slug(pk) for pk in named}
    shown = [
        {"slug": slug, "label": wording.value("skill", slug), "held": slug in held}
        for slug in known.words.known("skill", slugs)
    ]
    return {
        "new": [row for row in shown if not row["held"]],
        "held": [row for row in shown if row["held"]],
    }
