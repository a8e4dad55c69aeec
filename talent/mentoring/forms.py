"""Forms of a mentor's own offer. Shape only: the rules stand in the actions."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import DayField, LineField, TextField, WholeField
from talent.experts.models import TermKind
from talent.experts.spellings import skill_of
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits
from talent.lib.text import clean_line
from talent.mentoring.actions import Unfit
from talent.mentoring.labels import FAULTS
from talent.mentoring.models import ForWhom, Listing, Offer, PlaceKind
from talent.mentoring.wanted import LENGTHS, MOST_QUESTIONS, Fault

QUESTIONS = [f"question_{number}" for number in range(1, MOST_QUESTIONS + 1)]
PARTS = (
    (
        "what",
        _("What you offer"),
        ("headline_fa", "text_fa", "headline_en", "text_en", "topics", "languages"),
    ),
    ("how", _("How"), ("lengths", "seats", "question_days", "place_kind", "place")),
    ("whom", _("For whom"), ("for_whom", "on_request", *QUESTIONS)),
    ("when", _("How often and how soon"), ("a_month", "notice_hours", "horizon_days", "before", "after")),
    ("who", _("Who finds it"), ("listing",)),
)
"""The form in parts: address, heading, fields."""
WHOLE = {"seats": 1, "a_month": 4, "notice_hours": 24, "horizon_days": 21, "before": 0, "after": 10}
"""What a number that is left out means."""
LONGEST_REFUSED = 20_000
_APART = re.compile(r"[,،;؛\n]+")


class TopicsField(forms.CharField):
    """Skills of the vocabulary, one after each comma, as slugs. What no vocabulary knows is told by its words."""

    def clean(self, value: Any) -> list[str]:
        words = vocabulary()
        named = [name for part in _APART.split(super().clean(value) or "") if (name := clean_line(part))]
        found = {name: skill_of(name, words) for name in named}
        if unknown := [name for name, slug in found.items() if not slug]:
            comma = "، " if get_language() == "fa" else ", "
            told = _("Not in the vocabulary: %(words)s. Choose another word, or leave it to the text.")
            raise forms.ValidationError(told % {"words": comma.join(unknown)})
        return list(dict.fromkeys(found.values()))


class OfferForm(forms.Form):
    """All that an offer says. `tab` names the browser tab."""

    is_live = True
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    tab = forms.RegexField(r"^[0-9a-f]{16}$", required=False, widget=forms.HiddenInput)
    headline_fa = LineField(label=_("Headline in Persian"), max_length=120, required=False)
    headline_en = LineField(label=_("Headline in English"), max_length=120, required=False)
    text_fa = TextField(
        label=_("Text in Persian"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_(
            "What you help with, and how. It is read apart from your profile: write nothing by which you would not "
            "be known here. One language is enough."
        ),
    )
    text_en = TextField(
        label=_("Text in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )
    topics = TopicsField(
        label=_("Topics"),
        max_length=1000,
        required=False,
        help_text=_("Words of the vocabulary with commas between them, up to twelve."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    lengths = forms.TypedMultipleChoiceField(
        label=_("Live sessions"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    seats = WholeField(
        label=_("Seats in a session"),
        help_text=_("1: you meet one person. More: a group whose guests never see one another’s names here."),
    )
    question_days = WholeField(
        label=_("Questions in writing: answered within days"),
        help_text=_("1 to 30. Empty: you answer none in writing."),
    )
    place_kind = forms.ChoiceField(
        label=_("You meet"), choices=[("", _("Choose")), *PlaceKind.choices], required=False
    )
    place = LineField(
        label=_("Where exactly"),
        max_length=300,
        required=False,
        help_text=_("Address, number or place. Only whoever has booked reads it."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    for_whom = forms.MultipleChoiceField(
        label=_("For whom"), choices=ForWhom.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    on_request = forms.ChoiceField(
        label=_("A booking"),
        choices=[("", _("is confirmed at once")), ("1", _("waits for your yes, up to 48 hours"))],
        required=False,
        widget=forms.RadioSelect,
    )
    question_1 = LineField(
        label=_("First question to whoever books"),
        max_length=300,
        required=False,
        help_text=_("Ask what helps you to prepare; nothing about age, family, origin or faith."),
    )
    question_2 = LineField(label=_("Second question"), max_length=300, required=False)
    question_3 = LineField(label=_("Third question"), max_length=300, required=False)
    a_month = WholeField(label=_("Sessions in a month, at most"), help_text=_("1 to 60."))
    notice_hours = WholeField(
        label=_("Hours of notice"), help_text=_("How long before a session it can still be booked. 1 to 336.")
    )
    horizon_days = WholeField(
        label=_("Days ahead"), help_text=_("How far ahead one may book. 1 to 21, in days of your own.")
    )
    before = WholeField(label=_("Minutes kept free before"), help_text=_("0 to 120."))
    after = WholeField(label=_("Minutes kept free after"), help_text=_("0 to 120."))
    listing = forms.ChoiceField(
        label=_("Who finds the offer"),
        choices=Listing.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Whoever you hide from does not find it, whatever you choose here."),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.initial = _initial(offer) | offer.refused
        language = get_language() or "fa"
        names = [(one.slug, one.labels[language]) for one in vocabulary().of_kind(TermKind.LANGUAGE)]
        self.fields["languages"].choices = names  # type: ignore[attr-defined]
        minutes = [(one, _("%(number)s minutes") % {"number": digits(one, language)}) for one in LENGTHS]
        self.fields["lengths"].choices = minutes  # type: ignore[attr-defined]

    def clean_on_request(self) -> bool:
        return bool(self.cleaned_data["on_request"])

    def fit(self) -> dict[str, Any]:
        """What was typed and reads well, by field: what is wrong in one place loses nothing in another."""
        self.is_valid()
        cleaned = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        for name, otherwise in WHOLE.items():
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = otherwise
        asked = [cleaned.pop(name, getattr(self.offer, "questions", [])) for name in QUESTIONS]
        cleaned["questions"] = [text for text in asked if text and isinstance(text, str)]
        cleaned["listing"] = cleaned.get("listing") or Listing.NOBODY
        return {"version": 0} | cleaned

    def refused(self) -> dict[str, Any]:
        """What was typed and is not saved, by field, as far as it is kept with the offer."""
        typed = {name: self[name].data for name in self.errors if name in self.fields and name != "version"}
        return {name: raw for name, raw in typed.items() if raw and len(str(raw)) <= LONGEST_REFUSED}

    def tell(self, refusal: Unfit) -> None:
        """Says what is wrong or missing at its field."""
        for name, text in refusal.errors.items():
            self.add_error(QUESTIONS[0] if name == "questions" else name, str(text))

    def tell_again(self) -> None:
        """Says what is wrong with what was refused when the offer was saved last: the page shows it again."""
        if not self.offer.refused:
            return
        self.full_clean()
        self.cleaned_data = {}
        for name in self.offer.refused:
            if name in self.fields:
                self.add_error(name, str(FAULTS[Fault.UNREAD]))


class PauseForm(forms.Form):
    """Until when."""

    until = DayField(
        label=_("Until"), help_text=_("Year, month and day, in either calendar. Empty: until you go on.")
    )


def _initial(offer: Offer) -> dict[str, Any]:
    """What the form shows of an offer."""
    language, words = get_language() or "fa", vocabulary()
    said = offer.said() | {"version": offer.version, "tab": secrets.token_hex(8)}
    for name in (*WHOLE, "question_days"):
        said[name] = digits(said[name], language) if said[name] is not None else ""
    comma = "، " if language == "fa" else ", "
    said["topics"] = comma.join(words.label(TermKind.SKILL, slug, language) for slug in offer.topics)
    said["on_request"] = "1" if offer.on_request else ""
    said |= dict(zip(QUESTIONS, [*offer.questions, "", "", ""], strict=False))
    return said
