"""Every code of the engine has words for editors, in both languages."""

from typing import Any

import pytest
from django.utils.translation import override

from cms.programmes import words
from talent.programmes import codes, labels
from talent.programmes.difference import Change
from talent.programmes.document.grafting import KINDS, MOVES, Snag
from talent.programmes.document.refusal import Fault
from talent.programmes.lint import Doubt
from talent.programmes.operators import OPERATORS
from talent.programmes.states import Phase, Verb

CODES: list[tuple[words.Words, Any]] = [
    (labels.PHASES, Phase),
    (labels.TRACKS, codes.Track),
    (labels.AUDIENCES, codes.Audience),
    (words.VERDICTS, codes.Verdict),
    (words.STEPS, Verb),
    (words.AUDIENCES, codes.Audience),
    (words.GROUPS, KINDS),
    (words.WRAPS, KINDS),
    (words.MOVES, MOVES),
    (words.OPERATORS, OPERATORS),
    (words.DOUBTS, Doubt),
    (words.CHANGES, Change),
    (words.PARTIES, codes.Party),
    (words.KINDS, codes.LineKind),
    (words.EVERY, codes.Every),
    (words.FIGURES, codes.Part),
    (words.FAULTS, Fault),
    (words.SNAGS, Snag),
]


@pytest.mark.parametrize(("table", "known"), CODES)
def test_no_code_is_without_words(table: words.Words, known: Any) -> None:
    assert set(table) == {str(one) for one in known}
    with override("en"):
        english = [str(told) for told in table.values()]
    with override("fa"):
        assert not [told for told in table.values() if str(told) in english]
