"""The pages of the site as editors find them: one short list instead of Wagtail's tree, since pages stand where code
has planted them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from cms.lists import Listing, Moment, Reading


class SitePageList(Listing):
    """Every page that has words of its own, in the order of the trees."""

    is_searchable = False

    def get_base_queryset(self) -> QuerySet[Page]:
        rows: QuerySet[Page] = Page.objects.filter(depth__gt=2).select_related("locale", "content_type")
        return rows.order_by("path")


def _kind(page: Page) -> str | Promise:
    model = page.content_type.model_class()
    return model._meta.verbose_name or "" if model else ""


def _state(page: Page) -> str | Promise:
    if not page.live:
        return _("Not public")
    return _("Public, with changes that are not") if page.has_unpublished_changes else _("Public")


class SitePageViewSet(Reading):
    """Pages in the menu."""

    model = Page
    name, url_prefix, icon = "site_page", "site-pages", "doc-full"
    menu_name, menu_label, menu_order = "site_pages", _("Pages"), 90
    index_view_class = SitePageList
    list_filter: Any = None
    list_display: Any = [
        TitleColumn(
            "title", label=_("Title"), get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])
        ),
        Column("kind", label=_("Kind"), accessor=_kind),
        Column("language", label=_("Language"), accessor=lambda page: page.locale.get_display_name()),
        Column("state", label=_("State"), accessor=_state),
        Moment("latest_revision_created_at", label=_("Changed")),
    ]
