import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.normalise import QUERY_LIMIT, clip, fold, squash

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("كتابهاي", "کتابهای"),
        ("ى", "ی"),
        ("مسئول", "مسیول"),
        ("مؤسسة", "موسسه"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("أإآٱ", "اااا"),
        ("آموزش", "اموزش"),
        ("شیء", "شی"),
        ("سَلامٌ", "سلام"),
        ("ســلام", "سلام"),
        ("\u202bسلام\u202c\u200f", "سلام"),
        ("۱۲۳٤٥٦", "123456"),
        ("１２", "12"),
        ("ﻻ", "لا"),
        ("Python", "python"),
        ("Zürich", "zurich"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("İstanbul Işık", "istanbul isik"),
        ("Øresund Łódź", "oresund lodz"),
        ("a\u00a0\t b\r\n", "a b"),
        ("a\x00b", "a b"),
        ("a\ud800b", "ab"),
        ("👩\u200d💻 ok", "👩💻 ok"),
        ("", ""),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_a_half_space_stays_between_letters_only() -> None:
    assert fold(f"نرم{ZWNJ}{ZWNJ}افزار") == f"نرم{ZWNJ}افزار"
    assert fold(f"{ZWNJ}نرم{ZWNJ} افزار{ZWNJ}") == "نرم افزار"


def test_other_scripts_keep_the_marks_they_need() -> None:
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("한국어") == "한국어"


@given(st.text(st.characters(), max_size=200))
def test_fold_never_raises_and_is_stable(text: str) -> None:
    once = fold(text)
    once.encode()
    assert fold(once) == once
    assert clip(text, 10) == clip(clip(text, 10), 10)


@pytest.mark.parametrize("piece", ["a", "\u0591\u05b0", f"ا{ZWNJ}", "\u0301", "\ud800", "\x00", "😀", "ﷺ"])
def test_a_megabyte_is_folded_like_any_text(piece: str) -> None:
    once = fold(piece * (1_000_000 // len(piece)))
    assert fold(once) == once


def test_clip_counts_letters_that_are_seen() -> None:
    assert len(clip("پ" * 1000)) == QUERY_LIMIT
    assert clip("پَ" * 1000) == "پ" * QUERY_LIMIT


@pytest.mark.parametrize("typed", ["Node.js", "node js", "NodeJS", "node-js", f"node{ZWNJ}js"])
def test_squash_forgets_what_stands_between(typed: str) -> None:
    assert squash(typed) == "nodejs"


def test_squash_keeps_the_signs_that_tell_languages_apart() -> None:
    assert [squash(name) for name in ("C", "C++", "C#", "سی++")] == ["c", "c++", "c#", "سی++"]
