"""One's own settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from talent.accounts import actions
from talent.accounts.forms import SettingsForm
from talent.accounts.models import User


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Language, zone, calendar: shown and changed."""
    user = request.user
    assert isinstance(user, User)
    form = SettingsForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_settings(actor=user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your settings are saved."))
            return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form})
