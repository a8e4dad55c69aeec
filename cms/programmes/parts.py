"""The rest of a document by forms: its texts, and its lists of papers, days, indexes, clocks, incentives; and all of it
as one text."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.programmes import sections
from cms.programmes.base import DraftVerb, FirstVerb
from cms.programmes.condition_form import default_condition
from cms.programmes.fields import LATIN, ReadersForm, initial_words, words_of
from cms.programmes.part_forms import PartForm
from cms.programmes.picking import picked_from
from cms.programmes.saying import at_line
from cms.programmes.telling import Teller, said
from cms.programmes.words import AUDIENCES, SECTIONS
from talent.lib.errors import Absent, Refused
from talent.programmes import actions
from talent.programmes.catalogue import catalogue
from talent.programmes.document.form import FACT, FORMAT
from talent.programmes.document.grafting import Snag, Ungraftable
from talent.programmes.document.reading import load
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.shapes import SLUG_PATTERN
from talent.programmes.document.tidying import with_fact, without_fact
from talent.programmes.labels import TRACKS
from talent.programmes.models import Programme

TEXTS = {
    "title": (_("Title"), True),
    "grantor": (_("Who grants it"), True),
    "legal_basis": (_("Legal basis"), False),
    "summary_text": (_("In a sentence or two"), False),
    "next_text": (_("What comes next"), False),
}


class TextsForm(ReadersForm):
    """What the programme is called, who grants it, and for whom."""

    audience = forms.ChoiceField(label=_("For whom"), choices=list(AUDIENCES.items()))
    tracks = forms.MultipleChoiceField(
        label=_("Ways to take part"),
        required=False,
        choices=list(TRACKS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Readers filter the programmes by what they seek."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, required) in TEXTS.items():
            self.add_words(name, label, required=required)
        self.order_fields(["title_fa", "title_en", "grantor_fa", "grantor_en"])

    def texts(self) -> dict[str, Any]:
        """The texts as the document has them."""
        values = self.cleaned_data
        held = {name: words for name in TEXTS if (words := words_of(values, name))}
        return held | {"audience": values["audience"], "tracks": values["tracks"]}


class PartsVerb(DraftVerb):
    """A verb on the rest of the document; leads to the page of its parts."""

    def get_success_url(self) -> str:
        return reverse("programme:parts", args=[self.programme.pk])

    def form_valid(self, form: forms.Form) -> Any:
        self.form = form
        return super().form_valid(form)


class Texts(PartsVerb):
    form_class = TextsForm
    page_title = _("Title and texts")
    button = _("Save the texts")
    done = _("The draft is saved.")

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        found = super().get_initial() | {"audience": self.document["audience"]}
        found["tracks"] = self.document.get("tracks", [])
        for name in TEXTS:
            found |= initial_words(self.document.get(name), name)
        return found

    def act(self, values: dict[str, Any]) -> None:
        assert isinstance(self.form, TextsForm)
        self.demand_read(values)
        rest = {key: held for key, held in self.document.items() if key not in TEXTS}
        self.save(values, rest | self.form.texts())


class NewForm(TextsForm):
    """A programme from nothing: its address and its first question, which the editor goes on from."""

    slug = forms.RegexField(
        f"^{SLUG_PATTERN}$",
        label=_("Address"),
        max_length=60,
        widget=forms.TextInput(LATIN),
        help_text=_(
            "Stands in the addresses of its pages for good: small Latin letters, digits and hyphens."
        ),
        error_messages={"invalid": _("Use small Latin letters, digits and hyphens only.")},
    )
    fact = forms.ChoiceField(
        label=_("First question"),
        help_text=_(
            "The first rule begins with it; both can be changed afterwards. A question that is missing here is added "
            "to the catalogue by a developer, so that all programmes ask it in the same words."
        ),
    )
    field_order = ("slug",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["fact"]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = picked_from()
        for name in ("legal_basis", "next_text"):
            for side in ("fa", "en"):
                del self.fields[f"{name}_{side}"]
        self.order_fields(["slug", "title_fa", "title_en", "grantor_fa", "grantor_en"])


class New(FirstVerb):
    """Makes the draft of a new programme, and leads to its first rule."""

    form_class = NewForm
    page_title = button = _("Start a new programme")
    explanation = _("Nobody sees it before a version is published.")
    done = _("The draft is there. Say what the first rule asks.")
    made: Programme | None = None

    def form_valid(self, form: forms.Form) -> Any:
        assert isinstance(form, NewForm)
        if Programme.objects.filter(slug=form.cleaned_data["slug"]).exists():
            form.add_error("slug", _("Another programme has this address."))
            return self.form_invalid(form)
        self.texts = form.texts()
        return super().form_valid(form)

    def act(self, values: dict[str, Any]) -> None:
        fact = catalogue()[values["fact"]]
        first = {"facts": [FACT.write(fact)], "rules": default_condition(fact)}
        document = {"format": FORMAT, "slug": values["slug"]} | self.texts | first
        self.made = actions.import_document(actor=self.actor, raw=document).programme

    def get_success_url(self) -> str:
        if self.made is None:
            return reverse("programme:index")
        return reverse("programme:condition", args=[self.made.pk], query={"at": "", "where": "here"})


class Parts(PartsVerb):
    """All lists of the document, with the way to each thing."""

    template_name = "cms/programmes/parts.html"
    page_title = _("Texts, papers and money")
    http_method_names = ["get", "head", "options"]

    def act(self, values: dict[str, Any]) -> None:
        """Nothing: this page only shows."""

    def get_success_url(self) -> str:
        return reverse("programme:inspect", args=[self.programme.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = [
            {
                "name": name,
                "label": form.title,
                "things": [
                    sections.shown(self.draft.content, name, one) for one in self.document.get(name, [])
                ],
            }
            for name, form in sections.FORMS.items()
        ]
        facts = [{"id": one["id"], "name": said(one["question"])} for one in self.document["facts"]]
        return super().get_context_data(**kwargs) | {"sections": lists, "facts": facts}


class Part(PartsVerb):
    """One thing of a list: `place` counts from nought; a new one stands at the end."""

    button = _("Save")
    done = _("The draft is saved.")
    template_name = "cms/programmes/part.html"

    @cached_property
    def section(self) -> str:
        """The list of the address. Raises Absent where there is no form for it."""
        found: str = self.kwargs["section"]
        if found not in sections.FORMS:
            raise Absent()
        return found

    @property
    def things(self) -> list[dict[str, Any]]:
        """The list as plain JSON."""
        return list(self.document.get(self.section, []))

    @property
    def place(self) -> int:
        """Which of them. Raises Absent where there are fewer."""
        found: int = self.kwargs.get("place", len(self.things))
        if found > len(self.things) or ("place" in self.kwargs and found == len(self.things)):
            raise Absent()
        return found

    @property
    def page_title(self) -> Any:
        """What the list holds."""
        return SECTIONS[self.section]

    def get_form_class(self) -> type[PartForm]:
        return sections.FORMS[self.section]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"version": self.draft.content}

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST":
            return {}
        found = super().get_initial()
        place = self.place
        held = self.things[place] if place < len(self.things) else None
        return found | (self.get_form_class().initial_of(held) if held else {})

    def act(self, values: dict[str, Any]) -> None:
        assert isinstance(self.form, PartForm)
        self.demand_read(values)
        things, place = self.things, self.place
        others = [one["id"] for at, one in enumerate(things) if at != place]
        before = things[place] if place < len(things) else {}
        kept = {name: before[name] for name in self.form.kept if name in before}
        thing = self.form.thing(before.get("id"), others) | kept
        self.pointer = f"/{self.section}/{place}"
        document = self.document
        for fact in self.form.needs():
            document = with_fact(document, fact)
        self.save(values, document | {self.section: [*things[:place], thing, *things[place + 1 :]]})

    pointer = "/"

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        assert isinstance(form, PartForm)
        return form.field_at(refusal, self.pointer) if isinstance(refusal, BadDocument) else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, things = self.place, self.things
        held = things[place] if place < len(things) else {}
        told = (
            Teller(self.draft.content, calendar=self.actor.calendar).rule(held["when"])
            if "when" in held
            else ""
        )
        conditional = "when" in sections.FORMS[self.section].kept
        shown = {"section": self.section, "place": place, "is_new": not held, "condition": told}
        return super().get_context_data(**kwargs) | shown | {"conditional": conditional}


class DeletePart(Part):
    template_name = PartsVerb.template_name
    form_class = ReadersForm
    button = _("Delete")
    done = _("It is deleted.")
    serious = True

    @property
    def explanation(self) -> str:
        return f"«{sections.shown(self.draft.content, self.section, self.things[self.place])}»"

    def get_form_class(self) -> Any:
        return ReadersForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return PartsVerb.get_form_kwargs(self)

    def get_initial(self) -> dict[str, Any]:
        return DraftVerb.get_initial(self)

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        things, place = self.things, self.place
        self.save(values, self.document | {self.section: [*things[:place], *things[place + 1 :]]})

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        return None


class RaisePart(DeletePart):
    """Before the thing that stands before it: an incentive counts from those above it alone."""

    button = _("Move up")
    done = _("The draft is saved.")
    serious = False

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        things, place = self.things, self.place
        if place == 0:
            raise Ungraftable(Snag.EDGE)
        before = [*things[: place - 1], things[place], things[place - 1]]
        self.save(values, self.document | {self.section: [*before, *things[place + 1 :]]})


class DropFact(PartsVerb):
    """A question that nothing uses any more."""

    page_title = button = _("Ask this question no more")
    done = _("It is deleted.")
    explanation = _(
        "This works only while no rule, amount or paper uses it. Test persons forget their answer."
    )

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        self.save(values, without_fact(self.document, self.kwargs["fact"]))


class TextForm(ReadersForm):
    """The whole document."""

    document = forms.CharField(
        label=_("The whole document"),
        strip=False,
        widget=forms.Textarea({"rows": 30, "spellcheck": "false", "class": "code"} | LATIN),
    )


class WholeText(PartsVerb):
    form_class = TextForm
    page_title = _("The document as text")
    button = _("Save the document")
    done = _("The draft is saved.")
    explanation = _(
        "For those who know the format: all of it, as it is exported. Its description is in the schema."
    )

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"document": self.draft.document}

    def act(self, values: dict[str, Any]) -> None:
        self.demand_read(values)
        self.typed = values["document"]
        self.save(values, load(values["document"]))

    typed = ""

    def told_beside(self, refusal: Refused) -> str:
        told = self.told(refusal)
        return at_line(told, refusal, self.typed) if isinstance(refusal, BadDocument) else told

    def field_of(self, refusal: Refused, form: forms.Form) -> str | None:
        return "document" if isinstance(refusal, BadDocument) else None
