"""Pages that keep nothing of what is typed into them: no cookie, no session, no token, whoever reads them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_MARK = "traceless"


def traceless(view: View[P]) -> View[P]:
    """For a view whose POST changes nothing: it needs no token against forged forms, so none is put into a cookie."""

    @wraps(view)
    def bare(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mark_traceless(request)
        response = view(request, *args, **kwargs)
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return response

    return csrf_exempt(bare)


def mark_traceless(request: HttpRequest) -> None:
    """Says that nothing of this request may be kept."""
    setattr(request, _MARK, True)


def leaves_no_trace(request: HttpRequest) -> bool:
    """Whether the answer to this request is of such a page: nothing of it may be kept for later."""
    return bool(getattr(request, _MARK, False))
