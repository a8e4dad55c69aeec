"""A hand inside a set: changes its data by the actions that the pages call, and says what its indexes hold.

It runs in the set's environment (see hand.py); one order as JSON per line, one answer per line.
"""

import json
import logging
import sys
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from tantivy import Query

from config.demo.load import load_experts
from config.demo.people import people as invented
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.indexes.engine import engine
from search.indexes.experts import INDEXES, document_for
from search.plan import Document, Has, IndexSchema, Plan
from search.relay.whole import ensure_indexes
from talent.accounts.models import RoleName, User
from talent.changes import old_rows
from talent.changes.models import Change
from talent.companies.actions import end_membership
from talent.companies.models import Company, Membership
from talent.experts import actions
from talent.experts.details import MAX_ROWS, save_row
from talent.experts.loading import load_vocabulary
from talent.experts.models import Listing, Look, Profile, Term, TermKind
from talent.experts.vocabulary import vocabulary
from talent.lib.dates import park_today
from talent.lib.errors import Refused
from tests.faults import ending, posting

Contents = dict[str, Any]


def main() -> None:
    """Does one order after the other until there are no more."""
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        order = json.loads(line)
        answer = ORDERS[order.pop("order")](**order)
        print(json.dumps(answer), flush=True)


def vocabulary_and_people(count: int, seed: int) -> int:
    """Fills an empty database: vocabulary, indexes, invented experts."""
    load_vocabulary(settings.BASE_DIR / "data" / "vocabulary")
    ensure_indexes(engine())
    return load_experts(invented(count, seed=seed, today=park_today()))


def edits(count: int, seed: int) -> int:
    """Random changes of random profiles; returns how many were not refused."""
    random = Random(seed)
    profiles = list(Profile.objects.select_related("user").order_by("pk"))
    skills = list(Term.objects.filter(kind=TermKind.SKILL).order_by("pk")[:80])
    companies = list(Company.objects.order_by("pk"))
    return sum(_edit(random, random.choice(profiles), skills, companies) for _ in range(count))


def _edit(random: Random, profile: Profile, skills: list[Term], companies: list[Company]) -> bool:
    who = {"actor": profile.user, "profile": profile}
    words = {
        name: f"word{random.randrange(10**6)}"
        for name in ("headline_fa", "headline_en", "summary_fa", "summary_en")
    }
    verbs = [
        lambda: actions.save_words(**who, version=profile.version, **words),
        lambda: actions.set_skill(**who, skill=random.choice(skills), level=random.choice((None, 1, 3, 5))),
        lambda: actions.drop_skill(**who, skill=random.choice(skills)),
        lambda: actions.set_listing(
            **who, listing=random.choice((Listing.NOBODY, Listing.COMPANIES, Listing.COMPANIES))
        ),
        lambda: actions.confirm(**who),
    ]
    if companies:
        verbs.append(lambda: actions.hide_from(**who, company=random.choice(companies)))
        verbs.append(lambda: actions.unhide_from(**who, company=random.choice(companies)))
    profile.refresh_from_db()
    try:
        random.choice(verbs)()
    except Refused:
        return False
    return True


def truth() -> dict[str, Any]:
    """Whether each index holds exactly the documents that the database makes: content, version, order."""
    wrong: list[str] = []
    documents = 0
    for schema in INDEXES:
        right = dict(_right(schema))
        held = dict(_held(schema, right))
        documents += len(right)
        wrong += [f"{schema.name}: missing {id}" for id in right.keys() - held.keys()]
        wrong += [f"{schema.name}: too many {id}" for id in held.keys() - right.keys()]
        both = right.keys() & held.keys()
        wrong += [
            f"{schema.name}: {id} {_unequal(right[id], held[id])}" for id in both if right[id] != held[id]
        ]
    return {"wrong": wrong[:5], "documents": documents, "unsent": Change.objects.count()}


def _unequal(right: Contents, held: Contents) -> str:
    names = [name for name in right.keys() | held.keys() if right.get(name) != held.get(name)]
    return ", ".join(f"{name}: {held.get(name)} instead of {right.get(name)}" for name in sorted(names))


def _right(schema: IndexSchema) -> Iterator[tuple[str, Contents]]:
    words, today = vocabulary(), park_today()
    for profile in Profile.objects.select_related("user").order_by("pk").with_skills():
        if made := document_for(profile, INDEXES[schema], words=words, today=today):
            yield made.id, _contents(made)


def _contents(made: Document) -> Contents:
    texts = {name: sorted(tokens) for name, tokens in made.texts.items()}
    fields = {name: sorted(set(values)) for name, values in made.tokens.items()} | texts
    return {"version": made.version, "rank": made.rank} | {
        name: held for name, held in fields.items() if held
    }


def _held(schema: IndexSchema, right: dict[str, Contents]) -> Iterator[tuple[str, Contents]]:
    served = engine()
    if isinstance(served, EmbeddedEngine):
        yield from _held_embedded(served, schema)
    else:
        assert isinstance(served, ElasticsearchEngine)
        yield from _held_elasticsearch(served, schema, right)


def _held_embedded(served: EmbeddedEngine, schema: IndexSchema) -> Iterator[tuple[str, Contents]]:
    searcher = served._reader(schema.name)[1]
    for _, address in searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits:
        stored = searcher.doc(address).to_dict()
        if not stored["dead"][0]:
            tokens = {name: sorted(set(stored.get(name, []))) for name in schema.tokens}
            texts = {name: sorted(" ".join(stored.get(name, [])).split()) for name in schema.texts}
            single = {"version": stored["version"][0], "rank": stored["rank"][0]}
            yield stored["id"][0], single | {name: held for name, held in (tokens | texts).items() if held}


def _held_elasticsearch(
    served: ElasticsearchEngine, schema: IndexSchema, right: dict[str, Contents]
) -> Iterator[tuple[str, Contents]]:
    """The source is not kept there: tokens come from the columns; a text is held when all its words find it."""
    alias = served._cluster.alias(schema.name)
    served._client.indices.refresh(index=alias)
    fields = ["rank", *sorted(schema.tokens)]
    answer = served._client.search(
        index=alias, query={"term": {"dead": False}}, docvalue_fields=fields, size=10_000, version=True
    )
    for hit in answer["hits"]["hits"]:
        columns = hit["fields"]
        single = {"version": hit["_version"], "rank": columns.pop("rank")[0]}
        texts = {name: right.get(hit["_id"], {}).get(name, []) for name in schema.texts}
        found = {
            name: words if _finds(served, alias, hit["_id"], name, words) else []
            for name, words in texts.items()
        }
        held = {name: sorted(set(values)) for name, values in columns.items()} | found
        yield hit["_id"], single | {name: values for name, values in held.items() if values}


def _finds(served: ElasticsearchEngine, alias: str, id: str, name: str, words: list[str]) -> bool:
    asked = [{"ids": {"values": [id]}}, *({"term": {name: word}} for word in set(words))]
    return bool(served._client.count(index=alias, query={"bool": {"filter": asked}})["count"] == 1)


def empty_log() -> bool:
    """Does what the clock does every minute; whether the database's log is empty."""
    return old_rows.empty_log()


def unsent() -> int:
    """Change rows that the relay has still to carry."""
    return Change.objects.count()


def remove_member(email: str) -> None:
    """A moderator ends somebody's membership."""
    moderator = User.objects.filter(roles__name=RoleName.MODERATOR).order_by("pk").first()
    assert moderator
    end_membership(actor=moderator, membership=Membership.objects.get(email=email, ended_at=None))


def headline(email: str) -> str:
    """What the database says is somebody's English headline."""
    return Profile.objects.get(user__email=email).headline_en


def version(email: str) -> int:
    """The version of somebody's profile."""
    return Profile.objects.get(user__email=email).version


def seen_today(company: str) -> int:
    """How many different profiles a company was shown today."""
    return Look.objects.filter(company__slug=company, day=park_today()).count()


def found(word: str) -> list[str]:
    """The fields of any index in which a word is found."""
    return [
        f"{schema.name}.{field}"
        for schema in INDEXES
        for field in sorted(schema.texts)
        if engine().search(Plan(index=schema.name, filters=(Has(field, word),))).total
    ]


def fill_up(email: str, mark: str) -> int:
    """Gives somebody as much of everything as one may have, and a year of looks; returns how many rows."""
    user = User.objects.get(email=email)
    profile = actions.start_profile(actor=user)
    mine: dict[str, Any] = {"actor": user, "profile": profile}
    skills = list(Term.objects.filter(kind=TermKind.SKILL).order_by("pk")[: actions.MAX_SKILLS])
    actions.add_skills(**mine, skills=skills)
    work: dict[str, Any] = {"title": mark, "employer": mark, "from_year": 2019, "to_year": None, "text": mark}
    study: dict[str, Any] = {"degree": mark, "field": mark, "institution": mark, "year": 2011}
    for _ in range(MAX_ROWS):
        save_row(**mine, version=profile.version, part="experience", **work)
        save_row(**mine, version=profile.version, part="education", **study)
    for number in range(actions.MAX_DOMAINS):
        actions.hide_from_domain(**mine, domain=f"{mark}{number}.net")
    looks = [
        Look(company=company, profile=profile, day=park_today() - timedelta(days=day), listed=1)
        for company in Company.objects.order_by("pk")[:2]
        for day in range(100)
    ]
    Look.objects.bulk_create(looks)
    return len(skills) + 2 * MAX_ROWS + actions.MAX_DOMAINS + len(looks)


ORDERS = {
    one.__name__: one
    for one in (
        vocabulary_and_people, edits, truth, empty_log, unsent, remove_member, headline, version, seen_today, found, fill_up
    )
} | posting.ORDERS | ending.ORDERS  # fmt: skip
