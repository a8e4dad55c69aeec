"""A form for each list of the document: papers, named days, indexes, clocks, incentives, numbers of the summary."""

import json
from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import (
    LATIN,
    SIDES,
    DayField,
    PlainField,
    ReadersForm,
    WholeField,
    initial_words,
    read_day,
    words_of,
)
from cms.programmes.saying import told_refusal
from cms.programmes.telling import said
from cms.programmes.words import FIGURES
from talent.lib.dates import LATIN_DIGITS
from talent.programmes.document import values as v
from talent.programmes.document.reading import load
from talent.programmes.document.refusal import BadDocument, Fault
from talent.programmes.document.tidying import id_from

SPAN = {"years": _("Years"), "months": _("Months"), "days": _("Days")}


class PartForm(ReadersForm):
    """One thing of a list. `words` are its texts, the first of which names it; `kept` has a page of its own and stays as
    it is."""

    title: ClassVar[Any] = ""
    kept: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[dict[str, tuple[Any, bool]]] = {}
    section: ClassVar[str] = ""
    culprits: ClassVar[dict[Fault, str]] = {}

    def __init__(self, *args: Any, version: v.Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, required) in self.words.items():
            self.add_words(name, label, required=required)
        self.fields["id"] = forms.CharField(
            label=_("Short name"),
            required=False,
            max_length=60,
            widget=forms.TextInput(LATIN),
            help_text=_(
                "Small Latin letters, digits and underscores. If empty, it is made of the English text."
            ),
        )

        self.order_fields([f"{name}_{side}" for name in self.words for side in SIDES])

    @classmethod
    def initial_of(cls, held: dict[str, Any]) -> dict[str, Any]:
        """What stands in the fields for a thing of the document."""
        found = {"id": held["id"]} | cls.own_initial(held)
        for name in cls.words:
            found |= initial_words(held.get(name), name)
        return found

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        """What stands in the fields that only this kind of thing has."""
        return {name: held[name] for name in cls.base_fields if name in held}

    def thing(self, key: str | None, others: Collection[str]) -> dict[str, Any]:
        """The thing as plain JSON, from what was typed."""
        values = self.cleaned_data
        texts = {name: held for name in self.words if (held := words_of(values, name))}
        first = next(iter(texts.values()), {"en": ""})
        made = key or id_from(first["en"], others, self.section)
        return {"id": values["id"] or made} | texts | self.own(values)

    def needs(self) -> list[v.Fact]:
        """Questions that the thing asks, and the document perhaps not yet."""
        return []

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        """What only this kind of thing has, as plain JSON."""
        return {name: values[name] for name in self.base_fields if name != "revision" and values[name]}

    def field_at(self, refusal: BadDocument, pointer: str) -> str | None:
        """The field that a fault belongs to; None where it lies outside this thing."""
        if not refusal.pointer.startswith(pointer):
            return (
                "id" if refusal.fault is Fault.DUPLICATE_ID and pointer.startswith(refusal.pointer) else None
            )
        if refusal.fault in self.culprits:
            return self.culprits[refusal.fault]
        steps = refusal.pointer.removeprefix(pointer).strip("/").split("/")
        for depth in range(len(steps), 0, -1):
            name = "_".join(steps[:depth])
            if name in self.fields:
                return name
        return None


class SpanForm(PartForm):
    """A thing with a length of time."""

    years = WholeField(label=SPAN["years"], required=False)
    months = WholeField(label=SPAN["months"], required=False)
    days = WholeField(label=SPAN["days"], required=False)

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        return dict(held["within"])

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"within": {unit: values[unit] for unit in SPAN if values[unit]}}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(values.get(unit) for unit in SPAN):
            self.add_error("years", _("Say how long."))
        return values

    def field_at(self, refusal: BadDocument, pointer: str) -> str | None:
        last = refusal.pointer.rsplit("/", 1)[-1]
        return last if last in SPAN else super().field_at(refusal, pointer)


class ClockForm(SpanForm):
    title, section = _("Clocks: how long somebody has"), "clock"
    words: ClassVar = {"text": (_("For what"), True)}
    working = forms.BooleanField(label=_("Counts working days only"), required=False)

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        return super().own_initial(held) | {"working": held.get("working", False)}

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return super().own(values) | ({"working": True} if values["working"] else {})


class PaperForm(PartForm):
    title, section = _("Papers"), "paper"
    words: ClassVar = {"title": (_("What it is called"), True), "help": (_("Help"), False)}
    always = forms.BooleanField(
        label=_("Asked of everybody"),
        required=False,
        help_text=_("Else it is asked for by the rules that name it as evidence."),
    )
    kept: ClassVar = ("when",)

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        return {"always": held.get("always", False)}


class DayForm(PartForm):
    title, section = _("Named days"), "day"
    day = DayField(label=_("Day"))

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        return {"day": read_day(held["day"])}

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"day": values["day"].isoformat()}


class IndexForm(PartForm):
    title, section = _("Official numbers by year"), "index"
    words: ClassVar = {"label": (_("What it is called"), True)}
    values = forms.CharField(
        label=_("Values by year"),
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "ltr"}),
        help_text=_("One on each line, the year first: 2026 900.50"),
    )
    otherwise = PlainField(
        label=_("Value of every other year"),
        required=False,
        help_text=_("Where the programme has fixed one."),
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"})
    )

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        lines = [f"{one['year']} {one['value']}" for one in held.get("values", [])]
        return {"values": "\n".join(lines)} | {key: held.get(key, "") for key in ("otherwise", "source")}

    def clean_values(self) -> list[dict[str, Any]]:
        found = []
        for line in self.cleaned_data["values"].splitlines():
            if line.strip():
                found.append(_year_value(line))
        return found


class FigureForm(PartForm):
    title, section = _("Numbers of the summary"), "figure"
    culprits: ClassVar = {Fault.UNKNOWN_LINE: "line", Fault.DOES_NOT_FIT: "line"}
    part = forms.ChoiceField(label=_("Which part"), choices=list(FIGURES.items()))
    line = forms.ChoiceField(label=_("Of which incentive"), required=False)

    def __init__(self, *args: Any, version: v.Version, **kwargs: Any) -> None:
        super().__init__(*args, version=version, **kwargs)
        named = [(one.id, said(one.title)) for one in version.incentives]
        self.fields["line"] = forms.ChoiceField(
            label=_("Of which incentive"), required=False, choices=[("", _("all together")), *named]
        )

    def thing(self, key: str | None, others: Collection[str]) -> dict[str, Any]:
        made = super().thing(key, others)
        parts = self.cleaned_data
        name = f"{parts['line']} {parts['part']}".strip()
        return made | {"id": parts["id"] or key or id_from(name, others, self.section)}


def json_text(raw: Any) -> str:
    """Plain JSON as one reads it."""
    return json.dumps(raw, ensure_ascii=False, indent=2)


def read_json(typed: str) -> Any:
    """What was typed as JSON; None for nothing. Raises ValidationError."""
    if not typed.strip():
        return None
    try:
        return load(typed)
    except BadDocument as fault:
        raise forms.ValidationError(told_refusal(fault)) from None


def _year_value(line: str) -> dict[str, Any]:
    year, _space, value = line.strip().translate(LATIN_DIGITS).partition(" ")
    if not year.isdigit() or len(year) > 4 or not value.strip():
        raise forms.ValidationError(_("Write a year, a space and a number on each line."))
    return {"year": int(year), "value": PlainField().to_python(value.strip())}
