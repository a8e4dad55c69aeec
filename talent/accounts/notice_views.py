"""Step 0: where somebody lives, what is to be known there, and that it has been read."""

from urllib.parse import urlencode

from allauth.account.views import SignupView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from talent.accounts import notices, step_zero
from talent.accounts.countries import group_of
from talent.accounts.forms import CountryForm
from talent.accounts.models import Group, Notice, User


def country(request: HttpRequest) -> HttpResponse:
    """Asks for the country, to choose the notice; the country itself goes nowhere."""
    user = request.user
    if request.method == "GET" and isinstance(user, User) and user.notice and "elsewhere" not in request.GET:
        return redirect("notice_of", group=user.notice.group)
    form = CountryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(_onward("notice_of", request, group=group_of(form.cleaned_data["country"])))
    return render(request, "accounts/country.html", {"form": form, "next": _next(request)})


def notice(request: HttpRequest, group: str) -> HttpResponse:
    """The version in force for a group of countries; its button says that it has been read."""
    if group not in Group.values:
        raise Http404
    shown = Notice.objects.in_force(group)
    changed = request.method == "POST"  # still here after a POST: a newer version has come
    if shown and request.method == "POST" and request.POST.get("notice") == str(shown.pk):
        return _read(request, shown)
    context = {"notice": shown, "next": _next(request), "changed": changed}
    return render(request, "accounts/notice.html", context)


def sign_up(request: HttpRequest) -> HttpResponseBase:
    """allauth's form, after the notice; the address typed before a newer notice came is still there."""
    if not request.user.is_authenticated and step_zero.shown_notice(request) is None:
        step_zero.remember(request)
        group = step_zero.group_before(request)
        return redirect(_onward("notice_of", request, group=group) if group else _onward("notice", request))
    initial = {"email": step_zero.remembered(request)}
    return SignupView.as_view(initial=initial)(request)  # type: ignore[no-any-return]


def _read(request: HttpRequest, shown: Notice) -> HttpResponse:
    if isinstance(request.user, User):
        notices.acknowledge(actor=request.user, notice=shown)
        return redirect("start")
    step_zero.note(request, shown)
    return redirect("home") if shown.information_only else redirect(_onward("account_signup", request))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def _onward(name: str, request: HttpRequest, **kwargs: str) -> str:
    wanted = _next(request)
    return reverse(name, kwargs=kwargs) + (f"?{urlencode({'next': wanted})}" if wanted else "")
