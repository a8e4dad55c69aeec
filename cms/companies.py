"""Companies: the list, one company with its members, and the moderator's verbs."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Inspecting, Listing, Moment, Reading, moment
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.companies import actions
from talent.companies.models import Company, MemberRole, Membership, State

LATIN = {"dir": "ltr"}


class CompanyForm(forms.Form):
    """What a company is called and where it lives. Shape only."""

    name_fa = forms.CharField(label=_("Name in Persian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, widget=forms.TextInput(LATIN))
    slug = forms.SlugField(
        error_messages={"invalid": _("Use Latin letters, digits and hyphens only.")},
        label=_("Address"),
        max_length=40,
        widget=forms.TextInput(LATIN),
        help_text=_("Stands in the addresses of its pages: Latin letters, digits and hyphens."),
    )
    domain = forms.CharField(
        label=_("Domain"),
        max_length=120,
        widget=forms.TextInput(LATIN),
        help_text=_("Of its e-mail addresses, for example “alborz.example.org”."),
        validators=[RegexValidator(r"^\s*([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\s*$", _("This is not a domain."))],
    )


class MemberForm(forms.Form):
    """Whom to bind to a company, as what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(LATIN))
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices, initial=MemberRole.RECRUITER)


class CompanyVerb(Verb):
    """A verb of the moderator on the company of the address."""

    role = RoleName.MODERATOR

    @cached_property
    def company(self) -> Company:
        """The company of the address; 404 where there is none."""
        return get_object_or_404(Company, pk=self.kwargs["pk"])

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


class Verify(CompanyVerb):
    page_title = button = _("Verify the company")
    explanation = _("From now on its members may search for experts, and experts may choose it.")
    done = _("The company is verified.")

    def act(self, values: dict[str, Any]) -> None:
        actions.verify_company(actor=self.actor, company=self.company)


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
    """All companies; the ones that wait can be filtered."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Enter a company"), url=reverse("company:create"), icon_name="plus")]


class CompanyPage(Inspecting):
    """One company, its members, and what can be done."""

    page_title = _("Company")

    def get_page_subtitle(self) -> str:
        return str(self.object.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        company: Company = self.object
        current = company.memberships.filter(ended_at=None).order_by("role", "email")
        members = [{"row": row, "since": moment(row.added_at, self.request.user)} for row in current]
        state = {
            "may_verify": company.state != State.VERIFIED,
            "may_suspend": company.state != State.SUSPENDED,
        }
        created = {"created": moment(company.created_at, self.request.user)}
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"company": company, "members": members} | state | created


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
        Column("domain", label=_("Domain"), sort_key="domain"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Moment("created_at", label=_("Entered"), sort_key="created_at"),
    ]
    verbs = (
        path("new/", Create.as_view(), name="create"),
        path("<int:pk>/verify/", Verify.as_view(), name="verify"),
        path("<int:pk>/suspend/", Suspend.as_view(), name="suspend"),
        path("<int:pk>/members/new/", AddMember.as_view(), name="add_member"),
        path("<int:pk>/members/<int:membership>/end/", EndMembership.as_view(), name="end_membership"),
    )
