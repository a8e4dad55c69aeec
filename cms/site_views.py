"""The pages that editors write, as everybody reads them, and the pictures in them."""

from mimetypes import guess_type

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition
from wagtail.models import Page

from talent.lib.errors import Absent


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """The live page at this address in the tree of the address's language. Raises Absent."""
    found = Page.objects.live().filter(url_path=f"/{get_language()}/{path}").specific().first()
    if (
        found is None or found.depth < 3
    ):  # a home page of Wagtail's is the root of a tree, and no page of its own
        raise Absent()
    shown: HttpResponse = found.serve(request)
    return shown


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture in one of the sizes that a page shows it in; what was uploaded stays where it is. Raises Absent."""
    held = Rendition.objects.filter(file=f"images/{name}").first()
    if held is None or not held.file.storage.exists(held.file.name):
        raise Absent()
    return FileResponse(held.file.open("rb"), content_type=guess_type(name)[0] or "application/octet-stream")
