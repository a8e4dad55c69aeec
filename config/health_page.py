"""The operator's page: what /health/ready and `search status` tell, in words. Read only."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.gate import gate
from config.health import states
from search.indexes.engine import engine
from search.relay import whole
from talent.accounts.models import RoleName
from talent.accounts.permissions import demand_role
from talent.lib.dates import digits

PARTS = {
    "database": gettext_lazy("Database"),
    "cache": gettext_lazy("Cache"),
    "engine": gettext_lazy("Search engine"),
    "broker": gettext_lazy("Broker of the tasks"),
    "relay": gettext_lazy("Relay to the search indexes"),
}
STATUS = {
    "engine": gettext_lazy("Engine in use"),
    "unsent": gettext_lazy("Changes that wait for the indexes"),
    "oldest_unsent": gettext_lazy("Age of the oldest of them, in seconds"),
    "last_round": gettext_lazy("Seconds since the relay's last round"),
    "drift": gettext_lazy("Profiles on which index and database differ"),
}
"""What `manage.py search status` tells, by its names there."""


class Health(WagtailAdminTemplateMixin, TemplateView):
    """For operators: what answers, and how far search is."""

    template_name = "cms/health.html"
    page_title = gettext_lazy("Health")
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        demand_role(request.user, RoleName.OPERATOR)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = [{"label": PARTS[name], "fine": state == "ok"} for name, state in states().items()]
        return super().get_context_data(**kwargs) | {"parts": parts, "search": _search()}


def _search() -> list[tuple[object, str]]:
    """The rows of `search status`, in words."""
    told = asdict(whole.status(engine()))
    language = get_language() or "fa"
    rows: list[tuple[object, str]] = [(label, _shown(told[name], language)) for name, label in STATUS.items()]
    return rows + [(name, digits(count, language)) for name, count in told["documents"].items()]


def _shown(value: Any, language: str) -> str:
    return _("nothing") if value is None else digits(value, language)


urlpatterns = [path("", gate(Health.as_view()), name="index")]
