"""Lists of the back office: they show, and change nothing. What changes something is a verb (`cms.verbs`)."""

from datetime import datetime
from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from talent.accounts.models import User
from talent.lib.dates import digits, show_day, show_moment, zone


class LookOnly(ModelPermissionPolicy):
    """Nobody adds, changes or deletes by Wagtail's own views, whatever a role may do by verbs."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class Listing(generic.IndexView):
    """A list without exports: what is read here stays here."""

    any_permission_required = ["view"]

    @cached_property
    def list_export(self) -> list[str]:
        return []


class Inspecting(generic.InspectView):
    """One row, read only."""

    any_permission_required = ["view"]


class Reading(ModelViewSet):
    """A list in the menu, with one page per row where `inspect_view_enabled`, and the verbs of `verbs`."""

    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 25
    index_results_template_name = "cms/list_results.html"
    index_view_class = Listing
    inspect_view_class = Inspecting
    verbs: tuple[URLPattern, ...] = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        shown = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.inspect_view_enabled:
            shown.append(path("<int:pk>/", self.inspect_view, name="inspect"))
        return [*shown, *self.verbs]


class Moment(Column):
    """A moment in the reader's calendar, zone and digits."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"value": moment(self.get_value(instance), parent_context["request"].user)}


class Day(Column):
    """A day of the park in the reader's calendar."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        reader = parent_context["request"].user
        shown = show_day(self.get_value(instance), calendar=reader.calendar, language=get_language() or "fa")
        return context | {"value": shown}


class Number(Column):
    """A number in the digits of the page's language."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"value": digits(context["raw_value"], get_language() or "fa")}


def moment(value: datetime | None, reader: User) -> str:
    """A moment as this person reads it; "" for none."""
    if value is None:
        return ""
    language = get_language() or "fa"
    return show_moment(value, calendar=reader.calendar, language=language, to=zone(reader.time_zone))
