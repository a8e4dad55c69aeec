"""Who gets into the back office, and which of Wagtail's addresses lead somewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation

from cms.lent import lend_clock, lend_pages
from talent.accounts.models import Notice, RoleName, User
from talent.accounts.permissions import demand_notice, demand_second_factor
from talent.lib.errors import Absent, NoticeNeeded

View = Callable[..., HttpResponseBase]

OPEN = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailusers_users:index",
        "wagtailusers_users:index_results",
    }
)
"""Wagtail's own addresses that are in use. Its pages, choosers, reports, groups and whatever a later version
brings stay closed until they are named here."""
OURS = frozenset(
    {
        *("company", "flag", "term", "delivery", "entry", "public_directory", "staff_roles", "health"),
        *("notice", "authority_requests", "report", "joining", "case", "programme", "opening", "holiday"),
    }
)
EDITING, PREVIEW = "wagtailadmin_pages:edit", "wagtailadmin_pages:preview_on_edit"
PAGES = frozenset(
    {
        *("site_page:index", "site_page:index_results", "site_pages", "site_pages_below", "add_picture"),
        *("wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"),
        *("wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_email_link"),
        *("wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link"),
        *(EDITING, PREVIEW, "wagtailadmin_pages:view_draft"),
        *("wagtailadmin_pages:history", "wagtailadmin_pages:history_results"),
        *("wagtailadmin_pages:revisions_view", "wagtailadmin_pages:revisions_compare"),
        *("wagtailadmin_pages:revisions_revert", "wagtailadmin_editing_sessions:ping"),
        *("wagtailadmin_editing_sessions:release", "wagtailadmin_block_preview"),
        *("wagtailimages:index", "wagtailimages:index_results", "wagtailimages:add", "wagtailimages:edit"),
        *("wagtailimages:delete", "wagtailimages:preview", "wagtailimages:image_usage"),
        *(
            "wagtailimages_chooser:choose",
            "wagtailimages_chooser:choose_results",
            "wagtailimages_chooser:chosen",
        ),
        *("wagtailimages_chooser:create", "wagtailimages_chooser:select_format"),
        *("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"),
    }
)
"""Wagtail's addresses by which editors write the words of pages and put pictures into them. What makes, moves,
deletes, locks, hides, shares or copies pages is not among them: where a page stands is planted (`cms.trees`)."""


def gate(view: View) -> View:
    """Anonymous readers are led to sign-in; people without a role find nothing here, as at any unknown address;
    staff without a second factor, or before the notice, are led there first.

    The pages speak the person's language, whatever the browser asks for.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        if not _is_open(request, user) or (_of_pages(request) and "%00" in request.META["QUERY_STRING"]):
            raise Absent()  # also for NUL, which Wagtail hands on and PostgreSQL does not take
        demand_second_factor(user)
        _demand_notice(user)
        if RoleName.EDITOR in {role.name for role in user.roles.all()}:
            lend_pages(user)
        lend_clock(user)
        translation.activate(user.language)
        return _framed(request, view(request, *args, **kwargs))

    return guarded


def _demand_notice(user: User) -> None:
    """Before the first notice is in force there is nothing to read, and somebody has to write it here."""
    try:
        demand_notice(user)
    except NoticeNeeded:
        if Notice.objects.published().exists():
            raise


def _framed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Beside the words an editor sees the page as it will be, in a frame: that page alone may be framed, and by the
    back office alone."""
    match = request.resolver_match
    if match is not None and match.view_name == EDITING:
        response._csp_replace = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    if match is not None and match.view_name == PREVIEW:
        del response["Content-Security-Policy"]  # made by the page's own way through the middleware
        response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _of_pages(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in PAGES


def _is_open(request: HttpRequest, user: User) -> bool:
    """Whether the address leads somewhere for this person."""
    match = request.resolver_match
    roles = {role.name for role in user.roles.all()}
    if match is None or not roles:
        return False
    if _of_pages(request):
        return RoleName.EDITOR in roles
    return match.view_name in OPEN or match.namespace in OURS
