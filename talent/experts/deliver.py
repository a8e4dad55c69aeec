"""How a CV leaves the site: as a download that nothing can run in, under a name that says nobody's."""

from django.http import FileResponse

from talent.experts.curriculum import open_cv
from talent.experts.models import Cv

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def file_response(cv: Cv) -> FileResponse:
    """The file as an attachment; whether this reader may have it has been asked before."""
    response = FileResponse(
        open_cv(cv), as_attachment=True, filename=f"cv.{cv.kind}", content_type=TYPES[cv.kind]
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
