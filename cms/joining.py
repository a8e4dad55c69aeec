"""Members whose address is not at their company's domain: the moderator approves each, or does not."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.lists import Listing, Reading
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.companies import joining
from talent.companies.models import Invitation, MemberRole


class JoiningVerb(Verb):
    """A verb of the moderator on somebody who has accepted an invitation."""

    role = RoleName.MODERATOR

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation of the address, while it waits for the park; 404 where there is none."""
        return get_object_or_404(
            Invitation.objects.for_park().select_related("company"), pk=self.kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        return self.invitation.address

    def get_success_url(self) -> str:
        return reverse("joining:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [
            {"url": reverse("joining:index"), "label": _("Members to approve")},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *mine]


class Approve(JoiningVerb):
    page_title = button = _("Approve the member")
    done = _("The member is approved, and acts for the company from the next request on.")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse("joining:refuse", args=[self.invitation.pk])
        return [HeaderButton(_("Do not approve"), url=url, icon_name="cross")]

    @property
    def explanation(self) -> str:
        told = _(
            "%(email)s is to act for %(company)s as %(role)s, and has accepted. The address is not at the domain "
            "%(domain)s. Ask the company, by a way that you know, before you approve."
        )
        one = self.invitation
        words = {
            "email": one.address,
            "company": one.company.name,
            "role": MemberRole(one.role).label,
            "domain": one.company.domain or "—",
        }
        return str(told) % words

    def act(self, values: dict[str, Any]) -> None:
        joining.approve(actor=self.actor, invitation=self.invitation)


class Refuse(JoiningVerb):
    page_title = button = _("Do not approve")
    explanation = _(
        "The invitation ends. The owner reads that the park has not approved, and may invite another one."
    )
    done = _("The member is not approved.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        joining.refuse(actor=self.actor, invitation=self.invitation)


class JoiningList(Listing):
    """Those that wait, oldest first."""

    default_ordering = "created_at"

    def get_base_queryset(self) -> QuerySet[Invitation]:
        return Invitation.objects.for_park().select_related("company").order_by("created_at", "pk")


class JoiningViewSet(Reading):
    """Members to approve, in the menu."""

    model = Invitation
    name, url_prefix, icon = "joining", "members-to-approve", "user"
    menu_name, menu_label, menu_order = "joining", _("Members to approve"), 105
    index_view_class = JoiningList
    list_display = [
        TitleColumn("address", label=_("E-mail"), url_name="joining:approve"),
        Column("company", label=_("Company")),
        Column("get_role_display", label=_("Role")),
    ]
    verbs = (
        path("<int:pk>/approve/", Approve.as_view(), name="approve"),
        path("<int:pk>/refuse/", Refuse.as_view(), name="refuse"),
    )
