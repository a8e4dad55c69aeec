"""Forms of the three steps. Shape only: the rules stand in the actions."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.accounts.fields import LineField as LineField
from talent.accounts.fields import TextField as TextField
from talent.companies.models import Company
from talent.experts.groups import LEVELS, RANGES
from talent.experts.models import AskedFor, Level, Listing, Profile, Term, TermKind, YearsBand
from talent.lib.dates import digits, park_today, whole
from talent.lib.hosts import host_of

OLDEST_YEAR = 1970
ASKS_A_MONTH = (1, 2, 3, 5, 10)
FREE_CHOICES = [
    ("", _("I would rather not say")),
    ("0", _("Now")),
    ("1", _("In 1 month")),
    ("3", _("In 3 months")),
    ("6", _("In 6 months")),
    ("12", _("In a year")),
]


class YearField(forms.CharField):
    """A year that has begun, typed in either calendar and any digits; None where it is left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=4, **kwargs)

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            year = whole(typed)
        except ValueError:
            raise forms.ValidationError(_("Write a number, like 2024.")) from None
        year = year + 621 if 1300 <= year <= 1500 else year
        if not OLDEST_YEAR <= year <= park_today().year:
            raise forms.ValidationError(_("Choose a year that is not in the future."))
        return year


class SkillForm(forms.Form):
    """One skill: which, how well, when last."""

    skill = forms.SlugField(max_length=60)
    level = forms.TypedChoiceField(
        label=_("How well"),
        choices=[("", _("not said")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    last_used = YearField(label=_("Last used in"), required=False)

    def clean_skill(self) -> Term:
        term = Term.objects.filter(kind=TermKind.SKILL, slug=self.cleaned_data["skill"]).first()
        if term is None:
            raise forms.ValidationError(_("This skill is not in the vocabulary. Choose one from the list."))
        return term


class Terms(forms.ModelChoiceField[Term]):
    """One term of a kind, by its slug, labelled in the page's language."""

    def __init__(self, kind: TermKind, **kwargs: Any) -> None:
        super().__init__(Term.objects.filter(kind=kind), to_field_name="slug", required=False, **kwargs)

    def label_from_instance(self, obj: Term) -> str:
        return obj.fa if get_language() == "fa" else obj.en


class FactsForm(forms.Form):
    """Place, experience, ways to work."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seniority = Terms(TermKind.SENIORITY, label=_("Seniority"), empty_label=_("Choose"))
    years = forms.ChoiceField(label=_("Years of experience"), required=False)
    region = Terms(
        TermKind.REGION,
        label=_("Region"),
        empty_label=_("Choose"),
        help_text=_("As wide as a few countries, so that nobody can tell which."),
    )
    overlap_hours = forms.TypedChoiceField(
        label=_("Overlap with Tehran"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("How many hours of a day you could share with an office in Tehran (8 to 16 o’clock)."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which you can work."),
    )
    ways = forms.MultipleChoiceField(
        label=_("Ways to work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    free_in = forms.ChoiceField(label=_("From when"), choices=FREE_CHOICES, required=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = initial_facts(profile)
        self.profile = profile
        language = get_language() or "fa"
        self._choose("languages", _terms(TermKind.LANGUAGE, language))
        self._choose("ways", _terms(TermKind.WAY, language))
        self._choose(
            "years",
            [("", _("Choose"))] + [(value, digits(label, language)) for value, label in YearsBand.choices],
        )
        hours = [(str(hour), digits(hour, language)) for hour in range(9)]
        self._choose("overlap_hours", [("", _("Choose"))] + hours)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        months = cleaned.pop("free_in", "")
        unchanged = months == _months_until(self.profile.free_from)
        cleaned["free_from"] = self.profile.free_from if unchanged else _in_months(months)
        return cleaned

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class AskingForm(forms.Form):
    """What companies may write about, how often, from when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    asked_for = forms.MultipleChoiceField(
        label=_("Companies may ask me about"),
        choices=AskedFor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any tick nobody can write to you; you are found all the same."),
    )
    asks_a_month = forms.TypedChoiceField(
        label=_("How many requests in 30 days"), coerce=int, empty_value=None, required=False
    )
    ask_in = forms.ChoiceField(label=_("Not before"), choices=FREE_CHOICES, required=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile, language = profile, get_language() or "fa"
        numbers = [(str(number), digits(number, language)) for number in ASKS_A_MONTH]
        self.fields["asks_a_month"].choices = [("", _("As many as come")), *numbers]  # type: ignore[attr-defined]
        self.fields["ask_in"].choices = [("", _("At any time")), *FREE_CHOICES[2:]]  # type: ignore[attr-defined]
        self.initial = {
            "version": profile.version,
            "asked_for": profile.asked_for,
            "asks_a_month": profile.asks_a_month or "",
            "ask_in": _months_until(profile.ask_from),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        months = cleaned.pop("ask_in", "")
        unchanged = months == _months_until(self.profile.ask_from)
        cleaned["ask_from"] = self.profile.ask_from if unchanged else _in_months(months)
        return cleaned


class WordsForm(forms.Form):
    """Headline and summary, in one language or both."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    headline_fa = LineField(label=_("Headline in Persian"), max_length=120, required=False)
    headline_en = LineField(label=_("Headline in English"), max_length=120, required=False)
    summary_fa = TextField(label=_("Summary in Persian"), max_length=2000, required=False)
    summary_en = TextField(label=_("Summary in English"), max_length=2000, required=False)
    anyway = forms.BooleanField(required=False)  # a button: save it as it stands


class NamesForm(forms.Form):
    """A person's name, as they write it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name_native = LineField(
        label=_("Name in your own script"),
        max_length=200,
        required=False,
        help_text=_("As you write it yourself, in any script."),
    )
    name_latin = LineField(label=_("Name in Latin letters"), max_length=200, required=False)


class ContactForm(forms.Form):
    """Where to reach a person who said yes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = LineField(label=_("Phone"), max_length=60, required=False)
    messenger = LineField(
        label=_("Messenger"),
        max_length=120,
        required=False,
        help_text=_("Which one, and your name or number there."),
    )
    other_email = forms.EmailField(
        label=_("Another e-mail address"),
        max_length=254,
        required=False,
        help_text=_("The address that you sign in with is never shown."),
    )


class LinksForm(forms.Form):
    """Addresses of one's work, one on each line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    links = TextField(
        label=_("Links"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line, at most 10, each beginning with https://."),
    )

    def clean_links(self) -> list[str]:
        return list(dict.fromkeys(line for line in self.cleaned_data["links"].split("\n") if line))


class ExperienceForm(forms.Form):
    """One place of work."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    row = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = LineField(label=_("Job title"), max_length=120)
    employer = LineField(
        label=_("Employer"),
        max_length=200,
        required=False,
        help_text=_("Has a switch of its own: at first, only you see it."),
    )
    from_year = YearField(label=_("From year"))
    to_year = YearField(label=_("To year"), required=False, help_text=_("Empty: it goes on."))
    text = TextField(
        label=_("What I did"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class EducationForm(forms.Form):
    """One degree or course."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    row = forms.UUIDField(widget=forms.HiddenInput, required=False)
    degree = LineField(label=_("Degree"), max_length=120)
    field = LineField(label=_("Field"), max_length=120, required=False)
    institution = LineField(label=_("Institution"), max_length=200, required=False)
    year = YearField(label=_("Year of completion"), required=False)


class CvForm(forms.Form):
    """A file to take in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("CV file"),
        allow_empty_file=True,
        help_text=_(
            "PDF or Word (DOCX), at most 10 MB. Its name and what it says about its author are not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )


class VersionForm(forms.Form):
    """On which version of the profile a button was pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RowForm(forms.Form):
    """Which row is to go."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    row = forms.UUIDField(widget=forms.HiddenInput)


class ListingForm(forms.Form):
    """Who may find the profile."""

    listing = forms.ChoiceField(choices=Listing.choices)
    ticked = forms.ModelMultipleChoiceField(
        Company.objects.verified().order_by("name_en"), to_field_name="slug", required=False
    )


class HideDomainForm(forms.Form):
    """A host to hide from, as typed: an address or a URL is read as its host."""

    domain = forms.CharField(
        label=_("Domain"),
        max_length=300,
        widget=forms.TextInput({"dir": "ltr", "placeholder": "example.com", "autocomplete": "off"}),
    )

    def clean_domain(self) -> str:
        try:
            return host_of(self.cleaned_data["domain"])
        except ValueError:
            raise forms.ValidationError(
                _("This is not a domain. Write what stands after @ in the addresses of the company.")
            ) from None


class LevelForm(forms.Form):
    """Who sees one group."""

    group = forms.ChoiceField(choices=[(group, group) for group in RANGES])
    level = forms.ChoiceField(choices=[(level, level) for level in LEVELS])


class HideForm(forms.Form):
    """A company to hide from, or to hide from no longer."""

    company = forms.SlugField(max_length=40)


def initial_facts(profile: Profile) -> dict[str, Any]:
    """The step's values as the form shows them."""
    return {
        "version": profile.version,
        "seniority": profile.seniority,
        "years": profile.years,
        "region": profile.region,
        "overlap_hours": "" if profile.overlap_hours is None else profile.overlap_hours,
        "languages": profile.languages,
        "ways": profile.ways,
        "free_in": _months_until(profile.free_from),
    }


def _months_until(free_from: date | None) -> str:
    if free_from is None:
        return ""
    days = (free_from - park_today()).days
    return next((months for months in ("0", "1", "3", "6") if days <= int(months) * 31), "12")


def _in_months(months: str) -> date | None:
    return park_today() + timedelta(days=int(months) * 30) if months else None


def _terms(kind: TermKind, language: str) -> list[tuple[str, str]]:
    return [
        (term.slug, getattr(term, language)) for term in Term.objects.filter(kind=kind).order_by("position")
    ]
