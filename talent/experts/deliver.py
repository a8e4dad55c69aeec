"""How a CV leaves the site: as a download that nothing can run in, under a name that says nobody's."""

from django.http import FileResponse

from talent.accounts.private_files import attachment
from talent.experts.models import Cv


def file_response(cv: Cv) -> FileResponse:
    """The file as an attachment; whether this reader may have it has been asked before."""
    return attachment(cv.file, kind=cv.kind, name=f"cv.{cv.kind}")
