"""Programmes in the menu: the list, and one programme."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Inspecting, Listing, Reading, moment
from cms.programmes import condition, part_condition, parts, persons, rules, verbs, words
from cms.programmes.saying import questions, told_differences, told_doubts
from cms.programmes.telling import language, said
from cms.programmes.trials import tried
from talent.accounts.models import User
from talent.lib.dates import digits, park_today, show_day
from talent.programmes.labels import PHASES
from talent.programmes.models import Programme, Version, VersionStep
from talent.programmes.states import Phase, State


def _version(programme: Any, state: State) -> Version | None:
    return next((one for one in programme.shown_versions if one.state == state), None)


def _title(programme: Any) -> str:
    version = _version(programme, State.DRAFT) or _version(programme, State.PUBLISHED)
    return said(version.content.title) if version else str(programme.slug)


def phase(programme: Programme, today: date, is_in_force: bool) -> str:
    """Where the window stands, and for how many days yet; nothing stands open before a version is in force."""
    if not is_in_force:
        return gettext("no version in force yet")
    held = programme.phase(today)
    told = str(PHASES[held])
    until = programme.opens_on if held is Phase.ANNOUNCED else programme.closes_on
    if until is None or held is Phase.CLOSED:
        return told
    left = (until - today).days
    if left == 0:
        return f"{told} · {gettext('today is the last day')}"
    text = ngettext("%(count)s day left", "%(count)s days left", left)
    if held is Phase.ANNOUNCED:
        text = ngettext("opens in %(count)s day", "opens in %(count)s days", left)
    return f"{told} · {text % {'count': digits(left, language())}}"


def _phase(programme: Any) -> str:
    return phase(programme, park_today(), _version(programme, State.PUBLISHED) is not None)


def _in_force(programme: Any) -> str:
    version = _version(programme, State.PUBLISHED)
    return digits(version.number, language()) if version else "—"


def _draft(programme: Any) -> str:
    return gettext("yes") if _version(programme, State.DRAFT) else "—"


def author(key: Any, reader: User) -> str:
    """By whom: the reader, the machine itself, or the beginning of somebody's key in the audit trail."""
    if key is None:
        return gettext("the system")
    return gettext("you") if key == reader.audit_key else str(key)[:8]


class LastBy(Column):
    """Who wrote last, and when."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        reader = parent_context["request"].user
        if instance.last_at is None:
            return context | {"value": "—"}
        return context | {
            "value": f"{author(instance.last_actor, reader)} · {moment(instance.last_at, reader)}"
        }


class ProgrammeList(Listing):
    """All programmes, each with its version in force, its draft and its last step."""

    page_title = _("Programmes")

    def get_base_queryset(self) -> QuerySet[Programme]:
        current = Version.objects.exclude(state=State.SUPERSEDED)
        steps = VersionStep.objects.filter(version__programme=OuterRef("pk")).order_by("-id")
        return (
            Programme.objects.order_by("slug")
            .prefetch_related(Prefetch("versions", current, to_attr="shown_versions"))
            .annotate(
                last_actor=Subquery(steps.values("actor")[:1]), last_at=Subquery(steps.values("at")[:1])
            )
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        new = HeaderButton(_("New programme"), url=reverse("programme:new"), icon_name="plus")
        return [
            new,
            HeaderButton(_("Import"), url=reverse("programme:import"), icon_name="upload"),
        ]


class ProgrammePage(Inspecting):
    """One programme: what is in force, the draft and how it differs, the history."""

    page_title = _("Programme")

    def get_page_subtitle(self) -> str:
        version = self.draft or self.current
        return said(version.content.title) if version else str(self.object.slug)

    @cached_property
    def current(self) -> Version | None:
        """The version in force."""
        return Version.objects.in_force(self.object.slug)

    @cached_property
    def draft(self) -> Version | None:
        """The draft."""
        return Version.objects.draft(self.object.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = {
            "programme": self.object,
            "current": self.current,
            "draft": self.draft,
            "phase": phase(self.object, park_today(), self.current is not None),
            "days": self._days(),
            "history": self._history(),
        }
        return context | shown | self._read()

    def _read(self) -> dict[str, Any]:
        """What is told of the draft, else of the version in force."""
        version, calendar = self.draft or self.current, self.request.user.calendar
        if version is None:
            return {"content": None}
        content, both = version.content, self.draft and self.current
        return {
            "content": content,
            "differences": told_differences(both.content, content, calendar) if both else [],
            "doubts": told_doubts(content, park_today()),
            "questions": [said(one.question) for one in questions(content, park_today())],
            "trials": tried(content, calendar),
        }

    def _days(self) -> list[tuple[Any, str]]:
        """The days of the window that are set."""
        calendar = self.request.user.calendar
        names = {
            "opens_on": _("Opens on"),
            "closes_on": _("Last day"),
            "claims_from": _("Claims are taken from"),
        }
        return [
            (label, show_day(day, calendar=calendar, language=language()))
            for name, label in names.items()
            if (day := getattr(self.object, name))
        ]

    def _history(self) -> list[dict[str, Any]]:
        reader = self.request.user
        versions = self.object.versions.order_by("-id").prefetch_related("steps")
        return [
            {
                "name": digits(one.number, language()) if one.number else gettext("draft"),
                "state": one.get_state_display(),
                "steps": [
                    {
                        "verb": words.STEPS[step.verb],
                        "at": moment(step.at, reader),
                        "by": author(step.actor, reader),
                        "reason": step.reason,
                    }
                    for step in _told(list(one.steps.all()))
                ],
            }
            for one in versions
        ]


def _told(steps: list[VersionStep]) -> list[VersionStep]:
    """The steps without the savings between two savings by the same person."""
    kept: list[VersionStep] = []
    for step in steps:
        if kept and kept[-1].verb == step.verb and kept[-1].actor == step.actor:
            kept[-1] = step
        else:
            kept.append(step)
    return kept


class ProgrammeViewSet(Reading):
    """Programmes in the menu."""

    model = Programme
    name, url_prefix, icon = "programme", "programmes", "form"
    menu_name, menu_label, menu_order = "programmes", _("Programmes"), 90
    index_view_class = ProgrammeList
    inspect_view_enabled = True
    inspect_view_class = ProgrammePage
    inspect_template_name = "cms/programmes/programme.html"
    inspect_view_fields = ["slug"]
    search_fields = ["slug"]
    search_backend_name = None
    list_display = [
        TitleColumn("title", accessor=_title, label=_("Programme"), url_name="programme:inspect"),
        Column("phase", accessor=_phase, label=_("Window")),
        Column("in_force", accessor=_in_force, label=_("Version in force")),
        Column("draft", accessor=_draft, label=_("Draft")),
        LastBy("last_at", label=_("Last written by")),
    ]
    verbs = (
        path("new/", parts.New.as_view(), name="new"),
        path("import/", verbs.Import.as_view(), name="import"),
        path("<int:pk>/export/<slug:state>/", verbs.Export.as_view(), name="export"),
        path("<int:pk>/draft/start/", verbs.Start.as_view(), name="start"),
        path("<int:pk>/draft/discard/", verbs.Discard.as_view(), name="discard"),
        path("<int:pk>/draft/publish/", verbs.Publish.as_view(), name="publish"),
        path("<int:pk>/rules/", rules.Rules.as_view(), name="rules"),
        path("<int:pk>/rules/condition/", condition.Condition.as_view(), name="condition"),
        path("<int:pk>/rules/group/", rules.Group.as_view(), name="group"),
        path("<int:pk>/rules/delete/", rules.Delete.as_view(), name="delete"),
        path("<int:pk>/new-person/", persons.AddPerson.as_view(), name="add_person"),
        path("<int:pk>/persons/<str:person>/", persons.ChangePerson.as_view(), name="change_person"),
        path("<int:pk>/persons/<str:person>/delete/", persons.DeletePerson.as_view(), name="delete_person"),
        path("<int:pk>/persons/<str:person>/take/", persons.TakeAsExpected.as_view(), name="take_person"),
        path("<int:pk>/parts/", parts.Parts.as_view(), name="parts"),
        path("<int:pk>/texts/", parts.Texts.as_view(), name="texts"),
        path("<int:pk>/text/", parts.WholeText.as_view(), name="text"),
        path("<int:pk>/questions/<str:fact>/drop/", parts.DropFact.as_view(), name="drop_fact"),
        path("<int:pk>/parts/<str:section>/new/", parts.Part.as_view(), name="add_part"),
        path("<int:pk>/parts/<str:section>/<int:place>/", parts.Part.as_view(), name="part"),
        path(
            "<int:pk>/parts/<str:section>/<int:place>/delete/", parts.DeletePart.as_view(), name="delete_part"
        ),
        path(
            "<int:pk>/parts/<str:section>/<int:place>/condition/",
            part_condition.PartCondition.as_view(),
            name="part_condition",
        ),
        path(
            "<int:pk>/parts/<str:section>/<int:place>/condition/drop/",
            part_condition.DropCondition.as_view(),
            name="drop_condition",
        ),
        path("<int:pk>/parts/<str:section>/<int:place>/up/", parts.RaisePart.as_view(), name="raise_part"),
        path("<int:pk>/window/", verbs.SetWindow.as_view(), name="window"),
    )
