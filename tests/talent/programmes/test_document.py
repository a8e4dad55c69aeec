"""A document is read strictly, written in one form, and described by a schema that says the same as the reader."""

import json
import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from talent.programmes.checking import check
from talent.programmes.document.facts import read_facts
from talent.programmes.document.form import schema
from talent.programmes.document.reading import load, read, write
from talent.programmes.document.refusal import SOUNDNESS, BadDocument, Fault
from tests.oracles import programmes
from tests.talent.programmes import building
from tests.talent.programmes.building import WORDS, document, group, leaf, line

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "programme.schema.json"
FILES = sorted((programmes.HERE / "programmes").glob("*.json"))
VALIDATOR = Draft202012Validator(schema(), format_checker=FormatChecker())

FULL = document(
    {
        "all_of": [
            leaf("bound", "is", False, id="free", evidence=["letter"], source="§ 1"),
            {
                "at_least": 1,
                "of": [
                    leaf("pay", "at_least", {"index": "wage", "times": "1.5"}, id="paid"),
                    leaf("left", "passed", {"years": 1}, id="gone", reference={"fact": "start"}),
                    leaf("left", "before", id="early", reference={"day": "call"}, not_yet=True),
                ],
            },
            group("not", leaf("degree", "one_of", ["a"]), id="no_a"),
        ]
    },
    legal_basis=WORDS,
    days=[{"id": "call", "day": "2024-03-31"}],
    indexes=[{"id": "wage", "label": WORDS, "values": [{"year": 2024, "value": "900.50"}], "source": "§ 2"}],
    incentives=[
        line(
            {"if": leaf("bound", "is", True), "then": {"percent": ["70", {"fact": "pay"}]}, "else": "10.00"},
            cap={"multiply": ["3", {"index": "wage", "year_of": {"fact": "start"}}]},
            when=leaf("home", "one_of", ["DE"]),
            payer="state",
            payee="expert",
            period={"every": "month", "times": 12, "starts": {"fact": "start"}},
            keep={"months": 12},
            clawback={"share": "100", "within": {"years": 2}, "text": WORDS},
            claim={"within": {"months": 6}, "after": {"fact": "start"}, "text": WORDS},
        ),
        line({"applies": {"line": "grant"}, "else": "0"}, id="again", kind="figure"),
        line(None, id="desk", kind="in_kind"),
    ],
    summary=[{"id": "total", "part": "total"}, {"id": "each", "part": "each", "line": "grant"}],
    documents=[{"id": "letter", "title": WORDS, "always": True, "when": leaf("bound", "is", True)}],
    clocks=[{"id": "answer", "within": {"days": 30}, "text": WORDS, "working": True}],
    persons=[
        {
            "id": "anna",
            "title": WORDS,
            "today": "2024-02-29",
            "facts": {"bound": False, "pay": "2000.00", "left": None, "tongues": ["a"], "age": 40},
            "expected": {
                "eligible": "met",
                "rules": {"free": "met"},
                "meets_on": {"gone": "2025-01-01"},
                "incentives": {"total": "1.00"},
            },
        }
    ],
)


def faulty(raw: object) -> BadDocument:
    """How the reader refuses it."""
    with pytest.raises(BadDocument) as refused:
        read(raw)
    return refused.value


def changed(pointer: str, value: Any) -> dict[str, Any]:
    """The full document with something else at the pointer; `...` takes it away."""
    raw = deepcopy(FULL)
    *path, last = pointer.strip("/").split("/")
    held: Any = raw
    for key in path:
        held = held[int(key)] if isinstance(held, list) else held[key]
    place: Any = int(last) if isinstance(held, list) else last
    if value is ...:
        del held[place]
    else:
        held[place] = value
    return raw


# One form -----------------------------------------------------------------------------------------------------------


def test_the_published_schema_is_that_of_the_reader() -> None:
    assert json.loads(PUBLISHED.read_text()) == schema()
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("raw", [FULL, *(json.loads(path.read_text()) for path in FILES)])
def test_every_document_validates_and_comes_back_byte_for_byte(raw: dict[str, Any]) -> None:
    VALIDATOR.validate(raw)
    written = write(read(raw))
    assert write(read(written)) == written
    VALIDATOR.validate(json.loads(written))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_documents_that_we_keep_stand_in_the_one_form(path: Path) -> None:
    assert write(read(path.read_bytes())) == path.read_text()


@given(building.TREES)
@settings(deadline=None, max_examples=100)
def test_any_tree_comes_back_byte_for_byte(tree: dict[str, Any]) -> None:
    version = building.grown(tree)
    written = write(version)
    assert read(written) == version and write(read(written)) == written
    VALIDATOR.validate(json.loads(written))


def test_the_order_of_keys_does_not_matter() -> None:
    def turned(raw: Any) -> Any:
        if isinstance(raw, dict):
            return {key: turned(raw[key]) for key in reversed(raw)}
        return [turned(one) for one in raw] if isinstance(raw, list) else raw

    assert write(read(turned(FULL))) == write(read(FULL))


# Bad documents ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pointer", "value", "fault"),
    [
        ("/format", 2, Fault.UNKNOWN_CODE),
        ("/format", True, Fault.UNKNOWN_CODE),
        ("/title", "text", Fault.WRONG_TYPE),
        ("/title/fa", ..., Fault.MISSING_LANGUAGE),
        ("/title/de", "Titel", Fault.UNKNOWN_KEY),
        ("/title/en", "x" * 2_001, Fault.TOO_LONG),
        ("/title/en", "a\x00b", Fault.UNWRITABLE),
        ("/title/en", "\ud800", Fault.UNWRITABLE),
        ("/slug", "Not A Slug", Fault.BAD_ID),
        ("/audience", "cats", Fault.UNKNOWN_CODE),
        ("/rules", ..., Fault.MISSING),
        ("/rules", [], Fault.WRONG_TYPE),
        ("/rules", {"none_of": []}, Fault.UNKNOWN_KEY),
        ("/rules/all_of", [], Fault.TOO_FEW),
        ("/rules/all_of/0/operator", "equals", Fault.UNKNOWN_OPERATOR),
        ("/rules/all_of/0/fact", "nothing", Fault.UNKNOWN_FACT),
        ("/rules/all_of/0/value", "yes", Fault.WRONG_TYPE),
        ("/rules/all_of/0/value", 1, Fault.WRONG_TYPE),
        ("/rules/all_of/0/id", "paid", Fault.DUPLICATE_ID),
        ("/rules/all_of/0/id", ..., Fault.UNNAMED),
        ("/rules/all_of/0/sentence", ..., Fault.UNNAMED),
        ("/rules/all_of/0/sentence", {"fa": "{who}", "en": ""}, Fault.UNKNOWN_PLACEHOLDER),
        ("/rules/all_of/0/evidence", ["passport"], Fault.UNKNOWN_DOCUMENT),
        ("/rules/all_of/0/fact", "age", Fault.DOES_NOT_FIT),
        ("/rules/all_of/1/at_least", 0, Fault.OUT_OF_RANGE),
        ("/rules/all_of/1/at_least", -1, Fault.NEGATIVE),
        ("/rules/all_of/1/at_least", 4, Fault.DOES_NOT_FIT),
        ("/rules/all_of/1/of/0/value", "-3", Fault.NEGATIVE),
        ("/rules/all_of/1/of/0/value", -3, Fault.NEGATIVE),
        ("/rules/all_of/1/of/0/value", 0.5, Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", float("nan"), Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", float("inf"), Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", "NaN", Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", "Infinity", Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", "1e9", Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", "۱۲", Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", 10**15, Fault.NOT_A_NUMBER),
        ("/rules/all_of/1/of/0/value", {"index": "rent"}, Fault.UNKNOWN_INDEX),
        ("/rules/all_of/1/of/1/value", {}, Fault.TOO_FEW),
        ("/rules/all_of/1/of/1/value", {"years": 101}, Fault.OUT_OF_RANGE),
        ("/rules/all_of/1/of/1/reference", {"fact": "age"}, Fault.DOES_NOT_FIT),
        ("/rules/all_of/1/of/1/reference", {"day": "easter"}, Fault.UNKNOWN_DAY),
        ("/rules/all_of/1/of/2/value", {"years": 1}, Fault.UNKNOWN_KEY),
        ("/rules/all_of/2/not/id", "a", Fault.MISPLACED_ID),
        ("/rules/all_of/2/not/value", ["d"], Fault.UNKNOWN_OPTION),
        ("/days/0/day", "2024-02-30", Fault.NOT_A_DAY),
        ("/days/0/day", "31 Mehr", Fault.NOT_A_DAY),
        ("/days/0/id", "today", Fault.DUPLICATE_ID),
        ("/facts/0/options", [{"id": "a", "label": WORDS}], Fault.DOES_NOT_FIT),
        ("/facts/6/options", ..., Fault.DOES_NOT_FIT),
        ("/facts/0/id", "pay", Fault.DUPLICATE_ID),
        ("/facts/0/type", "colour", Fault.UNKNOWN_CODE),
        ("/indexes/0/values", [{"year": 2024, "value": "1"}] * 2, Fault.DUPLICATE_ID),
        ("/incentives/0/amount", ..., Fault.NO_AMOUNT),
        ("/incentives/0/amount", {"power": ["2", "3"]}, Fault.UNKNOWN_OPERATOR),
        ("/incentives/0/amount", {"fact": "bound"}, Fault.DOES_NOT_FIT),
        ("/incentives/0/amount", {"fact": "luck"}, Fault.UNKNOWN_FACT),
        ("/incentives/0/amount", {"line": "grant"}, Fault.CYCLIC),
        ("/incentives/0/amount", {"line": "again"}, Fault.CYCLIC),
        ("/incentives/0/amount", {"line": "else"}, Fault.UNKNOWN_LINE),
        ("/incentives/0/amount", {"subtract": ["1"]}, Fault.TOO_FEW),
        ("/incentives/0/currency", ..., Fault.NO_CURRENCY),
        ("/incentives/0/currency", "eur", Fault.BAD_ID),
        ("/incentives/0/when/id", "where", Fault.MISPLACED_ID),
        ("/incentives/0/when/value", ["Germany"], Fault.UNKNOWN_OPTION),
        ("/incentives/0/period/every", "once", Fault.DOES_NOT_FIT),
        ("/incentives/2/amount", "5", Fault.DOES_NOT_FIT),
        ("/incentives/1/amount", {"line": "desk"}, Fault.CYCLIC),
        ("/summary/0/part", "payer", Fault.DOES_NOT_FIT),
        ("/summary/1/line", "else", Fault.UNKNOWN_LINE),
        ("/persons/0/facts", {"luck": 1}, Fault.UNKNOWN_FACT),
        ("/persons/0/facts", {"bound": "yes"}, Fault.DOES_NOT_FIT),
        ("/persons/0/facts", {"pay": -1}, Fault.DOES_NOT_FIT),
        ("/persons/0/expected/rules", {"luck": "met"}, Fault.UNKNOWN_RULE),
    ],
)  # fmt: skip
def test_a_bad_document_is_refused_by_name_and_place(pointer: str, value: Any, fault: Fault) -> None:
    raw = changed(pointer, value)
    refused = faulty(raw)
    assert refused.fault is fault
    shared = pointer.rsplit("/", 1)[0]
    assert refused.pointer.startswith(shared) or shared.startswith(refused.pointer)
    if fault not in SOUNDNESS and not (isinstance(value, str) and "\ud800" in value):
        assert not VALIDATOR.is_valid(raw)


def test_a_document_that_holds_itself_is_refused() -> None:
    rules: dict[str, Any] = {"all_of": []}
    rules["all_of"] += [rules, rules]
    assert faulty(document(rules)).fault is Fault.CYCLIC


def test_fifty_levels_and_ten_thousand_leaves_are_refused() -> None:
    deep: dict[str, Any] = leaf("bound", "is", True)
    for _ in range(50):
        deep = {"not": deep}
    assert faulty(document(deep)).fault is Fault.TOO_DEEP
    one = leaf("bound", "is", True)
    wide = {"all_of": [{"any_of": [one] * 100}] * 100}
    assert faulty(document(wide)).fault is Fault.TOO_LARGE
    assert faulty(document({"all_of": [one] * 201})).fault is Fault.TOO_MANY


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NOT_JSON),
        ("{", Fault.NOT_JSON),
        (b"\xff", Fault.NOT_JSON),
        ('{"a": NaN}', Fault.NOT_A_NUMBER),
        ('{"a": -Infinity}', Fault.NOT_A_NUMBER),
        ('{"a": 1, "a": 2}', Fault.DUPLICATE_KEY),
        ("[" * 100_000, Fault.TOO_DEEP),
        ("9" * 5_000, Fault.NOT_JSON),
        ('"' + "x" * 2_000_000 + '"', Fault.TOO_LARGE),
        ("[]", Fault.WRONG_TYPE),
    ],
    ids=range(10),
)
def test_a_bad_text_is_refused(text: str | bytes, fault: Fault) -> None:
    assert faulty(text).fault is fault


# Reader and schema --------------------------------------------------------------------------------------------------


def _pointers(raw: Any, at: str = "") -> list[str]:
    parts = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [at, *(pointer for key, part in parts for pointer in _pointers(part, f"{at}/{key}"))]


PLACES = [pointer for pointer in _pointers(FULL) if pointer]
THINGS = st.sampled_from([..., None, True, 0, 7, -1, 0.5, "", "a", "12.50", "-1", "2024-02-29", "met", [], ["a"], {}, WORDS, {"day": "today"}, {"months": 3}])  # fmt: skip


@given(st.sampled_from(PLACES), THINGS)
@settings(deadline=None, max_examples=400)
def test_reader_and_schema_agree_on_any_change(pointer: str, value: Any) -> None:
    raw = changed(pointer, value)
    try:
        read(raw)
        fault = None
    except BadDocument as refused:
        fault = refused.fault
    assert VALIDATOR.is_valid(raw) is (fault is None or fault in SOUNDNESS), fault


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.sampled_from(["all_of", "not", "fact", "operator", "id", "fa", "en"]), parts, max_size=4)))  # fmt: skip
def test_nothing_but_named_faults_comes_out_of_the_reader(raw: Any) -> None:
    assert isinstance(faulty(raw), BadDocument)
    assert isinstance(faulty(document() | {"rules": raw} if raw != document()["rules"] else raw), BadDocument)


def test_numbers_are_read_exactly() -> None:
    assert str(load('{"a": 0.1}')["a"]) == "0.1"


def test_the_example_of_the_documentation_says_what_stands_there() -> None:
    text = (PUBLISHED.parent / "programmes.md").read_text()
    example, answer = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    (facts,) = re.findall(r"^With `(.*)` on 1 May 2026", text, re.MULTILINE)
    version = read(example)
    assert check(version, read_facts(version, load(facts)), date(2026, 5, 1)) == load(answer)
