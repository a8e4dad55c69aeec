"""What all pages of the programmes share: only editors, one programme, its draft as it was read."""

import json
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.programmes.fields import ReadersForm
from cms.programmes.saying import told_fault, told_refusal
from cms.programmes.telling import said
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.lib.errors import Refused
from talent.programmes import actions
from talent.programmes.document.refusal import BadDocument
from talent.programmes.models import Programme, Version
from talent.programmes.states import State


def shown_version(programme: Programme) -> Version | None:
    """The draft, else what is in force."""
    return programme.versions.exclude(state=State.SUPERSEDED).order_by("state").first()


def title(programme: Programme) -> str:
    """What a programme is called: in its draft, else in what is in force; its address where it has neither."""
    version = shown_version(programme)
    return said(version.content.title) if version else programme.slug


class ProgrammeVerb(Verb):
    """A verb of an editor on the programme of the address; leads back to its page."""

    role = RoleName.EDITOR
    form_class: type[forms.Form] = ReadersForm

    @cached_property
    def programme(self) -> Programme:
        """The programme of the address; 404 where there is none."""
        return get_object_or_404(Programme, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return title(self.programme)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": reverse("programme:inspect", args=[self.programme.pk]), "label": title(self.programme)},
            {"url": "", "label": self.page_title, "sublabel": title(self.programme)},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"calendar": self.actor.calendar}

    def told(self, refusal: Refused) -> str:
        return told_refusal(refusal)

    def told_beside(self, refusal: Refused) -> str:
        return told_fault(refusal) if isinstance(refusal, BadDocument) else self.told(refusal)

    def get_success_url(self) -> str:
        return reverse("programme:inspect", args=[self.programme.pk])


class FirstVerb(ProgrammeVerb):
    """A verb that begins a programme: there is none yet to be named above it."""

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]


class DraftVerb(ProgrammeVerb):
    """A verb on the draft, as it was read: the form carries its revision."""

    @cached_property
    def draft(self) -> Version:
        """The draft of the address. Raises NoDraft: it may have been published or thrown away meanwhile."""
        draft = Version.objects.draft(self.programme.slug)
        if draft is None:
            raise actions.NoDraft()
        return draft

    @cached_property
    def document(self) -> dict[str, Any]:
        """The draft as plain JSON, to be changed."""
        held: dict[str, Any] = json.loads(self.draft.document)
        return held

    template_name = "cms/programmes/draft_verb.html"
    overtaken = False

    def get_initial(self) -> dict[str, Any]:
        return {"revision": self.draft.revision}

    def told(self, refusal: Refused) -> str:
        self.overtaken = isinstance(refusal, actions.Overtaken)
        return super().told(refusal)

    def demand_read(self, values: dict[str, Any]) -> None:
        """Before anything is looked up in a draft that is another one by now. Raises Overtaken."""
        if self.draft.revision != values.get("revision"):
            raise actions.Overtaken()

    def save(self, values: dict[str, Any], document: dict[str, Any]) -> None:
        """Writes the draft. Raises what `save_draft` raises."""
        revision = values.get("revision") or 0
        actions.save_draft(actor=self.actor, draft=self.draft, revision=revision, raw=document)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "programme": self.programme,
            "draft": self.draft,
            "overtaken": self.overtaken,
        }
