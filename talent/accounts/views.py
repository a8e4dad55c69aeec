"""One's own settings, sessions and address, and the text that a lost session left behind."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from talent.accounts import actions, kept
from talent.accounts.buttons import button_on
from talent.accounts.forms import ChangeEmailForm, SettingsForm
from talent.accounts.fresh import fresh_sign_in
from talent.accounts.models import OpenSession, User


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


@fresh_sign_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, this browser marked."""
    assert isinstance(request.user, User)
    rows = OpenSession.objects.alive().filter(user=request.user)
    here = request.session.session_key
    shown = [{"row": row, "here": row.session_key == here} for row in rows]
    others = any(not one["here"] for one in shown)
    return render(request, "accounts/sessions.html", {"sessions": shown, "others": others})


@fresh_sign_in
@button_on("sessions")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs one other browser out."""
    assert isinstance(request.user, User)
    actions.end_session(actor=request.user, pk=pk)
    messages.success(request, _("That browser is signed out."))
    return redirect("sessions")


@fresh_sign_in
@button_on("sessions")
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Signs all other browsers out."""
    assert isinstance(request.user, User)
    actions.end_other_sessions(actor=request.user, keep=request.session.session_key)
    messages.success(request, _("You are signed in here alone."))
    return redirect("sessions")


@fresh_sign_in
def email(request: HttpRequest) -> HttpResponse:
    """Another address: asked for, then confirmed by a code sent to it."""
    assert isinstance(request.user, User)
    form = ChangeEmailForm(data=request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save(request)
        return redirect("account_email_verification_sent")
    return render(request, "accounts/email.html", {"form": form})


@login_required
def kept_text(request: HttpRequest) -> HttpResponse:
    """What was typed when the session had ended, with one button that sends it."""
    text = kept.read(request)
    if text is None:
        return redirect("start")
    typed = [(name, value) for name, value in text.fields if value and name not in kept.UNSEEN]
    called = kept.labels_of(text)
    rows = [{"label": called.get(name, ""), "value": value} for name, value in typed]
    return render(request, "accounts/kept.html", {"text": text, "rows": rows})


@login_required
@button_on("kept")
def drop_kept(request: HttpRequest) -> HttpResponse:
    """Throws it away."""
    answer = redirect("start")
    kept.drop(request, answer)
    return answer


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """What one signs in with beside the password, and what can be added."""
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    passkeys = kinds.count(Authenticator.Type.WEBAUTHN)
    return render(request, "mfa/index.html", {"kinds": kinds, "passkeys": passkeys})


@fresh_sign_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that are left. (allauth's own page notes in the database that it was looked at.)"""
    return render(request, "mfa/recovery_codes/index.html", {"unused_codes": _recovery_codes(request)})


@fresh_sign_in
def download_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The same, as a file."""
    answer = HttpResponse("\n".join(_recovery_codes(request)) + "\n", content_type="text/plain")
    answer["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer


def _recovery_codes(request: HttpRequest) -> list[str]:
    row = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes
