"""Files of all sorts, made in memory: good ones, and every trick that an upload must not get through with."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.shared import Inches
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def pdf(pages: int = 1, width: float = 595, **tells: str) -> bytes:
    """A PDF of empty pages; `tells` go into its Info."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, 842)
    writer.add_metadata({f"/{name}": text for name, text in tells.items()})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def changed(change: object) -> bytes:
    """A PDF of one page after `change(writer)`."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    change(writer)  # type: ignore[operator]
    return written(writer)


def action(writer: PdfWriter, **values: str) -> None:
    """An action when the file is opened."""
    named = {NameObject(f"/{key}"): NameObject(text) for key, text in values.items()}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(named)


def link(writer: PdfWriter, target: str) -> None:
    """A link on the page."""
    run = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(target)}
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/A"): DictionaryObject(run),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def stream(writer: PdfWriter, data: bytes, **values: object) -> None:
    """A folded stream as the page's content."""
    held = DecodedStreamObject()
    held._data = zlib.compress(data, 9)
    held[NameObject("/Filter")] = NameObject("/FlateDecode")
    for key, value in values.items():
        held[NameObject(f"/{key}")] = value  # type: ignore[assignment]
    writer.pages[0][NameObject("/Contents")] = writer._add_object(held)


def picture_of(writer: PdfWriter, side: int) -> None:
    """A picture that claims to be very large."""
    size = NumberObject(side)
    stream(writer, b"\0" * 100, Subtype=NameObject("/Image"), Width=size, Height=size)


def aside(writer: PdfWriter) -> None:
    """XMP with a name, and a comment by somebody."""
    held = DecodedStreamObject()
    held.set_data(b"<x:xmpmeta>Secret Author</x:xmpmeta>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(held)
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/T"): TextStringObject("Secret Author"),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def word(text: str = "Ten years of streams.", picture: bytes = b"") -> bytes:
    """A Word file, written by somebody."""
    document = docx.Document()
    document.core_properties.author = "Secret Author"
    document.core_properties.last_modified_by = "Secret Author"
    paragraph = document.add_paragraph(text)
    document.add_comment(paragraph.runs, "look", author="Secret Author", initials="SA")
    if picture:
        document.add_picture(BytesIO(picture), width=Inches(1))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The package with parts put in, changed (name with "/" for "__", "." for "_dot_") or, as None, left out."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = wanted.pop(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in wanted.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with ZipFile(BytesIO(data)) as package:
        return package.read(name)


def png(width: int, height: int, text: bytes = b"") -> bytes:
    """A PNG that claims a size; small ones are true."""
    rows = zlib.compress(b"".join(b"\0" + b"\x7f" * width for _ in range(min(height, 8))), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pieces = [(b"IHDR", head), (b"tEXt", b"Author\0" + text), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_piece(kind, content) for kind, content in pieces)


def _piece(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg(comment: bytes = b"") -> bytes:
    """The smallest JPEG with a comment and an Exif segment."""
    exif = b"Exif\0\0" + comment
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    tells = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    frame = b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
    return head + tells + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def with_external(data: bytes, kind: str, target: str) -> bytes:
    """The Word file with one more relationship that leads out."""
    name = "word/_rels/document.xml.rels"
    line = (
        f'<Relationship Id="rIdX" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    made = part(data, name).replace(b"</Relationships>", line.encode())
    return repacked(data, word___rels__document_dot_xml_dot_rels=made)


def saying(mark: str) -> bytes:
    """A PDF on whose page the mark is written, to be read in its bytes."""

    def write(writer: PdfWriter) -> None:
        held = DecodedStreamObject()
        held.set_data(f"BT /F1 12 Tf 50 700 Td ({mark}) Tj ET".encode())
        writer.pages[0][NameObject("/Contents")] = writer._add_object(held)

    return changed(write)
