"""Openings that wait for the park: the text beside the one on the board, hints, and the moderator's verbs."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.lists import Inspecting, Listing, Moment, Reading
from cms.opening_pages import CHECKS, beside, compared, hints_of, late_or_day, returned_comments
from cms.verbs import Verb
from jobs.openings import actions
from jobs.openings.drafting import Unfit
from jobs.openings.forms import RemarksForm
from jobs.openings.labels import DONE
from jobs.openings.models import Opening
from jobs.openings.models.openings import REMARKS, STATES
from jobs.openings.pages import title_of
from jobs.openings.states import WAITING, Remark, Side, State, offered
from jobs.openings.states import Verb as Steps
from talent.accounts.models import RoleName
from talent.lib.dates import park_day
from talent.lib.errors import Refused


def known_to_park() -> QuerySet[Opening]:
    """All that the park has been asked about: what its company alone has read is nobody's else."""
    rows = Opening.objects.exclude(state=State.DRAFT).exclude(state=State.WITHDRAWN, shown=None)
    return rows.select_related("company", "shown", "draft", "returned")


def _state(opening: Opening) -> object:
    """Where it stands today, whatever a clock has written yet."""
    return STATES[opening.state_at()]


class OpeningVerb(Verb):
    """A verb of the moderator on the opening of the address; it leads back to it."""

    role = RoleName.MODERATOR

    @cached_property
    def opening(self) -> Opening:
        """The opening of the address; 404 where the park has not been asked about it."""
        return get_object_or_404(known_to_park(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return title_of(self.opening)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        name = title_of(self.opening)
        return [
            *self.breadcrumbs_items,
            {"url": reverse("opening:index"), "label": _("Openings")},
            {"url": self.get_success_url(), "label": name},
            {"url": "", "label": self.page_title, "sublabel": name},
        ]

    def get_success_url(self) -> str:
        return reverse("opening:inspect", args=[self.opening.pk])

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.request.GET.get("version", "")}

    def told(self, refusal: Refused) -> str:
        """What is missing is said by field: the moderator cannot mend it, and returns it."""
        if isinstance(refusal, Unfit):
            return " ".join(str(text) for text in refusal.errors.values())
        return super().told(refusal)


class VersionForm(RemarksForm):
    """Nothing to fill in but the text that was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, names={}, **kwargs)


class SayForm(RemarksForm):
    """What the park says of a text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, names=REMARKS, **kwargs)


class Publish(OpeningVerb):
    form_class = VersionForm
    page_title = button = _("Publish the opening")
    explanation = _("It is on the board at once, for everybody. Its company is told.")
    done = _("The opening is on the board.")

    def act(self, values: dict[str, Any]) -> None:
        actions.publish(actor=self.actor, opening=self.opening, version=values["version"] or 0)


class Saying(OpeningVerb):
    """A verb with remarks: beside each stands what it speaks of."""

    form_class = SayForm
    template_name = "cms/opening_remarks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        _day, last = next(iter(returned_comments(self.opening)), (None, []))
        before = dict(last)
        rows = [
            {
                "field": field,
                "parts": beside(self.opening, Remark(field.name)),
                "said": before.get(REMARKS[Remark(field.name)], ""),
            }
            for field in shown["form"].visible_fields()
        ]
        return shown | {"rows": rows}


class SendBack(Saying):
    page_title = button = _("Return with comments")
    explanation = _("The company reads what you write below, mends it and sends it again.")
    done = _("The opening is returned. Its company is told that there is news.")

    def act(self, values: dict[str, Any]) -> None:
        version = values.pop("version") or 0
        said = {Remark(about): text for about, text in values.items()}
        actions.send_back(actor=self.actor, opening=self.opening, version=version, comments=said)


class Remove(Saying):
    page_title = button = _("Remove from the board")
    explanation = _("It is off the board at once. The company reads why, below.")
    done = _("The opening is off the board.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        values.pop("version")
        said = {Remark(about): text for about, text in values.items()}
        actions.remove(actor=self.actor, opening=self.opening, comments=said)


class OpeningList(Listing):
    """What the park has been asked about: those that wait first, by the promised day."""

    def order_queryset(self, queryset: Any) -> Any:
        """What waits comes first, until somebody sorts by a column."""
        return super().order_queryset(queryset) if "ordering" in self.request.GET else queryset.urgent_first()

    def get_base_queryset(self) -> QuerySet[Opening]:
        return known_to_park()


class OpeningPage(Inspecting):
    """One opening: what it says now beside what is on the board, hints, and what has happened."""

    page_title = _("Opening")

    def get_object(self, queryset: Any = None) -> Opening:
        """The opening of the address; 404 where the park has not been asked about it."""
        return get_object_or_404(known_to_park(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return title_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opening: Opening = self.object
        state = opening.state_at()
        may = offered(Side.PARK, state)
        theirs = state not in WAITING  # what is being written is the company's alone
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {
            "one": opening,
            "state": _state(opening),
            "promise": late_or_day(opening, self.request.user),
            "may": {verb.value: verb in may for verb in (Steps.PUBLISH, Steps.SEND_BACK, Steps.REMOVE)},
            "rows": compared(opening, hidden=theirs),
            "came_back": opening.returned is not None and not theirs,
            "remarks": [] if theirs else returned_comments(opening),
            "hints": [(CHECKS[check], found) for check, found in hints_of(opening, hidden=theirs)],
            "history": [
                (park_day(step.at), DONE[Steps(step.verb)]) for step in opening.steps.order_by("-pk")
            ],
        }


class OpeningViewSet(Reading):
    """Openings in the menu."""

    model = Opening
    name, url_prefix, icon = "opening", "openings", "doc-full"
    menu_name, menu_label, menu_order = "openings", _("Openings"), 102
    index_view_class = OpeningList
    inspect_view_enabled = True
    inspect_view_class = OpeningPage
    inspect_template_name = "cms/opening.html"
    inspect_view_fields = ["key"]
    list_filter = ["state"]
    list_display = [
        TitleColumn("title", accessor=title_of, label=_("Opening"), url_name="opening:inspect"),
        Column("company", label=_("Company")),
        Column("state_now", accessor=_state, label=_("State"), sort_key="state"),
        Column("promise", accessor=late_or_day, label=_("Promised for"), sort_key="answer_by"),
        Moment("submitted_at", label=_("Sent"), sort_key="submitted_at"),
    ]
    verbs = (
        path("<int:pk>/publish/", Publish.as_view(), name="publish"),
        path("<int:pk>/return/", SendBack.as_view(), name="send_back"),
        path("<int:pk>/remove/", Remove.as_view(), name="remove"),
    )
