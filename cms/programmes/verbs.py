"""What an editor does with a programme as a whole: import, export, draft, publish, set the window."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from cms.programmes.base import DraftVerb, FirstVerb, ProgrammeVerb
from cms.programmes.fields import LATIN, DayField, MoneyField, ReadersForm, WholeField
from cms.programmes.saying import told_differences, told_doubts
from cms.programmes.trials import tried
from cms.trees import publish_with_pages
from talent.accounts.models import RoleName
from talent.accounts.permissions import demand_role
from talent.lib.dates import park_today
from talent.programmes import actions
from talent.programmes.document.reading import LARGEST, read, write
from talent.programmes.models import Programme, Version
from talent.programmes.states import State


class DocumentForm(ReadersForm):
    """A document, as a file or as text. A file's text stands in the other field if it is refused."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("A JSON file of at most 2 MB."))
    document = forms.CharField(
        label=_("Or the text itself"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "spellcheck": "false"} | LATIN),
    )

    replace = forms.BooleanField(label=_("Write over the draft that is there"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        held = values.get("file")
        if held and held.size <= LARGEST:
            self._take(held.read(), values)
        elif held:
            self.add_error("file", _("This file is larger than 2 MB."))
        elif not values.get("document") and not self.errors:
            self.add_error("document", _("Choose a file, or paste its text."))
        return values

    def _take(self, raw: bytes, values: dict[str, Any]) -> None:
        try:
            values["document"] = raw.decode("utf-8")
        except UnicodeDecodeError:
            self.add_error("file", _("This file is no text in UTF-8."))
            return
        self.data = {**self.data, "document": values["document"]}


class Import(FirstVerb):
    form_class = DocumentForm
    page_title = button = _("Import a document")
    explanation = _(
        "It becomes the draft of its programme. Nothing is published, and no draft is written over unasked."
    )
    done = _("The draft is there. Read it before somebody publishes it.")
    version: Version | None = None

    def act(self, values: dict[str, Any]) -> None:
        content = read(values["document"])
        if not values["replace"] and Version.objects.draft(content.slug):
            raise actions.DraftExists(
                _("There is a draft of this programme already. Tick this to write over it."), field="replace"
            )
        self.version = actions.import_document(actor=self.actor, raw=write(content))

    def get_success_url(self) -> str:
        if self.version is None:
            return reverse("programme:index")
        return reverse("programme:inspect", args=[self.version.programme_id])


class Export(View):
    """The document, byte for byte: the draft, or what is in force."""

    def get(self, request: HttpRequest, pk: int, state: str) -> HttpResponse:
        """A download; 404 where there is no such version."""
        demand_role(request.user, RoleName.EDITOR)
        version = get_object_or_404(
            Version.objects.exclude(state=State.SUPERSEDED).select_related("programme"),
            programme=pk,
            state=state,
        )
        name = f"{version.programme.slug}-{version.number or State.DRAFT.value}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(version.document, content_type="application/json", headers=headers)


class Start(ProgrammeVerb):
    page_title = button = _("Start a draft")
    explanation = _("It begins with what the version in force says. That one stays as it is.")
    done = _("The draft is there. Change it, then let somebody else publish it.")

    def act(self, values: dict[str, Any]) -> None:
        actions.start_draft(actor=self.actor, programme=self.programme)


class Discard(DraftVerb):
    page_title = button = _("Throw the draft away")
    explanation = _("What was written on it is lost. The version in force stays as it is.")
    done = _("The draft is thrown away.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        actions.discard_draft(actor=self.actor, draft=self.draft, revision=values["revision"] or 0)


class PublishForm(ReadersForm):
    """The revision that was read, and why nobody else publishes."""

    reason = forms.CharField(
        label=_("Why nobody else publishes it"),
        required=False,
        max_length=500,
        help_text=_("Only where you have written on this draft yourself. It stays in the history."),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class Publish(DraftVerb):
    """Shows all that changes before the button."""

    form_class = PublishForm
    template_name = "cms/programmes/publish.html"
    page_title = button = _("Publish the draft")
    explanation = _(
        "From then on it is in force, and can never be changed. Cases stay with the version that they began with."
    )
    done = _("The version is in force.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        revision, reason = values["revision"] or 0, values["reason"]
        publish_with_pages(actor=self.actor, draft=self.draft, revision=revision, reason=reason)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.programme.versions.filter(state=State.PUBLISHED).first()
        content, calendar = self.draft.content, self.actor.calendar
        shown = {
            "is_first": current is None,
            "differences": told_differences(current.content, content, calendar) if current else [],
            "doubts": told_doubts(content, park_today()),
            "trials": tried(content, calendar),
        }
        return super().get_context_data(**kwargs) | shown


class WindowForm(ReadersForm):
    """When one may apply, for how many, and with how much money. Shape only."""

    opens_on = DayField(label=_("Opens on"), required=False)
    closes_on = DayField(label=_("Last day"), required=False)
    paused = forms.BooleanField(label=_("Paused"), required=False)
    claims_from = DayField(label=_("Claims are taken from"), required=False)
    quota = WholeField(label=_("Places"), required=False, min_value=0, max_value=1_000_000)
    budget = MoneyField(label=_("Budget"), required=False, min_value=0, max_digits=18, decimal_places=2)
    budget_currency = forms.RegexField(
        "[A-Z]{3}",
        label=_("Currency of the budget"),
        required=False,
        max_length=3,
        widget=forms.TextInput(LATIN),
        help_text=_("Three capital letters, such as EUR."),
    )
    contact = forms.EmailField(
        label=_("Contact of the programme"), required=False, max_length=254, widget=forms.EmailInput(LATIN)
    )


class SetWindow(ProgrammeVerb):
    form_class = WindowForm
    page_title = _("Window, places and budget")
    button = _("Save")
    explanation = _("This counts at once, and needs no new version. Without days one may apply at any time.")
    done = _("It is saved, and counts from now on.")

    def get_initial(self) -> dict[str, Any]:
        held: Programme = self.programme
        return {name: getattr(held, name) for name in WindowForm.base_fields if name != "revision"}

    def act(self, values: dict[str, Any]) -> None:
        values.pop("revision")
        actions.set_window(actor=self.actor, programme=self.programme, **values)
