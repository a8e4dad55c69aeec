import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.highlight import highlight

ZWNJ = "\u200c"
COMPOUND = f"نرم{ZWNJ}افزار"


def marked(text: str, *searched: str) -> list[str]:
    return [segment for segment, is_marked in highlight(text, searched) if is_marked]


@pytest.mark.parametrize(
    ("text", "searched", "segments"),
    [
        ("Knows Python well", ["python"], ["Python"]),
        ("پايتون و جنگو", ["پایتون"], ["پايتون"]),
        (f"مهندس {COMPOUND} است", ["نرمافزار"], [COMPOUND]),
        (f"مهندس {COMPOUND} است", [COMPOUND], [COMPOUND]),
        (f"مهندس {COMPOUND} است", ["نرم"], ["نرم"]),
        ("مهندس نرم افزار است", [COMPOUND], ["نرم", "افزار"]),
        ("full-stack", ["stack"], ["stack"]),
        ("full-stack", ["fullstack"], ["full-stack"]),
        ("C, C++ and C#.", ["c++"], ["C++"]),
        ("Zürich", ["zurich"], ["Zürich"]),
        ("سَـلام", ["سلام"], ["سَـلام"]),
        ("pythonic", ["python"], []),
        ("", ["python"], []),
        ("python", [], []),
    ],
)
def test_words_are_marked(text: str, searched: list[str], segments: list[str]) -> None:
    assert marked(text, *searched) == segments


def test_neighbours_differ_in_their_mark() -> None:
    assert highlight("a python b", ["python"]) == [("a ", False), ("python", True), (" b", False)]
    assert highlight("", ["a"]) == []


@given(st.text(st.characters(), max_size=200), st.lists(st.text(st.characters(), max_size=20), max_size=3))
def test_segments_joined_are_the_text(text: str, searched: list[str]) -> None:
    segments = highlight(text, [*searched, *text.split()[:2]])
    assert "".join(segment for segment, _ in segments) == text
    assert all(segment for segment, _ in segments)
