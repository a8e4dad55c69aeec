"""Leaving: the page, one's data as a file, silence and back, and the end of the account."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts import leaving
from talent.accounts.buttons import button_on
from talent.accounts.fresh import fresh_factor, fresh_sign_in
from talent.accounts.models import User


@login_required
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """What can be done: take one's data along, fall silent, or go."""
    return render(request, "accounts/leave.html", {"refusal": ""})


@fresh_sign_in
@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about oneself, as a JSON file."""
    assert isinstance(request.user, User)
    everything = leaving.everything_of(request.user)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return JsonResponse(everything, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_required
@button_on("leave")
def go_quiet(request: HttpRequest) -> HttpResponse:
    """One tap, without any further question: whoever is in danger has no time for a password."""
    assert isinstance(request.user, User)
    leaving.go_quiet(actor=request.user)
    get_adapter().logout(request)
    messages.success(
        request,
        _(
            "You have fallen silent: nobody finds you, every permission has ended, and you are signed out everywhere."
        ),
    )
    return redirect("home")


@fresh_factor
@button_on("leave")
def come_back(request: HttpRequest) -> HttpResponse:
    """Ends the silence."""
    assert isinstance(request.user, User)
    leaving.come_back(actor=request.user)
    messages.success(
        request, _("Welcome back. Nobody finds you yet: choose anew by whom you want to be found.")
    )
    return redirect("profile")


@fresh_sign_in
@button_on("leave")
def erase(request: HttpRequest) -> HttpResponse:
    """Deletes the account, once the box is ticked."""
    assert isinstance(request.user, User)
    refusal: object = _("Tick the box first: this cannot be taken back.")
    if request.POST.get("sure"):
        try:
            leaving.erase_account(actor=request.user)
        except leaving.LastOfficer as last:
            refusal = last.text
        else:
            request.session.flush()
            messages.success(
                request, _("Your account is deleted. What search still held of you goes within a minute.")
            )
            return redirect("home")
    return render(request, "accounts/leave.html", {"refusal": refusal}, status=400)
