"""Notices: their versions, the draft, and the privacy officer's verbs."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Inspecting, Listing, Moment, Reading, moment
from cms.verbs import Verb
from talent.accounts import notices
from talent.accounts.models import PARTS, Group, Notice, RoleName
from talent.lib.dates import digits

_SIDES = {"fa": _("Persian"), "en": _("English")}


class GroupForm(forms.Form):
    """For which countries."""

    group = forms.ChoiceField(label=_("Countries"), choices=Group.choices)


class TextsForm(forms.Form):
    """All parts in both languages. Shape only: a draft may have gaps."""

    information_only = forms.BooleanField(
        label=_("For information only"),
        required=False,
        help_text=_("People living there can read public pages; nobody signs up, and nobody is shown."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in PARTS.items():
            for side, language in _SIDES.items():
                area = forms.Textarea({"rows": 5, "dir": "rtl" if side == "fa" else "ltr", "lang": side})
                name = f"{label} ({language})"
                self.fields[f"{part}_{side}"] = forms.CharField(
                    label=name, required=False, max_length=6000, widget=area
                )


class NoticeVerb(Verb):
    """A verb of the privacy officer on the notice of the address."""

    role = RoleName.PRIVACY_OFFICER

    @cached_property
    def notice(self) -> Notice:
        """The notice of the address; 404 where there is none."""
        return get_object_or_404(Notice, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("notice:index"), "label": _("Notices")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("notice:inspect", args=[self.notice.pk])


class Start(NoticeVerb):
    form_class = GroupForm
    page_title = button = _("Start a draft")
    explanation = _("It begins with the texts of the version in force.")
    done = _("The draft is there. Change it, then publish it.")

    def act(self, values: dict[str, Any]) -> None:
        notices.start_draft(actor=self.actor, group=values["group"])

    def get_success_url(self) -> str:
        return reverse("notice:index")


class Change(NoticeVerb):
    form_class = TextsForm
    page_title = _("Change the draft")
    button = _("Save the draft")
    explanation = _(
        "What stands in ⟦brackets⟧ is still to be filled in or checked; with any of it, nothing is published."
    )
    done = _("The draft is saved.")

    def get_initial(self) -> dict[str, Any]:
        names = ("information_only", *Notice.TEXTS)
        return {name: getattr(self.notice, name) for name in names}

    def act(self, values: dict[str, Any]) -> None:
        texts = {name: values[name] for name in Notice.TEXTS}
        notices.save_draft(
            actor=self.actor, notice=self.notice, information_only=values["information_only"], texts=texts
        )


class Publish(NoticeVerb):
    page_title = button = _("Publish the notice")
    done = _("The notice is in force.")
    serious = True

    @property
    def explanation(self) -> object:
        if self.notice.information_only:
            return _(
                "Nobody there can sign up any more, and whoever is shown is taken out of search and told by mail."
            )
        return _(
            "It can never be changed. Everybody in these countries is asked to read it before the next step."
        )

    def act(self, values: dict[str, Any]) -> None:
        notices.publish(actor=self.actor, notice=self.notice)


class NoticeList(Listing):
    """All versions, drafts first."""

    page_title = _("Notices")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Start a draft"), url=reverse("notice:start"), icon_name="plus")]


class NoticePage(Inspecting):
    """One version with all its texts."""

    page_title = _("Notice")

    def get_page_subtitle(self) -> str:
        return f"{self.object.get_group_display()} · {version(self.object)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice: Notice = self.object
        missing = set(notice.missing())
        parts = [
            {"label": label, "side": side, "text": getattr(notice, name), "open": name in missing}
            for part, label in PARTS.items()
            for side in _SIDES
            for name in [f"{part}_{side}"]
        ]
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        published = moment(notice.published_at, self.request.user)
        return shown | {"notice": notice, "parts": parts, "published": published, "gaps": len(missing)}


def version(notice: Notice) -> str:
    """The number of a version, or that it is a draft."""
    return digits(notice.number, get_language() or "fa") if notice.number else str(_("draft"))


def _group(notice: Notice) -> str:
    return str(notice.get_group_display())


class NoticeViewSet(Reading):
    """Notices in the menu."""

    model = Notice
    name, url_prefix, icon = "notice", "notices", "info-circle"
    menu_name, menu_label, menu_order = "notices", _("Notices"), 450
    index_view_class = NoticeList
    inspect_view_enabled = True
    inspect_view_class = NoticePage
    inspect_template_name = "cms/notice.html"
    inspect_view_fields = ["group"]
    list_filter = ["group"]
    list_display = [
        TitleColumn(
            "group", accessor=_group, label=_("Countries"), url_name="notice:inspect", sort_key="group"
        ),
        Column("number", accessor=version, label=_("Version"), sort_key="number"),
        Moment("published_at", label=_("Published"), sort_key="published_at"),
    ]
    verbs = (
        path("start/", Start.as_view(), name="start"),
        path("<int:pk>/change/", Change.as_view(), name="change"),
        path("<int:pk>/publish/", Publish.as_view(), name="publish"),
    )
