"""Pages of the site. Editors write their words; where they stand, and under which address, is planted by code.

A page has no owner, no lock and no schedule: nothing of an editor stays in it but the log of Wagtail, and that is
forgotten with the person (`cms.leaving`).
"""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import Words
from cms.programme_pages import index_of, page_of
from talent.lib.inventory import PLAIN, Inventory
from talent.programmes.models import Programme

OF_WAGTAIL: Inventory = dict.fromkeys(
    [
        *("path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live"),
        *("has_unpublished_changes", "first_published_at", "last_published_at", "live_revision"),
        *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "title", "draft_title"),
        *("slug", "content_type", "url_path", "owner", "latest_revision_created_at", "alias_of"),
        *("show_in_menus", "seo_title", "search_description", "page_ptr"),
    ],
    PLAIN,
)


class SitePage(Page):
    """What every page of the site is: a title and words. Its address is locked, since people have it in their hands."""

    words = StreamField(Words(), blank=True, verbose_name=_("Words and pictures"))

    content_panels: ClassVar[list[Panel]] = [FieldPanel("title", classname="title"), FieldPanel("words")]
    promote_panels: ClassVar[list[Panel]] = [FieldPanel("search_description")]
    settings_panels: ClassVar[list[Panel]] = []
    inventory: ClassVar[Inventory] = OF_WAGTAIL | {"words": PLAIN}

    class Meta:
        abstract = True


class HomePage(SitePage):
    """The root of one language's tree. The home page itself is `config.views.home`."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.ProgrammeIndexPage"]
    max_count_per_parent = 2

    class Meta:
        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")


class ProgrammeIndexPage(SitePage):
    """All programmes with their windows. What stands in it is what is in force."""

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProgrammePage"]
    max_count_per_parent = 1
    template = "cms/site/programmes.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | index_of(request)

    class Meta:
        verbose_name = _("Index of programmes")
        verbose_name_plural = _("Indexes of programmes")


class ProgrammePage(SitePage):
    """The words about one programme in one language; rules, money and papers are read from the version in force."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")

    parent_page_types: ClassVar[list[str]] = ["cms.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    inventory: ClassVar[Inventory] = SitePage.inventory | {"programme": PLAIN}
    template = "cms/site/programme.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | page_of(request, self.programme)

    class Meta:
        verbose_name = _("Page of a programme")
        verbose_name_plural = _("Pages of programmes")
