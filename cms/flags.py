"""Unusual patterns of a company's looks: the moderator looks into each, and says so."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.lists import Day, Moment, Reading
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.experts.models import Flag
from talent.experts.patterns import close_flag


class Close(Verb):
    role = RoleName.MODERATOR
    page_title = button = _("Mark as looked into")
    done = _("The pattern is marked as looked into.")

    @cached_property
    def flag(self) -> Flag:
        """The flag of the address; 404 where there is none."""
        return get_object_or_404(Flag.objects.select_related("company"), pk=self.kwargs["pk"])

    @property
    def explanation(self) -> str:
        words = {"company": self.flag.company.name, "pattern": self.flag.get_pattern_display()}
        return (
            str(_("%(company)s: %(pattern)s. Talk to its owner, or suspend it, before you close this."))
            % words
        )

    def act(self, values: dict[str, Any]) -> None:
        close_flag(actor=self.actor, flag=self.flag)

    def get_success_url(self) -> str:
        return reverse("flag:index")


class FlagViewSet(Reading):
    """Flags in the menu."""

    model = Flag
    name, url_prefix, icon = "flag", "flags", "warning"
    menu_name, menu_label, menu_order = "flags", _("Unusual patterns"), 110
    list_filter = ["pattern"]
    list_display = [
        TitleColumn("company", label=_("Company"), url_name="flag:close"),
        Column("get_pattern_display", label=_("What"), sort_key="pattern"),
        Day("day", label=_("Day"), sort_key="day"),
        Moment("closed_at", label=_("Looked into"), sort_key="closed_at"),
    ]
    verbs = (path("<int:pk>/close/", Close.as_view(), name="close"),)
