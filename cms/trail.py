"""The audit trail: who did what, by random keys alone."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from cms.deeds import deed, subject
from cms.lists import Listing, Moment, Reading
from talent.audit.models import Entry


def _verbs() -> list[tuple[str, object]]:
    verbs = Entry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return [(verb, deed(verb)) for verb in verbs]


class EntryFilter(WagtailFilterSet):
    """By verb, of those that occur."""

    verb = django_filters.ChoiceFilter(label=_("Deed"), choices=_verbs)

    class Meta:
        model = Entry
        fields = ["verb"]


class Trail(Listing):
    """Newest first."""

    page_title = _("Audit trail")


class EntryViewSet(Reading):
    """The trail in the menu."""

    model = Entry
    index_view_class = Trail
    name, url_prefix, icon = "entry", "audit", "history"
    menu_name, menu_label, menu_order = "audit", _("Audit trail"), 400
    filterset_class = EntryFilter
    list_display = [
        Moment("at", label=_("When"), sort_key="id"),
        Column("verb", label=_("Deed"), accessor=lambda entry: deed(entry.verb)),
        Column("actor", label=_("By whom (key)"), accessor=lambda entry: entry.actor or _("the system")),
        Column("target_kind", label=_("On what"), accessor=lambda entry: subject(entry.target_kind)),
        Column("target_key", label=_("Its key")),
    ]
