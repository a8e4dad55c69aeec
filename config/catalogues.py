"""Compiles the catalogues of translations when they have changed. `python -m config.catalogues`."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "locale", ROOT / "cms" / "locale")


def compile_all() -> None:
    """Writes each .mo that is older than its .po."""
    for source in (source for folder in FOLDERS for source in folder.glob("**/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    with open(source, "rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    part = target.with_suffix(".part")
    with open(part, "wb") as file:
        write_mo(file, catalogue)
    part.replace(target)  # a process that starts meanwhile reads the old one or the new one


if __name__ == "__main__":
    compile_all()
