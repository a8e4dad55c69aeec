"""Files from strangers: which kinds are taken in, and in what state. Pure.

A file is read in a process of its own, with little memory and little time: whatever a file does to its reader,
the site does not feel it.
"""

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from talent.lib.refusals import Unfit

MAX_BYTES = 10 * 1024 * 1024
PDF, DOCX, PNG, JPEG = "pdf", "docx", "png", "jpg"
DOCUMENTS, ALL = (PDF, DOCX), (PDF, DOCX, PNG, JPEG)
_BEGINS = {b"%PDF-": PDF, b"PK\x03\x04": DOCX, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
MEMORY = 700 * 1024 * 1024
SECONDS = 15
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Clean:
    """A file fit to be kept: its kind, and its content without metadata."""

    kind: str
    data: bytes


def kind_of(data: bytes) -> str:
    """The kind by content, whatever the name says. Raises Unfit with "empty", "large" or "kind"."""
    if not data:
        raise Unfit("empty")
    if len(data) > MAX_BYTES:
        raise Unfit("large")
    for begin, kind in _BEGINS.items():
        if data.startswith(begin):
            return kind
    raise Unfit("polyglot" if b"%PDF-" in data[:2048] else "kind")


def cleaned(data: bytes, kinds: tuple[str, ...] = DOCUMENTS) -> Clean:
    """The file, of one of these kinds, written anew without metadata, made in a process of its own. Raises Unfit."""
    kind = kind_of(data)
    if kind not in kinds:
        raise Unfit("kind")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "talent.lib.uploads", kind],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            timeout=2 * SECONDS,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise Unfit("bomb") from None
    if done.returncode == 0 and done.stdout:
        return Clean(kind, done.stdout)
    raise Unfit(done.stderr.decode("ascii", "replace").split("\n")[-1] if done.returncode == 3 else "broken")


def inside(kind: str, data: bytes) -> bytes:
    """What the process of its own does: `data` of that kind, cleaned. Raises Unfit."""
    if kind == PDF:
        from talent.lib.pdf_files import cleaned as clean
    elif kind in (PNG, JPEG):
        from talent.lib.picture_files import cleaned as clean
    else:
        from talent.lib.word_files import cleaned as clean
    return clean(data)


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(inside(sys.argv[1], sys.stdin.buffer.read()))
    except Unfit as unfit:
        sys.stderr.write(f"\n{unfit.code}")  # libraries may have written warnings before
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(_main())
