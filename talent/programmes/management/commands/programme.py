"""manage.py programme check FILE --facts FACTS.json [--today YYYY-MM-DD]: one person before one document.

manage.py programme import FILE makes a document the draft of its programme; export SLUG prints the version in force,
with --draft the draft. manage.py programme schema: the JSON Schema of such documents, as docs/programme.schema.json holds it.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talent.lib.dates import park_today
from talent.programmes.actions import import_document
from talent.programmes.checking import check
from talent.programmes.document.facts import read_facts
from talent.programmes.document.form import schema
from talent.programmes.document.reading import load, read
from talent.programmes.document.refusal import BadDocument
from talent.programmes.document.shapes import Day
from talent.programmes.models import Version


class Command(BaseCommand):
    help = (
        "Programmes as documents: check one person (touches no database), import, export, print the schema."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("schema", help="print the JSON Schema of documents")
        taken = verbs.add_parser("import", help="make a document the draft of its programme")
        taken.add_argument("file", help="the programme's document, - for standard input")
        given = verbs.add_parser("export", help="print a programme's document")
        given.add_argument("slug")
        given.add_argument("--draft", action="store_true", help="the draft, not the version in force")
        judged = verbs.add_parser("check", help="judge one person by a document")
        judged.add_argument("file", help="the programme's document, - for standard input")
        judged.add_argument(
            "--facts", required=True, help="the answers as a JSON object, - for standard input"
        )
        judged.add_argument("--today", help="the day to judge on, YYYY-MM-DD (else today at the park)")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "schema":
            self.stdout.write(json.dumps(schema(), indent=2))
        elif verb == "import":
            self.take(options["file"])
        elif verb == "export":
            self.give(options["slug"], draft=options["draft"])
        else:
            self.check_person(options["file"], options["facts"], options["today"])

    def take(self, file: str) -> None:
        """Imports a document as a draft; an editor publishes it."""
        draft = _told(file, lambda: import_document(actor=None, raw=_content(file)))
        self.stdout.write(f"{draft.programme.slug}: draft, revision {draft.revision}")

    def give(self, slug: str, *, draft: bool) -> None:
        """Prints a document, byte for byte as it is kept."""
        found = Version.objects.draft(slug) if draft else Version.objects.in_force(slug)
        if found is None:
            raise CommandError(f"{slug}: no {'draft' if draft else 'version in force'}", returncode=2)
        self.stdout.write(found.document, ending="")

    def check_person(self, file: str, facts: str, today: str | None) -> None:
        """Prints what `check` says; a fault of either file ends with 2 and one line that says where."""
        day = _told("--today", lambda: Day().read(today, "")) if today else park_today()
        version = _told(file, lambda: read(_content(file)))
        answers = _told(facts, lambda: read_facts(version, load(_content(facts))))
        self.stdout.write(json.dumps(check(version, answers, day), ensure_ascii=False))


def _told(name: str, step: Any) -> Any:
    """The step's result; its fault as one line that names the file, with exit code 2."""
    try:
        return step()
    except BadDocument as fault:
        raise CommandError(f"{name}: {fault}", returncode=2) from fault
    except OSError as fault:
        raise CommandError(f"{name}: {fault.strerror}", returncode=2) from fault


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
