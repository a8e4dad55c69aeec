"""The questions among which an editor picks, in groups: those at hand first, those of far-away programmes last."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.programmes.telling import said
from talent.lib.alphabet import alphabetical
from talent.programmes.catalogue import at_home, catalogue
from talent.programmes.document import values as v
from talent.programmes.models import Version
from talent.programmes.states import State

Groups = list[tuple[str, list[tuple[str, str]]]]


def picked_from(own: Iterable[v.Fact] = ()) -> Groups:
    """Each group with its name and its questions (id, text): `own` ones in their order, then those that a programme in
    force asks, the others of the catalogue, and those that no programme of this place asks, by the alphabet."""
    mine = {one.id: one for one in own}
    in_force, elsewhere = _asked()
    rest = {key: one for key, one in catalogue().items() if key not in mine}
    near = in_force | elsewhere | at_home()
    groups = [
        (_("Questions of this programme"), [(one.id, said(one.question)) for one in mine.values()]),
        (_("Questions of programmes in force"), _sorted(rest, in_force)),
        (_("More questions of the catalogue"), _sorted(rest, near - in_force)),
        (_("Other programmes"), _sorted(rest, frozenset(rest) - near)),
    ]
    return [(name, questions) for name, questions in groups if questions]


def _sorted(facts: dict[str, v.Fact], keys: frozenset[str]) -> list[tuple[str, str]]:
    rows = [(key, said(one.question)) for key, one in facts.items() if key in keys]
    return sorted(rows, key=lambda row: alphabetical(row[1]))


def _asked() -> tuple[frozenset[str], frozenset[str]]:
    """The ids of what versions in force ask, and of what drafts and superseded ones do."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for version in Version.objects.all():
        found[version.state == State.PUBLISHED] |= {one.id for one in version.content.facts}
    return frozenset(found[True]), frozenset(found[False])
