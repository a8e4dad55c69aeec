"""Named errors as pages. Absent is byte for byte the page of an unknown address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django_htmx.http import HttpResponseClientRedirect

from talent.accounts import kept
from talent.lib.errors import Absent, Refused, StepNeeded

_TEMPLATES = {404: "404.html", 403: "403.html", 503: "503.html"}


def response_for(request: HttpRequest, error: Refused) -> HttpResponse:
    """The page that tells the reader what happened, in the reader's language."""
    if isinstance(error, StepNeeded):
        return lead_on(request, error)
    template = _TEMPLATES.get(error.status, "refused.html")
    context = {} if error.status == 404 else {"text": error.text}
    return render(request, template, context, status=error.status)


def lead_on(request: HttpRequest, error: StepNeeded) -> HttpResponse:
    """To the page where what is missing can be done, with a sentence why; `start` leads back from there.

    What was typed is kept; a fragment's page goes there as a whole.
    """
    request.session["way_back"] = request.get_full_path() if request.method == "GET" else ""
    key = kept.put(request) if request.method == "POST" else None
    messages.info(request, str(error.text))
    answer: HttpResponse = redirect(reverse(error.page, kwargs=error.arguments))
    if htmx := getattr(request, "htmx", None):
        request.session["way_back"] = htmx.current_url_abs_path or ""
        answer = HttpResponseClientRedirect(answer["Location"])
    kept.hand_over(answer, key)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: the same page whatever the cause."""
    with override(get_language_from_request(request, check_path=True)):
        return render(request, "404.html", {}, status=404)


def absent(request: HttpRequest) -> HttpResponse:
    """A page that this product does not have, though a library offers it."""
    raise Absent()


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403."""
    return render(request, "403.html", {"text": ""}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit (an old tab, cookies off): says so, keeps nothing secret in the page."""
    return render(request, "403.html", {"text": ""}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a page, or a problem document for a program."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "", "status": 500, "code": "broken", "detail": ""}
        return JsonResponse(problem, status=500, content_type="application/problem+json")
    return render(request, "500.html", {}, status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return render(request, "refused.html", {"text": ""}, status=400)
