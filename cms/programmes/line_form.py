"""The form of an incentive: money by fields, and a formula that has no fields of its own as JSON."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import LATIN, PlainField, WholeField, as_typed, initial_words, words_of
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
PAID_BACK, CLAIMED = _("Paid back"), _("Deadline to claim")
SAID = {
    "clawback_text": _("Paid back: if what happens before that"),
    "claim_text": _("Deadline to claim: what is lost after it"),
}
AMOUNTS = {"amount": _("Amount"), "cap": _("At most")}


class LineForm(PartForm):
    """An incentive. Its condition has pages of its own."""

    title, section = _("Incentives"), "incentive"
    words: ClassVar = {"title": (_("What it is called"), True)}
    culprits: ClassVar = {Fault.NO_CURRENCY: "currency", Fault.NO_AMOUNT: "amount_kind"}
    kept: ClassVar = ("when",)
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
        self._paid_back()
        self._claimed()

    def _amount(self, name: str, label: Any, version: v.Version) -> None:
        numeric = [(key, said(one.question)) for key, one in self.facts.items() if one.type in NUMERIC]
        lines = [(f"line:{one.id}", said(one.title)) for one in version.incentives]
        indexes = [(one.id, said(one.label)) for one in version.indexes]
        told = {
            "kind": (_("what it is made of"), list(SHAPES.items())),
            "number": (_("the number"), None),
            "fact": (_("which answer, or which incentive above"), [NONE, *numeric, *lines]),
            "by": (_("times the answer to"), [NONE, *numeric]),
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
        self._span("keep", DUTY)

    def _span(self, name: str, what: Any) -> None:
        for unit, label in SPAN.items():
            self.fields[f"{name}_{unit}"] = WholeField(label=f"{what}: {label}", required=False)

    def _paid_back(self) -> None:
        share = _("how many percent")
        self.fields["clawback_share"] = PlainField(label=f"{PAID_BACK}: {share}", required=False)
        self._span("clawback_within", PAID_BACK)
        self.add_words("clawback_text", SAID["clawback_text"], required=False)

    def _claimed(self) -> None:
        self._span("claim_within", CLAIMED)
        after = forms.ChoiceField(
            label=f"{CLAIMED}: {_('counted from')}", required=False, choices=[NONE, *self.days]
        )
        self.fields["claim_after"] = after
        self.add_words("claim_text", SAID["claim_text"], required=False)

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

    # From the document, and back

    @classmethod
    def own_initial(cls, held: dict[str, Any]) -> dict[str, Any]:
        period = held.get("period", {})
        found = {key: held.get(key, "") for key in cls.FIELDS} | _ending(held)
        found |= {"every": period.get("every", "once"), "times": period.get("times")}
        found |= {"starts": _reference(period["starts"]) if "starts" in period else ""}
        found |= {f"keep_{unit}": one for unit, one in held.get("keep", {}).items()}
        for name in AMOUNTS:
            found |= {f"{name}_{part}": one for part, one in shape_of(held.get(name)).items()}
        return found

    def own(self, values: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {key: values[key] for key in self.FIELDS if values[key]}
        found |= _ends(values)
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
        chosen = [one for one in chosen if not one.startswith("line:")]
        chosen += [one for name in AMOUNTS if (one := values[f"{name}_by"])]
        days = [values["starts"], values["claim_after"], *(values[f"{name}_year"] for name in AMOUNTS)]
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
        if first in ("clawback", "claim"):
            return _end_at(first, rest)
        return (
            f"keep_{rest[0] if rest else 'years'}" if first == "keep" else super().field_at(refusal, pointer)
        )


_PARTS = ("kind", "number", "fact", "by", "index", "year", "json")


def shape_of(raw: Any) -> dict[str, Any]:
    """What stands in the fields of an amount: of one that the fields can say its parts, of any other its JSON."""
    if raw is None:
        return {"kind": ""}
    if not isinstance(raw, dict):
        return {"kind": "number", "number": as_typed(raw)}
    parts = dict.fromkeys(_PARTS, "") | {"year": "day:today"} | (_of(raw) or {"kind": "json"})
    if parts["kind"] == "json" or amount_of(parts) != raw:
        return {"kind": "json", "json": json_text(raw), "year": "day:today"}
    return parts | {"number": as_typed(parts["number"])}


def _of(raw: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of a product of at most one number, one answer, and what is counted; None for what they cannot say."""
    factors = raw.get("multiply", [raw])
    numbers = [one for one in factors if not isinstance(one, dict)]
    *by, base = [one for one in factors if isinstance(one, dict)] or [{}]
    if not all(set(one) == {"fact"} for one in by) or len(by) > 1 or len(numbers) > 1:
        return None
    told = {"by": by[0]["fact"] if by else "", "number": numbers[0] if numbers else ""}
    return counted | told | _share(base) if (counted := _counted(base)) else None


def _counted(base: dict[str, Any]) -> dict[str, str] | None:
    if "index" in base:
        year = _reference(base.get("year_of", {"day": "today"}))
        return {"kind": "index", "index": base["index"], "year": year}
    share, of = base.get("percent", ("", base))
    if isinstance(share, dict) or not isinstance(of, dict) or set(of) not in ({"fact"}, {"line"}):
        return None
    return {
        "kind": "percent" if "percent" in base else "answer",
        "fact": of.get("fact") or f"line:{of['line']}",
    }


def _share(base: dict[str, Any]) -> dict[str, Any]:
    return {"number": base["percent"][0]} if "percent" in base else {}


def amount_of(parts: dict[str, Any]) -> Any:
    """The amount as plain JSON, from its fields."""
    kind, number = parts["kind"], parts["number"]
    if kind in ("number", "json"):
        return parts[kind]
    factors = [number] if number and kind != "percent" else []
    factors += [{"fact": parts["by"]}] if parts["by"] else []
    factors += [_base(parts)]
    return {"multiply": factors} if len(factors) > 1 else factors[0]


def _base(parts: dict[str, Any]) -> dict[str, Any]:
    if parts["kind"] == "index":
        today = parts["year"] in ("", "day:today")
        return {"index": parts["index"]} | ({} if today else {"year_of": _from(parts["year"])})
    of = _from(parts["fact"]) if parts["fact"].startswith("line:") else {"fact": parts["fact"]}
    return {"percent": [parts["number"], of]} if parts["kind"] == "percent" else of


def _ending(held: dict[str, Any]) -> dict[str, Any]:
    """What stands in the fields of paying back and of the deadline to claim."""
    back, claim = held.get("clawback", {}), held.get("claim", {})
    found: dict[str, Any] = {"clawback_share": as_typed(back["share"])} if back else {}
    for name, one in (("clawback", back), ("claim", claim)):
        found |= {f"{name}_within_{unit}": number for unit, number in one.get("within", {}).items()}
        found |= initial_words(one.get("text"), f"{name}_text")
    return found | ({"claim_after": _reference(claim["after"])} if claim else {})


def _ends(values: dict[str, Any]) -> dict[str, Any]:
    """Both as plain JSON, as far as something is said of them: the document tells what is missing."""
    back = {"share": values["clawback_share"]} if values["clawback_share"] else {}
    claim = {"after": _from(values["claim_after"])} if values["claim_after"] else {}
    found = {"clawback": back, "claim": claim}
    for name, one in found.items():
        within = {unit: number for unit in SPAN if (number := values[f"{name}_within_{unit}"])}
        text = words_of(values, f"{name}_text")
        one |= ({"within": within} if within else {}) | ({"text": text} if text else {})
    return {name: one for name, one in found.items() if one}


def _end_at(name: str, rest: list[str]) -> str:
    """The field of a fault in paying back or in the deadline."""
    part, *more = rest or [""]
    if part == "within":
        return f"{name}_within_{more[0] if more else 'years'}"
    if part == "text":
        return f"{name}_text_{more[0] if more else 'fa'}"
    return f"{name}_{part}" if part in ("share", "after") else f"{name}_within_years"


def _reference(raw: dict[str, str]) -> str:
    return ":".join(next(iter(raw.items())))


def _from(chosen: str) -> dict[str, str]:
    kind, _colon, key = chosen.partition(":")
    return {kind: key}
