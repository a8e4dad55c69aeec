"""One person has another name and another address in every relation."""

from base64 import urlsafe_b64encode

import pytest

from talent.experts import handles

KEY = "ab" * 32


def token(pk: int, relation: str = "company:1") -> str:
    return handles.token(pk, relation=relation, key=KEY)


def test_a_token_is_32_url_characters_and_always_the_same() -> None:
    assert len(token(7)) == handles.TOKEN_LENGTH
    assert token(7) == token(7)


def test_a_token_opens_in_its_own_relation_only() -> None:
    assert handles.opened(token(7), relation="company:1", key=KEY) == 7
    assert handles.opened(token(7), relation="company:2", key=KEY) == 0


@pytest.mark.parametrize(
    "text",
    ["", "x", "ا" * 32, "=" * 32, urlsafe_b64encode(b"\0" * 24).decode(), token(7)[:-1] + "A", "a" * 10_000],
)
def test_any_other_text_opens_nothing(text: str) -> None:
    assert handles.opened(text, relation="company:1", key=KEY) == 0


def test_names_differ_between_relations_and_run_parallel_in_both_languages() -> None:
    one = handles.label(7, relation="company:1", key=KEY, language="en")
    other = handles.label(7, relation="company:2", key=KEY, language="en")
    persian = handles.label(7, relation="company:1", key=KEY, language="fa")
    assert one != other
    assert one.split()[-1] == persian.split()[-1]


def test_names_do_not_run_in_sequence() -> None:
    numbers = [
        int(handles.label(pk, relation="company:1", key=KEY, language="en").split()[-1]) for pk in range(200)
    ]
    assert numbers != sorted(numbers)
    assert len(set(numbers)) > 100
