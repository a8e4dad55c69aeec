"""The moderator's switch of the public directory."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from cms.gate import gate
from cms.verbs import Verb
from talent.accounts.models import RoleName
from talent.experts import park


class Switch(Verb):
    """Both ways lead back to the dashboard."""

    role = RoleName.MODERATOR

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_home")


class Open(Switch):
    page_title = button = _("Open the public directory")
    explanation = _(
        "Visitors without an account will find the experts who chose “anyone”: skills, bands and ways to work, no names."
    )
    done = _("The public directory is open.")

    def act(self, values: dict[str, Any]) -> None:
        park.open_public_directory(actor=self.actor)


class Close(Switch):
    page_title = button = _("Close the public directory")
    explanation = _("From the next request on its address leads nowhere. Companies find experts as before.")
    done = _("The public directory is closed.")
    serious = True

    def act(self, values: dict[str, Any]) -> None:
        park.close_public_directory(actor=self.actor)


urlpatterns = [
    path("open/", gate(Open.as_view()), name="open"),
    path("close/", gate(Close.as_view()), name="close"),
]
