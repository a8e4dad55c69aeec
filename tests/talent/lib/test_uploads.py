"""What may be uploaded, what is refused and why, and what a file no longer tells afterwards."""

import subprocess
import sys
import tracemalloc
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from talent.lib import uploads
from talent.lib.images import BadImage, stripped
from talent.lib.refusals import Unfit
from tests.talent.lib import files


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(files.pdf())))
    writer.encrypt("secret")
    return files.written(writer)


def xfa(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form


def embedded(writer: PdfWriter) -> None:
    writer.add_attachment("evil.exe", b"MZ")


def script(writer: PdfWriter) -> None:
    code = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    named = ArrayObject([TextStringObject("a"), writer._add_object(DictionaryObject(code))])
    tree = DictionaryObject({NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): named})})
    writer.root_object[NameObject("/Names")] = tree


def bomb_of_streams(writer: PdfWriter) -> None:
    files.stream(writer, b"\0" * 140_000_000)


WORD = files.word()
TYPES = files.part(WORD, "[Content_Types].xml")
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
REFUSED: dict[str, tuple[Any, str]] = {
    "empty": (b"", "empty"),
    "eleven MB": (b"%PDF-1.7\n" + b"\0" * 11 * 1024 * 1024, "large"),
    "text": (b"hello", "kind"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "kind"),
    "HTML": (b"<!doctype html><script>alert(1)</script>", "kind"),
    "PNG": (files.png(4, 4), "kind"),
    "program": (b"MZ\x90\0" + b"\0" * 200, "kind"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kind"),
    "PDF header after HTML": (b"<html></html>\n" + files.pdf(), "polyglot"),
    "HTML in the head of a PDF": (
        files.pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<script>\n", 1),
        "polyglot",
    ),
    "zip after a PDF": (files.pdf() + WORD, "polyglot"),
    "text after a PDF": (files.pdf() + b"\n<html>", "polyglot"),
    "PDF before a zip": (b"PK\x03\x04" + files.pdf(), "polyglot"),
    "something after a zip": (WORD + b"tail", "polyglot"),
    "locked PDF": (encrypted, "locked"),
    "PDF with JavaScript": (lambda: files.changed(script), "acts"),
    "PDF that launches": (lambda: files.changed(lambda w: files.action(w, S="/Launch", F="/cmd")), "acts"),
    "PDF that sends": (lambda: files.changed(lambda w: files.action(w, S="/SubmitForm")), "acts"),
    "PDF that opens another": (lambda: files.changed(lambda w: files.action(w, S="/GoToR")), "acts"),
    "PDF with a link that runs": (
        lambda: files.changed(lambda w: files.link(w, "javascript:alert(1)")),
        "acts",
    ),
    "PDF with a link to a file": (
        lambda: files.changed(lambda w: files.link(w, "file:///etc/passwd")),
        "acts",
    ),
    "PDF with files inside": (lambda: files.changed(embedded), "acts"),
    "PDF with a form of scripts": (lambda: files.changed(xfa), "acts"),
    "PDF that unfolds": (lambda: files.changed(bomb_of_streams), "bomb"),
    "PDF with a huge picture": (lambda: files.changed(lambda w: files.picture_of(w, 50_000)), "bomb"),
    "PDF of many pages": (lambda: files.pdf(pages=101), "pages"),
    "PDF of a huge page": (lambda: files.pdf(width=20_000), "pages"),
    "PDF of rubbish": (b"%PDF-1.7\nrubbish\n%%EOF", "broken"),
    "macros by content type": (
        lambda: files.repacked(
            WORD,
            **{
                "[Content_Types]_dot_xml": TYPES.replace(
                    b"wordprocessingml.document.main", b"macroEnabled.main"
                )
            },
        ),
        "acts",
    ),
    "macros": (lambda: files.repacked(WORD, word__vbaProject_dot_bin=b"\xcc\x61"), "acts"),
    "object inside": (lambda: files.repacked(WORD, word__embeddings__oleObject1_dot_bin=b"x"), "acts"),
    "page inside": (lambda: files.repacked(WORD, word__page_dot_html=b"<script>"), "acts"),
    "SVG inside": (lambda: files.repacked(WORD, word__media__a_dot_svg=b"<svg/>"), "acts"),
    "template from outside": (
        lambda: files.with_external(WORD, "attachedTemplate", "https://evil.example/t"),
        "outside",
    ),
    "picture from outside": (
        lambda: files.with_external(WORD, "image", "https://evil.example/p.png"),
        "outside",
    ),
    "link that is no address": (
        lambda: files.with_external(WORD, "hyperlink", "file:///etc/passwd"),
        "outside",
    ),
    "entities": (lambda: files.repacked(WORD, word__settings_dot_xml=ENTITIES), "broken"),
    "50,000 × 50,000 PNG": (
        lambda: files.repacked(WORD, word__media__huge_dot_png=files.png(50_000, 50_000)),
        "bomb",
    ),
    "picture that is none": (lambda: files.repacked(WORD, word__media__a_dot_png=b"<script>"), "bomb"),
    "zip bomb": (lambda: files.repacked(WORD, word__big_dot_xml=b" " * 30_000_000), "bomb"),
    "many entries": (
        lambda: files.repacked(WORD, **{f"word__n{n}_dot_xml": b"<a/>" for n in range(600)}),
        "bomb",
    ),
    "zip without a document": (lambda: files.repacked(WORD, word__document_dot_xml=None), "kind"),
    "nothing but a zip": (lambda: files.repacked(WORD, word__document_dot_xml=b"<broken"), "broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_cv_cannot_be_is_refused_with_its_reason(name: str) -> None:
    made, code = REFUSED[name]
    with pytest.raises(Unfit) as unfit:
        uploads.cleaned(made() if callable(made) else made)
    assert unfit.value.code == code


def test_a_pdf_comes_back_without_what_it_tells() -> None:
    told = files.changed(
        lambda writer: (files.aside(writer), writer.add_metadata({"/Author": "Secret Author"}))
    )
    clean = uploads.cleaned(told)
    assert clean.kind == "pdf" and b"Secret Author" in told
    reader = PdfReader(BytesIO(clean.data))
    assert b"Secret" not in clean.data and len(reader.pages) == 1
    assert not reader.metadata and "/Metadata" not in reader.root_object
    assert "/T" not in reader.pages[0]["/Annots"][0].get_object()  # type: ignore[index]


def test_an_earlier_revision_does_not_come_along() -> None:
    first = files.changed(lambda writer: files.action(writer, S="/GoTo", D="/Deleted"))
    writer = PdfWriter(BytesIO(first), incremental=True)
    del writer.root_object[NameObject("/OpenAction")]
    told = files.written(writer)
    assert b"/Deleted" in told and b"/Deleted" not in uploads.cleaned(told).data


def test_a_word_file_comes_back_without_what_it_tells() -> None:
    clean = uploads.cleaned(files.word(picture=files.png(8, 8, b"Secret Author")))
    with ZipFile(BytesIO(clean.data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert b"Secret" not in everything and b"SA" not in package_initials(everything)
    document = docx.Document(BytesIO(clean.data))
    assert document.paragraphs[0].text == "Ten years of streams."
    assert document.core_properties.author == "" and [c.author for c in document.comments] == ["-"]
    assert len(document.inline_shapes) == 1


def package_initials(everything: bytes) -> bytes:
    return b"".join(piece[:12] for piece in everything.split(b"initials=")[1:])


@pytest.mark.parametrize(
    "target", ["https://example.net/", "mailto:me@example.net", "tel:+49301234", "www.example.net"]
)
def test_a_link_in_a_pdf_stays(target: str) -> None:
    clean = uploads.cleaned(files.changed(lambda writer: files.link(writer, target)))
    note = PdfReader(BytesIO(clean.data)).pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    assert note["/A"]["/URI"] == target


def test_a_link_in_a_word_file_stays() -> None:
    linked = files.with_external(WORD, "hyperlink", "mailto:me@example.net")
    assert b"mailto:me@example.net" in files.part(
        uploads.cleaned(linked).data, "word/_rels/document.xml.rels"
    )


def test_a_cleaned_file_is_taken_in_again() -> None:
    for data in (files.pdf(), WORD):
        once = uploads.cleaned(data)
        assert uploads.cleaned(once.data).kind == once.kind


def test_a_photo_loses_its_place_and_comments() -> None:
    assert b"Secret" not in stripped(files.jpeg(b"Secret"))
    assert stripped(files.jpeg()).startswith(b"\xff\xd8") and stripped(files.jpeg()).endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff", files.jpeg()[:40], files.png(8, 8)[:60], b"GIF89a"], ids=range(5)
)
def test_half_a_picture_is_none(data: bytes) -> None:
    with pytest.raises(BadImage):
        stripped(data)


@pytest.mark.parametrize(
    "name", ["zip bomb", "50,000 × 50,000 PNG", "PDF that unfolds", "PDF with a huge picture"]
)
def test_nothing_unfolds_in_memory(name: str) -> None:
    data = REFUSED[name][0]()
    tracemalloc.start()
    with pytest.raises(Unfit):
        uploads.inside(uploads.kind_of(data), data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000


def test_the_process_that_reads_has_little_memory_and_time() -> None:
    code = (
        "import resource, sys; sys.argv = ['x', 'pdf']\n"
        "from talent.lib import uploads\n"
        "uploads.inside = lambda kind, data: bytes(2 * 1024**3)\n"
        "uploads._main()"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"", capture_output=True, cwd=uploads._ROOT)
    assert done.returncode != 0 and b"MemoryError" in done.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40), kind=st.sampled_from(["pdf", "docx"]))
def test_a_damaged_file_is_refused_or_taken_in_and_nothing_else(at: float, junk: bytes, kind: str) -> None:
    whole = files.pdf() if kind == "pdf" else WORD
    place = int(at * len(whole))
    damaged = whole[:place] + junk + whole[place + len(junk) :]
    try:
        assert uploads.cleaned(damaged).data
    except Unfit as unfit:
        assert unfit.code


def _with_field(body: str) -> bytes:
    """A Word file whose text holds this piece of WordprocessingML."""
    with ZipFile(BytesIO(WORD)) as package:
        document = package.read("word/document.xml").decode()
    return files.repacked(
        WORD, word__document_dot_xml=document.replace("<w:body>", f"<w:body>{body}", 1).encode()
    )


def _split(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


def _simple(instruction: str) -> str:
    return f"<w:p><w:fldSimple w:instr='{instruction}'><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"


@pytest.mark.parametrize(
    "body",
    [
        _simple('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
        _simple('INCLUDEPICTURE "https://evil.example/t.png" \\d'),
        _split("DDE", 'AUTO c:\\\\cmd.exe "/k calc"'),
        _split(' HYPERLINK "file://host/share" '),
        _split(' HYPERLINK "\\\\\\\\host\\\\share" '),
        "<w:p><w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>",
    ],
)
def test_a_word_file_with_a_field_that_acts_or_loads_is_refused(body: str) -> None:
    with pytest.raises(Unfit) as refused:
        uploads.cleaned(_with_field(body))
    assert refused.value.code == "acts"


@pytest.mark.parametrize(
    "body",
    [_simple("PAGE"), _split(' HYPERLINK "https://example.com/" \\o "me" '), _split(" TO", 'C \\o "1-3" ')],
)
def test_fields_that_only_tell_of_the_text_stay(body: str) -> None:
    assert uploads.cleaned(_with_field(body)).kind == "docx"
