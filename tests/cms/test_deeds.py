"""Every verb that the code records has words in the audit trail."""

import re
from pathlib import Path

from django.utils.translation import override

from cms.deeds import deed

ROOT = Path(__file__).resolve().parents[2]
KINDS = (
    "account|company|member|code|flag|notice|profile|role|superuser|term|park|programme|authority_requests"
)
VERB = re.compile(rf'f?"((?:{KINDS})\.[a-z_.{{}}]+)"')


def recorded() -> set[str]:
    """Verbs as they stand in the sources of talent; what is put in at run time is taken from what may stand there."""
    source = "\n".join(
        path.read_text() for path in (ROOT / "talent").rglob("*.py") if "migrations" not in path.parts
    )
    found = set(VERB.findall(source))
    filled = {
        "{version}": "1",
        "{group}": "names",
        "{name}": "editor",
        "{role}": "owner",
        "{listing}": "ticked",
        "{role.name}": "editor",
        "{flag.pattern}": "guessing",
    }
    return {
        re.sub(r"{[\w.]+}", lambda hole: filled.get(hole[0], ""), verb)
        for verb in found
        if "{part}" not in verb
    }


def test_every_recorded_verb_is_told_in_words() -> None:
    verbs = {verb for verb in recorded() if not verb.endswith((".", "_"))}
    assert len(verbs) > 30
    with override("fa"):
        assert {verb for verb in verbs if str(deed(verb)) == verb} == set()
