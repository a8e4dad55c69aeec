"""Word files (DOCX) from strangers: measured before anything unfolds, refused where they act or reach outside,
written anew without what they tell. Pure. ECMA-376, ZIP as in APPNOTE 6.3.
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import docx
from lxml import etree

from talent.lib.images import BadImage, stripped
from talent.lib.refusals import Unfit

MAX_ENTRIES = 500
MAX_XML = 5_000_000
MAX_UNFOLDED = 40_000_000
MAX_RATIO = 100
SMALL = 200_000  # a short run of blanks folds better than the ratio allows
PICTURES = (".png", ".jpg", ".jpeg", ".gif")
_MACROS = (b"macroEnabled", b"vbaProject", b"vbaData", b"activeX", b"oleObject", b"attachedToolbars")
_PARTS = (".xml", ".rels", ".odttf", *PICTURES)
_LINKS = ("http://", "https://", "mailto:", "tel:")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def cleaned(data: bytes) -> bytes:
    """The file written anew, without metadata. Raises Unfit with "polyglot", "kind", "locked", "acts",
    "outside", "bomb" or "broken"."""
    _demand_only_zip(data)
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _demand_small(entries)
            made = _written(package, entries)
    except BadZipFile:
        raise Unfit("broken") from None
    docx.Document(BytesIO(made))
    return made


def _demand_only_zip(data: bytes) -> None:
    """The first entry stands at the beginning, the directory ends the file: nothing before, between or after."""
    end = data[-22:]
    if not data.startswith(b"PK\x03\x04") or not end.startswith(b"PK\x05\x06"):
        raise Unfit("polyglot")
    size, offset, comment = struct.unpack("<IIH", end[12:22])
    if comment or offset + size + 22 != len(data):
        raise Unfit("polyglot")


def _demand_small(entries: list[ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MAX_ENTRIES or len(set(names)) != len(names):
        raise Unfit("bomb")
    if sum(entry.file_size for entry in entries) > MAX_UNFOLDED:
        raise Unfit("bomb")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unfit("locked")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or ".." in entry.filename:
            raise Unfit("broken")
        too_dense = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if too_dense and entry.file_size > SMALL:
            raise Unfit("bomb")
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise Unfit("kind")


def _written(package: ZipFile, entries: list[ZipInfo]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for entry in entries:
            if entry.is_dir() or entry.filename.lower().startswith("docprops/thumbnail"):
                continue
            # a date of 1980 for every part: the hours of writing are nobody's business
            made.writestr(ZipInfo(entry.filename), _part(package, entry), ZIP_DEFLATED)
    return out.getvalue()


def _part(package: ZipFile, entry: ZipInfo) -> bytes:
    name = entry.filename.lower()
    if not name.endswith(_PARTS):
        raise Unfit("acts")
    content = package.read(entry)
    if name.endswith(PICTURES):
        return _picture(content)
    if name.endswith(".odttf"):
        return content
    if len(content) > MAX_XML:
        raise Unfit("bomb")
    if name.endswith((".rels", "[content_types].xml")) and any(mark in content for mark in _MACROS):
        raise Unfit("acts")
    known = next((empty for part, empty in _EMPTY.items() if part.lower() == name), None)
    return known or _quiet(name, _tree(content))


def _picture(content: bytes) -> bytes:
    try:
        return stripped(content)
    except BadImage:
        raise Unfit("bomb") from None


def _tree(content: bytes) -> Any:
    """The part as a tree; entities and document types have no place in it. Raises Unfit."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Unfit("broken") from None
    if tree.getroottree().docinfo.doctype:
        raise Unfit("broken")
    return tree


def _quiet(name: str, tree: Any) -> bytes:
    """The part without names and times of people; a relationship may lead out as a link only. Raises Unfit."""
    if name.endswith(".rels"):
        _check_relationships(tree)
    elif any(not _is_harmless(field) for field in _fields(tree)):
        raise Unfit("acts")
    elif name.endswith("people.xml"):
        tree[:] = []
    else:
        for element in tree.iter(etree.Element):
            _forget(element)
        for element in list(_telling(tree)):
            element.getparent().remove(element)
    made: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


_HARMLESS = frozenset(
    [
        "PAGE",
        "NUMPAGES",
        "SECTIONPAGES",
        "HYPERLINK",
        "TOC",
        "TC",
        "XE",
        "INDEX",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "SEQ",
        "STYLEREF",
        "DATE",
        "TIME",
        "TITLE",
        "SYMBOL",
        "EQ",
        "CITATION",
        "BIBLIOGRAPHY",
    ]
)
"""Fields of ECMA-376, part 1, 17.16.5 that only tell something of the text itself. Others load, run or fill in."""


def _fields(tree: Any) -> Iterator[str]:
    """The instructions of a part's fields, however they are split into runs and nested."""
    for simple in tree.iter(_WORD + "fldSimple"):
        yield simple.get(_WORD + "instr", "")
    open_fields: list[list[str]] = []
    for element in tree.iter(_WORD + "fldChar", _WORD + "instrText"):
        if element.tag == _WORD + "instrText":
            if not open_fields:  # without a beginning: read as one of its own
                open_fields.append([])
            open_fields[-1].append(element.text or "")
        elif element.get(_WORD + "fldCharType") == "begin":
            open_fields.append([])
        elif element.get(_WORD + "fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(parts) for parts in open_fields)


def _is_harmless(instruction: str) -> bool:
    words = instruction.replace('"', ' " ').split()
    if not words:
        return True
    if words[0].upper() not in _HARMLESS:
        return False
    targets = re.findall(r'"\s*([^"]*)"', instruction) if words[0].upper() == "HYPERLINK" else []
    outward = (target for target in targets if re.search(r"[:\\\\]", target))
    return all(target.lower().startswith(_LINKS) for target in outward)


def _check_relationships(tree: Any) -> None:
    for relationship in list(tree):
        kind, target = str(relationship.get("Type", "")), str(relationship.get("Target", ""))
        if kind.endswith("/metadata/thumbnail"):
            tree.remove(relationship)
        elif relationship.get("TargetMode") == "External" and not (
            kind.endswith("/hyperlink") and target.lower().startswith(_LINKS)
        ):
            raise Unfit("outside")


def _forget(element: Any) -> None:
    for attribute in list(element.attrib):
        local = etree.QName(attribute).localname
        if local in ("author", "initials", "lastEdited", "userId"):
            element.attrib[attribute] = "-"
        elif local in ("date", "dateUtc") or local.startswith("rsid"):
            del element.attrib[attribute]


def _telling(tree: Any) -> Iterator[Any]:
    for tag in ("rsids", "docVars", "mailMerge"):
        yield from tree.iter(_WORD + tag)
