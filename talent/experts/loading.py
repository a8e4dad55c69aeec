"""Loads the vocabulary from the repository's files. An editor's change is never undone."""

import csv
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from talent.experts.models import ParkChoice, Term, TermKind

FILES = {
    TermKind.SKILL: "skills.tsv",
    TermKind.ROLE: "roles.tsv",
    TermKind.REGION: "regions.tsv",
    TermKind.LANGUAGE: "languages.tsv",
    TermKind.SENIORITY: "seniorities.tsv",
    TermKind.WAY: "ways.tsv",
}
Row = dict[str, Any]
CONTENT = ("fa", "en", "aliases_fa", "aliases_en", "esco", "position")


@transaction.atomic
def load_vocabulary(folder: Path, only: frozenset[str] | None = None) -> int:
    """Writes new and changed rows of the files in `folder`; returns how many rows were written.

    `only` limits it to these slugs (for small databases). A row whose content is no longer what was last
    loaded has been edited, and stays as it is. A new row whose short name is another word's spelling has been
    merged into that word, and stays away.
    """
    held = {(term.kind, term.slug): term for term in Term.objects.order_by()}
    rows = [row for kind, name in FILES.items() for row in _rows(kind, folder / name)]
    merged = {
        (term.kind, name) for term in held.values() for name in term.aliases_en.split("\n")
    } - held.keys()
    wanted = [
        row
        for row in rows
        if (only is None or row["slug"] in only) and (row["kind"], row["slug"]) not in merged
    ]
    written = [term for row in wanted if (term := _merged(held.get((row["kind"], row["slug"])), row))]
    for term in written:
        term.save()
    _join(wanted)
    if written:
        ParkChoice.vocabulary_changed()
    return len(written)


def digest(term: Term) -> str:
    """A digest of what an editor can change."""
    content = "\x1f".join(str(getattr(term, name)) for name in CONTENT)
    return sha256(content.encode()).hexdigest()[:32]


def _merged(held: Term | None, row: Row) -> Term | None:
    new = Term(kind=row["kind"], slug=row["slug"], **{name: row[name] for name in CONTENT})
    if held is None:
        new.loaded = digest(new)
        return new
    if digest(held) != held.loaded or digest(new) == held.loaded:
        return None
    for name in CONTENT:
        setattr(held, name, row[name])
    held.loaded = digest(held)
    return held


def _join(wanted: list[Row]) -> None:
    """Sets the parents of new skills, once all of them have a row."""
    skills = {term.slug: term for term in Term.objects.filter(kind=TermKind.SKILL).order_by()}
    for row in wanted:
        term, parent = skills.get(row["slug"]), skills.get(row["broader"])
        if row["kind"] == TermKind.SKILL and term and parent and term.broader_id is None:
            term.broader = parent
            term.save(update_fields=["broader"])


def _rows(kind: TermKind, path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            yield {
                "kind": kind.value,
                "slug": row.get("slug") or row["code"],
                "fa": row["fa"],
                "en": row["en"],
                "aliases_fa": _lines(row.get("aliases_fa")),
                "aliases_en": _lines(row.get("aliases_en")),
                "broader": row.get("broader") or "",
                "esco": row.get("esco") or "",
                "position": position,
            }


def _lines(aliases: str | None) -> str:
    return "\n".join(part.strip() for part in (aliases or "").split(";") if part.strip())
