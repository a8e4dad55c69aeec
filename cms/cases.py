"""Cases: what people ask the programme office. Officers read and answer; nobody handles their own."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.lists import Day, Inspecting, Listing, Reading
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.lib.dates import digits, park_today
from talent.programmes.case_states import Side
from talent.programmes.cases.actions import answer_case, read_case
from talent.programmes.cases.forms import OfficeForm
from talent.programmes.cases.pages import last_said, page
from talent.programmes.models import Case


class CaseVerb(Verb):
    """A verb on one case; it leads back to the case."""

    role = RoleName.CASE_OFFICER

    @cached_property
    def case(self) -> Case:
        """The case of the address; 404 where there is none, it was taken back, or it is the actor's own."""
        return get_object_or_404(Case.objects.for_officer(self.actor), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return _named(self.case)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("case:index"), "label": _("Cases")},
            {"url": reverse("case:inspect", args=(self.case.pk,)), "label": _named(self.case)},
            {"url": "", "label": self.page_title, "sublabel": _named(self.case)},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("case:inspect", args=(self.case.pk,))


class Read(CaseVerb):
    page_title = button = _("Say that it has been read")
    explanation = _("The person sees that the office has read it. The promised day stays.")
    done = _("The person sees that you have read it.")

    def act(self, values: dict[str, Any]) -> None:
        read_case(actor=self.actor, case=self.case)


class Answer(CaseVerb):
    """Answers below what the person wrote last."""

    form_class = OfficeForm
    template_name = "cms/answer.html"
    page_title = button = _("Answer")
    explanation = _("The person is told by mail that there is an answer, and reads it after signing in.")
    done = _("The answer is with the person.")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": last_said(self.case)}

    def act(self, values: dict[str, Any]) -> None:
        answer_case(actor=self.actor, case=self.case, **values)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was said last stands above the field, so a refused form counts it as seen when it is sent again."""
        last = self.case.messages.filter(side=Side.PERSON).order_by("pk").last()
        context = super().get_context_data(**kwargs)
        form = context["form"]
        form.data = form.data.copy()
        form.data["seen"] = last_said(self.case)
        return context | {"last": last}


class CaseList(Listing):
    """All cases but one's own: those that wait first, by the promised day."""

    def order_queryset(self, queryset: Any) -> Any:
        """What waits comes first, until somebody sorts by a column."""
        return super().order_queryset(queryset) if "ordering" in self.request.GET else queryset.urgent_first()

    def get_base_queryset(self) -> QuerySet[Case]:
        rows = Case.objects.for_officer(self.request.user)
        return rows.select_related("programme", "version", "version__programme")


class CasePage(Inspecting):
    """One case. Officers see no name, unless the person has written it."""

    page_title = _("Case")

    def get_object(self, queryset: Any = None) -> Case:
        """The case of the address; 404 where it is the reader's own."""
        rows = Case.objects.for_officer(self.request.user).select_related("programme", "version")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return _named(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"case": page(self.object, Side.OFFICE, self.request.user.calendar)}


def _title(case: Case) -> str:
    title = case.version.content.title
    return title.en if get_language() == "en" else title.fa


def _late(case: Case) -> str | Promise:
    return _("later than promised") if case.is_late(park_today()) else "—"


def _number(case: Case) -> str:
    """The number by which officers tell two cases of one programme apart."""
    return digits(case.pk, get_language() or "fa")


def _named(case: Case) -> str:
    return f"{_title(case)} · {_number(case)}"


class CaseViewSet(Reading):
    """Cases in the menu."""

    model = Case
    name, url_prefix, icon = "case", "cases", "folder-inverse"
    menu_name, menu_label, menu_order = "cases", _("Cases"), 105
    inspect_view_enabled = True
    index_view_class = CaseList
    inspect_view_class = CasePage
    inspect_template_name = "cms/case.html"
    list_filter = ["state", "programme"]
    list_display = [
        TitleColumn("about", accessor=_title, label=_("Programme"), url_name="case:inspect"),
        Column("number", accessor=_number, label=_("Case number"), sort_key="pk"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Day("sent_on", label=_("Sent"), sort_key="sent_on"),
        Day("due_on", label=_("Promised by"), sort_key="due_on"),
        Column("late", label=_("Late"), accessor=_late),
    ]
    verbs = (
        path("<int:pk>/read/", Read.as_view(), name="read"),
        path("<int:pk>/answer/", Answer.as_view(), name="answer"),
    )
