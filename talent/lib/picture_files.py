"""Pictures from strangers, drawn anew: every pixel is read, and nothing but the pixels is written. Pure (Pillow).

PNG: W3C PNG (Third Edition); JPEG: ITU-T T.81. What a camera or a program says of place, time, maker and its own
preview goes, and of a telephone's several pictures in one file all but the first; how the picture is to be turned is done instead of said.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from talent.lib.images import fits
from talent.lib.refusals import Unfit

_FORMATS = ("PNG", "JPEG")
_OTHERS = (b"%PDF-", b"PK\x05\x06")  # how a PDF begins, how a package ends
_QUALITY = 90


def cleaned(data: bytes) -> bytes:
    """The same picture with nothing but its pixels. Raises Unfit: "polyglot", "bomb", "broken"."""
    if any(mark in data for mark in _OTHERS):
        raise Unfit("polyglot")
    try:
        return _drawn_anew(data)
    except Image.DecompressionBombError:
        raise Unfit("bomb") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Unfit("broken") from None


def _drawn_anew(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=_FORMATS) as picture:
        form = "JPEG" if picture.format in ("JPEG", "MPO") else str(picture.format)
        moves = form == "PNG" and getattr(picture, "n_frames", 1) > 1
        if not fits(*picture.size) or moves:  # before anything unfolds
            raise Unfit("bomb")
        return _written(ImageOps.exif_transpose(picture), form)


def _written(picture: Image.Image, form: str) -> bytes:
    out, bare = BytesIO(), picture.copy()
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency"}
    if form == "JPEG":
        bare.save(out, form, quality=_QUALITY, exif=b"", icc_profile=None)
    else:
        bare.save(out, form, exif=b"", icc_profile=None)
    return out.getvalue()
