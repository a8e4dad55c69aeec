"""The vocabulary files hold what reading and showing them relies on."""

from collections import defaultdict

import pytest

from search.text.normalise import squash
from search.text.vocabulary import SHARED_KIND
from tests.search.conftest import FILES, entries, labels_of, slug_of


@pytest.mark.parametrize("kind", FILES)
def test_a_spelling_means_one_thing_within_its_kind(kind: str) -> None:
    meanings = defaultdict(list)
    for entry in entries(kind):
        for label in labels_of(entry):
            meanings[squash(label)].append(slug_of(entry))
    several = {key: slugs for key, slugs in meanings.items() if len(slugs) > 1}
    if kind == SHARED_KIND:  # a wide place is several regions, each of them once
        several = {key: slugs for key, slugs in several.items() if len(set(slugs)) < len(slugs)}
    assert several == {}


@pytest.mark.parametrize("kind", FILES)
def test_slugs_are_unique_and_both_languages_present(kind: str) -> None:
    listed = entries(kind)
    assert len({slug_of(entry) for entry in listed}) == len(listed)
    for entry in listed:
        assert squash(entry["en"]).isascii() and not squash(entry["fa"]).isascii(), entry
        assert all(squash(label) and label == label.strip() for label in labels_of(entry)), entry


def test_skills_are_a_tree_of_at_most_four_levels() -> None:
    broader = {entry["slug"]: entry["broader"] for entry in entries("skill")}
    for slug in broader:
        line = [slug]
        while parent := broader[line[-1]]:
            line.append(parent)
            assert parent in broader and len(line) <= 4, line
    assert sum(not parent for parent in broader.values()) == 10
