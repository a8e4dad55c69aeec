"""Reporting, for each side of a conversation."""

from collections.abc import Callable
from functools import partial
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
from talent.conversations.models import Side
from talent.conversations.permissions import is_there, thread_for, thread_of
from talent.lib.text import uuid_or_none


@login_required
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """The expert shows messages to a moderator."""
    assert isinstance(request.user, User)
    thread = thread_of(request.user, key)
    verb = partial(reports.report_as_expert, actor=request.user, thread=thread)
    return _report(request, verb, partial(pages.report_page, thread, Side.EXPERT, True))


@login_required
def company_report(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Somebody of the company shows messages to a moderator."""
    membership = membership_of(request.user, company)
    assert isinstance(request.user, User)
    thread = thread_for(membership, request.user, key)
    there = is_there(thread, membership, request.user)
    verb = partial(reports.report_as_company, actor=request.user, membership=membership, thread=thread)
    return _report(request, verb, partial(pages.report_page, thread, Side.COMPANY, there))


def _report(request: HttpRequest, verb: Callable[..., Any], page: Callable[..., Any]) -> HttpResponse:
    form, chosen = ReportForm(request.POST or None), request.POST.getlist("messages")
    if request.method == "POST" and form.is_valid():
        keys = [key for text in chosen if (key := uuid_or_none(text))]
        if went_through(form, verb, messages=keys, **form.cleaned_data):
            messages.success(request, _("Reported. A moderator reads these messages, and no other."))
            return redirect(request.path)
    before = uuid_or_none(request.GET.get("before", ""))
    shown = page(before=before) | {"form": form, "chosen": chosen}
    return render(request, "conversations/report.html", shown, status=400 if form.errors else 200)
