"""The form of one condition: what stands beside the operator depends on it and on the fact's type."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import (
    DayField,
    PlainField,
    ReadersForm,
    WholeField,
    as_typed,
    read_day,
    words_of,
)
from cms.programmes.naming import demand_both, name_fields, name_of
from cms.programmes.telling import language, said
from talent.accounts.countries import countries
from talent.programmes.codes import FactType
from talent.programmes.document import values as v
from talent.programmes.operators import OPERATORS, Operand

NUMBER = _("Number")
SPAN = {"years": _("Years"), "months": _("Months"), "days": _("Days")}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the form is about: a fact, an operator, the version around it, the days to count from, and whether the
    condition must, may or cannot have a sentence."""

    fact: v.Fact
    operator: str
    version: v.Version
    days: list[tuple[str, str]]
    place: str

    @property
    def operand(self) -> Operand:
        """The form of the value."""
        return OPERATORS[self.operator].operand


class ConditionForm(ReadersForm):
    """Value, reference day, sentence, source and papers of one condition."""

    def __init__(self, *args: Any, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        _VALUE[setting.operand](self)
        operator = OPERATORS[setting.operator]
        if operator.refers:
            self.fields["reference"] = forms.ChoiceField(label=_("Counted from"), choices=setting.days)
        if operator.waits:
            self.fields["not_yet"] = forms.BooleanField(
                label=_(
                    "Somebody for whom this day has not come yet meets it too, while it can still come in time"
                ),
                required=False,
            )
        papers = [(one.id, said(one.title)) for one in setting.version.documents]
        name_fields(self, papers, setting.place)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.calendar = self.calendar

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        counts = self.setting.operand is Operand.SPAN and not self.errors
        if counts and not any(values.get(f"value_{unit}") for unit in SPAN):
            self.add_error("value_years", _("Say how long."))
        return demand_both(self, values)

    def node(self, taken: list[str]) -> dict[str, Any]:
        """The condition as plain JSON, from what was typed."""
        values, operator = self.cleaned_data, OPERATORS[self.setting.operator]
        found: dict[str, Any] = {"fact": self.setting.fact.id, "operator": self.setting.operator}
        if self.setting.operand is not Operand.NOTHING:
            found["value"] = _READ[self.setting.operand](values)
        if operator.refers:
            kind, _colon, key = values["reference"].partition(":")
            found["reference"] = {kind: key}
        if values.get("not_yet"):
            found["not_yet"] = True
        return found | name_of(values, words_of(values, "sentence"), taken, self.setting.fact.id)


# The value in the form ----------------------------------------------------------------------------------------------


def _flag(form: ConditionForm) -> None:
    form.fields["value"] = forms.ChoiceField(
        label=_("The answer must be"),
        choices=[("true", _("yes")), ("false", _("no"))],
        widget=forms.RadioSelect,
    )


def _codes(form: ConditionForm) -> None:
    fact = form.setting.fact
    if fact.type is FactType.COUNTRY:
        choices = countries(language())
        widget: forms.Widget = forms.SelectMultiple({"size": 10})
    else:
        choices, widget = [(one.id, said(one.label)) for one in fact.options], forms.CheckboxSelectMultiple()
    form.fields["value"] = forms.MultipleChoiceField(
        label=_("Choices that count"), choices=choices, widget=widget
    )


def _amount(form: ConditionForm, name: str = "value", label: Any = NUMBER) -> None:
    form.fields[name] = PlainField(label=label, help_text=_unit(form.setting.fact))
    indexes = [(one.id, said(one.label)) for one in form.setting.version.indexes]
    if indexes:
        form.fields[f"{name}_index"] = forms.ChoiceField(
            label=_("Times the index"),
            required=False,
            choices=[("", _("none: the number itself")), *indexes],
            help_text=_("Then the number says how many times this year’s value."),
        )


def _unit(fact: v.Fact) -> Any:
    units = {
        "day": _("In days."),
        "month": _("In months."),
        "year": _("In years."),
        "percent": _("In percent."),
    }
    return units.get(fact.unit, "") if fact.unit else ""


def _range(form: ConditionForm) -> None:
    _amount(form, "value_from", _("From"))
    _amount(form, "value_to", _("To (included)"))


def _span(form: ConditionForm) -> None:
    for unit, label in SPAN.items():
        form.fields[f"value_{unit}"] = WholeField(label=label, required=False)


def _window(form: ConditionForm) -> None:
    form.fields["value_from"] = DayField(label=_("From"))
    form.fields["value_to"] = DayField(label=_("To (included)"))


_VALUE: dict[Operand, Callable[[ConditionForm], None]] = {
    Operand.NOTHING: lambda form: None,
    Operand.FLAG: _flag,
    Operand.CODES: _codes,
    Operand.AMOUNT: _amount,
    Operand.RANGE: _range,
    Operand.SPAN: _span,
    Operand.WINDOW: _window,
}

# From the form to the document, and back ----------------------------------------------------------------------------


def _read_amount(values: dict[str, Any], name: str = "value") -> Any:
    index = values.get(f"{name}_index")
    return {"index": index, "times": values[name]} if index else values[name]


_READ: dict[Operand, Callable[[dict[str, Any]], Any]] = {
    Operand.FLAG: lambda values: values["value"] == "true",
    Operand.CODES: lambda values: values["value"],
    Operand.AMOUNT: _read_amount,
    Operand.RANGE: lambda values: {end: _read_amount(values, f"value_{end}") for end in ("from", "to")},
    Operand.SPAN: lambda values: {unit: values[f"value_{unit}"] for unit in SPAN if values[f"value_{unit}"]},
    Operand.WINDOW: lambda values: {end: values[f"value_{end}"].isoformat() for end in ("from", "to")},
}


def initial_value(operator: str, raw: Any) -> dict[str, Any]:
    """What stands in the fields of a value that the document has."""
    operand = OPERATORS[operator].operand
    if operand is Operand.FLAG:
        return {"value": "true" if raw else "false"}
    if operand is Operand.SPAN:
        return {f"value_{unit}": held for unit, held in raw.items()}
    if operand is Operand.WINDOW:
        return {f"value_{end}": read_day(raw[end]) for end in ("from", "to")}
    if operand is Operand.RANGE:
        return _initial_amount("value_from", raw["from"]) | _initial_amount("value_to", raw["to"])
    return _initial_amount("value", raw) if operand is Operand.AMOUNT else {"value": raw}


def _initial_amount(name: str, raw: Any) -> dict[str, Any]:
    if isinstance(raw, dict):
        return {name: as_typed(raw.get("times", "1")), f"{name}_index": raw["index"]}
    return {name: as_typed(raw)}


def default_condition(fact: v.Fact) -> dict[str, Any]:
    """A first condition on a fact, to be changed at once: it says what the question says."""
    sentence = {"fa": fact.question.fa, "en": fact.question.en}
    held = {"fact": fact.id, "id": fact.id, "sentence": sentence}
    if fact.type is FactType.YES_NO:
        return held | {"operator": "is", "value": True}
    if fact.type is FactType.DAY:
        return held | {"operator": "on_or_before"}
    if fact.type is FactType.CHOICES:
        return held | {"operator": "has_any", "value": [fact.options[0].id]}
    if fact.type in (FactType.CHOICE, FactType.COUNTRY):
        return held | {"operator": "one_of", "value": [fact.options[0].id if fact.options else "DE"]}
    return held | {"operator": "at_least", "value": "1"}
