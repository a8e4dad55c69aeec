"""What I was told, how I want to be told, and the way out of a mail."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.notifications import actions
from talent.notifications.forms import ModesForm
from talent.notifications.models import Mailbox, Notification
from talent.notifications.pages import chosen_modes, lines, page_of

PER_PAGE = 25


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What the person was told, newest first."""
    assert isinstance(request.user, User)
    page = Paginator(Notification.objects.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    shown = lines(page.object_list)
    unseen = Notification.objects.of(request.user).unseen().count()
    words = {"lines": shown, "unseen": unseen, "number": page.number, "count": page.paginator.num_pages}
    return render(request, "notifications/list.html", words)


@login_required
def open_notification(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leads to the page of one thing. The button of the list marks it as seen on the way; a mail's link does not."""
    assert isinstance(request.user, User)
    told = get_object_or_404(Notification, recipient=request.user, key=key)
    if request.method == "POST":
        actions.see(actor=request.user, keys=[key])
    return redirect(page_of(told))


@login_required
@button_on("notifications")
def see_all(request: HttpRequest) -> HttpResponse:
    """Marks everything as seen."""
    assert isinstance(request.user, User)
    actions.see_all(actor=request.user)
    return redirect("notifications")


@login_required
def choices(request: HttpRequest) -> HttpResponse:
    """How the person is told of what."""
    assert isinstance(request.user, User)
    form = ModesForm(request.POST or None, initial=chosen_modes(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose_modes(actor=request.user, modes=form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
        return redirect("notification_choices")
    return render(request, "notifications/choices.html", {"form": form})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stops mails of one kind, without signing in: whoever holds the mail may. A mail program posts here by itself
    (RFC 8058), so its address is signed in place of the form's token. It reads the same whether or not it was of use."""
    if request.method == "POST":
        actions.unsubscribe(token=token)
    return render(request, "notifications/unsubscribe.html", {"done": request.method == "POST"})


@login_required
def address_again(request: HttpRequest) -> HttpResponse:
    """Mail to the person comes back: one more mail to try, or another address."""
    assert isinstance(request.user, User)
    if not Mailbox.objects.filter(user=request.user).exclude(bounced_at=None).exists():
        return redirect("settings")
    if request.method == "POST":
        if not ratelimit.consume(request, action="address_again", user=request.user):
            messages.error(request, _("Three mails are on their way. Try again in an hour."))
        else:
            actions.ask_address_again(actor=request.user)
            messages.success(request, _("A mail is on its way. Open its link in this browser."))
        return redirect("address_again")
    return render(request, "notifications/address.html")


@login_required
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds that mail confirms the address with one button."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        actions.confirm_address_again(actor=request.user, token=token)
        messages.success(request, _("Mails reach you again."))
        return redirect("settings")
    return render(request, "notifications/confirm_address.html", {"token": token})
