"""PDF files from strangers: read whole, refused where they act, written anew without what they tell. Pure.

ISO 32000-1. What is delivered is a new file made of the objects that its pages need: earlier revisions, whose text
somebody believed deleted, do not come along.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from talent.lib.images import BadImage, fits, jpeg
from talent.lib.refusals import Unfit

MAX_PAGES = 100
MAX_SIDE = 14_400  # points; what Acrobat draws at most
MAX_OBJECTS = 50_000
MAX_STREAM = 130_000_000
MAX_UNFOLDED = 300_000_000
MAX_PICTURE = 20_000_000
_PIECE = 1 << 18
_ACTING = {
    "/JavaScript",
    "/JS",
    "/AA",
    "/XFA",
    "/EmbeddedFiles",
    "/EF",
    "/RichMediaContent",
    "/RichMediaSettings",
}
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
            "/RichMediaExecute", "/GoTo3DView", "/Trans", "/ResetForm"}  # fmt: skip
_MOVING = {"/RichMedia", "/FileAttachment", "/3D", "/Screen", "/Movie", "/Sound"}
_TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/CreationDate", "/M", "/ModDate")
_LINK = re.compile(r"https?://|mailto:|tel:|[^:]*$", re.IGNORECASE)  # the last: without any scheme


def cleaned(data: bytes) -> bytes:
    """The file written anew, without metadata. Raises Unfit with "polyglot", "locked", "acts", "bomb", "pages"
    or "broken"."""
    _demand_only_pdf(data)
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise Unfit("locked")
    _demand_pages(reader)
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    unfolded = 0
    for held in list(_dictionaries(writer)):
        _demand_quiet(held)
        _forget(held)
        if isinstance(held, StreamObject):
            unfolded += _size(held)
            if unfolded > MAX_UNFOLDED:
                raise Unfit("bomb")
    return _written(writer)


def _demand_only_pdf(data: bytes) -> None:
    """Begins as a PDF, ends as one, and is nothing else besides."""
    tail = data.rstrip(b"\r\n \t\0")
    if not data.startswith(b"%PDF-") or not tail.endswith(b"%%EOF") or is_zipfile(BytesIO(data)):
        raise Unfit("polyglot")
    head = data[:1024].lower()
    if b"<html" in head or b"<script" in head or b"<svg" in head or b"<!doctype" in head:
        raise Unfit("polyglot")


def _demand_pages(reader: PdfReader) -> None:
    if not 1 <= len(reader.pages) <= MAX_PAGES:
        raise Unfit("pages")
    for page in reader.pages:
        if max(abs(float(side)) for side in page.mediabox) > MAX_SIDE:
            raise Unfit("pages")


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Every dictionary and stream of the new file, also those that lie inside of others."""
    if len(writer._objects) > MAX_OBJECTS:
        raise Unfit("bomb")
    waiting: list[Any] = [found for found in writer._objects if found is not None]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [value for value in found.values() if not isinstance(value, IndirectObject)]
        elif isinstance(found, ArrayObject):
            waiting += [value for value in found if not isinstance(value, IndirectObject)]


def _demand_quiet(held: DictionaryObject) -> None:
    """Raises Unfit where the dictionary runs, opens, sends or carries something."""
    acts = not _ACTING.isdisjoint(held) or str(held.get("/S", "")) in _ACTIONS
    acts = acts or str(held.get("/Subtype", "")) in _MOVING or str(held.get("/Type", "")) == "/EmbeddedFile"
    acts = acts or (isinstance(held, StreamObject) and "/F" in held)
    if acts or ("/URI" in held and "/S" in held and not _LINK.match(str(held["/URI"]))):
        raise Unfit("acts")


def _forget(held: DictionaryObject) -> None:
    """Takes names, times and tools out, in place; the name of a form's field stays."""
    for name in _TELLING:
        held.pop(name, None)
    if "/Subtype" in held and "/Rect" in held and str(held["/Subtype"]) != "/Widget":
        held.pop("/T", None)


def _size(stream: StreamObject) -> int:
    """How large the stream unfolds, without keeping it; pictures lose what they tell. Raises Unfit."""
    filters = stream.get("/Filter", [])
    names = [str(name) for name in (filters if isinstance(filters, list) else [filters])]
    if str(stream.get("/Subtype", "")) == "/Image" and not fits(*_sides(stream)):
        raise Unfit("bomb")
    if names[-1:] == ["/DCTDecode"] and len(names) < 3:
        stream._data = _quiet_picture(_plain(stream._data) if names[0] == "/FlateDecode" else stream._data)
        stream[NameObject("/Filter")] = NameObject("/DCTDecode")
        stream.pop("/DecodeParms", None)
        return len(stream._data)
    if len(names) > 1 and names != ["/ASCII85Decode", "/FlateDecode"]:
        raise Unfit("bomb")
    return _unfolded(stream._data) if names == ["/FlateDecode"] else len(stream._data)


def _sides(picture: StreamObject) -> tuple[int, int]:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    return (int(width), int(height)) if isinstance(width, int) and isinstance(height, int) else (0, 0)


def _quiet_picture(data: bytes) -> bytes:
    try:
        return jpeg(data)
    except BadImage:
        raise Unfit("bomb") from None


def _plain(data: bytes) -> bytes:
    """A folded picture file, which is never larger than a whole upload. Raises Unfit."""
    try:
        machine = zlib.decompressobj()
        plain = machine.decompress(data, MAX_PICTURE)
    except zlib.error:
        raise Unfit("broken") from None
    if machine.unconsumed_tail:
        raise Unfit("bomb")
    return plain


def _unfolded(data: bytes) -> int:
    total, machine = 0, zlib.decompressobj()
    try:
        piece = machine.decompress(data, _PIECE)
        while piece:
            total += len(piece)
            if total > MAX_STREAM:
                raise Unfit("bomb")
            piece = machine.decompress(machine.unconsumed_tail, _PIECE)
    except zlib.error:
        raise Unfit("broken") from None
    return total


def _written(writer: PdfWriter) -> bytes:
    # what nothing points to any more (old metadata) must not be written either
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
