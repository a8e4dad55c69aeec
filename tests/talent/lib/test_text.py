"""Typed text is kept as typed, less what could deceive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.lib.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("مهندس\u200cها", "مهندس\u200cها"),
        ("a\u202eb\u2066c", "abc"),
        ("a\x00b\x07", "ab"),
        ("  two   words\n", "two words"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_marks_that_deceive_go_and_everything_else_stays(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_paragraphs_stay_apart() -> None:
    assert clean_text("one\r\n\r\n\r\n\r\ntwo") == "one\n\ntwo"


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
