import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.text.query import RANKED_WORDS, Chip, Row, Vocabulary, read
from search.text.vocabulary import Meaning

ZWNJ = "\u200c"


def understood(query: str, vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """Chips as "kind:slug" ("~" when guessed) and left-over words."""
    reading = read(query, vocabulary)
    chips = [f"{'~' if chip.guessed else ''}{chip.kind}:{chip.slug}" for chip in reading.chips]
    return chips, list(reading.words)


@pytest.mark.parametrize(
    ("query", "chips", "left"),
    [
        ("python", ["skill:python"], []),
        ("پايتون", ["skill:python"], []),
        ("پایتن", ["skill:python"], []),
        ("React Native", ["skill:react-native"], []),
        ("react, native", ["skill:react"], ["native"]),
        ("C++, C#, .NET و C", ["skill:cpp", "skill:csharp", "skill:dotnet", "skill:c"], []),
        ("node js", ["skill:nodejs"], []),
        ("یادگیری ماشین", ["skill:machine-learning"], []),
        (f"برنامه{ZWNJ}نویس پایتون", ["role:software-engineer", "skill:python"], []),
        ("برنامه نویس پایتون", ["role:software-engineer", "skill:python"], []),
        ("senior backend developer", ["seniority:senior", "role:backend-developer"], []),
        ("سرپرست فنی", ["seniority:lead"], []),
        ("آلمانی", ["language:de"], []),
        ("زبان آلمانی", ["language:de"], []),
        ("اروپای غربی و جنوبی", ["region:western-europe"], []),
        ("central and south asia", ["region:central-and-south-asia"], []),
        ("کار از راه دور", ["way:remote"], []),
        ("منتورینگ", ["way:mentor"], []),
        ("looking for a python expert with passion", ["skill:python"], ["passion"]),
        (f"نرم{ZWNJ}افزار آموزشی", [], ["نرم", "افزار", "اموزشی"]),
        ("python python پایتون", ["skill:python"], []),
        ("", [], []),
        ("؟! ...", [], []),
    ],
)
def test_vocabulary_is_read_and_words_are_left(
    query: str, chips: list[str], left: list[str], vocabulary: Vocabulary
) -> None:
    assert understood(query, vocabulary) == (chips, left)


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("kubernets", ["~skill:kubernetes"]),
        ("javascrpt docker", ["~skill:javascript", "skill:docker"]),
        ("pyhton", ["~skill:python"]),
        ("machne learning", ["~skill:machine-learning"]),
        ("جاوااسکریبت", ["~skill:javascript"]),
        ("jaba", []),
        ("12345", []),
    ],
)
def test_one_slip_is_guessed_in_long_words(query: str, chips: list[str], vocabulary: Vocabulary) -> None:
    assert understood(query, vocabulary)[0] == chips


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("راست", ["skill:rust"]),
        ("go", ["skill:go"]),
        ("Go developer", ["skill:go", "role:software-engineer"]),
        (f"برنامه{ZWNJ}نویس گو", ["role:software-engineer", "skill:go"]),
        ("rust and go", ["skill:rust", "skill:go"]),
        ("c و java", ["skill:c", "skill:java"]),
        ("زبان راست بلدم", ["skill:rust"]),
        ("زبان r", ["skill:r"]),
        ("golang in teams", ["skill:go"]),
        ("ready to go abroad", []),
        ("راه راست نرفته", []),
        ("سس مایونز", []),
        ("هضم غذا", []),
        (f"پیش{ZWNJ}گو", []),
    ],
)
def test_everyday_words_are_skills_only_in_their_place(
    query: str, chips: list[str], vocabulary: Vocabulary
) -> None:
    assert understood(query, vocabulary)[0] == chips


@pytest.mark.parametrize(
    ("query", "bands"),
    [
        ("3 years", ["0-4"]),
        ("5 years of experience", ["5-9"]),
        ("۱۰ سال", ["10-14"]),
        ("۱۰ سال سابقه", ["10-14"]),
        ("۱۰ساله", ["10-14"]),
        ("ده سال", ["10-14"]),
        ("سی سال", ["15+"]),
        ("20yrs", ["15+"]),
        ("10+ years", ["10-14", "15+"]),
        ("۱۰+ سال", ["10-14", "15+"]),
        ("15+ years", ["15+"]),
        ("over ten years", ["10-14", "15+"]),
        ("at least 12 years", ["10-14", "15+"]),
        ("بیش از ۱۰ سال", ["10-14", "15+"]),
        ("حداقل ۱۵ سال", ["15+"]),
        ("10 سال به بالا", ["10-14", "15+"]),
        ("5-9 years", ["5-9"]),
        ("۵ تا ۱۲ سال", ["5-9", "10-14"]),
        ("9 to 5 years", ["5-9"]),
        ("2020 years", []),
        ("10", []),
        ("سال نو", []),
    ],
)
def test_years_of_experience(query: str, bands: list[str], vocabulary: Vocabulary) -> None:
    chips = read(query, vocabulary).chips
    assert [chip.slug for chip in chips if chip.kind == "years"] == bands


@pytest.mark.parametrize(
    "query",
    ["python now", "available now python", "پایتون از همین حالا", "پایتون آماده", "آماده به کار پایتون"],
)
def test_availability(query: str, vocabulary: Vocabulary) -> None:
    chips, left = understood(query, vocabulary)
    assert sorted(chips) == ["available:now", "skill:python"] and left == []


def test_a_chip_keeps_what_was_typed(vocabulary: Vocabulary) -> None:
    chips = read("Maven, .NET \u202eپايتون\ud800 10+ Years", vocabulary).chips
    assert [chip.typed for chip in chips][:4] == ["Maven", ".NET", "پايتون", "10+ Years"]
    assert Chip("years", "15+", "10+ Years") in chips


def test_left_over_words_are_capped(vocabulary: Vocabulary) -> None:
    assert len(read("alef beh peh teh seh jim", vocabulary).words) == RANKED_WORDS


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Vocabulary([Row("colour", "red", ("Red", "قرمز"))])


def test_rows_may_be_plain_tuples_and_an_earlier_kind_wins() -> None:
    table = Vocabulary([("role", "qa", ("QA",), False), ("skill", "testing", ("QA",), False)])
    assert table.exact("qa") == (Meaning("skill", "testing"),)


def test_a_wide_place_is_several_regions(vocabulary: Vocabulary) -> None:
    slugs = [chip.slug for chip in read("اروپا", vocabulary).chips]
    assert slugs == ["uk-and-ireland", "western-europe", "northern-europe", "eastern-europe-and-russia"]
    assert [chip.slug for chip in read("remote Germany", vocabulary).chips] == ["remote", "western-europe"]


@settings(max_examples=300, deadline=None)
@given(query=st.text(st.characters(), max_size=300))
def test_read_never_raises(query: str, vocabulary: Vocabulary) -> None:
    reading = read(query, vocabulary)
    for chip in reading.chips:
        chip.typed.encode()


@settings(max_examples=300, deadline=None)
@given(
    query=st.lists(
        st.sampled_from(["python", "راست", "go", "10", "+", "سال", "تا", "-", "،", "زبان", ZWNJ, " ", "."]),
        max_size=40,
    ).map(" ".join)
)
def test_read_never_raises_on_its_own_words(query: str, vocabulary: Vocabulary) -> None:
    read(query, vocabulary)
    read(query.replace(" ", ""), vocabulary)


@pytest.mark.parametrize("piece", ["پایتون ", "a", "10+ ", "ا" + ZWNJ, "\u0591\u05b0", "\ud800"])
def test_a_megabyte_is_cheap(piece: str, vocabulary: Vocabulary) -> None:
    start = time.perf_counter()
    read(piece * (1_000_000 // len(piece)), vocabulary)
    vocabulary.complete(piece * (1_000_000 // len(piece)), "skill")
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("prefix", "kind", "first"),
    [
        ("pyt", "skill", "python"),
        ("پایت", "skill", "python"),
        ("C+", "skill", "cpp"),
        ("machine l", "skill", "machine-learning"),
        ("learning m", "skill", "learning-management-systems"),
        ("ماشین", "skill", "machine-learning"),
        ("ger", "language", "de"),
        ("آلم", "language", "de"),
    ],
)
def test_complete(prefix: str, kind: str, first: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.complete(prefix, kind, 5)[0] == first


def test_complete_finds_later_words_after_beginnings(vocabulary: Vocabulary) -> None:
    found = vocabulary.complete("learning", "skill", 50)
    assert found[0] == "learning-management-systems" and "machine-learning" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("prefix", "kind"), [("", "skill"), ("  ،", "skill"), ("py", "colour"), ("qqqq", "skill")]
)
def test_complete_finds_nothing(prefix: str, kind: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.complete(prefix, kind, 5) == []
