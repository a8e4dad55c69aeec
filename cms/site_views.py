"""The pages that editors write, as everybody reads them, and the pictures in them."""

from mimetypes import guess_type

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition
from wagtail.models import Page

from talent.accounts.permissions import is_editor
from talent.lib.errors import Absent

SHOWN = "width-1200|format-webp"
"""The size of pictures on pages: templates/cms/site/picture.html."""


def page(request: HttpRequest, path: str) -> HttpResponse:
    """The live page at this address in the tree of the address's language. Raises Absent, also for what no page is
    asked with: an unknown address is unknown, however it is asked."""
    if request.method not in ("GET", "HEAD"):
        raise Absent()
    found = Page.objects.live().filter(url_path=f"/{get_language()}/{path}").specific().first()
    if (
        found is None or found.depth < 3
    ):  # a home page of Wagtail's is the root of a tree, and no page of its own
        raise Absent()
    shown: HttpResponse = found.serve(request)
    return shown


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture in the size that pages show, made anew; the others, which may say where a photo was taken, are the
    editors' alone. Raises Absent."""
    held = Rendition.objects.filter(file=f"images/{name}").first()
    if held is not None and held.filter_spec != SHOWN and not is_editor(request.user):
        held = None
    if held is None or not held.file.storage.exists(held.file.name):
        raise Absent()
    return FileResponse(held.file.open("rb"), content_type=guess_type(name)[0] or "application/octet-stream")
