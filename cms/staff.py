"""Roles: a privacy officer gives them to others and takes them from others."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.gate import gate
from cms.verbs import Verb
from talent.accounts import actions
from talent.accounts.models import Role, RoleName


class RoleForm(forms.Form):
    """Who, as what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput({"dir": "ltr"}))
    name = forms.ChoiceField(label=_("Role"), choices=RoleName.choices)


class RoleVerb(Verb):
    """A verb of the privacy officer; both lead back to the list."""

    role = RoleName.PRIVACY_OFFICER

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        mine = [{"url": self.get_success_url(), "label": _("Staff")}, {"url": "", "label": self.page_title}]
        return [*self.breadcrumbs_items, *mine]

    def get_success_url(self) -> str:
        return reverse("wagtailusers_users:index")


class Give(RoleVerb):
    form_class = RoleForm
    page_title = button = _("Give a role")
    explanation = _("The person has signed up already. What a role opens is open from the next request on.")
    done = _("The role is given.")

    def act(self, values: dict[str, Any]) -> None:
        user = actions.somebody(actor=self.actor, email=values["email"])
        actions.give_role(actor=self.actor, user=user, name=RoleName(values["name"]))


class Take(RoleVerb):
    page_title = button = _("Take the role away")
    done = _("The role is taken away.")
    serious = True

    @cached_property
    def held(self) -> Role:
        """The role of the address; 404 where nobody holds it."""
        return get_object_or_404(Role.objects.select_related("user"), pk=self.kwargs["pk"])

    @property
    def explanation(self) -> str:
        told = str(_("%(email)s no longer works for the park as: %(role)s."))
        return told % {"email": self.held.user.email, "role": self.held.get_name_display()}

    def act(self, values: dict[str, Any]) -> None:
        actions.take_role(actor=self.actor, role=self.held)


urlpatterns = [
    path("give/", gate(Give.as_view()), name="give"),
    path("<int:pk>/take/", gate(Take.as_view()), name="take"),
]
