"""Pictures inside of files: their true size, and the same picture without what it says about its maker. Pure.

PNG: W3C PNG (Third Edition); JPEG: ITU-T T.81, segments of ITU-T T.871 and Exif; GIF: GIF89a.
"""

from collections.abc import Iterator

MAX_SIDE = 10_000
MAX_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform


class BadImage(Exception):
    """Not a picture of a known kind, or one that would unfold to an absurd size."""


def fits(width: int, height: int) -> bool:
    """Whether a picture of that size may be unfolded."""
    return 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS


def stripped(data: bytes) -> bytes:
    """The same picture without places, times, names and comments. Raises BadImage."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return jpeg(data)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) > 13:
        _demand(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
        return data
    raise BadImage()


def _png(data: bytes) -> bytes:
    if data[12:16] != b"IHDR":
        raise BadImage()
    _demand(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    kept = [piece for kind, piece in _png_pieces(data) if kind not in _PNG_TELLS]
    return _PNG + b"".join(kept)


def _png_pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        kind, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise BadImage()
        yield kind, data[at:end]
        if kind == b"IEND":
            return
        at = end
    raise BadImage()


def jpeg(data: bytes) -> bytes:
    """A JPEG without Exif, XMP and comments; its scan untouched. Raises BadImage."""
    kept, at, framed = [data[:2]], 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise BadImage()
        if data[at + 1] == 0xFF:  # fill bytes may stand before any marker
            at += 1
            continue
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            framed = True
            _demand(*(int.from_bytes(data[at + n : at + n + 2], "big") for n in (7, 5)))
        if marker == 0xDA and framed:
            return b"".join([*kept, data[at:]])
        if length < 2 or marker == 0xDA:
            raise BadImage()
        if marker in _KEPT_SEGMENTS or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    raise BadImage()


def _demand(width: int, height: int) -> None:
    if not fits(width, height):
        raise BadImage()
