"""The form of an incentive: common amounts by fields, any other as JSON."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import LATIN, PlainField, WholeField, as_typed
from cms.programmes.part_forms import SPAN, PartForm, json_text, read_json
from cms.programmes.telling import asked_days, said
from cms.programmes.words import EVERY, KINDS, PARTIES
from talent.programmes.catalogue import catalogue
from talent.programmes.codes import NUMERIC
from talent.programmes.document import values as v
from talent.programmes.document.refusal import BadDocument, Fault

NONE = ("", _("not said"))
SHAPES = {
    "": _("nothing"),
    "number": _("a fixed number"),
    "answer": _("an answer, times the number"),
    "percent": _("so many percent of an answer"),
    "index": _("an official number of the year, times the number"),
    "json": _("something else (JSON)"),
}
NEEDS = {
    "number": ("number",),
    "answer": ("fact",),
    "percent": ("number", "fact"),
    "index": ("index",),
    "json": ("json",),
}
AS_JSON, DUTY = _("as JSON"), _("Duty afterwards")
AMOUNTS = {"amount": _("Amount"), "cap": _("At most")}


class LineForm(PartForm):
    """An incentive. What has no field of its own (condition, claw-back, deadline to claim) stands in `rest`, as JSON."""

    title, section = _("Incentives"), "incentive"
    words: ClassVar = {"title": (_("What it is called"), True)}
    culprits: ClassVar = {Fault.NO_CURRENCY: "currency", Fault.NO_AMOUNT: "amount_kind"}
    FIELDS: ClassVar = ("kind", "currency", "payer", "payee", "source")
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        widget=forms.TextInput(LATIN),
        help_text=_("Three capital letters, such as EUR."),
    )
    payer = forms.ChoiceField(label=_("Who pays"), required=False, choices=[NONE, *PARTIES.items()])
    payee = forms.ChoiceField(label=_("Who is paid"), required=False, choices=[NONE, *PARTIES.items()])

    def __init__(self, *args: Any, version: v.Version, **kwargs: Any) -> None:
        super().__init__(*args, version=version, **kwargs)
        own = {one.id: one for one in version.facts}
        self.facts = own | {key: one for key, one in catalogue().items() if key not in own}
        self.days = asked_days(version, self.facts)
        for name, label in AMOUNTS.items():
            self._amount(name, label, version)
        self._period()
        self.fields["source"] = forms.CharField(
            label=_("Source"), required=False, max_length=300, widget=forms.TextInput({"dir": "auto"})
        )
        self.fields["rest"] = forms.CharField(
            label=_("Condition, claw-back and deadline to claim (JSON)"),
            required=False,
            widget=forms.Textarea({"rows": 5, "spellcheck": "false"} | LATIN),
            help_text=_("An object with when, clawback and claim, as the format describes; or nothing."),
        )

    def _amount(self, name: str, label: Any, version: v.Version) -> None:
        numeric = [(key, said(one.question)) for key, one in self.facts.items() if one.type in NUMERIC]
        indexes = [(one.id, said(one.label)) for one in version.indexes]
        told = {
            "kind": (_("what it is made of"), list(SHAPES.items())),
            "number": (_("the number"), None),
            "fact": (_("which answer"), [NONE, *numeric]),
            "index": (_("which official number"), [NONE, *indexes]),
            "year": (_("of the year of"), self.days),
        }
        for part, (what, choices) in told.items():
            words: dict[str, Any] = {"label": f"{label}: {what}", "required": False}
            field = PlainField(**words) if choices is None else forms.ChoiceField(**words, choices=choices)
            self.fields[f"{name}_{part}"] = field
        area = forms.Textarea({"rows": 5, "spellcheck": "false"} | LATIN)
        self.fields[f"{name}_json"] = forms.CharField(
            label=f"{label}: {AS_JSON}", required=False, widget=area
        )

    def _period(self) -> None:
        self.fields["every"] = forms.ChoiceField(label=_("How often"), choices=list(EVERY.items()))
        self.fields["times"] = WholeField(label=_("How many times"), required=False)
        self.fields["starts"] = forms.ChoiceField(
            label=_("From which day on"), required=False, choices=[NONE, *self.days]
        )
        for unit, label in SPAN.items():
            self.fields[f"keep_{unit}"] = WholeField(label=f"{DUTY}: {label}", required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for name in AMOUNTS:
            for part in NEEDS.get(values.get(f"{name}_kind", ""), ()):
                if not values.get(f"{name}_{part}") and f"{name}_{part}" not in self.errors:
                    self.add_error(f"{name}_{part}", _("This is needed here."))
        return values

    def clean_amount_json(self) -> Any:
        return read_json(self.cleaned_data["amount_json"])

    def clean_cap_json(self) -> Any:
        return read_json(self.cleaned_data["cap_json"])

    def clean_rest(self) -> dict[str, Any]:
        found = read_json(self.cleaned_data["rest"])
        if found is None:
            return {}
        if not isinstance(found, dict) or set(found) - {"when", "clawback", "claim"}:
            raise forms.ValidationError(_("This is an object, without what has a field of its own."))
        return found

    # From the document, and back

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        period, rest = held.get("period", {}), ("when", "clawback", "claim")
        told = {key: one for key, one in held.items() if key in rest}
        found = {key: held.get(key, "") for key in cls.FIELDS} | {"rest": json_text(told) if told else ""}
        found |= {"every": period.get("every", "once"), "times": period.get("times")}
        found |= {"starts": _reference(period["starts"]) if "starts" in period else ""}
        found |= {f"keep_{unit}": one for unit, one in held.get("keep", {}).items()}
        for name in AMOUNTS:
            found |= {f"{name}_{part}": one for part, one in shape_of(held.get(name)).items()}
        return found

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {key: values[key] for key in self.FIELDS if values[key]} | values["rest"]
        for name in AMOUNTS:
            if values[f"{name}_kind"]:
                found[name] = amount_of({part: values[f"{name}_{part}"] for part in _PARTS})
        keep = {unit: values[f"keep_{unit}"] for unit in SPAN if values[f"keep_{unit}"]}
        period = {key: values[key] for key in ("every", "times") if values[key]}
        if values["starts"]:
            period["starts"] = _from(values["starts"])
        return found | ({"keep": keep} if keep else {}) | {"period": period}

    def needs(self) -> list[v.Fact]:
        values = self.cleaned_data
        chosen = [
            values[f"{name}_fact"] for name in AMOUNTS if values[f"{name}_kind"] in ("answer", "percent")
        ]
        days = [values["starts"], *(values[f"{name}_year"] for name in AMOUNTS)]
        chosen += [one.removeprefix("fact:") for one in days if one.startswith("fact:")]
        return [self.facts[key] for key in chosen]

    def field_at(self, refusal: BadDocument, pointer: str) -> str | None:
        if not refusal.pointer.startswith(f"{pointer}/"):
            return super().field_at(refusal, pointer)
        first, *rest = refusal.pointer.removeprefix(f"{pointer}/").split("/")
        if first in AMOUNTS:
            return f"{first}_json" if self.cleaned_data[f"{first}_kind"] == "json" else f"{first}_number"
        if first == "period":
            return rest[0] if rest and rest[0] in self.fields else "times"
        return (
            f"keep_{rest[0] if rest else 'years'}" if first == "keep" else super().field_at(refusal, pointer)
        )


_PARTS = ("kind", "number", "fact", "index", "year", "json")


def shape_of(raw: Any) -> dict[str, Any]:
    """What stands in the fields of an amount: of a common one its parts, of any other its JSON."""
    if raw is None:
        return {"kind": ""}
    if not isinstance(raw, dict):
        return {"kind": "number", "number": as_typed(raw)}
    found = _of(raw) or {"kind": "json", "json": json_text(raw)}
    return {"year": "day:today"} | found


def _of(raw: dict[str, Any], times: Any = "") -> dict[str, Any] | None:
    """A common amount: an answer or an index, alone or times a number; a percentage of an answer."""
    if set(raw) == {"fact"}:
        return {"kind": "answer", "fact": raw["fact"], "number": as_typed(times)}
    if "index" in raw:
        year = _reference(raw.get("year_of", {"day": "today"}))
        return {"kind": "index", "index": raw["index"], "year": year, "number": as_typed(times)}
    name, parts = next(iter(raw.items()))
    if times or name not in ("multiply", "percent") or len(parts) != 2 or not _is_number(parts[0]):
        return None
    if not isinstance(parts[1], dict):
        return None
    if name == "multiply":
        return _of(parts[1], parts[0])
    share = {"kind": "percent", "number": as_typed(parts[0]), "fact": parts[1].get("fact")}
    return share if set(parts[1]) == {"fact"} else None


def _is_number(raw: Any) -> bool:
    try:
        return isinstance(raw, (str, int)) and Decimal(raw).is_finite()
    except InvalidOperation:
        return False


def amount_of(parts: dict[str, Any]) -> Any:
    """The amount as plain JSON, from its fields."""
    kind, number = parts["kind"], parts["number"]
    if kind in ("number", "json"):
        return parts[kind]
    if kind == "percent":
        return {"percent": [number, {"fact": parts["fact"]}]}
    told = {"fact": parts["fact"]} if kind == "answer" else {"index": parts["index"]}
    if kind == "index" and parts["year"] not in ("", "day:today"):
        told["year_of"] = _from(parts["year"])
    return {"multiply": [number, told]} if number else told


def _reference(raw: dict[str, str]) -> str:
    return ":".join(next(iter(raw.items())))


def _from(chosen: str) -> dict[str, str]:
    kind, _colon, key = chosen.partition(":")
    return {kind: key}
