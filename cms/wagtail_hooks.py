"""What is registered with Wagtail: our lists, a menu of what exists, our stylesheet."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.authority_requests import AuthorityRequestsViewSet
from cms.cases import CaseViewSet
from cms.companies import CompanyViewSet
from cms.deliveries import DeliveryViewSet
from cms.flags import FlagViewSet
from cms.holidays import HolidayViewSet
from cms.joining import JoiningViewSet
from cms.notices import NoticeViewSet
from cms.openings import OpeningViewSet
from cms.programmes.listing import ProgrammeViewSet
from cms.reports import ReportViewSet
from cms.site_pages import SitePageViewSet
from cms.trail import EntryViewSet
from cms.vocabulary import TermViewSet

MENU = (
    "site_pages",
    "images",
    *(
        "programmes",
        "companies",
        "openings",
        "joining",
        "flags",
        "reports",
        "vocabulary",
        "holidays",
        "deliveries",
    ),
    *("cases", "audit", "authority_requests", "notices", "staff"),
)


@hooks.register("register_admin_viewset")
def lists() -> list[ViewSet]:
    return [
        SitePageViewSet(),
        CompanyViewSet(),
        OpeningViewSet(),
        CaseViewSet(),
        ProgrammeViewSet(),
        JoiningViewSet(),
        FlagViewSet(),
        ReportViewSet(),
        TermViewSet(),
        HolidayViewSet(),
        DeliveryViewSet(),
        EntryViewSet(),
        AuthorityRequestsViewSet(),
        NoticeViewSet(),
    ]


@hooks.register("construct_main_menu")
def only_what_exists(request: Any, items: list[Any]) -> None:
    """Wagtail's menus of reports and settings have names that ours have too."""
    items[:] = [item for item in items if item.name in MENU and not isinstance(item, SubmenuMenuItem)]


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/back-office.css"))


@hooks.register("construct_page_action_menu")
def no_unpublishing(items: list[Any], request: Any, context: Any) -> None:
    """What is linked from everywhere does not vanish (decision 014)."""
    items[:] = [item for item in items if item.name != "action-unpublish"]
