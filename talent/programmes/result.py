"""What comes out of a self-check, in words: one sentence, every rule, what would change it, papers, sums, deadlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from talent.programmes.codes import RemedyKind, Verdict
from talent.programmes.document import values as v
from talent.programmes.document.walking import leaves, places
from talent.programmes.incentives import Calculation, calculate
from talent.programmes.remedies import Finding, Remedy, Way, findings, first_day, way
from talent.programmes.rules import verdict
from talent.programmes.sentences import remedy, sentence, verdict_word
from talent.programmes.sentences import way as way_in_words
from talent.programmes.situation import Situation, situation
from talent.programmes.sums import Sum, SumLine, lines, totals
from talent.programmes.walk import Walk
from talent.programmes.words import Voice, answer, number

NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: its sentence, what was said about it, what would change it."""

    id: str
    text: str
    word: str
    reasons: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that came out alike; `code` is a verdict, or NEEDLESS: another rule makes up for them."""

    code: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would have to change about one rule."""

    rule: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """`sure`: whether it is certain that it is asked for."""

    title: str
    help: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A question with the answer, to be changed; it may be said in words that it is not known."""

    fact: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Result:
    verdict: Verdict
    headline: str
    groups: tuple[Group, ...]
    changes: tuple[Change, ...]
    several_ways: bool
    open_questions: int
    papers: tuple[Paper, ...]
    lines: tuple[SumLine, ...]
    totals: tuple[Sum, ...]
    deadlines: tuple[Deadline, ...]
    said: tuple[Said, ...]


def result(speaker: Voice, walk: Walk) -> Result:
    """The result for somebody who has said this."""
    version = speaker.version
    held = situation(version, walk.answers, speaker.today)
    found, whole = findings(version.rules, held), way(version.rules, held)
    needless = set(_needless(version.rules, held))
    sums, rows = calculate(version, walk.answers, speaker.today), said(speaker, walk)
    return Result(
        verdict=verdict(version.rules, held),
        headline=headline(speaker, held, whole),
        groups=tuple(_groups(speaker, held, found, needless, rows)),
        changes=tuple(_changes(speaker, held, found, whole)),
        several_ways=_several_ways(version.rules, whole),
        open_questions=len({one.fact for one in whole.remedies if one.kind is RemedyKind.ANSWER}),
        papers=tuple(_papers(speaker, held, needless)),
        lines=lines(speaker, sums),
        totals=totals(speaker, sums),
        deadlines=tuple(_deadlines(speaker, sums)),
        said=rows,
    )


# One sentence -------------------------------------------------------------------------------------------------------


def headline(speaker: Voice, held: Situation, whole: Way) -> str:
    """The verdict in one sentence, conditional while anything decisive is open."""
    found = verdict(speaker.version.rules, held)
    if found is Verdict.MET:
        return gettext("You qualify with these answers")
    day = first_day(speaker.version.rules, held) if found is Verdict.NOT_MET else None
    if day:
        return gettext("You qualify from %(day)s on, if nothing changes") % {"day": speaker.day(day)}
    open_ones = [one for one in whole.remedies if one.kind is RemedyKind.ANSWER]
    others = [one for one in whole.remedies if one.kind is not RemedyKind.ANSWER]
    if others:
        return _with_changes(speaker, held, open_ones, others)
    return _with_answers(speaker, held, open_ones)


def _with_answers(speaker: Voice, held: Situation, open_ones: list[Remedy]) -> str:
    """Only answers lack: where they are all about one rule, it is named."""
    about = dict.fromkeys(one.rule for one in open_ones)
    if len(about) == 1:
        found = {one.rule: one for one in findings(speaker.version.rules, held)}
        text = sentence(speaker, found[next(iter(about))]).rstrip(".")
        return gettext("You qualify if this holds: %(rule)s") % {"rule": text}
    count = len({one.fact for one in open_ones})
    said = ngettext(
        "Not sure yet: it depends on %(count)s more answer",
        "Not sure yet: it depends on %(count)s more answers",
        count,
    )
    return said % {"count": number(count, speaker.language)}


def _with_changes(speaker: Voice, held: Situation, open_ones: list[Remedy], others: list[Remedy]) -> str:
    kinds = {one.kind for one in others}
    if kinds == {RemedyKind.INDEX}:
        return gettext("Nobody can say yet: the programme has not set this year's number")
    days = [one.day for one in others if one.day]
    if kinds == {RemedyKind.WAIT} and days:
        said = gettext("You qualify from %(day)s on, if your open answers turn out well")
        return said % {"day": speaker.day(max(days))}
    if RemedyKind.NOTHING in kinds:
        return gettext("You do not qualify with these answers")
    return _so_many_things(speaker, len(others), len(_unclear(speaker, held)) if open_ones else 0)


def _so_many_things(speaker: Voice, count: int, unclear: int) -> str:
    """How much would have to change; at least so much while conditions are not clear yet."""
    if not unclear:
        text = ngettext(
            "You do not qualify yet: %(count)s thing would have to change",
            "You do not qualify yet: %(count)s things would have to change",
            count,
        )
        return text % {"count": number(count, speaker.language)}
    text = ngettext(
        "You do not qualify yet: at least %(count)s thing would have to change; %(unclear)s",
        "You do not qualify yet: at least %(count)s things would have to change; %(unclear)s",
        count,
    )
    open_yet = ngettext(
        "%(count)s condition is not clear yet", "%(count)s conditions are not clear yet", unclear
    ) % {"count": number(unclear, speaker.language)}
    return text % {"count": number(count, speaker.language), "unclear": open_yet}


def _unclear(speaker: Voice, held: Situation) -> list[Finding]:
    """The rules that are not sure and do matter: what stands under "Not sure"."""
    rules = speaker.version.rules
    needless = set(_needless(rules, held))
    return [
        one for one in findings(rules, held) if one.verdict is Verdict.UNKNOWN and one.rule not in needless
    ]


# Rules --------------------------------------------------------------------------------------------------------------


def _needless(node: v.Node, held: Situation) -> Iterator[str]:
    """The rules that need not be met, because the group above them is met without."""
    if isinstance(node, (v.Leaf, v.Not)):
        return
    met = isinstance(node, (v.AnyOf, v.AtLeast)) and verdict(node, held) is Verdict.MET
    for part in node.parts:
        if met and verdict(part, held) is not Verdict.MET:
            yield from (one.node.id for one in places(part, "") if one.node.id)
        else:
            yield from _needless(part, held)


def _groups(
    speaker: Voice, held: Situation, found: tuple[Finding, ...], needless: set[str], rows: tuple[Said, ...]
) -> Iterator[Group]:
    titles = {
        Verdict.NOT_MET.value: gettext("Not met"),
        Verdict.UNKNOWN.value: gettext("Not sure"),
        Verdict.MET.value: gettext("Met"),
        NEEDLESS: gettext("Does not matter, because something else is enough"),
    }
    for code, title in titles.items():
        alike = [one for one in found if (NEEDLESS if one.rule in needless else one.verdict.value) == code]
        if alike:
            yield Group(code, title, tuple(_row(speaker, held, one, rows, code == NEEDLESS) for one in alike))


def _row(speaker: Voice, held: Situation, one: Finding, rows: tuple[Said, ...], needless: bool) -> Row:
    """A rule that was never asked about says nothing of changes: its own sentence is enough."""
    reasons = tuple(_reasons(speaker, one, rows))
    told = not needless and (one.verdict is not Verdict.UNKNOWN or bool(reasons))
    changes = way_in_words(speaker, held, one.way, one.rule) if told else ()
    return Row(one.rule, sentence(speaker, one), verdict_word(one.verdict), reasons, changes)


def _reasons(speaker: Voice, one: Finding, rows: tuple[Said, ...]) -> Iterator[str]:
    """What was said about the facts of a rule: the answer alone where there is one question, else with questions."""
    node = speaker.rules[one.rule]
    facts = dict.fromkeys(fact for leaf in leaves(node) for fact in (leaf.fact, leaf.reference.fact) if fact)
    for row in rows:
        if row.fact not in facts:
            continue
        if len(facts) == 1:
            yield gettext("Your answer: %(answer)s") % {"answer": row.answer}
        else:
            yield f"{row.question} {row.answer}"


def said(speaker: Voice, walk: Walk) -> tuple[Said, ...]:
    """Every question that was asked, in order, with the answer in words."""
    rows = []
    for key in walk.order:
        fact = speaker.version.fact(key)
        if fact is not None:
            known = key in walk.answers
            text = answer(fact, walk.answers[key], speaker) if known else gettext("I do not know")
            rows.append(Said(key, speaker.text(fact.question), text))
    return tuple(rows)


def _changes(speaker: Voice, held: Situation, found: tuple[Finding, ...], whole: Way) -> Iterator[Change]:
    """The shortest list of changes for the whole, rule by rule; answers that lack are counted, not listed."""
    known = {one.rule: one for one in found}
    changes = [one for one in whole.remedies if one.kind is not RemedyKind.ANSWER]
    for key in dict.fromkeys(one.rule for one in changes):
        ways = (remedy(speaker, held, one, key) for one in changes if one.rule == key)
        yield Change(sentence(speaker, known[key]) if key else "", tuple(dict.fromkeys(ways)))


def _several_ways(tree: v.Node, whole: Way) -> bool:
    """Whether a thing to change stands in a group of which only the nearest parts are told."""
    pointers = {one.node.id: one.pointer for one in places(tree, "/rules") if one.node.id}
    changes = [pointers.get(one.rule, "") for one in whole.remedies if one.kind is not RemedyKind.ANSWER]
    return any(change.startswith(f"{branch}/") for change in changes for branch, _ in whole.branches)


# Papers and days ----------------------------------------------------------------------------------------------------


def _papers(speaker: Voice, held: Situation, needless: set[str]) -> Iterator[Paper]:
    """What to bring: what is asked of everybody, and what proves the rules that matter. What proves one of several
    ways is not sure while that way is open."""
    for paper in speaker.version.documents:
        found = verdict(paper.condition, held) if paper.condition else Verdict.MET
        proves = [
            verdict(node, held) is Verdict.MET or not choice
            for node, choice in _with_choice(speaker.version.rules)
            if paper.id in node.evidence and node.id not in needless
        ]
        if (paper.always or proves) and found is not Verdict.NOT_MET:
            sure = found is Verdict.MET and (paper.always or any(proves))
            yield Paper(speaker.text(paper.title), speaker.text(paper.help), sure)


def _with_choice(node: v.Node, choice: bool = False) -> Iterator[tuple[v.Node, bool]]:
    """Every node, and whether it is one of several ways."""
    yield node, choice
    if not isinstance(node, v.Leaf):
        for part in node.parts:
            yield from _with_choice(part, choice or isinstance(node, (v.AnyOf, v.AtLeast)))


def _deadlines(speaker: Voice, sums: Calculation) -> list[Deadline]:
    """The days by which something must still be claimed, the soonest first; a day that is past is said at its line."""
    dated: list[tuple[date, str]] = [
        (one.claim_by, speaker.text(one.line.title))
        for one in sums.lines
        if one.claim_by and one.claim_by >= speaker.today and one.each != 0
    ]
    said_by = gettext("Claim by then: %(what)s")
    return [Deadline(speaker.day(day), said_by % {"what": what}) for day, what in sorted(dated)]
