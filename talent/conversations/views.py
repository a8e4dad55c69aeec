"""Conversations, as each side reads and writes them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from talent.accounts.buttons import button_on
from talent.accounts.models import User
from talent.accounts.trying import went_through
from talent.companies.permissions import membership_of
from talent.conversations import actions, pages
from talent.conversations.forms import MessageForm, SignedForm
from talent.conversations.models import Side
from talent.conversations.permissions import is_there, thread_for, thread_of
from talent.lib.text import uuid_or_none

NO_MESSAGE = UUID(int=0)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_GET
def conversations(request: HttpRequest) -> HttpResponse:
    """One's conversations with companies, the liveliest first."""
    page = Paginator(pages.of_expert(_user(request)), pages.LINES).get_page(request.GET.get("page"))
    rows = pages.expert_lines(list(page))
    shown = {"rows": rows, "number": page.number, "count": page.paginator.num_pages, "company": None}
    return render(request, "conversations/list.html", shown)


@login_required
@require_GET
def company_conversations(request: HttpRequest, company: str) -> HttpResponse:
    """The company's conversations with experts."""
    user, membership = _user(request), membership_of(request.user, company)
    threads = pages.of_company(membership, user)
    page = Paginator(threads, pages.LINES).get_page(request.GET.get("page"))
    rows = pages.company_lines(list(page), membership, user)
    shown = {"rows": rows, "number": page.number, "count": page.paginator.num_pages}
    return render(request, "conversations/list.html", shown | {"company": membership.company})


@login_required
def conversation(request: HttpRequest, key: UUID) -> HttpResponse:
    """One conversation of an expert; what is typed is sent here."""
    user = _user(request)
    thread, form = thread_of(user, key), MessageForm(**_typed(request))
    if request.method == "POST" and form.is_valid():
        said = {"thread": thread, **form.cleaned_data}
        if went_through(form, actions.say_as_expert, actor=user, **said):
            return _back(request, "in_tray", "conversation", key=key)
    return _shown(request, pages.expert_page(thread, **_part(request)), form)


@login_required
def company_conversation(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """One conversation of a company; what is typed is sent here."""
    user, membership = _user(request), membership_of(request.user, company)
    thread = thread_for(membership, user, key)
    form = SignedForm(**_typed(request), initial={"signed": thread.last_signed or ""})
    if request.method == "POST" and form.is_valid():
        said = {"membership": membership, "thread": thread, **form.cleaned_data}
        if went_through(form, actions.say_as_company, actor=user, **said):
            return _back(request, "company_in_tray", "company_conversation", company=company, key=key)
    return _shown(request, pages.company_page(thread, membership, user, **_part(request)), form)


def _back(request: HttpRequest, tray: str, page: str, *, key: UUID, **company: Any) -> HttpResponse:
    """Whoever has acted in the in-tray stays there."""
    in_tray = request.POST.get("from") == "tray"
    named = company if in_tray else {"key": key, **company}
    return HttpResponseRedirect(reverse(tray if in_tray else page, kwargs=named))


def _typed(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    sent = {"data": request.POST, "files": request.FILES}  # read first: only then is known what was too large
    return sent | {"oversized": getattr(request, "oversized", False)}


@login_required
@require_GET
def file(request: HttpRequest, key: UUID, file: UUID) -> HttpResponseBase:
    """A file of the conversation, for its expert."""
    return pages.download(thread_of(_user(request), key), Side.EXPERT, True, file)


@login_required
@require_GET
def company_file(request: HttpRequest, company: str, key: UUID, file: UUID) -> HttpResponseBase:
    """A file of the conversation, for its company: the expert's as long as the expert is there."""
    user, membership = _user(request), membership_of(request.user, company)
    thread = thread_for(membership, user, key)
    return pages.download(thread, Side.COMPANY, is_there(thread, membership, user), file)


def _part(request: HttpRequest) -> dict[str, UUID | None]:
    """Which part is asked for: what was said before a message, or after one."""
    return {name: uuid_or_none(request.GET.get(name, "")) for name in ("before", "after")}


def _shown(request: HttpRequest, page: dict[str, Any], form: MessageForm) -> HttpResponse:
    """The page; or, asked for what is new, that alone, and nothing where there is nothing."""
    if page["is_news"]:
        return render(request, "conversations/said.html", page) if page["rows"] else HttpResponse(status=204)
    return render(
        request, "conversations/thread.html", page | {"form": form}, status=400 if form.errors else 200
    )


@login_required
@button_on("conversations")
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ends it for both."""
    user = _user(request)
    actions.leave(actor=user, thread=thread_of(user, key))
    messages.success(request, _ended())
    return redirect("conversation", key=key)


@login_required
@button_on("conversations")
def mute(request: HttpRequest, key: UUID) -> HttpResponse:
    """No mail about it, or mail again."""
    user = _user(request)
    actions.mute(actor=user, thread=thread_of(user, key), muted=request.POST.get("on") == "1")
    return redirect("conversation", key=key)


@login_required
@button_on("conversations")
def read(request: HttpRequest, key: UUID) -> HttpResponse:
    """Says that one has read it."""
    user = _user(request)
    actions.mark_read(actor=user, thread=thread_of(user, key), through=_through(request))
    return _back(request, "in_tray", "conversation", key=key)


@login_required
@button_on("conversations")
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lets the company know on which day one has read, or not any more."""
    user = _user(request)
    actions.show_reading(actor=user, thread=thread_of(user, key), shown=request.POST.get("on") == "1")
    return redirect("conversation", key=key)


@login_required
@button_on("conversations")
def block(request: HttpRequest, key: UUID) -> HttpResponse:
    """Never again from this company, nor from whoever asked or wrote; they are not told."""
    user = _user(request)
    actions.block(actor=user, thread=thread_of(user, key))
    messages.success(request, _("Blocked. They are not told of it."))
    return redirect("conversations")


@login_required
@button_on("my_companies")
def company_leave(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Ends it for both."""
    user, membership = _user(request), membership_of(request.user, company)
    actions.leave_as_company(actor=user, membership=membership, thread=thread_for(membership, user, key))
    messages.success(request, _ended())
    return redirect("company_conversation", company=company, key=key)


@login_required
@button_on("my_companies")
def company_mute(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """No mail about it to this member, or mail again."""
    user, membership = _user(request), membership_of(request.user, company)
    thread = thread_for(membership, user, key)
    actions.mute(actor=user, thread=thread, muted=request.POST.get("on") == "1")
    return redirect("company_conversation", company=company, key=key)


@login_required
@button_on("my_companies")
def company_read(request: HttpRequest, company: str, key: UUID) -> HttpResponse:
    """Says that the company has read it."""
    user, membership = _user(request), membership_of(request.user, company)
    thread = thread_for(membership, user, key)
    read: dict[str, Any] = {"membership": membership, "thread": thread, "through": _through(request)}
    actions.mark_read_as_company(actor=user, **read)
    return _back(request, "company_in_tray", "company_conversation", company=company, key=key)


def _through(request: HttpRequest) -> UUID | None:
    """Up to which message somebody has read: the newest that their page showed. What is no key names none."""
    sent = request.POST.get("through", "")
    return (uuid_or_none(sent) or NO_MESSAGE) if sent else None


def _ended() -> str:
    return _("The conversation has ended, for both of you. What was said can be read for twelve months.")
