"""Companies: the list, one company with its members, and the moderator's verbs."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.company_forms import CompanyForm, MemberForm, ReturnForm
from cms.lists import Inspecting, Listing, Moment, Reading, moment
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.companies import actions
from talent.companies.family import relatives
from talent.companies.models import Company, MemberRole, Membership, Remark, State, ownerless
from talent.companies.pages import both_calendars, is_overdue
from talent.companies.states import Side, offered
from talent.companies.states import Verb as Steps
from talent.lib.dates import show_day


class CompanyVerb(Verb):
    """A verb of the moderator on the company of the address."""

    role = RoleName.MODERATOR

    @cached_property
    def company(self) -> Company:
        """The company of the address; 404 where there is none, or a draft that is its members' alone."""
        return get_object_or_404(Company.objects.known_to_park(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.company.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        name = self.company.name
        return [
            *self.breadcrumbs_items,
            {"url": reverse("company:index"), "label": _("Companies")},
            {"url": self.get_success_url(), "label": name},
            {"url": "", "label": self.page_title, "sublabel": name},
        ]

    def get_success_url(self) -> str:
        return reverse("company:inspect", args=[self.company.pk])


class Create(Verb):
    role = RoleName.MODERATOR
    form_class = CompanyForm
    page_title = button = _("Enter a company")
    explanation = _("It can do nothing until you verify it.")
    done = _("The company is entered. It waits for verification.")

    def act(self, values: dict[str, Any]) -> None:
        actions.create_company(actor=self.actor, **values)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("company:index"), "label": _("Companies")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("company:index")


class Change(CompanyVerb):
    form_class = CompanyForm
    page_title = button = _("Change the details")
    explanation = _(
        "Companies with the same domain, the same owner or a parent are one family: whoever hides from one "
        "hides from all of them."
    )
    done = _("The details are changed.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.company, name) for name in CompanyForm.base_fields}

    def act(self, values: dict[str, Any]) -> None:
        actions.change_company(actor=self.actor, company=self.company, **values)


class Verify(CompanyVerb):
    page_title = button = _("Approve the company")
    done = _("Your approval is noted.")

    @property
    def explanation(self) -> str:
        told = _(
            "With the last approval its members may search for experts, a week after experts were told. "
            "Check its national ID %(id)s, its contract %(contract)s and its family: %(family)s."
        )
        family = [company.name for company in relatives(self.company)]
        words = {
            "id": self.company.national_id or "—",
            "contract": self.company.contract_number or "—",
            "family": "، ".join(family) or _("none"),
        }
        return str(told) % words

    def act(self, values: dict[str, Any]) -> None:
        actions.verify_company(actor=self.actor, company=self.company)


class SendBack(CompanyVerb):
    form_class = ReturnForm
    page_title = button = _("Return with comments")
    explanation = _(
        "Its owners read what you write below, mend it and send it again. What you leave empty is in order."
    )
    done = _("The registration is returned. Its owners are told that there is news.")

    def act(self, values: dict[str, Any]) -> None:
        comments = {Remark(about): text for about, text in values.items()}
        actions.return_company(actor=self.actor, company=self.company, comments=comments)


class Suspend(CompanyVerb):
    page_title = button = _("Suspend the company")
    explanation = _("Its members are out at their next request. Verifying it again lets them in.")
    done = _("The company is suspended.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        actions.suspend_company(actor=self.actor, company=self.company)


class AddMember(CompanyVerb):
    form_class = MemberForm
    page_title = button = _("Add a member")
    explanation = _("Whoever confirms this address acts for the company. No account need exist yet.")
    done = _("The member is added.")

    def act(self, values: dict[str, Any]) -> None:
        actions.add_member(
            actor=self.actor, company=self.company, email=values["email"], role=MemberRole(values["role"])
        )


class EndMembership(CompanyVerb):
    page_title = button = _("End the membership")
    done = _("The membership has ended.")
    serious = True

    @cached_property
    def membership(self) -> Membership:
        """The membership of the address, in the company of the address."""
        wanted = Membership.objects.filter(company=self.company).select_related("company")
        return get_object_or_404(wanted, pk=self.kwargs["membership"])

    @property
    def explanation(self) -> str:
        told = _("%(email)s no longer acts for the company, from the next request on.")
        return str(told) % {"email": self.membership.email}

    def act(self, values: dict[str, Any]) -> None:
        actions.end_membership(actor=self.actor, membership=self.membership)


class CompanyList(Listing):
    """All companies but drafts; the ones that wait, and those for which no owner acts, can be filtered."""

    def get_base_queryset(self) -> QuerySet[Company]:
        wanted = (
            ownerless() if self.request.GET.get("without") == "owner" else Company.objects.known_to_park()
        )
        return wanted.order_by("name_en", "pk")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Enter a company"), url=reverse("company:create"), icon_name="plus")]


class CompanyPage(Inspecting):
    """One company, its members, and what can be done."""

    page_title = _("Company")

    def get_object(self, queryset: Any = None) -> Company:
        """The company of the address; 404 for a draft."""
        return get_object_or_404(Company.objects.known_to_park(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        company: Company = self.object
        current = company.memberships.filter(ended_at=None).order_by("role", "email")
        members = [
            {
                "row": row,
                "since": moment(row.added_at, self.request.user),
                "elsewhere": row.domain != company.domain,
            }
            for row in current
        ]
        may = offered(Side.PARK, State(company.state))
        state = {
            "may_verify": Steps.VERIFY in may,
            "may_return": Steps.RETURN in may,
            "may_suspend": Steps.SUSPEND in may,
            "promise": both_calendars(company.answer_by) if company.answer_by else "",
            "overdue": is_overdue(company),
            "same_id": _same_id(company),
        }
        created = {
            "created": moment(company.created_at, self.request.user),
            "place": _spoken(company, "park", "site"),
            "makes": _spoken(company, "makes"),
            "family": relatives(company),
            "approvals": [
                one.moderator.email for one in company.approvals.select_related("moderator").order_by("id")
            ],
        }
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"company": company, "members": members} | state | created


def _same_id(company: Company) -> list[Company]:
    """Other companies that say they have the same national ID: whoever registers learns nothing of it."""
    if not company.national_id:
        return []
    others = Company.objects.known_to_park().filter(national_id=company.national_id).exclude(pk=company.pk)
    return list(others.order_by("name_en", "pk"))


def _spoken(company: Company, *names: str) -> str:
    """Fields that exist once in each language, in the reader's; "—" where nothing is said."""
    language = "fa" if get_language() == "fa" else "en"
    said = [getattr(company, f"{name}_{language}") for name in names]
    return " · ".join(one for one in said if one) or "—"


class Promised(Column):
    """The day that the park has promised, and that it is over."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if not instance.answer_by:
            return context | {"value": "—"}
        calendar = parent_context["request"].user.calendar
        day = show_day(instance.answer_by, calendar=calendar, language=get_language() or "fa")
        return context | {"value": f"{day} · {_('overdue')}" if is_overdue(instance) else day}


class CompanyViewSet(Reading):
    """Companies in the menu."""

    model = Company
    name, url_prefix, icon = "company", "companies", "group"
    menu_name, menu_label, menu_order = "companies", _("Companies"), 100
    index_view_class = CompanyList
    inspect_view_enabled = True
    inspect_view_class = CompanyPage
    inspect_template_name = "cms/company.html"
    inspect_view_fields = ["slug"]
    search_fields = ["name_fa", "name_en", "slug", "domain"]
    search_backend_name = None
    list_filter = ["state"]
    list_display = [
        TitleColumn("name", label=_("Company"), url_name="company:inspect", sort_key="name_en"),
        Promised("answer_by", label=_("Promised for"), sort_key="answer_by"),
        Column("domain", label=_("Domain"), sort_key="domain"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Moment("created_at", label=_("Entered"), sort_key="created_at"),
    ]
    verbs = (
        path("new/", Create.as_view(), name="create"),
        path("<int:pk>/change/", Change.as_view(), name="change"),
        path("<int:pk>/verify/", Verify.as_view(), name="verify"),
        path("<int:pk>/return/", SendBack.as_view(), name="send_back"),
        path("<int:pk>/suspend/", Suspend.as_view(), name="suspend"),
        path("<int:pk>/members/new/", AddMember.as_view(), name="add_member"),
        path("<int:pk>/members/<int:membership>/end/", EndMembership.as_view(), name="end_membership"),
    )
