"""What the index of programmes and a programme's page show beside the words of editors: read from the version in force.

Both cost the same statements however many programmes, versions and rules there are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from talent.lib.dates import digits, park_day, park_today
from talent.programmes.codes import Audience, Track
from talent.programmes.document.values import Clock
from talent.programmes.formulas import line_formula
from talent.programmes.incentives import calculate
from talent.programmes.labels import AUDIENCES, PHASES, TRACKS, window_told
from talent.programmes.models import Programme, Version
from talent.programmes.sentences import who_qualifies
from talent.programmes.states import Phase
from talent.programmes.sums import lines
from talent.programmes.words import Voice, money, span, voice

ORDER = (Phase.OPEN, Phase.NOT_YET_CLAIMABLE, Phase.ANNOUNCED, Phase.PAUSED, Phase.CLOSED)


@dataclass(frozen=True, slots=True)
class Card:
    """One programme in a list."""

    slug: str
    path: str
    title: str
    summary: str
    grantor: str
    audience: str | Promise
    tracks: list[str | Promise]
    phase: str
    phase_word: str | Promise
    window: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of the filter; choosing the chosen one again takes it away."""

    label: str | Promise
    query: str
    chosen: bool


def cards(calendar: str, *, seek: str = "", audience: str = "") -> list[Card]:
    """Programmes in force, those that can be applied for first and the one that ends soonest before others.

    `seek` and `audience` are codes (Track, Audience); anything else filters nothing.
    """
    today = park_today()
    rows = [row for row in Version.objects.all_in_force() if _wanted(row, seek, audience)]
    rows.sort(key=lambda row: _rank(row.programme, today))
    return [card(row, voice(row.content, today, calendar)) for row in rows]


def card(row: Version, speaker: Voice) -> Card:
    """A version in force as a list shows it."""
    content, phase = row.content, row.programme.phase(speaker.today)
    return Card(
        slug=content.slug,
        path=f"programmes/{content.slug}/",
        title=speaker.text(content.title),
        summary=speaker.text(content.summary_text),
        grantor=speaker.text(content.grantor),
        audience=AUDIENCES[content.audience],
        tracks=[TRACKS[one] for one in content.tracks],
        phase=phase.value,
        phase_word=PHASES[phase],
        window=window_told(
            row.programme.window, speaker.today, calendar=speaker.calendar, language=speaker.language
        ),
    )


def index_of(request: HttpRequest) -> dict[str, Any]:
    """The index: cards, and the two filters with what is chosen."""
    seek, audience = request.GET.get("seek", ""), request.GET.get("for", "")
    return {
        "cards": cards(_calendar(request), seek=seek, audience=audience),
        "filtered": seek in set(Track) or audience in set(Audience),
        "seeks": [_choice(TRACKS[one], "seek", one, seek, {"for": audience}) for one in Track],
        "audiences": [_choice(AUDIENCES[one], "for", one, audience, {"seek": seek}) for one in Audience],
    }


def page_of(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """One programme: what one gets, who qualifies, papers, clocks, versions. Empty where none is in force."""
    versions = list(Version.objects.history(programme))
    row = next((one for one in versions if one.state == "published"), None)
    if row is None:
        return {"offer": None}
    row.programme = programme
    speaker = voice(row.content, park_today(), _calendar(request))
    return {
        "offer": card(row, speaker),
        "lines": _lines(speaker),
        "rules": who_qualifies(speaker),
        "papers": [
            {"title": speaker.text(one.title), "help": speaker.text(one.help), "always": one.always}
            for one in row.content.documents
        ],
        "clocks": [_clock(speaker, one) for one in row.content.clocks],
        "facts": _facts(speaker, row, programme),
        "versions": [_version(one, after) for one, after in zip(versions, [None, *versions], strict=False)],
    }


def _wanted(row: Version, seek: str, audience: str) -> bool:
    content = row.content
    return (seek not in set(Track) or seek in content.tracks) and (
        audience not in set(Audience) or audience == content.audience
    )


def _rank(programme: Programme, today: date) -> tuple[int, date, str]:
    phase = programme.phase(today)
    day = programme.opens_on if phase is Phase.ANNOUNCED else programme.closes_on
    return ORDER.index(phase), day or date.max, programme.slug


def _choice(label: str | Promise, name: str, code: str, chosen: str, beside: dict[str, str]) -> Choice:
    """The link that chooses `code`, keeping the other filter."""
    kept = {key: value for key, value in beside.items() if value in {*Track, *Audience}}
    wanted = kept if code == chosen else {name: code, **kept}
    return Choice(label, "&".join(f"{key}={value}" for key, value in wanted.items()), code == chosen)


def _lines(speaker: Voice) -> list[dict[str, Any]]:
    """Each line with its fixed amount, or with how it is worked out."""
    told = lines(speaker, calculate(speaker.version, {}, speaker.today))
    of = zip(told, speaker.version.incentives, strict=True)
    return [{"told": one, "formula": line_formula(speaker, line)} for one, line in of]


def _clock(speaker: Voice, one: Clock) -> dict[str, Any]:
    return {
        "text": speaker.text(one.text),
        "within": span(one.within, speaker.language),
        "working": one.working,
    }


def _facts(speaker: Voice, row: Version, programme: Programme) -> dict[str, str]:
    """What stands beside: legal basis, places, budget, contact; "" for what the programme does not say."""
    budget = programme.budget
    return {
        "legal_basis": speaker.text(row.content.legal_basis),
        "next": speaker.text(row.content.next_text),
        "quota": digits(programme.quota, speaker.language) if programme.quota is not None else "",
        "budget": "" if budget is None else money(budget, programme.budget_currency, speaker.language),
        "contact": programme.contact,
    }


def _version(one: Version, after: Version | None) -> dict[str, Any]:
    """A version in the history; `until`: when the next one took its place."""
    return {
        "number": one.number,
        "since": park_day(one.published_at),
        "until": park_day(after.published_at) if after else None,
        "in_force": one.state == "published",
    }


def _calendar(request: HttpRequest) -> str:
    return str(getattr(request.user, "calendar", ""))
