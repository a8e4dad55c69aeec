"""One question as a form: whatever its type, it ends in one answer. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.accounts.countries import countries
from talent.lib.dates import digits
from talent.lib.typed import CALENDARS, NoSuchDay, parts_of_day, typed_day, typed_number
from talent.programmes.codes import NUMERIC, FactType
from talent.programmes.document.facts import read_answer
from talent.programmes.document.refusal import BadDocument, Fault
from talent.programmes.document.values import Answer, Fact
from talent.programmes.words import Voice, month_names

NONE = "none"
"""The box beside those of several options: none of these."""
MANY = 12
"""More options than this are a list to open, not buttons."""
_LONGEST = 60

_NUMBER_FAULTS = {
    Fault.NEGATIVE: _("This cannot be less than zero."),
    Fault.OUT_OF_RANGE: _("Only whole numbers count here."),
}


class QuestionForm(forms.Form):
    """A question with one field `answer`, or, for a day, with day, month and year. `demanded`: it may not stay empty;
    else nothing is an answer too, and `given` tells them apart."""

    def __init__(
        self,
        fact: Fact,
        speaker: Voice,
        data: Any = None,
        *,
        prefix: str | None = None,
        calendar: str = "",
        held: Answer = None,
        demanded: bool = True,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.fact, self.speaker, self.demanded = fact, speaker, demanded
        self.calendar = self._calendar(calendar)
        self.answer: Answer = None
        self.given = False
        self.label, self.help = speaker.text(fact.question), speaker.text(fact.help)
        fields = _day_fields(self) if fact.type is FactType.DAY else {"answer": _field(self)}
        self.fields.update(fields)
        if held is not None and data is None:
            self.initial = _shown(self, held)

    def _calendar(self, wished: str) -> str:
        """The calendar in which a day is typed: the one that the form says, else the reader's."""
        typed = self.data.get(self.calendar_name, "") if self.is_bound else ""
        return next((one for one in (wished, typed) if one in CALENDARS), self.speaker.calendar)

    @property
    def kind(self) -> str:
        """How the page lays it out: day, choices, country, line."""
        if self.fact.type is FactType.DAY:
            return "day"
        widget = self.fields["answer"].widget
        return "choices" if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)) else "line"

    @property
    def calendar_name(self) -> str:
        """What the hidden field is called that says in which calendar the day is typed."""
        return self.add_prefix("calendar")

    @property
    def other_calendar(self) -> str:
        """The calendar in which the day could be typed instead."""
        return next(one for one in CALENDARS if one != self.calendar)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = cleaned.get("answer")
        if isinstance(typed, list) and NONE in typed and len(typed) > 1:
            self._refuse("answer", gettext("Either some of these or none of these."))
        try:
            self.answer, self.given = _answer(self, cleaned)
        except NoSuchDay as fault:
            self._refuse_day(fault)
        except ValueError:
            self._refuse("answer", gettext("Write a number, such as %(one)s.") % {"one": self._example()})
        except BadDocument as fault:
            self._refuse(
                "answer", _NUMBER_FAULTS.get(fault.fault, _("This number is too large or too fine."))
            )
        return cleaned

    def _example(self) -> str:
        return digits("12", self.speaker.language)

    def _refuse(self, name: str, text: Any) -> None:
        if name not in self.errors:
            self.add_error(name, text)

    def _refuse_day(self, fault: NoSuchDay) -> None:
        said: dict[str, Any] = {
            "all": _("Write the day, or say that you do not know it."),
            "year": _("Write the year with four digits."),
            "month": _("Choose the month."),
            "day": _("This month has %(last)s days."),
        }
        text = self._other_year(fault.instead) if fault.instead else str(said[fault.part])
        if fault.last:
            month = int(self.cleaned_data.get("month") or 1)
            name = month_names(self.calendar, self.speaker.language)[month - 1]
            text = gettext("%(month)s has %(last)s days in that year.") % {"month": name, "last": fault.last}
        self._refuse("day" if fault.part == "all" else fault.part, text)

    def _other_year(self, instead: int) -> str:
        """What is said to a year of the other calendar; where the page can change the calendar, that too."""
        if self.calendar == "jalali":
            text = gettext("This is a Gregorian year: in the Iranian calendar write %(year)s.")
        else:
            text = gettext("This is an Iranian year: in the Gregorian calendar write %(year)s.")
        text %= {"year": digits(instead, self.speaker.language)}
        also = gettext("Or change the calendar below.")
        return f"{text} {also}" if self.demanded else text


# Fields -------------------------------------------------------------------------------------------------------------


def _field(form: QuestionForm) -> forms.Field:
    fact, speaker = form.fact, form.speaker
    common: dict[str, Any] = {"label": form.label, "required": form.demanded, "help_text": form.help}
    if fact.type in NUMERIC:
        whole = fact.type is FactType.WHOLE
        attrs = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        return forms.CharField(
            **common,
            max_length=_LONGEST,
            widget=forms.TextInput(attrs),
            error_messages={"required": _("Write a number, or say that you do not know it.")},
        )
    common["error_messages"] = {
        "required": _("Choose an answer, or say that you do not know it."),
        "invalid_choice": _("Choose one of the answers."),
    }
    if fact.type is FactType.CHOICES:
        boxes = [(one.id, speaker.text(one.label)) for one in fact.options]
        return forms.MultipleChoiceField(
            **common,
            choices=[*boxes, (NONE, _("None of these"))],
            widget=forms.CheckboxSelectMultiple,
        )
    rows = _options(fact, speaker)
    if len(rows) > MANY:
        return forms.ChoiceField(**common, choices=[("", _("Choose")), *rows], widget=forms.Select)
    return forms.ChoiceField(**common, choices=rows, widget=forms.RadioSelect)


def _options(fact: Fact, speaker: Voice) -> list[tuple[str, str]]:
    if fact.type is FactType.YES_NO:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
    if fact.type is FactType.COUNTRY:
        return countries(speaker.language)
    return [(one.id, speaker.text(one.label)) for one in fact.options]


def _day_fields(form: QuestionForm) -> dict[str, forms.Field]:
    typing = {"inputmode": "numeric", "autocomplete": "off"}
    names = month_names(form.calendar, form.speaker.language)
    months = [
        (str(place), f"{digits(place, form.speaker.language)} · {name}")
        for place, name in enumerate(names, 1)
    ]
    return {
        "day": forms.CharField(
            label=_("Day"), max_length=6, required=False, widget=forms.TextInput(typing | {"size": 3})
        ),
        "month": forms.ChoiceField(label=_("Month"), required=False, choices=[("", _("Choose")), *months]),
        "year": forms.CharField(
            label=_("Year"), max_length=8, required=False, widget=forms.TextInput(typing | {"size": 6})
        ),
    }


# Answers ------------------------------------------------------------------------------------------------------------


def _answer(form: QuestionForm, cleaned: dict[str, Any]) -> tuple[Answer, bool]:
    """The answer, and whether there is one. Raises NoSuchDay, ValueError, BadDocument."""
    if form.errors:
        return None, False
    if form.fact.type is FactType.DAY:
        return _day(form, cleaned)
    typed = cleaned.get("answer")
    if not typed:
        return None, False
    return read_answer(form.fact, _raw(form.fact, typed), ""), True


def _raw(fact: Fact, typed: Any) -> object:
    if fact.type in NUMERIC:
        return typed_number(typed)
    if fact.type is FactType.CHOICES:
        return [one for one in typed if one != NONE]
    return {"yes": True, "no": False}[typed] if fact.type is FactType.YES_NO else typed


def _day(form: QuestionForm, cleaned: dict[str, Any]) -> tuple[Answer, bool]:
    day, month, year = (str(cleaned.get(name) or "") for name in ("day", "month", "year"))
    if not form.demanded and not (day + month + year).strip():
        return None, False
    return typed_day(day, month, year, form.calendar), True


def _shown(form: QuestionForm, held: Answer) -> dict[str, Any]:
    """An answer given before, as it stands in the fields."""
    language = form.speaker.language
    if form.fact.type is FactType.DAY:
        day, month, year = parts_of_day(held, form.calendar)  # type: ignore[arg-type]
        return {"day": digits(day, language), "month": str(month), "year": digits(year, language)}
    if isinstance(held, bool):
        return {"answer": "yes" if held else "no"}
    if isinstance(held, tuple):
        return {"answer": list(held) or [NONE]}
    return {"answer": held if isinstance(held, str) else digits(format(held, "f"), language)}
