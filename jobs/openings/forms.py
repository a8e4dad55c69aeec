"""The form in which a company writes an opening. Shape only: the rules stand in the actions."""

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jobs.openings.drafting import Unfit, demand_possible
from jobs.openings.fields import (
    CityField,
    QuestionsField,
    SkillsField,
    SumField,
    read_skills,
    spoken,
    spoken_list,
)
from jobs.openings.models import CURRENCIES, Edition, Kind, Mode, NoPay, Period, Relocation
from jobs.openings.models.editions import SAID
from jobs.openings.places import city_name, country_names
from jobs.openings.states import Remark
from talent.accounts.fields import DayField, LineField, TextField, WholeField, shown_day
from talent.accounts.models import User
from talent.experts.models import TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import digits

CHOOSE = ("", _("Choose"))
LONG = {"rows": 10, "dir": "auto"}
PARTS = (
    ("text", _("What it is"), ("title_fa", "text_fa", "title_en", "text_en", "kind", "seniority")),
    ("place", _("Where and how"), ("mode", "overlap_hours", "country", "city", "site", "relocation")),
    ("skills", _("What it needs"), ("skills", "languages")),
    ("pay", _("Pay"), ("pay_min", "pay_max", "pay_currency", "pay_period", "no_pay")),
    ("way", _("How one applies"), ("places", "closes_on", "contact", "questions", "answer_days", "is_blind")),
)
"""The form in parts: address, heading, fields."""
LONGEST_REFUSED = 20_000
"""Letters of something refused that are kept with the draft; what is longer stays on the page alone."""


class EditionForm(forms.Form):
    """All that an opening says. `version` is that of the text that was read."""

    is_live = True
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    tab = forms.RegexField(r"^[0-9a-f]{16}$", required=False, widget=forms.HiddenInput)
    title_fa = LineField(label=_("Title in Persian"), max_length=120, required=False)
    title_en = LineField(label=_("Title in English"), max_length=120, required=False)
    text_fa = TextField(
        label=_("Text in Persian"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(LONG),
        help_text=_("The work, the team, what somebody moves. One language is enough; the page says which."),
    )
    text_en = TextField(
        label=_("Text in English"), max_length=8000, required=False, widget=forms.Textarea(LONG)
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *Kind.choices], required=False)
    seniority = forms.ChoiceField(label=_("Seniority"), required=False)
    mode = forms.ChoiceField(label=_("Mode"), choices=[CHOOSE, *Mode.choices], required=False)
    overlap_hours = WholeField(
        label=_("Hours shared with Tehran"),
        help_text=_("For remote work: how many hours of a day the person shares with you, 1 to 8."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    city = CityField(
        label=_("City"),
        max_length=60,
        required=False,
        help_text=_("For all work that is not remote: write the city."),
        widget=forms.TextInput({"list": "cities"}),
    )
    site = LineField(
        label=_("Place in the city"),
        max_length=120,
        required=False,
        help_text=_("A building or a part of town, if you like."),
    )
    relocation = forms.MultipleChoiceField(
        label=_("Help for somebody who moves"),
        choices=Relocation.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = SkillsField(label=_("Skills"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages that it needs"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pay_min = SumField(label=_("Pay from"))
    pay_max = SumField(label=_("Pay up to"))
    pay_currency = forms.ChoiceField(label=_("Currency"), required=False)
    pay_period = forms.ChoiceField(label=_("For"), choices=[CHOOSE, *Period.choices], required=False)
    no_pay = forms.ChoiceField(
        label=_("Why no sum is named"),
        choices=[("", _("We name one")), *NoPay.choices],
        required=False,
    )
    places = WholeField(label=_("How many people"), help_text=_("1 to 500."))
    closes_on = DayField(
        label=_("Last day to apply"),
        help_text=_(
            "Year, month and day, in either calendar. Left empty, it stays up to 90 days after you last touched it."
        ),
    )
    contact = LineField(
        label=_("Who answers questions"),
        max_length=120,
        required=False,
        help_text=_("A name and a role, for everybody to read. Conversations happen here, so no address."),
    )
    questions = QuestionsField(label=_("Questions to whoever applies"), required=False)
    answer_days = WholeField(
        label=_("Days until you answer"),
        help_text=_("Whoever applies sees the day that this promises. 1 to 30."),
    )
    is_blind = forms.BooleanField(
        label=_("Blind review: until you shortlist somebody, you see no name, no profile and no file"),
        required=False,
    )

    def __init__(self, *args: Any, edition: Edition, calendar: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.initial = initial(edition, calendar) | edition.refused
        language, words = spoken(), vocabulary()
        levels = [(one.slug, one.labels[language]) for one in words.of_kind(TermKind.SENIORITY)]
        self._choose("seniority", [("", _("Any")), *levels])
        self._choose(
            "languages", [(one.slug, one.labels[language]) for one in words.of_kind(TermKind.LANGUAGE)]
        )
        self._choose("country", list(country_names(language).items()))
        self._choose("pay_currency", [CHOOSE, *((code, _named(code, language)) for code in CURRENCIES)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def fit(self) -> dict[str, Any]:
        """What was typed and reads well, by field: what is wrong in one place loses nothing in another."""
        self.is_valid()
        cleaned = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        version = cleaned.pop("version", 0) or 0
        for name, otherwise in (("places", 1), ("answer_days", 14), ("country", "IR")):
            if name in cleaned:
                cleaned[name] = otherwise if cleaned[name] in (None, "") else cleaned[name]
        if "skills" in self.errors:
            cleaned["skills"] = self.named_skills()[0]
        return {"version": version} | cleaned

    def refused(self) -> dict[str, Any]:
        """What was typed and is not saved, by field, as far as it is kept with the draft: of the fields that an
        opening says, without the contact, which names a person."""
        names = [name for name in self.errors if name in SAID and name in self.fields and name != "contact"]
        typed = {name: self[name].data for name in names}
        kept = {name: _storable(raw) for name, raw in typed.items() if raw}
        return {name: raw for name, raw in kept.items() if len(str(raw)) <= 2 * LONGEST_REFUSED}

    def tell_again(self) -> None:
        """Says what is wrong with what was refused when the draft was saved last: the page shows it again."""
        self.full_clean()
        self.cleaned_data = {}
        for name, raw in self.edition.refused.items():
            if name not in self.fields:  # a draft may be older than the form
                continue
            try:
                demand_possible(self.edition, {name: self.fields[name].clean(raw)})
            except forms.ValidationError as refusal:
                self.add_error(name, refusal)
            except Unfit as refusal:
                self.tell(refusal)

    def named_skills(self) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Rows that are named so far, and the words that no vocabulary knows, by where they were typed."""
        typed = self["skills"].data if self.is_bound else self.edition.refused.get("skills")
        if typed is None:
            return self.edition.skills, {"must": "", "nice": ""}
        rows, unknown = read_skills(typed)
        return rows, {weight: spoken_list(words) for weight, words in unknown.items()}

    def asked(self) -> list[dict[str, str]]:
        """Rows of questions as they were typed."""
        typed = self["questions"].data if self.is_bound else self.edition.refused.get("questions")
        if typed is None:
            return list(self.edition.questions)
        return [{"id": id, "text": text} for id, text in typed]

    def tell_elsewhere(self) -> None:
        """Says at each field what another tab has saved there since, where something else is typed here."""
        for name in SAID:
            if name in self.fields and self._differs(name):
                self.fields[name].elsewhere = self._saved(name) or _("nothing")  # type: ignore[attr-defined]

    def _differs(self, name: str) -> bool:
        if name == "skills":
            return bool(self.named_skills()[0] != self.edition.skills)
        if name == "questions":
            typed = [one["text"] for one in self.asked() if one["text"].strip()]
            return typed != [one["text"] for one in self.edition.questions]
        if name in self.errors or name not in self.cleaned_data:
            return True
        return bool((self.cleaned_data[name] or None) != (getattr(self.edition, name) or None))

    def _saved(self, name: str) -> str:
        """What the edition says there, as a reader says it."""
        if name == "skills":
            words, language = vocabulary(), spoken()
            return spoken_list([words.label("skill", row["slug"], language) for row in self.edition.skills])
        if name == "questions":
            return "\n".join(one["text"] for one in self.edition.questions)
        field, held = self.fields[name], self.initial.get(name)
        if isinstance(field, forms.BooleanField):
            return str(_("yes") if held else _("no"))
        if isinstance(field, forms.ChoiceField):
            labels = {str(value): str(label) for value, label in list(field.choices)}  # type: ignore[arg-type]
            return spoken_list(
                [labels.get(str(one), "") for one in (held if isinstance(held, list) else [held])]
            )
        return str(held or "")

    def tell(self, refusal: Unfit) -> None:
        """Says what is wrong or missing at its field."""
        for name, text in refusal.errors.items():
            self.add_error(name if name in self.fields else None, str(text))


def _storable(raw: Any) -> Any:
    """The same without NULs, which PostgreSQL takes in no text and in no JSON; of far too long a text its beginning,
    which is refused again."""
    if isinstance(raw, dict):
        return {name: _storable(one) for name, one in raw.items()}
    if isinstance(raw, (list, tuple)):
        return [_storable(one) for one in raw]
    return raw.replace("\0", "")[:LONGEST_REFUSED] if isinstance(raw, str) else raw


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People by the names that a page calls them by."""

    names: Mapping[str, str] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        return self.names.get(obj.email, obj.email)


class ReviewersForm(forms.Form):
    """Who reads the applications."""

    people = PeopleField(
        User.objects.none(),
        label=_("Who reads the applications"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Somebody has to read the applications.")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        field.names, field.queryset = names, people


class RemarksForm(forms.Form):
    """What the park says, by what it is about. `version` is that of the text that was read."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: dict[Remark, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, label in names.items():
            rows = forms.Textarea({"rows": 3, "dir": "auto"})
            self.fields[one.value] = TextField(label=label, max_length=500, required=False, widget=rows)


def initial(edition: Edition, calendar: str) -> dict[str, Any]:
    """What the form shows of a text."""
    language = spoken()
    said = edition.said() | {"version": edition.version, "tab": secrets.token_hex(8)}
    for name in ("pay_min", "pay_max", "overlap_hours", "places", "answer_days"):
        said[name] = digits(said[name], language) if said[name] is not None else ""
    said["closes_on"] = digits(shown_day(edition.closes_on, calendar), language)
    said["city"] = city_name(edition.country, edition.city, language)
    return said


def _named(currency: str, language: str) -> str:
    """A currency with its code; names are those of the Unicode CLDR."""
    return f"{get_currency_name(currency, locale=language)} ({currency})"
