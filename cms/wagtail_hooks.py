"""What is registered with Wagtail: our lists, a menu of what exists, our stylesheet."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.authority_requests import AuthorityRequestsViewSet
from cms.cases import CaseViewSet
from cms.companies import CompanyViewSet
from cms.deliveries import DeliveryViewSet
from cms.flags import FlagViewSet
from cms.joining import JoiningViewSet
from cms.notices import NoticeViewSet
from cms.reports import ReportViewSet
from cms.trail import EntryViewSet
from cms.vocabulary import TermViewSet

MENU = (
    "pages",
    "images",
    *("companies", "joining", "flags", "reports", "vocabulary", "deliveries"),
    *("cases", "audit", "authority_requests", "notices", "staff"),
)


@hooks.register("register_admin_viewset")
def lists() -> list[ViewSet]:
    return [
        CompanyViewSet(),
        CaseViewSet(),
        JoiningViewSet(),
        FlagViewSet(),
        ReportViewSet(),
        TermViewSet(),
        DeliveryViewSet(),
        EntryViewSet(),
        AuthorityRequestsViewSet(),
        NoticeViewSet(),
    ]


class PagesItem(MenuItem):
    """The way to the pages, for those who write them."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("cms.change_programmepage"))


@hooks.register("register_admin_menu_item")
def pages_item() -> MenuItem:
    return PagesItem(
        _("Pages"),
        reverse("wagtailadmin_explore_root"),
        name="pages",
        icon_name="folder-open-inverse",
        order=90,
    )


@hooks.register("construct_main_menu")
def only_what_exists(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in MENU]


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/back-office.css"))
