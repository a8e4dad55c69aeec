"""The vocabulary: the list by kind, and the editor's verbs."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Listing, Reading
from cms.verbs import Question, Verb
from search.text.normalise import squash
from talent.accounts.models import RoleName
from talent.experts import merging, terms
from talent.experts.models import Term, TermKind

ALIASES = _("Other spellings and names that people type, one on each line.")


class WordForm(forms.Form):
    """How a word is said in both languages."""

    fa = forms.CharField(label=_("Persian"), max_length=120, widget=forms.TextInput({"dir": "rtl"}))
    en = forms.CharField(label=_("English"), max_length=120, widget=forms.TextInput({"dir": "ltr"}))
    aliases_fa = forms.CharField(
        label=_("Other words in Persian"),
        required=False,
        max_length=2000,
        help_text=ALIASES,
        widget=forms.Textarea({"dir": "rtl", "rows": 5}),
    )
    aliases_en = forms.CharField(
        label=_("Other words in English"),
        required=False,
        max_length=2000,
        help_text=ALIASES,
        widget=forms.Textarea({"dir": "ltr", "rows": 5}),
    )

    def clean_aliases_fa(self) -> str:
        return _lines(self.cleaned_data["aliases_fa"])

    def clean_aliases_en(self) -> str:
        return _lines(self.cleaned_data["aliases_en"])


class NewWordForm(WordForm):
    """The same, with what stays for good."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TermKind.choices)
    slug = forms.SlugField(
        error_messages={"invalid": _("Use Latin letters, digits and hyphens only.")},
        label=_("Short name"),
        max_length=60,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_(
            "Stands in addresses and in the API, and is never changed: Latin letters, digits and hyphens."
        ),
    )
    field_order = ["kind", "fa", "en", "slug"]


class WordVerb(Verb):
    """A verb of the editor on the vocabulary."""

    role = RoleName.EDITOR

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("term:index"), "label": _("Vocabulary")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("term:index")


class Add(WordVerb):
    form_class = NewWordForm
    page_title = button = _("Add a word")
    done = _("The word is added. Pages show it from now on.")

    def act(self, values: dict[str, Any]) -> None:
        terms.add_term(actor=self.actor, fold=squash, **values)


class Change(WordVerb):
    form_class = WordForm
    page_title = _("Change a word")
    button = _("Save")
    done = _("The word is changed. Pages show it from now on.")

    @cached_property
    def term(self) -> Term:
        """The word of the address; 404 where there is none."""
        return get_object_or_404(Term, pk=self.kwargs["pk"])

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.term.kind != TermKind.SKILL:
            return []
        url = reverse("term:choose_kept", args=[self.term.pk])
        return [HeaderButton(_("Merge into another word"), url=url, icon_name="resubmit")]

    @property
    def explanation(self) -> str:
        return f"{self.term.get_kind_display()} · {self.term.slug}"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.term, name) for name in WordForm.base_fields}

    def act(self, values: dict[str, Any]) -> None:
        terms.change_term(actor=self.actor, term=self.term, fold=squash, **values)


class Words(forms.ModelChoiceField[Term]):
    """A word, named in both languages."""

    def label_from_instance(self, obj: Term) -> str:
        return f"{obj.fa} · {obj.en}"


class KeepForm(forms.Form):
    """The word to keep, of all other skills."""

    keep = Words(Term.objects.none(), label=_("The word to keep"))

    def __init__(self, *args: Any, others: QuerySet[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Words, self.fields["keep"]).queryset = others


class ChooseKept(Change):
    """First step of a merger: it writes nothing, and leads to the preview."""

    form_class = KeepForm  # type: ignore[assignment]
    page_title = _("Merge into another word")
    button = _("See what would change")

    @cached_property
    def term(self) -> Term:
        """The skill of the address, which is to go; 404 where there is none."""
        return get_object_or_404(Term, pk=self.kwargs["pk"], kind=TermKind.SKILL)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    @property
    def explanation(self) -> str:
        told = _("“%(fa)s” (%(en)s) goes, and profiles say the other word from then on. Which one stays?")
        return str(told) % {"fa": self.term.fa, "en": self.term.en}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        others = Term.objects.filter(kind=TermKind.SKILL).exclude(pk=self.term.pk)
        return super().get_form_kwargs() | {"others": others.order_by("en", "pk")}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return redirect("term:merge", self.term.pk, form.cleaned_data["keep"].pk)


class Merge(ChooseKept):
    """Second step: what would change, and the button that does it."""

    form_class = Question  # type: ignore[assignment]
    template_name = "cms/merge.html"
    button = _("Merge the two words")
    done = _("The words are merged. Profiles follow in search within seconds.")
    serious = True

    @cached_property
    def keep(self) -> Term:
        """The skill of the address that stays; 404 where there is none."""
        return get_object_or_404(Term, pk=self.kwargs["keep"], kind=TermKind.SKILL)

    @property
    def explanation(self) -> str:
        told = _("“%(gone)s” goes, “%(kept)s” stays. This cannot be undone.")
        return str(told) % {"gone": self.term.en, "kept": self.keep.en}

    def get_form_kwargs(self) -> dict[str, Any]:
        return WordVerb.get_form_kwargs(self)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        merger = merging.preview(keep=self.keep, lose=self.term, fold=squash)
        return super().get_context_data(**kwargs) | {"merger": merger}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return WordVerb.form_valid(self, form)

    def act(self, values: dict[str, Any]) -> None:
        merging.merge_terms(actor=self.actor, keep=self.keep, lose=self.term, fold=squash)


class WordList(Listing):
    """All words; found as the directory would read them: letters, half-spaces and case aside."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Add a word"), url=reverse("term:add"), icon_name="plus")]

    def search_queryset(self, queryset: QuerySet[Term]) -> QuerySet[Term]:
        wanted = squash(self.search_query or "")
        if not wanted:
            return queryset
        return queryset.filter(pk__in=[term.pk for term in queryset if _spelled(term, wanted)])


class TermViewSet(Reading):
    """The vocabulary in the menu."""

    model = Term
    name, url_prefix, icon = "term", "vocabulary", "list-ul"
    menu_name, menu_label, menu_order = "vocabulary", _("Vocabulary"), 200
    index_view_class = WordList
    search_fields = ["fa", "en"]
    search_backend_name = None
    list_filter = ["kind"]
    list_display = [
        TitleColumn("fa", label=_("Persian"), url_name="term:change", sort_key="fa"),
        TitleColumn("en", label=_("English"), url_name="term:change", sort_key="en"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("slug", label=_("Short name"), sort_key="slug"),
    ]
    verbs = (
        path("new/", Add.as_view(), name="add"),
        path("<int:pk>/", Change.as_view(), name="change"),
        path("<int:pk>/merge/", ChooseKept.as_view(), name="choose_kept"),
        path("<int:pk>/merge/<int:keep>/", Merge.as_view(), name="merge"),
    )


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _spelled(term: Term, wanted: str) -> bool:
    spellings = "\n".join((term.slug, term.fa, term.en, term.aliases_fa, term.aliases_en)).split("\n")
    return any(wanted in squash(spelling) for spelling in spellings)
