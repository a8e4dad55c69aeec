"""Brute force over a random corpus: what every engine has to answer.

Independent of `search.plan.matches`: it knows the corpus as sets of ids per token, and
compares spellings by a table of distances.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from search.plan import (
    AllOf,
    Answer,
    AnyOf,
    Clause,
    Document,
    Facet,
    Has,
    HasNear,
    HasPrefix,
    Hit,
    IndexSchema,
    Part,
    Plan,
)

SCHEMA = IndexSchema(
    "experts",
    tokens=frozenset({"skills", "levels", "region", "languages", "years"}),
    texts=frozenset({"headline", "summary"}),
    orders=frozenset({"closing"}),
)
SKILLS = [f"skill-{number}" for number in range(60)] + ["پایتون", "c++", "c#", "😀"]
REGIONS = [f"region-{number}" for number in range(16)]
LANGUAGES = ["fa", "en", "de", "fr", "tr"]
YEARS = ["0-4", "5-9", "10-14", "15+"]
LETTERS = "abاب"


@cache
def distance(one: str, other: str) -> int:
    """Edits between two spellings, a swap of neighbours counted as one."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            same = one[row - 1] == other[column - 1]
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (not same),
            )
            crossed = one[row - 2 : row] == other[column - 2 : column][::-1]
            if row > 1 and column > 1 and crossed:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


class Oracle:
    """Answers plans over a set of documents."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self._holders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for document in self.documents.values():
            for field, values in [*document.tokens.items(), *document.texts.items()]:
                for value in values:
                    self._holders[field][value].add(document.id)

    def answer(self, plan: Plan) -> Answer:
        """What an engine has to say."""
        ticked = {facet.name: self._ticked(facet) for facet in plan.facets}
        base = self._base(plan)
        found = base.intersection(*ticked.values())
        points: Counter[str] = Counter()
        for part in plan.parts:
            points.update(dict.fromkeys(self._found(part.clause) & found, part.points))
        order = sorted(found, key=self._key(plan, points), reverse=True)
        page = order[plan.offset : plan.offset + plan.limit]
        hits = tuple(Hit(name, self.documents[name].version, points[name]) for name in page)
        return Answer(len(found), hits, {f.name: self._counts(f, base, ticked) for f in plan.facets})

    def _key(self, plan: Plan, points: Counter[str]) -> Callable[[str], tuple[int, int, int]]:
        def key(name: str) -> tuple[int, int, int]:
            document = self.documents[name]
            step = document.orders.get("closing", 0) if plan.sort == "closing" else document.recency
            return points[name] * (plan.sort == "points"), step, document.tie

        return key

    def _base(self, plan: Plan) -> set[str]:
        base = set(self.documents) - plan.excluded
        for clause in plan.filters:
            base &= self._found(clause)
        if plan.at_least_one:
            base &= set().union(*map(self._found, plan.at_least_one))
        return base

    def _ticked(self, facet: Facet) -> set[str]:
        if not facet.selected:
            return set(self.documents)
        holders = [self._holders[facet.field][value] for value in facet.selected]
        return set.intersection(*holders) if facet.mode == "all" else set.union(*holders)

    def _counts(self, facet: Facet, base: set[str], ticked: dict[str, set[str]]) -> dict[str, int]:
        others = [ids for name, ids in ticked.items() if name != facet.name or facet.mode == "all"]
        within = base.intersection(*others)
        counts = {value: len(ids & within) for value, ids in self._holders[facet.field].items()}
        return {value: counted for value, counted in counts.items() if counted}

    def _found(self, clause: Clause) -> set[str]:
        match clause:
            case AnyOf(clauses):
                return set().union(*map(self._found, clauses))
            case AllOf(clauses):
                return set(self.documents).intersection(*map(self._found, clauses))
            case Has(field, token):
                return self._union(field, lambda value: value == token)
            case HasPrefix(field, prefix):
                return self._union(field, lambda value: value[: len(prefix)] == prefix)
            case HasNear(field, token):
                slips = 1 if len(token) >= 4 else 0
                return self._union(field, lambda value: distance(value, token) <= slips)

    def _union(self, field: str, fits: Callable[[str], bool]) -> set[str]:
        return set().union(*(ids for value, ids in self._holders[field].items() if fits(value)))


class Chance:
    """Random documents and plans from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._ties: set[int] = set()
        self._words = sorted({self._word() for _ in range(300)})

    def _word(self) -> str:
        return "".join(self._random.choices(LETTERS, k=self._random.randint(1, 7)))

    def tie(self) -> int:
        """A number that was not drawn before."""
        while (tie := self._random.randrange(2**40)) in self._ties:
            pass
        self._ties.add(tie)
        return tie

    def document(self, name: str, version: int) -> Document:
        """A document with every kind of value, sometimes none."""
        chance = self._random
        skills = tuple({self._skill() for _ in range(chance.randint(0, 8))})
        return Document(
            name,
            version,
            self.tie(),
            chance.choice([0, 0, 0, 1, 2, 3, 2**22 - 1]),
            tokens={
                "skills": skills,
                "levels": tuple(f"{skill}:{chance.randint(1, 5)}" for skill in skills),
                "region": (chance.choice(REGIONS),),
                "languages": tuple(chance.sample(LANGUAGES, chance.randint(0, 3))),
                "years": (chance.choice(YEARS),),
            },
            texts={
                "headline": tuple(chance.choices(self._words, k=chance.randint(0, 6))),
                "summary": tuple(chance.choices(self._words, k=chance.randint(0, 12))),
            },
            orders={"closing": step} if (step := chance.choice([0, 1, 5, 900_000, 2**22 - 1])) else {},
        )

    def _skill(self) -> str:
        return SKILLS[min(int(self._random.expovariate(0.1)), len(SKILLS) - 1)]

    def plan(self, ids: list[str]) -> Plan:
        """A plan with filters, parts, ticked facets, exclusions and a page, each of them at times."""
        chance = self._random
        return Plan(
            "experts",
            filters=self._some(0, 0, 0, 1, 2),
            at_least_one=self._some(0, 0, 1, 3),
            excluded=frozenset(chance.sample(ids, chance.choice([0, 0, 5, 300]))),
            parts=tuple(self._part(number) for number in range(chance.choice([0, 1, 2, 5, 9]))),
            facets=self._facets(),
            sort=chance.choice(["points", "points", "points", "recent", "closing"]),
            offset=chance.choice([0, 0, 0, 20, 60, 400, 2500]),
            limit=chance.choice([0, 1, 20, 20, 20, 100]),
        )

    def _some(self, *sizes: int) -> tuple[Clause, ...]:
        return tuple(self._clause() for _ in range(self._random.choice(sizes)))

    def _part(self, number: int) -> Part:
        return Part(f"part-{number}", self._clause(), self._random.choice([0, 1, 3, 5, 10, 20, 45]))

    def _clause(self, depth: int = 0) -> Clause:
        chance = self._random
        kind = chance.choice(
            ["has", "has", "has", "text", "prefix", "near", "near", "any", "all"][: 9 - 2 * depth]
        )
        if kind in ("any", "all"):
            inner = tuple(self._clause(1) for _ in range(chance.choice([0, 1, 2, 3])))
            return AnyOf(inner) if kind == "any" else AllOf(inner)
        if kind == "has":
            return self._has()
        field = chance.choice(["headline", "summary"])
        return self._text_clause(kind, field, chance.choice(self._words))

    def _text_clause(self, kind: str, field: str, word: str) -> Clause:
        if kind == "prefix":
            return HasPrefix(field, word[: self._random.randint(1, len(word))])
        if kind == "near":
            return HasNear(field, self._slip(word))
        return Has(field, word)

    def _slip(self, word: str) -> str:
        place = self._random.randrange(len(word))
        swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
        dropped = word[:place] + word[place + 1 :]
        return self._random.choice([word, swapped, dropped or word, word + "ب"])

    def _has(self) -> Clause:
        chance = self._random
        skill = self._skill()
        choices: list[Clause] = [
            Has("skills", skill),
            Has("levels", f"{skill}:{chance.randint(1, 5)}"),
            AnyOf(tuple(Has("levels", f"{skill}:{level}") for level in range(chance.randint(2, 5), 6))),
            Has("region", chance.choice(REGIONS)),
            Has("languages", chance.choice(LANGUAGES)),
            HasPrefix("skills", skill[:7]),
            HasNear("skills", self._slip(skill)),
            Has("unknown", "x"),
        ]
        return chance.choice(choices)

    def _facets(self) -> tuple[Facet, ...]:
        chance = self._random
        offered = [
            Facet("Skills", "skills", self._pick([self._skill(), self._skill()]), "all"),
            Facet("region", "region", self._pick(chance.sample(REGIONS, 3))),
            Facet("languages", "languages", self._pick(chance.sample(LANGUAGES, 2))),
            Facet("years.of experience", "years", self._pick(chance.sample(YEARS, 2))),
            Facet("unknown", "nowhere"),
        ]
        return tuple(chance.sample(offered, chance.randint(0, len(offered))))

    def _pick(self, values: list[str]) -> tuple[str, ...]:
        distinct = sorted(set(values))
        return tuple(distinct[: self._random.choice([0, 0, 1, len(distinct)])])
