import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.plan import Document
from search.text.normalise import TOKEN_LIMIT
from search.text.tokens import tokenise, words

ZWNJ = "\u200c"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (f"نرم{ZWNJ}افزار", ["نرم", "افزار", "نرمافزار"]),
        ("نرم افزار", ["نرم", "افزار"]),
        (f"می{ZWNJ}خواهم", ["می", "خواهم", "میخواهم"]),
        ("full-stack", ["full", "stack", "fullstack"]),
        ("Node.js", ["node", "js", "nodejs"]),
        ("ASP.NET", ["asp", "net", "aspnet"]),
        (".NET", [".net", "net"]),
        ("با .NET،", ["با", ".net", "net"]),
        ("C++, C# و C", ["c++", "c#", "و", "c"]),
        ("C++17", ["c++", "17"]),
        ("سی++", ["سی++"]),
        ("Security+", ["security+", "security"]),
        ("HTML+CSS", ["html", "css"]),
        ("10+ years", ["10", "years"]),
        ("CI/CD", ["ci", "cd"]),
        ("snake_case", ["snake", "case", "snakecase"]),
        ("نسخهٔ ۳.۵", ["نسخه", "3", "5"]),
        ("don't", ["don", "t", "dont"]),
        ("#hashtag @name", ["hashtag", "name"]),
        ("جملهٔ اول. جملهٔ دوم", ["جمله", "اول", "جمله", "دوم"]),
        ("🙂 — …", []),
        ("", []),
    ],
)
def test_tokenise(text: str, tokens: list[str]) -> None:
    assert tokenise(text) == tokens


@pytest.mark.parametrize("query", [f"نرم{ZWNJ}افزار", "نرم افزار", "نرمافزار"])
def test_a_compound_is_found_however_it_is_typed(query: str) -> None:
    assert set(tokenise(query)) <= set(tokenise(f"مهندس نرم{ZWNJ}افزار"))


def test_a_long_chain_of_parts_is_not_one_word() -> None:
    assert tokenise("a.b.c.d.e.f.g") == list("abcdefg")


@given(st.text(st.characters(), max_size=300))
def test_tokens_are_what_a_document_takes(text: str) -> None:
    tokens = tokenise(text)
    assert all(1 <= len(token) <= TOKEN_LIMIT for token in tokens)
    Document("d", 1, 1, 1, texts={"text": tuple(tokens)})


@given(st.text(st.characters(), max_size=300))
def test_words_keep_their_places(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.folded and " " not in word.folded
        end = word.end


@pytest.mark.parametrize("piece", ["a", "ab ", f"ا{ZWNJ}", ".a", "+", ".", "_", "é"])
def test_a_megabyte_is_read_in_time(piece: str) -> None:
    start = time.perf_counter()
    assert all(len(token) <= TOKEN_LIMIT for token in tokenise(piece * (1_000_000 // len(piece))))
    assert time.perf_counter() - start < 5
