"""Reporting, for each side of a conversation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies.permissions import membership_of
from talent.conversations import pages, reports
from talent.conversations.forms import ReportForm
from talent.conversations.models import Side, Thread
from talent.conversations.permissions import thread_for, thread_of
from talent.lib.text import uuid_or_none


@login_required
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The expert shows messages to a moderator."""
    assert isinstance(request.user, User)
    return _report(request, thread_of(request.user, key), Side.EXPERT, True)


@login_required
def company_report(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Somebody of the company shows messages to a moderator."""
    membership = membership_of(request.user, company)
    assert isinstance(request.user, User)
    thread = thread_for(membership, request.user, key)
    there = pages.is_there(thread, membership, request.user)
    return _report(request, thread, Side.COMPANY, there)


def _report(request: HttpRequest, thread: Thread, side: Side, there: bool) -> HttpResponse:
    form, chosen = ReportForm(request.POST or None), request.POST.getlist("messages")
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"thread": thread, "side": side, **form.cleaned_data}
        sent["readable"] = pages.readable(thread, side, there)
        sent["messages"] = [key for text in chosen if (key := uuid_or_none(text))]
        if went_through(form, reports.report_messages, actor=request.user, **sent):
            messages.success(request, _("Reported. A moderator reads these messages, and no other."))
            return redirect(request.path)
    page = pages.report_page(thread, side, there, uuid_or_none(request.GET.get("before", "")))
    shown = page | {"form": form, "chosen": chosen}
    return render(request, "conversations/report.html", shown, status=400 if form.errors else 200)
