"""The dashboard, and the ways in and out that allauth and our own pages take over from Wagtail."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.queues import queues


class Home(WagtailAdminTemplateMixin, TemplateView):
    """What waits for this person."""

    template_name = "cms/home.html"
    page_title = _("Waiting for you")
    header_icon = "home"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"queues": queues(self.request.user)}


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign-in is allauth's alone: Wagtail's own page would pass by its limits."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = reverse("wagtailadmin_home")
    return redirect_to_login(wanted, resolve_url("account_login"))


def reset_password(request: HttpRequest) -> HttpResponse:
    """So is a forgotten password."""
    return redirect("account_reset_password")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Signing out is allauth's too, and only by a button: Wagtail's own view throws the cookie away at any request
    for it, a mere link included, and leaves the session behind."""
    get_adapter().logout(request)
    return redirect("account_login")


def account(request: HttpRequest) -> HttpResponse:
    """One's own language, zone and calendar are set where everybody sets them."""
    return redirect("settings")


def pages(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Pages are found in a list of ours, not in Wagtail's tree."""
    return redirect("site_page:index")


def add_picture(request: HttpRequest) -> HttpResponse:
    """Pictures are added one by one, each with what it shows in words."""
    return redirect("wagtailimages:add")
