"""Test persons of a draft: added, changed, deleted; what comes out is taken as expected only after it was seen."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.programmes.base import DraftVerb
from cms.programmes.expected import figure_name
from cms.programmes.fields import (
    DayField,
    PlainField,
    ReadersForm,
    as_typed,
    initial_words,
    read_day,
    words_of,
)
from cms.programmes.telling import Teller, language, said
from cms.programmes.trials import trial
from cms.programmes.words import VERDICTS
from talent.accounts.countries import countries
from talent.lib.dates import park_today
from talent.lib.errors import Absent, Refused
from talent.programmes.checking import check
from talent.programmes.codes import NUMERIC, FactType
from talent.programmes.document import values as v
from talent.programmes.document.facts import read_facts
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.tidying import id_from

NOTHING = ("", _("not known"))


class PersonForm(ReadersForm):
    """Who, on which day, with which answers; what must come out."""

    today = DayField(label=_("On which day"))

    def __init__(self, *args: Any, version: v.Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.add_words("title", _("Who it is"), rows=1, longest=200)
        for fact in version.facts:
            self.fields[f"fact_{fact.id}"] = answer_field(fact)
            self.fields[f"none_{fact.id}"] = forms.BooleanField(label=_("does not apply"), required=False)
        self.fields["eligible"] = forms.ChoiceField(
            label=_("Expected verdict"), choices=list(VERDICTS.items())
        )
        teller = Teller(version, calendar=self.calendar)
        for figure in version.summary:
            self.fields[f"figure_{figure.id}"] = PlainField(
                label=figure_name(figure, teller), required=False, max_length=60
            )
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.calendar = self.calendar

    def answers(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each question's field, with the box that says it does not apply."""
        return [(self[f"fact_{one.id}"], self[f"none_{one.id}"]) for one in self.version.facts]

    def figures(self) -> list[forms.BoundField]:
        """The fields of what is expected."""
        return [self["eligible"], *(self[f"figure_{one.id}"] for one in self.version.summary)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for fact in self.version.facts:
            if values.get(f"none_{fact.id}") and values.get(f"fact_{fact.id}"):
                self.add_error(f"fact_{fact.id}", _("Either there is an answer, or it does not apply."))
        return values

    def person(self, key: str, before: dict[str, Any]) -> dict[str, Any]:
        """The person as plain JSON. What was expected of single rules before stays."""
        values = self.cleaned_data
        figures = {one.id: values[f"figure_{one.id}"] for one in self.version.summary}
        expected = before.get("expected", {}) | {
            "eligible": values["eligible"],
            "incentives": {name: held for name, held in figures.items() if held},
        }
        return {
            "id": key,
            "title": words_of(values, "title"),
            "today": values["today"].isoformat(),
            "facts": self._answers(values),
            "expected": expected,
        }

    def _answers(self, values: dict[str, Any]) -> dict[str, Any]:
        """What is known: an answer, or None where it does not apply."""
        found: dict[str, Any] = {}
        for fact in self.version.facts:
            held = values.get(f"fact_{fact.id}")
            if values.get(f"none_{fact.id}"):
                found[fact.id] = None
            elif held not in ("", None, []):
                found[fact.id] = _answer(fact, held)
        return found


def answer_field(fact: v.Fact) -> forms.Field:
    """The field for an answer of that type; empty means that it is not known."""
    label = said(fact.question)
    if fact.type is FactType.DAY:
        return DayField(label=label, required=False)
    if fact.type in NUMERIC:
        return PlainField(label=label, required=False)
    if fact.type is FactType.YES_NO:
        both = [NOTHING, ("true", _("yes")), ("false", _("no"))]
        return forms.ChoiceField(label=label, required=False, choices=both)
    if fact.type is FactType.COUNTRY:
        return forms.ChoiceField(label=label, required=False, choices=[NOTHING, *countries(language())])
    options = [(one.id, said(one.label)) for one in fact.options]
    if fact.type is FactType.CHOICES:
        boxes = forms.CheckboxSelectMultiple()
        return forms.MultipleChoiceField(label=label, required=False, choices=options, widget=boxes)
    return forms.ChoiceField(label=label, required=False, choices=[NOTHING, *options])


def _answer(fact: v.Fact, held: Any) -> Any:
    if fact.type is FactType.YES_NO:
        return held == "true"
    return held.isoformat() if isinstance(held, date) else held


def _initial(fact: v.Fact, held: Any) -> Any:
    if fact.type is FactType.YES_NO:
        return "true" if held else "false"
    if fact.type in NUMERIC:
        return as_typed(held)
    return read_day(held) if fact.type is FactType.DAY else held


class PersonVerb(DraftVerb):
    """A verb on a test person; leads to the page of the rules, where all are shown."""

    def get_success_url(self) -> str:
        return reverse("programme:rules", args=[self.programme.pk]) + "#trials"

    @property
    def persons(self) -> list[dict[str, Any]]:
        """All test persons, as plain JSON."""
        found: list[dict[str, Any]] = self.document.get("persons", [])
        return found

    @property
    def person(self) -> dict[str, Any]:
        """The person of the address. Raises Absent where there is none."""
        found = next((one for one in self.persons if one["id"] == self.kwargs["person"]), None)
        if found is None:
            raise Absent()
        return found

    def keep(self, values: dict[str, Any], person: dict[str, Any]) -> None:
        """Saves the draft with this person, in the place of the one of that id."""
        others = [person if one["id"] == person["id"] else one for one in self.persons]
        if person not in others:
            others.append(person)
        self.save(values, self.document | {"persons": others})


class ChangePerson(PersonVerb):
    form_class = PersonForm
    template_name = "cms/programmes/person.html"
    page_title = _("Test person")
    button = _("Save the test person")
    done = _("The draft is saved.")
    explanation = _(
        "An empty answer is one that is not known. What you expect stands at the end; leave an amount empty if it "
        "does not matter."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"version": self.draft.content}

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        person, version = self.person, self.draft.content
        answers = {one.id: person["facts"].get(one.id) for one in version.facts if one.id in person["facts"]}
        facts = {one.id: one for one in version.facts}
        given = {
            f"fact_{key}": _initial(facts[key], held) for key, held in answers.items() if held is not None
        }
        none = {f"none_{key}": held is None for key, held in answers.items()}
        expected = person["expected"].get("incentives", {})
        figures = {f"figure_{key}": held for key, held in expected.items()}
        mine = {"today": read_day(person["today"]), "eligible": person["expected"]["eligible"]}
        return super().get_initial() | initial_words(person["title"], "title") | given | none | figures | mine

    def form_valid(self, form: forms.Form) -> Any:
        self.form = form
        return super().form_valid(form)

    def act(self, values: dict[str, Any]) -> None:
        assert isinstance(self.form, PersonForm)
        self.demand_read(values)
        self.keep(values, self.form.person(self.person["id"], self.person))

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        if not isinstance(refusal, BadDocument):
            return None
        names = [f"{kind}_{refusal.pointer.rsplit('/', 1)[-1]}" for kind in ("fact", "figure")]
        return next((name for name in names if name in form.fields), None)


class AddPerson(ChangePerson):
    page_title = _("A new test person")

    def get_initial(self) -> dict[str, Any]:
        return DraftVerb.get_initial(self) | {"today": park_today(), "eligible": "met"}

    def act(self, values: dict[str, Any]) -> None:
        assert isinstance(self.form, PersonForm)
        self.demand_read(values)
        key = id_from(values["title_en"], [one["id"] for one in self.persons], "person")
        self.keep(values, self.form.person(key, {}))


class DeletePerson(PersonVerb):
    page_title = button = _("Delete the test person")
    done = _("It is deleted.")
    serious = True

    @property
    def explanation(self) -> str:
        return f"«{said(self.person['title'])}»"

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        left = [one for one in self.persons if one["id"] != self.person["id"]]
        self.save(values, self.document | {"persons": left})


class TakeAsExpected(PersonVerb):
    """Shows what comes out; the button makes it what is expected."""

    template_name = "cms/programmes/take.html"
    page_title = button = _("Take what comes out as expected")
    explanation = _(
        "Only if it is right: from then on nothing is published under which this comes out otherwise."
    )
    done = _("The draft is saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = self.draft.content
        person = next((one for one in content.persons if one.id == self.kwargs["person"]), None)
        if person is None:
            raise Absent()
        teller = Teller(content, calendar=self.actor.calendar)
        shown = {"trials": [trial(content, taken(content, person), teller)]}
        return super().get_context_data(**kwargs) | shown

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        person = next(one for one in self.draft.content.persons if one.id == self.person["id"])
        self.keep(values, self.person | {"expected": found_for(self.draft.content, person)})


def found_for(version: v.Version, person: v.Person) -> dict[str, Any]:
    """What comes out for a person, as plain JSON of what is expected."""
    found = check(version, read_facts(version, dict(person.answers)), person.today)
    amounts = {key: str(value) for key, value in found["incentives"].items()}
    return found | {"incentives": amounts}


def taken(version: v.Version, person: v.Person) -> v.Person:
    """The person of whom just what comes out is expected."""
    found = found_for(version, person)
    expected = v.Expected(
        found["eligible"],
        tuple(sorted(found["rules"].items())),
        tuple((key, date.fromisoformat(day)) for key, day in sorted(found["meets_on"].items())),
        tuple(sorted(found["incentives"].items())),
    )
    return v.Person(person.id, person.title, person.today, person.answers, expected)
